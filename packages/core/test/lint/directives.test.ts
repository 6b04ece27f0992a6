import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analyze.js";
import { parseBody, parseComment } from "../../src/lint/directives/parse-directive.js";
import { defineRule, type LintRule } from "../../src/lint/lint-rule.js";
import { placeOf } from "../../src/lint/place.js";
import type { Report } from "../../src/lint/report.js";
import type { Path } from "../../src/source/json-value.js";

/** Reports one field of every NetworkPolicy. */
function fieldRule(id: string, path: Path): LintRule {
  return defineRule({
    id,
    summary: "Reports a field",
    severity: "error",
    category: "mistake",
    precision: "low",
    messages: { here: { message: "{name} is here.", help: "Leave." } },
    check: ({ cluster }) =>
      cluster.networkPolicies.map(({ meta }) => ({
        ...placeOf(meta, path),
        messageId: "here" as const,
        data: { name: meta.name },
      })),
  });
}

const rules = [fieldRule("on-name", ["metadata", "name"]), fieldRule("on-selector", ["spec", "podSelector"])];

async function lint(text: string, today?: string, path = "a.yaml"): Promise<Report> {
  const report = await analyze({ files: [{ path, text }], rules, packs: [], ...(today === undefined ? {} : { today }) });
  expect(report.inputProblems).toEqual([]);
  return report;
}

/** `policy rule` of each finding that is still reported. */
async function reported(text: string, today?: string): Promise<readonly string[]> {
  return (await lint(text, today)).findings.map(({ object, ruleId }) => `${object?.name} ${ruleId}`);
}

interface Comments {
  readonly top?: string;
  readonly aboveName?: string;
  readonly behindName?: string;
  readonly aboveSelector?: string;
  readonly end?: string;
  readonly annotation?: string;
}

function policy(name: string, { top, aboveName, behindName, aboveSelector, end, annotation }: Comments = {}): string {
  return [
    ...(top === undefined ? [] : [`# ${top}`]),
    "apiVersion: networking.k8s.io/v1",
    "kind: NetworkPolicy",
    "metadata:",
    ...(aboveName === undefined ? [] : [`  # ${aboveName}`]),
    `  name: ${name}${behindName === undefined ? "" : ` # ${behindName}`}`,
    "  namespace: shop",
    ...(annotation === undefined ? [] : ["  annotations:", `    netpolint.dev/disable: ${JSON.stringify(annotation)}`]),
    "spec:",
    ...(aboveSelector === undefined ? [] : [`  # ${aboveSelector}`]),
    "  podSelector: {}",
    ...(end === undefined ? [] : [`  # ${end}`]),
    "",
  ].join("\n");
}

const all = ["a on-name", "a on-selector", "b on-name", "b on-selector"];

function without(...gone: readonly string[]): readonly string[] {
  return all.filter((one) => !gone.includes(one));
}

describe("directives", () => {
  it.each<[string, string, readonly string[]]>([
    ["none", policy("a"), all],
    ["next-line", policy("a", { aboveName: "netpolint-disable-next-line on-name" }), without("a on-name")],
    ["next-line of another rule", policy("a", { aboveName: "netpolint-disable-next-line on-selector" }), all],
    ["next-line of all rules", policy("a", { aboveName: "netpolint-disable-next-line" }), without("a on-name")],
    [
      "next-line with another comment between",
      policy("a", { aboveName: "netpolint-disable-next-line on-name\n  # why" }),
      without("a on-name"),
    ],
    ["line", policy("a", { behindName: "netpolint-disable-line on-name -- known" }), without("a on-name")],
    ["line on a line of its own", policy("a", { aboveName: "netpolint-disable-line on-name" }), all],
    ["block", policy("a", { aboveName: "netpolint-disable on-name, on-selector" }), []],
    [
      "block and enable",
      policy("a", { aboveName: "netpolint-disable", aboveSelector: "netpolint-enable on-selector" }),
      without("a on-name", "b on-name"),
    ],
    [
      "block, and enable of all",
      policy("a", { aboveName: "netpolint-disable on-name, on-selector", end: "netpolint-enable" }),
      without("a on-name", "a on-selector"),
    ],
    [
      "enable of another rule",
      policy("a", { aboveName: "netpolint-disable on-selector", behindName: "netpolint-enable on-name" }),
      without("a on-selector", "b on-selector"),
    ],
    ["object, from inside", policy("a", { end: "netpolint-disable-object" }), without("a on-name", "a on-selector")],
    ["object, from above", policy("a", { top: "netpolint-disable-object on-name" }), without("a on-name")],
    ["file", policy("a", { end: "netpolint-disable-file on-name" }), without("a on-name", "b on-name")],
    ["annotation", policy("a", { annotation: "on-name -- vendored" }), without("a on-name")],
    ["annotation for all rules", policy("a", { annotation: "" }), without("a on-name", "a on-selector")],
    ["a malformed one", policy("a", { aboveName: "netpolint-disable-next-line on-name until=soon" }), all],
    ["a rule that is not known beside one that is", policy("a", { end: "netpolint-disable-object x, on-name" }), without("a on-name")],
    ["text after the comment's start", policy("a", { aboveName: "use netpolint-disable-next-line on-name" }), all],
  ])("%s", async (_title, first, expected) => {
    expect(await reported(`${first}---\n${policy("b")}`)).toEqual(expected);
  });

  it("takes a comment above an object as being about it, and not about the one before", async () => {
    const text = `${policy("a")}---\n# license\n\n# netpolint-disable-object -- vendored\n\n${policy("b")}`;
    expect(await reported(text)).toEqual(without("b on-name", "b on-selector"));
    expect(await reported(`# netpolint-disable-object\n---\n${policy("a")}---\n${policy("b")}`)).toEqual(
      without("a on-name", "a on-selector"),
    );
  });

  it("knows the items of a List apart", async () => {
    const item = (name: string, comment = ""): string =>
      `${comment}- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata: {name: ${name}, namespace: shop}\n  spec:\n    podSelector: {}\n`;
    const list = (comment: string): string => `apiVersion: v1\nkind: List\nitems:\n${item("a")}${item("b", comment)}`;
    expect(await reported(list("# netpolint-disable-object\n"))).toEqual(without("b on-name", "b on-selector"));
  });

  it("is no directive within a text", async () => {
    const text = `${policy("a")}---\n${policy("b").replace("  namespace: shop\n", "  namespace: shop\n  annotations:\n    note: |\n      # netpolint-disable-file\n    quoted: '# netpolint-disable-file'\n")}`;
    expect(await reported(text)).toEqual(all);
  });

  it("counts an annotation of a Namespace for everything in it, in any file", async () => {
    const namespace = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations: {netpolint.dev/disable: on-name}\n`;
    const files = [
      { path: "n.yaml", text: namespace },
      { path: "p.yaml", text: policy("a") },
      { path: "q.yaml", text: policy("b").replace("namespace: shop", "namespace: other") },
    ];
    const { findings } = await analyze({ files, rules, packs: [] });
    expect(findings.map(({ object, ruleId }) => `${object?.name} ${ruleId}`)).toEqual([
      "a on-selector",
      "b on-name",
      "b on-selector",
    ]);
  });

  it("reads the annotation of JSON", async () => {
    const object = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", spec: { podSelector: {} } };
    const metadata = { name: "a", namespace: "shop", annotations: { "netpolint.dev/disable": "on-name" } };
    const { findings } = await lint(JSON.stringify({ ...object, metadata }), undefined, "a.json");
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["on-selector"]);
  });

  it.each([
    ["the day itself", "2027-01-31", without("a on-name")],
    ["the day after", "2027-02-01", all],
    ["no clock", undefined, without("a on-name")],
  ])("holds until the day: %s", async (_title, today, expected) => {
    const text = policy("a", { aboveName: "netpolint-disable-next-line on-name until=2027-01-31 -- next quarter" });
    expect(await reported(`${text}---\n${policy("b")}`, today)).toEqual(expected);
  });

  it("carries what is disabled with its reason and place, and does not count it as an error", async () => {
    const report = await lint(policy("a", { behindName: "netpolint-disable-line on-name -- known, see the wiki" }));
    expect(report.summary).toMatchObject({ errors: 1, suppressed: 1 });
    expect(report.suppressed).toEqual([
      expect.objectContaining({
        kind: "inSource",
        justification: "known, see the wiki",
        file: "a.yaml",
        range: { start: { line: 4, column: 11 }, end: { line: 4, column: 66 } },
      }),
    ]);
    expect(report.suppressed[0]?.finding.ruleId).toBe("on-name");
  });

  it("cannot disable what could not be read", async () => {
    const text = `# netpolint-disable-file\n${policy("a")}---\nkind: [\n`;
    const { inputProblems } = await analyze({ files: [{ path: "a.yaml", text }], rules, packs: [] });
    expect(inputProblems.map(({ code }) => code)).toEqual(["yaml-syntax"]);
  });
});

describe("parsing a directive", () => {
  const plain = { until: null, reason: null, problem: null };

  it.each([
    [" netpolint-disable-line a", { kind: "line", rules: ["a"], ...plain }],
    ["netpolint-disable-next-line a,b , c/d", { kind: "next-line", rules: ["a", "b", "c/d"], ...plain }],
    [" netpolint-disable -- why -- so", { kind: "block", rules: [], ...plain, reason: "why -- so" }],
    [" netpolint-enable a--b", { kind: "enable", rules: ["a--b"], ...plain }],
    [" netpolint-disable-file a until=2028-02-29 -- x", { kind: "file", rules: ["a"], until: "2028-02-29", reason: "x", problem: null }],
    [" netpolint-disable-object --", { kind: "object", rules: [], ...plain }],
  ])("%s", (text, expected) => {
    expect(parseComment(text)).toEqual(expected);
  });

  it.each([
    [" netpolint-disable-nextline a", /none of .*netpolint-disable-next-line/],
    [" netpolint-disable a until=2027-02-29", /`2027-02-29` is no day/],
    [" netpolint-disable a until=2027-13-01", /is no day/],
    [" netpolint-disable a until=", /is no day/],
    [" netpolint-disable a until=2027-01-01 until=2028-01-01", /more than once/],
    [" netpolint-disable a severity=warning", /`severity=warning` is not understood/],
    [" netpolint-enable a until=2027-01-01", /no meaning/],
    [" netpolint-disable a: because", /`a:` is no rule/],
  ])("%s is malformed", (text, problem) => {
    expect(parseComment(text)?.problem).toMatch(problem);
  });

  it.each(["netpolint", "netpolinting", " see netpolint-disable", ""])("%j is none", (text) => {
    expect(parseComment(text)).toBeUndefined();
  });

  it("takes a value back that it would write itself", () => {
    const id = fc.stringMatching(/^[a-z][a-z-]{0,8}[a-z]$/).filter((one) => !one.includes("--"));
    const property = fc.property(fc.uniqueArray(id), fc.string(), (names, reason) => {
      const parsed = parseBody("annotation", `${names.join(", ")} -- ${reason}`);
      expect(parsed.rules).toEqual(names);
      expect(parsed.reason ?? "").toBe(reason.trim());
    });
    fc.assert(property);
  });
});
