import type { Finding, Report } from "@netpolint/core";
import type { EditorFix, EditorMark } from "./messages.js";

/** Findings and input problems with what can be done about them: fixes first, then suggestions with their effect. */
export function editorMarks({ findings, inputProblems }: Report): readonly EditorMark[] {
  return [
    ...inputProblems.map(({ code, message, line, column }): EditorMark => {
      const start = { line, column };
      return { severity: "error", source: code, message, start, end: start, fixes: [] };
    }),
    ...findings.map(findingMark),
  ];
}

function findingMark({ severity, ruleId, message, help, range, fix, suggestions }: Finding): EditorMark {
  const text = help === "" ? message : `${message}\n${help}`;
  const fixes = [...(fix ? [editorFix(fix)] : []), ...suggestions.map(editorFix)];
  return { severity, source: ruleId, message: text, start: range.start, end: range.end, fixes };
}

function editorFix({ title, edits }: NonNullable<Finding["fix"]>): EditorFix {
  return { title, edits: edits.map(({ range, text }) => ({ start: range.start, end: range.end, text })) };
}
