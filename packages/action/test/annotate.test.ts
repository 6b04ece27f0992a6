import type { LintResult, ReportEntry } from "netpolint/parts";
import { describe, expect, it } from "vitest";
import { finding, range, result } from "../../cli/test/sample-report.js";
import { type Annotating, annotationsOf } from "../src/annotate.js";
import type { Nearness } from "../src/changed-lines.js";

type Severity = ReportEntry["severity"];

const all: Annotating = { most: 30, nearnessOf: () => 2, fromRepository: (path) => `repo/${path}`, trouble: [] };

/** So many findings that each say something else, in files of two. */
function findings(severity: Severity, count: number): LintResult["report"]["findings"] {
  return Array.from({ length: count }, (_, index) => {
    const [message, file] = [`${severity} ${index}`, `${severity}${index >> 1}.yaml`];
    return finding({ severity, message, file, range: range(index + 1, 1), help: "" });
  });
}

function lines(given: LintResult, options: Partial<Annotating> = {}): readonly string[] {
  return annotationsOf(given, { ...all, ...options }).map(({ level, message }) => `${level}: ${message}`);
}

const log = "The log of this step has them all.";
const everywhere = "repo/error0.yaml (2), repo/warning0.yaml (2), repo/error1.yaml (1), repo/info0.yaml (1)";

describe("annotations", () => {
  it("come with errors first, then warnings, then remarks", () => {
    const given = result({ findings: [...findings("info", 1), ...findings("warning", 1), ...findings("error", 1)] });
    expect(annotationsOf(given, all)).toEqual([
      {
        level: "error",
        properties: {
          title: "netpolint required-flow",
          file: "repo/error0.yaml",
          line: 1,
          endLine: 1,
          col: 1,
          endColumn: 2,
        },
        message: "repo/error0.yaml:1:1: error 0 [required-flow]",
      },
      expect.objectContaining({ level: "warning" }),
      expect.objectContaining({ level: "notice" }),
    ]);
  });

  it("have no more than a runner shows, and the last of a level says how many more there are and where", () => {
    const many = [...findings("error", 13), ...findings("warning", 10), ...findings("info", 11)];
    const shown = lines(result({ findings: many }));
    expect(shown).toHaveLength(30);
    const errors = "repo/error5.yaml (2), repo/error4.yaml (1), repo/error6.yaml (1)";
    expect(shown[9]).toBe(`error: 4 more errors: ${errors}. ${log}`);
    expect(shown[19]).toBe("warning: repo/warning4.yaml:10:1: warning 9 [required-flow]");
    expect(shown[29]).toBe(`notice: 2 more notices: repo/info4.yaml (1), repo/info5.yaml (1). ${log}`);
  });

  it.each([
    [0, []],
    [1, [`error: 3 more errors, 2 more warnings, 1 more notice: ${everywhere}. ${log}`]],
    [3, ["error 0", "error 1", "1 more error, 2 more warnings, 1 more notice:"]],
    [4, ["error 0", "error 1", "error 2", "2 more warnings, 1 more notice:"]],
    [5, ["error 0", "error 1", "error 2", "warning 0", "1 more warning, 1 more notice:"]],
    [6, ["error 0", "error 1", "error 2", "warning 0", "warning 1", "info 0"]],
  ])("keep to the limit of the input, and count what has no slot in the slot before it: %i", (most, wanted) => {
    const given = result({ findings: [...findings("error", 3), ...findings("warning", 2), ...findings("info", 1)] });
    const shown = lines(given, { most });
    expect(shown).toHaveLength(wanted.length);
    wanted.forEach((text, index) => expect(shown[index]).toContain(text));
  });

  it("begin with what is on changed lines, then in changed files", () => {
    const near = new Map<number, Nearness>([[12, 0], [11, 1]]);
    const nearnessOf = ({ range: { start } }: ReportEntry): Nearness => near.get(start.line) ?? 2;
    const shown = lines(result({ findings: findings("error", 12) }), { nearnessOf });
    expect(shown.slice(0, 3).map((line) => line.slice(-"error 00 [required-flow]".length))).toEqual([
      "error 11 [required-flow]",
      "error 10 [required-flow]",
      " error 0 [required-flow]",
    ]);
    const many = lines(result({ findings: findings("error", 12) }), { nearnessOf: () => 0 });
    expect(many[9]).toContain("3 more errors, 3 of them where lines have changed: ");
  });

  it("fold findings of a rule that say the same, at the place nearest to the change", () => {
    const same = [3, 5, 7].map((line) => {
      return finding({ message: "the same", file: `${line}.yaml`, range: range(line, 1), help: "" });
    });
    const other = finding({ ruleId: "duplicate-key", message: "the same", range: range(9, 1), help: "" });
    const milder = finding({ severity: "warning", message: "the same", range: range(11, 1), help: "" });
    const shown = lines(result({ findings: [...same, other, milder] }), {
      nearnessOf: ({ range: { start } }: ReportEntry) => (start.line === 5 ? 0 : 2),
    });
    expect(shown).toEqual([
      "error: repo/5.yaml:5:1: the same [required-flow]\nThe same at repo/3.yaml:3, repo/7.yaml:7.",
      "error: repo/a.yaml:9:1: the same [duplicate-key]",
      "warning: repo/a.yaml:11:1: the same [required-flow]",
    ]);
  });

  it("count all that they stand for", () => {
    const same = Array.from({ length: 40 }, (_, index) => {
      return finding({ message: "same", range: range(index + 1, 1), help: "" });
    });
    const shown = lines(result({ findings: [...findings("error", 9), ...same, ...findings("error", 10).slice(9)] }));
    expect(shown[0]).toContain("repo/a.yaml:1:1: same");
    expect(shown[0]).toContain("The same at repo/a.yaml:2, ");
    expect(shown[0]).toContain(", repo/a.yaml:11 and 29 more.");
    expect(shown[9]).toMatch(/^error: 2 more errors: /);
    const inLast = same.map((one) => ({ ...one, file: "z.yaml" }));
    const last = lines(result({ findings: [...findings("error", 11), ...inLast] }));
    expect(last[9]).toMatch(/^error: 42 more errors: repo\/z\.yaml \(40\), /);
  });

  it("tell of trouble that has no place, and of mistakes of the input", () => {
    const inputProblems = [{ code: "yaml-syntax" as const, message: "No YAML", file: "b.yaml", line: 2, column: 3 }];
    const given = result({ inputProblems }, {}, { nothingToAnalyse: "Nothing to analyse: no file could be read." });
    expect(lines(given)).toEqual([
      "error: Nothing to analyse: no file could be read.",
      "error: repo/b.yaml:2:3: No YAML [yaml-syntax]",
    ]);
  });

  it("begin with trouble of the run itself, which takes a slot like any other", () => {
    const trouble = [{ level: "error", properties: { title: "netpolint" }, message: "No report" }] as const;
    const shown = lines(result({ findings: findings("error", 10) }), { trouble, nearnessOf: () => 0 });
    expect(shown).toHaveLength(10);
    expect(shown[0]).toBe("error: No report");
    expect(shown[9]).toMatch(/^error: 2 more errors, 2 of them where lines have changed: /);
  });

  it("are cut where a runner would cut them, and not within a character", () => {
    const long = `${"x".repeat(4000)}${"\u{1f40b}".repeat(200)}`;
    const [shown] = annotationsOf(result({ findings: [finding({ message: long })] }), all);
    expect(shown?.message.length).toBeLessThanOrEqual(4096);
    expect(shown?.message).toMatch(/\u{1f40b} …$/u);
  });
});
