import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { type ChangeSpec, EditorState, type Extension, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { visibleText } from "@netpolint/views/ui";
import type { EditorFix, EditorMark, Position } from "./messages.js";
import type { ProjectFile } from "./project.js";

/** The id of the text that says how the editor is left by the keyboard. */
export const editorHint = "editor-hint";

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

/** One editor for all files: each keeps its own text, cursor and history. */
export interface Editor {
  readonly view: EditorView;
  /** Shows a file, which is made where there is none of this name. */
  show(path: string): void;
  /** Takes over texts that came from elsewhere, and forgets the files that are not among these. */
  load(files: readonly ProjectFile[]): void;
  rename(from: string, to: string): void;
  /** Marks what was found in the texts that the editor has now. */
  mark(marks: readonly EditorMark[]): void;
  /** Puts the cursor somewhere in the file that is shown. */
  goTo(place: Position): void;
}

/** `onChange` is told of every text that a file gets. */
export function openEditor(parent: HTMLElement, onChange: (path: string, text: string) => void): Editor {
  const states = new Map<string, EditorState>();
  let shown = "";
  let isLoading = false;
  const changed = EditorView.updateListener.of(({ docChanged, state }) => {
    if (docChanged && !isLoading) onChange(shown, state.doc.toString());
  });
  const stateOf = (path: string, text: string): EditorState =>
    EditorState.create({ doc: text, extensions: [extensions, changed, labelOf(path)] });
  const view = new EditorView({ state: stateOf("", ""), parent });
  const keep = (): void => void states.set(shown, view.state);
  /** Of every file that is open, as it is now. */
  const docs = (): ReadonlyMap<string, Text> => {
    keep();
    return new Map([...states].map(([path, { doc }]) => [path, doc]));
  };
  const edit = (path: string, changes: readonly ChangeSpec[]): void => {
    const state = states.get(path);
    if (path === shown) view.dispatch({ changes, userEvent: "input.fix" });
    else if (state) {
      const next = state.update({ changes, userEvent: "input.fix" }).state;
      states.set(path, next);
      onChange(path, next.doc.toString());
    }
  };
  /** Edits are places in the texts that were analysed: in others they would hit something else. */
  const applyFix = (analysed: ReadonlyMap<string, Text>, { edits }: EditorFix): void => {
    const now = docs();
    const files = [...new Set(edits.map(({ file }) => file))];
    if (files.some((file) => !sameDoc(analysed.get(file), now.get(file)))) return;
    for (const file of files) {
      const doc = now.get(file);
      const own = edits.filter((one) => one.file === file);
      if (doc) edit(file, own.map((one) => ({ from: offsetOf(doc, one.start), to: offsetOf(doc, one.end), insert: one.text })));
    }
  };
  return {
    view,
    show: (path) => {
      keep();
      shown = path;
      view.setState(states.get(path) ?? stateOf(path, ""));
    },
    load: (files) => {
      keep();
      isLoading = true;
      const paths = new Set(files.map(({ path }) => path));
      for (const path of states.keys()) if (!paths.has(path)) states.delete(path);
      for (const { path, text } of files) {
        const state = states.get(path);
        if (state?.doc.toString() !== text) states.set(path, stateOf(path, text));
      }
      view.setState(states.get(shown) ?? stateOf(shown, ""));
      isLoading = false;
    },
    rename: (from, to) => {
      const state = from === shown ? view.state : states.get(from);
      states.delete(from);
      if (from === shown) shown = to;
      states.set(to, stateOf(to, state?.doc.toString() ?? ""));
      if (to === shown) view.setState(states.get(to) ?? stateOf(to, ""));
    },
    mark: (marks) => {
      const analysed = docs();
      for (const [path, state] of states) {
        const own = marks.filter(({ file }) => file === path);
        const diagnostics = own.map((one) => diagnosticOf(state.doc, one, (fix) => applyFix(analysed, fix)));
        const sorted = diagnostics.toSorted((a, b) => a.from - b.from);
        if (path === shown) view.dispatch(setDiagnostics(view.state, sorted));
        else states.set(path, state.update(setDiagnostics(state, sorted)).state);
      }
    },
    goTo: (place) => {
      view.dispatch({ selection: { anchor: offsetOf(view.state.doc, place) }, scrollIntoView: true });
      view.focus();
    },
  };
}

const extensions = [
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
];

function labelOf(path: string): Extension {
  return EditorView.contentAttributes.of({ "aria-label": `Manifests of ${visibleText(path)}`, "aria-describedby": editorHint, tabindex: "0" });
}

function sameDoc(one: Text | undefined, other: Text | undefined): boolean {
  return one !== undefined && other !== undefined && one.eq(other);
}

function diagnosticOf(
  doc: Text,
  { severity, source, message, start, end, fixes }: EditorMark,
  apply: (fix: EditorFix) => void,
): Diagnostic {
  const from = offsetOf(doc, start);
  const to = Math.max(from, offsetOf(doc, end));
  const actions = fixes.map((fix) => ({ name: shortened(fix.title), apply: () => apply(fix) }));
  return { from, to, severity, source, message: visibleText(message).replaceAll("\\u000a", "\n"), actions };
}

function shortened(title: string): string {
  return title.length > 90 ? `${visibleText(title.slice(0, 88))}…` : visibleText(title);
}

/** Beyond the end there is the end. */
function offsetOf(doc: Text, { line, column }: Position): number {
  const own = doc.line(Math.max(1, Math.min(line, doc.lines)));
  return Math.min(own.to, own.from + column - 1);
}
