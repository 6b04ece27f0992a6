import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/lint/finding.js";
import {
  applySuppressions,
  formatSuppressions,
  type KnownSuppressions,
  prune,
  readSuppressions,
  suppress,
  type Suppression,
} from "../../src/lint/suppressions.js";

const hash = (fingerprint: string): string => `#${fingerprint}`;
const position = { line: 1, column: 1 };

function finding(ruleId: string, fingerprint: string, message = "It is."): Finding {
  const object = { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "web", path: "" };
  const range = { start: position, end: position };
  const facts = { severity: "error", help: "", related: [], witness: null, flow: null, undecided: null } as const;
  return { ...facts, ruleId, fingerprint, message, object, range, file: "a.yaml", fix: null, suggestions: [] };
}

function known(entries: readonly Suppression[]): KnownSuppressions {
  const read = readSuppressions({ path: "known.json", text: formatSuppressions(entries) });
  if ("problem" in read) throw new Error(read.problem);
  return { ...read, hash };
}

describe("suppressions", () => {
  const two = [finding("a", "x"), finding("a", "x"), finding("b", "x")];

  it("count findings that are alike, and tell rules apart", () => {
    const entries = suppress(two, [], hash);
    expect(entries.map(({ rule, fingerprint, count }) => [rule, fingerprint, count])).toEqual([
      ["a", "#x", 2],
      ["b", "#x", 1],
    ]);
    expect(applySuppressions(two, known(entries)).kept).toEqual([]);
  });

  it("report one more than they count, and one in place of another", () => {
    const file = known(suppress(two, [], hash));
    expect(applySuppressions([...two, finding("a", "x")], file).kept).toHaveLength(1);
    const swapped = applySuppressions([two[0] as Finding, finding("a", "y"), finding("b", "x")], file);
    expect(swapped.kept.map(({ fingerprint }) => fingerprint)).toEqual(["y"]);
    expect(swapped.unused.map(({ entry, missing }) => [entry.rule, missing])).toEqual([["a", 1]]);
  });

  it("know where their entries are written", () => {
    const [first] = known(suppress(two, [], hash)).entries;
    expect(first?.range).toEqual({ start: { line: 8, column: 22 }, end: { line: 8, column: 26 } });
  });

  it("keep reasons and messages that are there, and add to counts", () => {
    const [entry] = suppress([finding("a", "x", "before")], [], hash);
    const again = suppress([finding("a", "x", "after")], [{ ...(entry as Suppression), reason: "known" }], hash);
    expect(again).toEqual([{ ...entry, count: 2, message: "before", reason: "known" }]);
    expect(known(again).entries[0]).toMatchObject({ reason: "known" });
  });

  it("are pruned to what is needed", () => {
    const file = known(suppress([...two, finding("c", "z")], [], hash));
    const place = { kind: "external", justification: null, file: "known.json", range: { start: position, end: position } } as const;
    const left = prune(file.entries, [{ finding: finding("a", "x"), ...place }], hash);
    expect(left.map(({ rule, count }) => [rule, count])).toEqual([["a", 1]]);
  });

  it("are written the same in any order, sorted by rule, object and fingerprint", () => {
    const entries = suppress([finding("b", "x"), finding("a", "z"), finding("a", "y")], [], hash);
    expect(formatSuppressions(entries.toReversed())).toBe(formatSuppressions(entries));
    expect(known(entries).entries.map(({ rule, fingerprint }) => rule + fingerprint)).toEqual(["a#y", "a#z", "b#x"]);
  });

  it.each([
    ["no JSON", "{", "`known.json` is not JSON."],
    ["another version", '{"version":2,"suppressions":[]}', "`known.json` is no suppressions file of version 1."],
    ["no list", '{"version":1}', "`known.json` has no list `suppressions`."],
    ["an entry without a rule", '{"version":1,"suppressions":[{"fingerprint":"x","count":1}]}', "`known.json`: `suppressions[0]` is no suppression."],
    ["a count of nothing", '{"version":1,"suppressions":[{"rule":"a","fingerprint":"x","count":0}]}', "`known.json`: `suppressions[0]` is no suppression."],
  ])("cannot be read from %s", (_title, text, problem) => {
    expect(readSuppressions({ path: "known.json", text })).toEqual({ problem });
  });
});
