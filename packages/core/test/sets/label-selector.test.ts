import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  and,
  canonicalSelector,
  everything,
  firstFailingRequirement,
  formatSelector,
  isSatisfiable,
  matchesLabels,
  not,
  or,
} from "../../src/sets/label-selector.js";
import type { Labels, LabelSelector, SelectorRequirement, Ternary } from "../../src/sets/label-selector.js";

const isIn = (key: string, ...values: string[]): SelectorRequirement => ({ key, operator: "In", values });
const notIn = (key: string, ...values: string[]): SelectorRequirement => ({ key, operator: "NotIn", values });
const exists = (key: string): SelectorRequirement => ({ key, operator: "Exists", values: [] });
const lacks = (key: string): SelectorRequirement => ({ key, operator: "DoesNotExist", values: [] });
const select = (...requirements: SelectorRequirement[]): LabelSelector => ({ requirements });

const known = (...entries: [string, string][]): Labels => ({ entries: new Map(entries), complete: true });
const partly = (...entries: [string, string][]): Labels => ({ entries: new Map(entries), complete: false });

describe("Kleene logic", () => {
  test.each<[Ternary, Ternary, Ternary, Ternary]>([
    ["yes", "yes", "yes", "yes"],
    ["yes", "unknown", "unknown", "yes"],
    ["yes", "no", "no", "yes"],
    ["unknown", "yes", "unknown", "yes"],
    ["unknown", "unknown", "unknown", "unknown"],
    ["unknown", "no", "no", "unknown"],
    ["no", "yes", "no", "yes"],
    ["no", "unknown", "no", "unknown"],
    ["no", "no", "no", "no"],
  ])("%s, %s: and is %s, or is %s", (a, b, both, either) => {
    expect(and(a, b)).toBe(both);
    expect(or(a, b)).toBe(either);
  });

  test("not", () => {
    expect([not("yes"), not("unknown"), not("no")]).toEqual(["no", "unknown", "yes"]);
  });
});

describe("one requirement", () => {
  // Columns: the key is absent, has the value "a", "b", the empty value; the key is not known.
  test.each<[string, SelectorRequirement, Ternary, Ternary, Ternary, Ternary, Ternary]>([
    ["k=a", isIn("k", "a"), "no", "yes", "no", "no", "unknown"],
    ["k=", isIn("k", ""), "no", "no", "no", "yes", "unknown"],
    ["k in (a,b)", isIn("k", "a", "b"), "no", "yes", "yes", "no", "unknown"],
    ["k notin (a)", notIn("k", "a"), "yes", "no", "yes", "yes", "unknown"],
    ["k notin (a,)", notIn("k", "a", ""), "yes", "no", "yes", "no", "unknown"],
    ["k", exists("k"), "no", "yes", "yes", "yes", "unknown"],
    ["!k", lacks("k"), "yes", "no", "no", "no", "unknown"],
    // Refused by the API server; the answer does not depend on the label.
    ["k in ()", isIn("k"), "no", "no", "no", "no", "no"],
    ["k notin ()", notIn("k"), "yes", "yes", "yes", "yes", "yes"],
  ])("%s", (_, requirement, absent, a, b, empty, unknown) => {
    const selector = select(requirement);
    const other: [string, string] = ["other", "a"];
    expect(matchesLabels(selector, known(other))).toBe(absent);
    expect(matchesLabels(selector, known(other, ["k", "a"]))).toBe(a);
    expect(matchesLabels(selector, known(other, ["k", "b"]))).toBe(b);
    expect(matchesLabels(selector, known(other, ["k", ""]))).toBe(empty);
    expect(matchesLabels(selector, partly(other))).toBe(unknown);
    expect(matchesLabels(selector, partly(other, ["k", "a"]))).toBe(a);
  });

  test("keys and values are case-sensitive", () => {
    expect(matchesLabels(select(isIn("app", "web")), known(["app", "Web"]))).toBe("no");
    expect(matchesLabels(select(exists("app")), known(["App", "web"]))).toBe("no");
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is an ordinary key and value", (name) => {
    expect(matchesLabels(select(exists(name)), known())).toBe("no");
    expect(matchesLabels(select(lacks(name)), known())).toBe("yes");
    expect(matchesLabels(select(isIn(name, name)), known([name, name]))).toBe("yes");
    expect(matchesLabels(select(isIn(name, "x")), known([name, name]))).toBe("no");
    expect(matchesLabels(select(exists(name)), partly())).toBe("unknown");
    expect(isSatisfiable(select(exists(name), lacks(name)))).toBe(false);
    expect(isSatisfiable(select(exists(name), lacks("x")))).toBe(true);
    expect(canonicalSelector(select(isIn(name, name)))).toBe(`[["${name}","In",["${name}"]]]`);
    expect(formatSelector(select(isIn(name, name)))).toBe(`${name}=${name}`);
  });
});

describe("several requirements", () => {
  test("everything selects any object", () => {
    expect(matchesLabels(everything, known())).toBe("yes");
    expect(matchesLabels(everything, known(["a", "b"]))).toBe("yes");
    expect(matchesLabels(everything, partly())).toBe("yes");
  });

  test.each<[string, LabelSelector, Labels, Ternary]>([
    ["all yes", select(isIn("a", "1"), lacks("b")), known(["a", "1"]), "yes"],
    ["the second no", select(isIn("a", "1"), exists("b")), known(["a", "1"]), "no"],
    ["yes and unknown", select(isIn("a", "1"), exists("b")), partly(["a", "1"]), "unknown"],
    ["unknown, then no", select(exists("b"), isIn("a", "2")), partly(["a", "1"]), "no"],
    ["no, then unknown", select(isIn("a", "2"), exists("b")), partly(["a", "1"]), "no"],
    ["unknown key that no label satisfies", select(exists("b"), lacks("b")), partly(["a", "1"]), "no"],
    ["unknown key with values apart", select(isIn("b", "1"), isIn("b", "2")), partly(), "no"],
    ["unknown key with values in common", select(isIn("b", "1", "2"), isIn("b", "2", "3")), partly(), "unknown"],
    ["values all excluded", select(isIn("b", "1", "2"), notIn("b", "2", "1")), partly(), "no"],
  ])("%s", (_, selector, labels, expected) => {
    expect(matchesLabels(selector, labels)).toBe(expected);
  });
});

/** A small world: keys k and l, values a and b, and a value that no selector here mentions. */
const keys = ["k", "l"] as const;
const choices = [undefined, "a", "b", "unmentioned"] as const;
const world: readonly ReadonlyMap<string, string>[] = choices.flatMap((k) =>
  choices.map((l) => new Map([...labelOf("k", k), ...labelOf("l", l)])),
);

function labelOf(key: string, value: string | undefined): (readonly [string, string])[] {
  return value === undefined ? [] : [[key, value]];
}

/** The table of the API's documentation, on one complete set of labels. */
function selects({ requirements }: LabelSelector, labels: ReadonlyMap<string, string>): boolean {
  return requirements.every(({ key, operator, values }) => {
    const present = labels.has(key);
    const listed = present && values.some((value) => value === labels.get(key));
    return { In: listed, NotIn: !listed, Exists: present, DoesNotExist: !present }[operator];
  });
}

const requirement: fc.Arbitrary<SelectorRequirement> = fc
  .record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
    values: fc.subarray(["a", "b"]),
  })
  .map(({ key, operator, values }) => ({
    key,
    operator,
    values: operator === "In" || operator === "NotIn" ? values : [],
  }));
const selector: fc.Arbitrary<LabelSelector> = fc
  .array(requirement, { maxLength: 5 })
  .map((requirements) => ({ requirements }));

describe("against every object of a small world", () => {
  test("isSatisfiable is right in both directions", () => {
    fc.assert(
      fc.property(selector, (candidate) => {
        expect(isSatisfiable(candidate)).toBe(world.some((labels) => selects(candidate, labels)));
      }),
      { numRuns: 1000 },
    );
  });

  test("labels that are known are decided", () => {
    fc.assert(
      fc.property(selector, fc.constantFrom(...world), (candidate, entries) => {
        const expected = selects(candidate, entries) ? "yes" : "no";
        expect(matchesLabels(candidate, { entries, complete: true })).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("partly known labels: unknown if and only if their completions differ", () => {
    fc.assert(
      fc.property(selector, fc.constantFrom(...world), (candidate, entries) => {
        const completions = world.filter((labels) => [...entries].every(([key, value]) => labels.get(key) === value));
        const answers = new Set(completions.map((labels) => (selects(candidate, labels) ? "yes" : "no")));
        const [answer] = answers;
        const expected = answers.size === 1 ? answer : "unknown";
        expect(matchesLabels(candidate, { entries, complete: false })).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("a failing requirement refuses the labels alone, and those before it do not", () => {
    fc.assert(
      fc.property(selector, fc.constantFrom(...world), (candidate, entries) => {
        const index = candidate.requirements.findIndex((one) => !selects(select(one), entries));
        const found = firstFailingRequirement(candidate, { entries, complete: true });
        expect(found).toBe(index < 0 ? undefined : candidate.requirements[index]);
      }),
      { numRuns: 500 },
    );
  });

  test("canonicalSelector ignores order and repetition and keeps the meaning apart", () => {
    const scrambled = selector.chain((original) => {
      const repeated = [...original.requirements, ...original.requirements];
      const shuffled = fc.shuffledSubarray(repeated, { minLength: repeated.length });
      return fc.tuple(fc.constant(original), shuffled);
    });
    fc.assert(
      fc.property(scrambled, selector, ([original, shuffled], other) => {
        const reversed = shuffled.map((one) => ({ ...one, values: [...one.values, ...one.values].toReversed() }));
        const canonical = canonicalSelector(original);
        expect(canonicalSelector({ requirements: reversed })).toBe(canonical);
        const alike = world.every((labels) => selects(original, labels) === selects(other, labels));
        if (!alike) expect(canonicalSelector(other)).not.toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });
});

describe("firstFailingRequirement", () => {
  test("is the first that is no, not the first that is unknown", () => {
    const wrong = isIn("a", "2");
    const labels = partly(["a", "1"]);
    expect(firstFailingRequirement(select(exists("b"), exists("a"), wrong, lacks("a")), labels)).toBe(wrong);
  });

  test("is an In without values even where the label is not known", () => {
    expect(firstFailingRequirement(select(exists("b"), isIn("b")), partly())).toEqual(isIn("b"));
  });

  test("is undefined for a contradiction on a label that is not known", () => {
    const contradiction = select(exists("b"), lacks("b"));
    expect(matchesLabels(contradiction, partly())).toBe("no");
    expect(firstFailingRequirement(contradiction, partly())).toBeUndefined();
    expect(firstFailingRequirement(contradiction, known())).toEqual(exists("b"));
  });
});

describe("formatSelector", () => {
  test.each<[string, LabelSelector]>([
    ["{}", everything],
    [
      "app=web,tier in (a,b),!x,y,z notin (q)",
      select(isIn("app", "web"), isIn("tier", "a", "b"), lacks("x"), exists("y"), notIn("z", "q")),
    ],
    ["app=", select(isIn("app", ""))],
    ["app in ()", select(isIn("app"))],
    ["z notin (q,r)", select(notIn("z", "q", "r"))],
    ["kubernetes.io/metadata.name=shop", select(isIn("kubernetes.io/metadata.name", "shop"))],
  ])("%s", (text, candidate) => {
    expect(formatSelector(candidate)).toBe(text);
  });
});

describe("canonicalSelector", () => {
  test("is JSON", () => {
    expect(canonicalSelector(everything)).toBe("[]");
    expect(canonicalSelector(select(lacks("b"), isIn("a", "2", "1", "2"), lacks("b")))).toBe(
      '[["a","In",["1","2"]],["b","DoesNotExist",[]]]',
    );
  });

  test.each<[string, LabelSelector, LabelSelector]>([
    ["a comma in a value", select(isIn("a", "1,2")), select(isIn("a", "1", "2"))],
    ["quotes in a value", select(isIn("a", '1","2')), select(isIn("a", "1", "2"))],
    ["a bracket in a key", select(isIn('a"]', "1")), select(isIn("a", '"]1'))],
    ["the operator", select(isIn("a", "1")), select(notIn("a", "1"))],
    ["no value and the empty value", select(isIn("a")), select(isIn("a", ""))],
    ["no requirement and one that is always met", everything, select(notIn("a"))],
  ])("tells apart: %s", (_, a, b) => {
    expect(canonicalSelector(a)).not.toBe(canonicalSelector(b));
  });

  test("values of Exists and DoesNotExist have no meaning", () => {
    const meaningless: SelectorRequirement = { key: "a", operator: "Exists", values: ["1"] };
    expect(canonicalSelector(select(meaningless))).toBe(canonicalSelector(select(exists("a"))));
  });
});

describe("labels of which some keys are open", () => {
  const labels = { entries: new Map([["app", "web"]]), complete: false, open: new Set(["hash"]) };

  test.each<readonly [SelectorRequirement["operator"], string, readonly string[], Ternary]>([
    ["In", "hash", ["a"], "unknown"],
    ["Exists", "hash", [], "unknown"],
    ["In", "role", ["a"], "no"],
    ["NotIn", "role", ["a"], "yes"],
    ["Exists", "role", [], "no"],
    ["DoesNotExist", "role", [], "yes"],
    ["In", "app", ["web"], "yes"],
    ["DoesNotExist", "app", [], "no"],
  ])("%s %s %s is %s", (operator, key, values, expected) => {
    expect(matchesLabels({ requirements: [{ key, operator, values }] }, labels)).toBe(expected);
  });
});
