import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits, type EditObject, type OffsetEdit, openEditor } from "../../src/source/edit-document.js";
import type { JsonValue, Path } from "../../src/source/json-value.js";
import { applyObjectEdits, type ObjectEdit } from "../../src/source/object-edit.js";
import { readDocuments } from "../../src/source/read-documents.js";
import { editOf, expectedValue } from "./random-edits.js";
import { type WrittenComment, writtenYaml } from "./written-yaml.js";

let editObject: EditObject;
beforeAll(async () => {
  editObject = await openEditor();
});

const start = { line: 1, column: 1 };

function edit(text: string, edits: readonly ObjectEdit[], place: { line?: number; base?: Path } = {}): string | undefined {
  const written = editObject(text, { position: { line: place.line ?? 1, column: 1 }, base: place.base ?? [] }, edits);
  return written && applyEdits(text, written);
}

async function read(text: string, path = "written.yaml"): Promise<JsonValue> {
  const { documents, problems } = await readDocuments({ path, text }, () => true);
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]?.value ?? null;
}

function edited(text: string, edits: readonly ObjectEdit[]): { readonly text: string; readonly edits: readonly OffsetEdit[] } {
  const written = editObject(text, { position: start, base: [] }, edits);
  expect(written, text).toBeDefined();
  return { text: applyEdits(text, written ?? []), edits: written ?? [] };
}

const policy = `# Shop
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web   # the front
spec:
  podSelector: {}
  ingress:
    # from the shop
    - from:
        - podSelector:
            matchLabels: {app: shop}
    # from the office
    - from:
        - ipBlock:
            cidr: 10.0.0.0/8
      ports:
        - port: 80
  policyTypes: [Ingress, Egress]
`;

describe("editing an item of a list in YAML", () => {
  const item = `- kind: A
  # about b
  b:
    - 1   # one
    - 2
  text: |
    - kind: no item
`;
  const list = `kind: List
items:
# the first
${item}# the second
${item}
metadata: {}
`;
  const [before, after] = [list.slice(0, list.lastIndexOf("- kind: A")), "\nmetadata: {}\n"];
  const place = { position: { line: 12, column: 3 }, base: ["items", 1] };
  const made = (text: string, edits: readonly ObjectEdit[], at = place): string | undefined => {
    const written = editObject(text, at, edits);
    return written && applyEdits(text, written);
  };

  it("leaves everything else as it is", () => {
    expect(list.split("\n")[place.position.line - 1]).toBe("- kind: A");
    const removed = item.replace("    - 1   # one\n", "");
    expect(made(list, [{ type: "remove", path: ["b", 0] }])).toBe(before + removed + after);
    const added = item.replace("    - 2\n", "    - 2\n    - 3\n");
    expect(made(list, [{ type: "insert", path: ["b"], value: 3 }])).toBe(before + added + after);
  });

  it("writes as the rest of the document is written", () => {
    const written = "items:\n- a:\n  - b: 'x'\n- c: 1\n";
    const at = { position: { line: 4, column: 3 }, base: ["items", 1] };
    expect(made(written, [{ type: "set", path: ["d"], value: ["on"] }], at)).toBe(`${written}  d:\n  - 'on'\n`);
  });

  it("edits the list where nothing is left of the item", () => {
    const text = "items:\n  - a: 1\n  - b: 1\nkind: List\n";
    const at = { position: { line: 3, column: 5 }, base: ["items", 1] };
    expect(made(text, [{ type: "remove", path: ["b"], emptied: "remove" }], at)).toBe("items:\n  - a: 1\nkind: List\n");
  });

  it("knows an item from what is in a list inside of it", () => {
    const text = "items:\n- d: 1\n  a:\n  - c: 1\n- e: 1\n";
    const at = { position: { line: 4, column: 5 }, base: ["items", 0] };
    expect(made(text, [{ type: "set", path: ["d"], value: 2 }], at)).toBe(text.replace("d: 1", "d: 2"));
  });

  it("looks at the whole document where an anchor ties the items together", () => {
    const text = "items:\n- a: &x [1, 2]\n- b: *x\n  c: 1\n";
    const at = (line: number, index: number) => ({ position: { line, column: 3 }, base: ["items", index] });
    expect(made(text, [{ type: "remove", path: ["a", 0] }], at(2, 0))).toBeUndefined();
    expect(made(text, [{ type: "set", path: ["c"], value: 2 }], at(3, 1))).toBe(text.replace("c: 1", "c: 2"));
  });
});

describe("editing a policy", () => {
  it.each<[string, readonly ObjectEdit[], readonly [string, string][]]>([
    [
      "removes an item with its lines and its comment",
      [{ type: "remove", path: ["spec", "ingress", 0] }],
      [["    # from the shop\n    - from:\n        - podSelector:\n            matchLabels: {app: shop}\n", ""]],
    ],
    [
      "leaves a list that loses all its items as an empty list",
      [{ type: "remove", path: ["spec", "ingress", 1, "ports", 0] }],
      [["      ports:\n        - port: 80\n", "      ports: []\n"]],
    ],
    [
      "takes the key along where that is asked for",
      [{ type: "remove", path: ["spec", "ingress", 1, "ports", 0], emptied: "remove" }],
      [["      ports:\n        - port: 80\n", ""]],
    ],
    [
      "moves the next field up behind the dash",
      [{ type: "remove", path: ["spec", "ingress", 1, "from"] }],
      [["    - from:\n        - ipBlock:\n            cidr: 10.0.0.0/8\n      ports:", "    - ports:"]],
    ],
    [
      "adds a field in the column of its neighbours",
      [{ type: "set", path: ["metadata", "labels"], value: { app: "web", "yes": "on" } }],
      [["# the front\n", '# the front\n  labels:\n    app: web\n    "yes": "on"\n']],
    ],
    [
      "adds an item as the file writes its lists",
      [{ type: "insert", path: ["spec", "ingress", 1, "ports"], value: { port: 53, protocol: "UDP" } }],
      [["        - port: 80\n", "        - port: 80\n        - port: 53\n          protocol: UDP\n"]],
    ],
    [
      "puts an item before the comment of the next one",
      [{ type: "insert", path: ["spec", "ingress"], index: 1, value: {} }],
      [["    # from the office\n", "    - {}\n    # from the office\n"]],
    ],
    [
      "writes an empty mapping out in lines",
      [{ type: "set", path: ["spec", "podSelector", "matchLabels"], value: { app: "web" } }],
      [["  podSelector: {}\n", "  podSelector:\n    matchLabels:\n      app: web\n"]],
    ],
    [
      "edits between brackets and braces",
      [
        { type: "remove", path: ["spec", "policyTypes", 0] },
        { type: "set", path: ["spec", "ingress", 0, "from", 0, "podSelector", "matchLabels", "tier"], value: "1" },
      ],
      [
        ["[Ingress, Egress]", "[Egress]"],
        ["{app: shop}", '{app: shop, tier: "1"}'],
      ],
    ],
    [
      "renames a key, keeps its value and comment",
      [{ type: "rename", path: ["metadata", "name"], key: "generateName" }],
      [["  name: web   # the front", "  generateName: web   # the front"]],
    ],
  ])("%s", (_title, edits, changes) => {
    const expected = changes.reduce((text, [from, to]) => text.replace(from, to), policy);
    expect(expected).not.toBe(policy);
    expect(edit(policy, edits, { line: 3 })).toBe(expected);
  });

  it("keeps the last of several equal keys", () => {
    const text = "a:\n  x: 1 # ignored\n  y: 2\n  x: 3\n";
    expect(edit(text, [{ type: "keep-last", path: ["a", "x"] }])).toBe("a:\n  y: 2\n  x: 3\n");
    expect(edit('{"x": 1, "y": 2, "x": 3}', [{ type: "keep-last", path: ["x"] }])).toBe('{"y": 2, "x": 3}');
  });

  it("edits the document of the position, and the object below the base", () => {
    const text = "kind: A\n---\nkind: List\nitems:\n- a: 1\n- a: 1\n";
    expect(edit(text, [{ type: "set", path: ["a"], value: 2 }], { line: 3, base: ["items", 1] })).toBe(
      "kind: A\n---\nkind: List\nitems:\n- a: 1\n- a: 2\n",
    );
  });

  it("writes JSON in JSON", () => {
    const text = '{\n  "a": [\n    1\n  ]\n}\n';
    expect(edit(text, [{ type: "insert", path: ["a"], value: { b: "yes" } }])).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": "yes"\n    }\n  ]\n}\n',
    );
    expect(edit('{"a":[1]}', [{ type: "set", path: ["b"], value: [2] }])).toBe('{"a":[1],"b":[2]}');
  });

  it("edits one object of a JSON list, however many there are", () => {
    const items = Array.from({ length: 20_000 }, (_, index) => ({ name: `item-${index}`, ports: [1, 2] }));
    const text = JSON.stringify({ kind: "List", items }, undefined, 2);
    const changed = items.map((item, index) => (index % 20 === 0 ? { ...item, ports: [2] } : item));
    // Reading it all for each edit would take minutes.
    const written = items.flatMap((_, index) => {
      if (index % 20 !== 0) return [];
      return editObject(text, { position: start, base: [] }, [{ type: "remove", path: ["items", index, "ports", 0] }]) ?? [];
    });
    expect(applyEdits(text, written)).toBe(JSON.stringify({ kind: "List", items: changed }, undefined, 2));
  });

  it("gives up where the edits of JSON contradict each other in an item of a list", () => {
    const text = '{"items": [{"a": {"b": 1}}]}';
    expect(edit(text, [{ type: "remove", path: ["items", 0, "a"] }, { type: "set", path: ["items", 0, "a", "b"], value: 2 }])).toBeUndefined();
    expect(edit('{"items": [{"a": 1, "a": 2}]}', [{ type: "remove", path: ["items", 0, "a"] }])).toBe('{"items": [{}]}');
  });

  it.each<[string, string, readonly ObjectEdit[]]>([
    ["an alias shares what would change", "a: &x {b: 1}\nc: *x\n", [{ type: "set", path: ["a", "b"], value: 2 }]],
    ["the value is an alias", "a: &x {b: 1}\nc: *x\n", [{ type: "set", path: ["c", "b"], value: 2 }]],
    ["an anchor would go that an alias needs", "a: &x 1\nc: *x\n", [{ type: "remove", path: ["a"] }]],
    ["a field is merged in", "a: &x {b: 1}\nc:\n  <<: *x\n", [{ type: "remove", path: ["c", "b"] }]],
    ["brackets hold comments", "a: [1, # one\n  2]\n", [{ type: "remove", path: ["a", 0] }]],
    ["a key is written with a question mark", "? a\n: 1\nb: 2\n", [{ type: "remove", path: ["b"] }]],
    ["the mapping is not there", "a: 1\n", [{ type: "set", path: ["b", "c"], value: 2 }]],
    ["the index is none", "a: [1]\n", [{ type: "remove", path: ["a", 1] }]],
    ["the new key is there already", "a: 1\nb: 2\n", [{ type: "rename", path: ["a"], key: "b" }]],
    [
      "the edits contradict each other",
      "a: {b: 1}\n",
      [
        { type: "remove", path: ["a"] },
        { type: "set", path: ["a", "b"], value: 2 },
      ],
    ],
    ["the text cannot be read", "a: [1\n", [{ type: "set", path: ["a"], value: 2 }]],
  ])("answers undefined where %s", (_title, text, edits) => {
    expect(edit(text, edits)).toBeUndefined();
  });
});

const many = { numRuns: process.env["NETPOLINT_LONG"] === undefined ? 300 : 5_000 };

describe("editing generated documents", () => {
  const drawn = writtenYaml
    .chain((written) => editOf(written.value).map((change) => ({ ...written, ...change })))
    .filter(({ value, edit: change }) => keepsSomething(value, [change]));

  it("gives exactly the value with the edit made, and its inverse gives back the value", async () => {
    const property = fc.asyncProperty(drawn, async ({ text, value, edit: change, inverse }) => {
      expect(await read(text)).toEqual(value);
      const after = edited(text, [change]).text;
      expect(await read(after)).toEqual(expectedValue(value, change));
      expect(await read(edited(after, [inverse]).text)).toEqual(value);
    });
    await fc.assert(property, many);
  });

  it("keeps the comments of everything that stays, and every line end", () => {
    const property = fc.property(drawn, ({ text, comments, edit: change }) => {
      const after = edited(text, [change]).text;
      const lost = comments.filter((comment) => !after.includes(comment.text));
      expect(lost.filter((comment) => !mayGo(comment, change))).toEqual([]);
      if (text.includes("\r\n")) expect(after).not.toMatch(/(?<!\r)\n/);
    });
    fc.assert(property, many);
  });

  it("keeps every line that the edit does not touch", () => {
    const property = fc.property(drawn, ({ text, edit: change }) => {
      const after = edited(text, [change]);
      const kept = countLines(after.text.split("\n"));
      const touched = touchedLines(text, after.edits);
      const untouched = countLines(text.split("\n").filter((_, index) => !touched.has(index)));
      for (const [line, count] of untouched) expect(kept.get(line) ?? 0, line).toBeGreaterThanOrEqual(count);
    });
    fc.assert(property, many);
  });

  it("makes several edits at once as if each were made alone", async () => {
    const several = writtenYaml.chain((written) =>
      fc.array(editOf(written.value), { minLength: 2, maxLength: 4 }).map((changes) => ({ ...written, changes })),
    );
    const property = fc.asyncProperty(several, async ({ text, value, changes }) => {
      const edits = changes.map((change) => change.edit);
      const wanted = applyObjectEdits(value, edits);
      fc.pre(wanted !== undefined && keepsSomething(value, edits));
      expect(await read(edited(text, edits).text)).toEqual(wanted);
    });
    await fc.assert(property, many);
  });

  it("edits JSON of any layout", () => {
    const json = fc.tuple(writtenYaml, fc.constantFrom(undefined, 2, 4, "\t"));
    const written = json.chain(([{ value }, indent]) =>
      editOf(value).map((change) => ({ value, text: JSON.stringify(value, undefined, indent), ...change })),
    );
    const property = fc.property(written, ({ text, value, edit: change, inverse }) => {
      const after = edited(text, [change]).text;
      expect(JSON.parse(after)).toEqual(expectedValue(value, change));
      if (!text.includes("\n")) expect(after).not.toContain("\n");
      expect(JSON.parse(edited(after, [inverse]).text)).toEqual(value);
    });
    fc.assert(property, many);
  });
});

function countLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** 0-based numbers of the lines in which an edit begins, ends or lies. */
function touchedLines(text: string, edits: readonly OffsetEdit[]): ReadonlySet<number> {
  const touched = new Set<number>();
  for (const { start: from, end } of edits) {
    const first = text.slice(0, from).split("\n").length - 1;
    const last = first + text.slice(from, end).split("\n").length - 1;
    for (let line = first; line <= last; line += 1) touched.add(line);
  }
  return touched;
}

/** An object is never emptied as a whole: apiVersion and kind stay. */
function keepsSomething(value: JsonValue, edits: readonly ObjectEdit[]): boolean {
  const gone = new Set(edits.filter(({ type, path }) => type === "remove" && path.length === 1).map(({ path }) => path[0]));
  return Object.keys(value as object).some((key) => !gone.has(key));
}

function mayGo({ at, where }: WrittenComment, change: ObjectEdit): boolean {
  if (change.type === "insert" || change.type === "rename") return false;
  const isInside = change.path.every((step, index) => at[index] === step);
  // What is indented more than a line above it may be about that line or about one around it.
  const isAround = where === "below" && at.every((step, index) => change.path[index] === step);
  return isAround || (isInside && (change.type === "remove" || at.length > change.path.length));
}
