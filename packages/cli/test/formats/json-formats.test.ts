import { describe, expect, it } from "vitest";
import { gitlab } from "../../src/reporters/gitlab.js";
import { json } from "../../src/reporters/json.js";
import { jsonl } from "../../src/reporters/jsonl.js";
import { rdjson } from "../../src/reporters/rdjson.js";
import { finding, range, result } from "../sample-report.js";
import { gitlabSchema, rdjsonSchema, readJson } from "./read-reports.js";
import { context, expectedCounts, files, hostileFiles, hostileFindings, hostileResult } from "./hostile-result.js";

describe("GitLab's code quality report", () => {
  interface Issue {
    readonly description: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end?: number } };
  }
  const readIssues = (text: string): readonly Issue[] => readJson(gitlabSchema, text) as readonly Issue[];
  const issues = readIssues(gitlab(hostileResult, context()));

  it("has an issue for each finding, input problem and remark, each with a fingerprint of its own", () => {
    const { error, warning, info } = expectedCounts;
    expect(issues).toHaveLength(error + warning + info + 4);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    expect(issues.filter(({ severity }) => severity === "critical")).toHaveLength(hostileFiles.length);
  });

  it("names the lines that are touched", () => {
    const linesOf = (of: ReturnType<typeof range>): object =>
      readIssues(gitlab(result({ findings: [finding({ range: of })] }), context()))[0]!.location.lines;
    expect(linesOf(range(3, 5, 6, 2))).toEqual({ begin: 3, end: 6 });
    expect(linesOf(range(3, 5, 4, 1))).toEqual({ begin: 3, end: 3 });
  });

  it("is an empty list where all is well", () => {
    expect(gitlab(result(), context())).toBe("[]\n");
  });
});

describe("reviewdog's diagnostics", () => {
  interface Diagnostic {
    readonly message: string;
    readonly location: { readonly path: string; readonly range?: Record<"start" | "end", { line: number; column: number }> };
    readonly suggestions?: readonly object[];
    readonly related_locations?: readonly object[];
  }
  const readAll = (text: string): readonly Diagnostic[] =>
    (readJson(rdjsonSchema, text) as { diagnostics: readonly Diagnostic[] }).diagnostics;
  const diagnostics = readAll(rdjson(hostileResult, context()));

  it("are one a finding, input problem and remark", () => {
    const { error, warning, info } = expectedCounts;
    expect(diagnostics).toHaveLength(error + warning + info + 4);
    const paths = diagnostics.map(({ location: { path } }) => path);
    expect(new Set(paths)).toEqual(new Set([...hostileFiles, "."]));
  });

  it("count columns in bytes of UTF-8", () => {
    const line = files[0]!.text.split("\n")[0]!;
    const begin = Buffer.from(line.slice(0, 3)).length + 1;
    const end = begin + Buffer.from('"é日😀"').length;
    expect({ begin, end }).toEqual({ begin: 4, end: 15 });
    const one = diagnostics.find(({ location }) => location.range?.end.line === 1);
    expect(one!.location.range).toEqual({ start: { line: 1, column: 4 }, end: { line: 1, column: 15 } });
  });

  it("suggest what is one edit of the same file, and nothing else", () => {
    const edit = { file: "a.yaml", range: range(1, 1), text: "x" };
    const suggestionsOf = (edits: readonly (typeof edit)[]): number => {
      const of = result({ findings: [finding({ file: "a.yaml", fix: { title: "Do it", edits } })] });
      return readAll(rdjson(of, context()))[0]!.suggestions?.length ?? 0;
    };
    expect(suggestionsOf([edit])).toBe(1);
    expect(suggestionsOf([{ ...edit, file: "b.yaml" }])).toBe(0);
    expect(suggestionsOf([edit, edit])).toBe(0);
  });
});

describe("JSON lines", () => {
  const whole = JSON.parse(json(hostileResult)) as Readonly<Record<string, readonly object[]>> & { summary: object };
  const lines = jsonl(hostileResult).split("\n").slice(0, -1).map((line) => JSON.parse(line) as { type: string });
  const ofType = (type: string): readonly object[] =>
    lines.filter((line) => line.type === type);

  it("are the parts of the JSON report", () => {
    const typed = (type: string, parts: readonly object[] = []): readonly object[] => parts.map((one) => ({ type, ...one }));
    expect(ofType("finding")).toEqual(typed("finding", whole["findings"]));
    expect(ofType("inputProblem")).toEqual(typed("inputProblem", whole["inputProblems"]));
    expect(ofType("unchecked")).toEqual(typed("unchecked", whole["unchecked"]));
    expect(ofType("note")).toEqual(typed("note", whole["notes"]));
    expect(ofType("summary")).toEqual(typed("summary", [{ schemaVersion: 1, shard: null, ...whole.summary }]));
    expect(lines.at(-1)!.type).toBe("summary");
    expect(lines).toHaveLength(hostileFindings.length + hostileFiles.length + 2);
  });

  it("have fixes with their places", () => {
    expect(ofType("finding")[0]).toMatchObject({
      fix: { title: "Remove [it](x)", edits: [{ line: 1, column: 4, endLine: 1, endColumn: 10, text: "" }] },
      suggestions: [{ title: "Write more", effect: { gained: ["a -> b TCP 80"], lost: [] } }],
    });
  });
});
