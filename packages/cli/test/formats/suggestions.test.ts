import type { Suggestion } from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { type ReportFormat, formats } from "../../src/reporters/formats.js";
import type { ReportContext } from "../../src/reporters/reporter.js";
import { finding, range, result } from "../sample-report.js";

const context: ReportContext = {
  files: [{ path: "a.yaml", text: "a: 1\n" }],
  rules: [],
  fromRepository: (path) => path,
  exitCode: 1,
  colour: false,
  links: false,
  columns: 80,
};

const suggestion: Suggestion = {
  title: "Take it out",
  edits: [{ file: "a.yaml", range: range(1, 1, 1, 5), text: "" }],
  effect: null,
};

async function textWith(format: ReportFormat, suggestions: readonly Suggestion[]): Promise<string> {
  const report = await format.load();
  return report(result({ findings: [finding({ suggestions })] }), context);
}

describe("a format", () => {
  it.each(formats)("says whether it shows what rules suggest: $name", async (format) => {
    const isShown = (await textWith(format, [suggestion])) !== (await textWith(format, []));
    expect(isShown).toBe(format.showsSuggestions ?? false);
  });
});
