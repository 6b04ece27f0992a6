import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { visibleText } from "@netpolint/views/ui";
import type { EditorFix, EditorMark, Position } from "./messages.js";

/** What the content policy of the page knows the editor's styles by. */
const nonce = "editor";

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "13px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", borderColor: "var(--line)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--link) 8%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--link) 28%, transparent) !important",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    borderColor: "var(--line)",
    maxWidth: "40rem",
  },
  ".cm-diagnosticText": { whiteSpace: "pre-wrap" },
  ".cm-diagnosticAction": { backgroundColor: "var(--ink)", color: "var(--paper)", minHeight: "24px" },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--link)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--allowed)" },
  { tag: [tags.keyword, tags.number, tags.bool], color: "var(--undecided)" },
]);

/** An editor for YAML. `onChange` is told of every text that it has. */
export function openEditor(parent: HTMLElement, text: string, onChange: (text: string) => void): EditorView {
  const state = EditorState.create({
    doc: text,
    extensions: [
      EditorView.cspNonce.of(nonce),
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      indentOnInput(),
      yaml(),
      syntaxHighlighting(highlighting),
      theme,
      keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": "Manifests in YAML", tabindex: "0" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
    ],
  });
  return new EditorView({ state, parent });
}

/** Marks what was found in the text that the editor still has. */
export function showMarks(view: EditorView, marks: readonly EditorMark[]): void {
  const { doc } = view.state;
  const diagnostics = marks.map((mark) => diagnosticOf(doc, mark));
  view.dispatch(
    setDiagnostics(
      view.state,
      diagnostics.toSorted((a, b) => a.from - b.from),
    ),
  );
}

function diagnosticOf(doc: Text, { severity, source, message, start, end, fixes }: EditorMark): Diagnostic {
  const from = offsetOf(doc, start);
  const to = Math.max(from, offsetOf(doc, end));
  const actions = fixes.map((fix) => ({
    name: shortened(fix.title),
    apply: (view: EditorView) => applyFix(view, doc, fix),
  }));
  return { from, to, severity, source, message: visibleText(message).replaceAll("\\u000a", "\n"), actions };
}

function shortened(title: string): string {
  return title.length > 90 ? `${visibleText(title.slice(0, 88))}…` : visibleText(title);
}

/** Edits are places in the text that was analysed: in another one they would hit something else. */
function applyFix(view: EditorView, analysed: Text, { edits }: EditorFix): void {
  if (!view.state.doc.eq(analysed)) return;
  const changes = edits.map(({ start, end, text }) => ({
    from: offsetOf(analysed, start),
    to: offsetOf(analysed, end),
    insert: text,
  }));
  view.dispatch({ changes, userEvent: "input.fix" });
}

/** Beyond the end there is the end. */
function offsetOf(doc: Text, { line, column }: Position): number {
  const own = doc.line(Math.max(1, Math.min(line, doc.lines)));
  return Math.min(own.to, own.from + column - 1);
}

export function replaceText(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}
