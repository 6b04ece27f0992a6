import type { Finding, Report } from "@netpolint/core";
import type { EditorFix, EditorMark } from "./messages.js";

/** Findings and input problems with what can be done about them: fixes first, then suggestions with their effect. */
export function editorMarks({ findings, inputProblems }: Report): readonly EditorMark[] {
  return [
    ...inputProblems.map(({ code, message, file, line, column }): EditorMark => {
      const start = { line, column };
      return { file, severity: "error", source: code, message, start, end: start, fixes: [] };
    }),
    ...findings.map(findingMark),
  ];
}

function findingMark({ file, severity, ruleId, message, help, range, fix, suggestions }: Finding): EditorMark {
  const text = help === "" ? message : `${message}\n${help}`;
  const fixes = [...(fix ? [editorFix(fix)] : []), ...suggestions.map(editorFix)];
  return { file, severity, source: ruleId, message: text, start: range.start, end: range.end, fixes };
}

function editorFix({ title, edits }: NonNullable<Finding["fix"]>): EditorFix {
  return { title, edits: edits.map(({ file, range, text }) => ({ file, start: range.start, end: range.end, text })) };
}
