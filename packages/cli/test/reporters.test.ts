import { describe, expect, it } from "vitest";
import type { LintResult } from "../src/lint-result.js";
import { jsonText } from "../src/reporters/json-text.js";
import { escapeText } from "../src/reporters/escape-text.js";
import { json } from "../src/reporters/json.js";
import { pretty } from "../src/reporters/pretty.js";
import { stylish } from "../src/reporters/stylish.js";
import { finding, range, result } from "./sample-report.js";

function lines(...text: readonly string[]): string {
  return `${text.join("\n")}\n`;
}

function plain(of: LintResult): string {
  return stylish(of, { colour: false, links: false });
}

describe("stylish", () => {
  const findings = [
    finding({ file: "b.yaml", range: range(7, 3), severity: "info", message: "Only said.", ruleId: "z" }),
    finding({ file: "a.yaml", range: range(12, 10), severity: "warning", message: "Second.", ruleId: "longer-rule" }),
    finding({ file: "a.yaml", range: range(3, 5), message: "The first of two." }),
  ];

  it("prints aligned lines below the path of their file, in the order of places", () => {
    expect(plain(result({ findings }, { flows: { kept: 2, broken: 1, undecided: 0 } }))).toBe(
      lines(
        "a.yaml",
        "    3:5  error    The first of two  required-flow",
        "  12:10  warning  Second            longer-rule",
        "",
        "b.yaml",
        "  7:3  info  Only said  z",
        "",
        "✖ 3 problems (1 error, 1 warning, 1 info)",
        "3 required flows checked: 2 allowed, 1 broken.",
      ),
    );
  });

  it("counts one as one, and says what is clean", () => {
    expect(plain(result())).toBe(
      lines("No findings in 1 file: 2 objects, 1 NetworkPolicy among them.", "1 required flow checked, allowed."),
    );
    const flows = { kept: 12, broken: 0, undecided: 0 };
    expect(plain(result({}, { files: 3, objects: 1, networkPolicies: 0, flows }))).toBe(
      lines(
        "No findings in 3 files: 1 object, 0 NetworkPolicies among them.",
        "12 required flows checked, all allowed.",
      ),
    );
  });

  it("says where no flow had to work", () => {
    const flows = { kept: 0, broken: 0, undecided: 0 };
    const first = (packs: readonly string[]): string | undefined => plain(result({}, { flows, packs })).split("\n")[1];
    expect(first([])).toBe("No required flow to check: no flow pack has its subject in the input.");
    expect(first(["kubernetes"])).toBe("No required flow to check by the pack kubernetes.");
    expect(first(["kubernetes", "netobserv"])).toBe("No required flow to check by the packs kubernetes, netobserv.");
  });

  it("says what hangs on undecided flows", () => {
    const flows = { kept: 1, broken: 0, undecided: 3 };
    const second = (undecidedMust: number, allowUndecided: boolean): string | undefined =>
      plain(result({}, { flows, undecidedMust }, { allowUndecided })).split("\n")[1];
    expect(second(0, false)).toBe("4 required flows checked: 1 allowed, 0 broken, 3 cannot be decided.");
    expect(second(1, false)).toBe(
      "4 required flows checked: 1 allowed, 0 broken, 3 cannot be decided " +
        "(1 of which must work, so the run fails unless --allow-undecided is given).",
    );
    expect(second(2, true)).toBe(
      "4 required flows checked: 1 allowed, 0 broken, 3 cannot be decided (2 of which must work).",
    );
  });

  it("says that other flows cannot be decided, which fail the run too", () => {
    const flows = { kept: 1, broken: 0, undecided: 0 };
    const third = (undecidedMust: number, allowUndecided: boolean): string | undefined =>
      plain(result({}, { flows, undecidedMust }, { allowUndecided })).split("\n")[2];
    expect(third(1, false)).toBe("1 forbidden or expected flow cannot be decided, so the run fails unless --allow-undecided is given.");
    expect(third(2, true)).toBe("2 forbidden or expected flows cannot be decided.");
    expect(third(0, false) ?? "").not.toContain("forbidden");
  });

  it("lists what was not read, not checked, not evaluated and not rendered, and what was assumed", () => {
    const report = {
      unchecked: [{ pack: "netobserv", id: "NO-13", reason: "no pod is known." }],
      inputProblems: [{ code: "yaml-syntax", message: "No YAML.", file: "c.yaml", line: 2, column: 1 }] as const,
    };
    const summary = {
      otherPolicies: { AdminNetworkPolicy: 2, CiliumNetworkPolicy: 1 },
      assumptions: ["DNS is somewhere.", "IPv4 only."],
    };
    const notRendered = ["x/templates/a.yaml", "x/templates/b.yaml", "x/templates/c.yaml", "x/templates/d.yaml"];
    expect(plain(result(report, summary, { notRendered }))).toBe(
      lines(
        "c.yaml",
        "  2:1  unread  No YAML  yaml-syntax",
        "",
        "Not checked",
        "  netobserv NO-13: no pod is known.",
        "",
        "✖ 1 input problem: not everything could be read, so there may be more to find",
        "No findings in 1 file: 2 objects, 1 NetworkPolicy among them.",
        "1 required flow checked, allowed.",
        "Recognised but not evaluated: 2 AdminNetworkPolicy, 1 CiliumNetworkPolicy.",
        "Not rendered: 4 Helm templates (x/templates/a.yaml, x/templates/b.yaml, x/templates/c.yaml and 1 more); " +
          "read the chart with `--helm <chart>`.",
        "",
        "Assumed: DNS is somewhere.",
        "Assumed: IPv4 only.",
      ),
    );
  });

  it("lets no text of the input reach the terminal as it is", () => {
    const of = result({ findings: [finding({ file: "a\u001b[2J.yaml", message: "Pod `\u202eevil\n`." })] });
    expect(plain(of)).toContain("a\\u{1b}[2J.yaml\n  1:1  error  Pod `\\u{202e}evil\\u{a}`  required-flow\n");
  });

  it("has colours where they are wanted", () => {
    const text = stylish(result({ findings: [finding({})] }), { colour: true, links: false });
    expect(text).toContain("\u001b[4ma.yaml\u001b[24m\n");
    expect(text).toContain("  \u001b[2m1:1\u001b[22m  \u001b[31merror\u001b[39m  A sentence  ");
    expect(text).toContain("\u001b[1m\u001b[31m✖ 1 problem (1 error, 0 warnings)\u001b[39m\u001b[22m\n");
  });
});

describe("pretty", () => {
  const text = "kind: NetworkPolicy\nspec:\n\tpodSelector: {}\n  policyTypes:\n    - Ingress\n\nlast";
  const sources = [
    { path: "a.yaml", text },
    { path: "b.yaml", text: "b: 1\n" },
  ];
  const show = (of: LintResult, columns = 80, files = sources): readonly string[] =>
    pretty(of, { files, colour: false, links: false, columns }).split("\n");

  it("shows the lines of a finding, where else to look, a witness and what to do", () => {
    const one = finding({
      range: range(5, 7, 5, 14),
      related: [{ file: "b.yaml", range: range(1, 4), message: "here as well" }],
      witness: { from: "@apiserver", to: "shop/Deployment/web", protocol: "TCP", port: 9443 },
    });
    expect(show(result({ findings: [one] }))).toEqual([
      "a.yaml:5:7  error  required-flow",
      "  A sentence.",
      "  3 |     podSelector: {}",
      "  4 |   policyTypes:",
      "  5 |     - Ingress",
      "    |       ^^^^^^^",
      "  6 |",
      "  7 | last",
      "  b.yaml:1:4: here as well",
      "  1 | b: 1",
      "    |    ^",
      "  witness: @apiserver -> shop/Deployment/web TCP 9443",
      "  help: What to do.",
      "",
      "✖ 1 problem (1 error, 0 warnings)",
      "1 required flow checked, allowed.",
      "",
    ]);
  });

  const frame = (line: string, of: ReturnType<typeof range>, columns: number): readonly string[] =>
    show(result({ findings: [finding({ range: of, help: "" })] }), columns, [{ path: "a.yaml", text: line }])
      .slice(2, 4);

  it("marks the place behind tabs, wide and combining characters", () => {
    expect(frame("\tab", range(1, 3), 80)).toEqual(["  1 |     ab", "    |      ^"]);
    expect(frame("日本: x", range(1, 5), 80)).toEqual(["  1 | 日本: x", "    |       ^"]);
    expect(frame("e\u0301😀x", range(1, 5), 80)).toEqual(["  1 | e\u0301😀x", "    |    ^"]);
  });

  it("writes control characters out, and leaves the end of a Windows line away", () => {
    expect(frame("a\u001b[31mb\r", range(1, 7), 80)).toEqual(["  1 | a\\u{1b}[31mb", "    |            ^"]);
  });

  it("cuts long lines, with the place in sight", () => {
    const long = `${"a".repeat(50)}HERE${"b".repeat(50)}`;
    expect(frame(long, range(1, 51, 1, 55), 36)).toEqual([
      `  1 | …${"a".repeat(9)}HERE${"b".repeat(15)}…`,
      "    |           ^^^^",
    ]);
    expect(frame(long, range(1, 1, 1, 3), 36)).toEqual([`  1 | ${"a".repeat(29)}…`, "    | ^^"]);
    expect(frame(long, range(1, 101, 1, 105), 36)).toEqual([`  1 | …${"b".repeat(13)}`, "    |           ^^^^"]);
  });

  it("marks the first line of a place of several, and an empty place by one mark", () => {
    expect(frame("key: |\n  text", range(1, 6, 2, 7), 80)).toEqual(["  1 | key: |", "    |      ^"]);
    expect(frame("key:", range(1, 5, 1, 5), 80)).toEqual(["  1 | key:", "    |     ^"]);
    expect(frame("a", range(1, 9), 80)).toEqual(["  1 | a", "    |  ^"]);
  });

  it("has no frame for a file that was not read, or holds nothing", () => {
    const problems = [
      { code: "file-unreadable", message: "Gone.", file: "gone.yaml", line: 1, column: 1 },
      { code: "file-empty", message: "Empty.", file: "empty.yaml", line: 1, column: 1 },
    ] as const;
    const files = [{ path: "empty.yaml", text: " \n" }];
    expect(show(result({ inputProblems: problems }), 80, files).slice(0, 6)).toEqual([
      "gone.yaml:1:1  unread  file-unreadable",
      "  Gone.",
      "",
      "empty.yaml:1:1  unread  file-empty",
      "  Empty.",
      "",
    ]);
  });
});

describe("json", () => {
  it("has a schema that programs rely on", () => {
    const one = finding({
      range: range(5, 7, 6, 1),
      related: [{ file: "b.yaml", range: range(1, 4), message: "here as well" }],
      witness: { from: "a", to: "b", protocol: "UDP", port: "dns" },
      flow: { pack: "kubernetes", id: "dns-udp", level: "must" },
      undecided: { must: 1, may: 2 },
    });
    const hidden = finding({ ruleId: "missing-namespace" });
    const place = { file: "a.yaml", range: range(2, 1, 2, 9) };
    const report = {
      findings: [one],
      suppressed: [{ finding: hidden, kind: "inSource", justification: "known", ...place }] as const,
      unchecked: [{ pack: "netobserv", id: "NO-13", reason: "unknown" }],
      inputProblems: [{ code: "yaml-syntax", message: "No YAML.", file: "c.yaml", line: 2, column: 1 }] as const,
      notes: [{ flow: "x", code: "replicas", message: "m" }] as const,
    };
    expect(JSON.parse(json(result(report, {}, { notRendered: ["t.yaml"] })))).toEqual({
      schemaVersion: 1,
      findings: [
        {
          ruleId: "required-flow",
          severity: "error",
          message: "A sentence.",
          help: "What to do.",
          file: "a.yaml",
          line: 5,
          column: 7,
          endLine: 6,
          endColumn: 1,
          object: null,
          related: [{ file: "b.yaml", line: 1, column: 4, endLine: 1, endColumn: 5, message: "here as well" }],
          witness: { from: "a", to: "b", protocol: "UDP", port: "dns" },
          flow: { pack: "kubernetes", id: "dns-udp", level: "must" },
          undecided: { must: 1, may: 2 },
          fix: null,
          suggestions: [],
          // The first half of the SHA-256 of nothing.
          fingerprint: "e3b0c44298fc1c149afbf4c8996fb924",
        },
      ],
      suppressed: [
        expect.objectContaining({
          ruleId: "missing-namespace",
          suppression: {
            kind: "inSource",
            justification: "known",
            file: "a.yaml",
            line: 2,
            column: 1,
            endLine: 2,
            endColumn: 9,
          },
        }),
      ],
      unchecked: [{ pack: "netobserv", id: "NO-13", reason: "unknown" }],
      inputProblems: [{ code: "yaml-syntax", message: "No YAML.", file: "c.yaml", line: 2, column: 1 }],
      notes: [{ flow: "x", code: "replicas", message: "m" }],
      ruleFailures: [],
      stats: null,
      shard: null,
      fixed: null,
      summary: {
        files: 1,
        objects: 2,
        networkPolicies: 1,
        workloads: 1,
        errors: 1,
        warnings: 0,
        infos: 0,
        flows: { kept: 1, broken: 0, undecided: 0 },
        suppressed: 0,
        undecidedMust: 0,
        skipped: {},
        otherPolicies: {},
        packs: ["kubernetes"],
        world: "open",
        assumptions: [],
        notRendered: ["t.yaml"],
        nothingToAnalyse: null,
        hidden: 0,
        tooManyWarnings: null,
      },
    });
  });
});

it("escapes what moves a cursor, reorders text or cannot be seen, and nothing else", () => {
  expect(escapeText("a\tb\u0085\u2066\ufeff\ud800é😀`")).toBe("a\\u{9}b\\u{85}\\u{2066}\\u{feff}\\u{d800}é😀`");
});

describe("JSON of any kind", () => {
  it("has no character that a terminal takes for a command, and says the same", () => {
    const value = { name: "a\u009b31m\u007f\u202e\u2028b", "\u0085": ["\u001b"] };
    const text = jsonText(value);
    expect(text).toBe('{"name":"a\\u009b31m\\u007f\\u202e\\u2028b","\\u0085":["\\u001b"]}');
    expect(JSON.parse(text)).toEqual(value);
  });
});
