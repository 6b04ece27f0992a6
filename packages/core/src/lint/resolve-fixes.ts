import type { AppendDocument } from "../source/append-document.js";
import type { EditObject, OffsetEdit } from "../source/edit-document.js";
import type { ObjectEdit } from "../source/object-edit.js";
import { findLineStarts, type LineStarts, rangeBetween } from "../source/source-range.js";
import { editableText, type SourceFile } from "../source/source-file.js";
import type { AddedObject, CommentEdit, CommentFix, ObjectChange, ObjectFix } from "./object-fix.js";
import type { DocumentChange, Fix, TextEdit } from "./text-edit.js";

/** Turns a fix that speaks of objects into one that speaks of text; null where the text cannot be edited for sure. */
export type ResolveFix = (fix: ObjectFix | AddedObject | CommentFix) => Fix | null;

/** Objects of texts that were made by a program (a chart, a kustomization) are not edited: their source is elsewhere. */
export function fixResolver(editObject: EditObject, append: AppendDocument, files: readonly SourceFile[]): ResolveFix {
  const edit = documentEditor(editObject, files);
  const texts = new Map(files.map((file) => [file.path, editableText(file)]));
  const starts = new Map<string, LineStarts>();
  const sourceOf = (file: string): WrittenText | undefined => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const lines = starts.get(file) ?? findLineStarts(text);
    starts.set(file, lines);
    return { text, starts: lines };
  };
  return (fix) => {
    if ("comments" in fix) return commentFix(fix, sourceOf);
    if ("manifest" in fix) return additionFix(fix, append, sourceOf(fix.file));
    const { title, edits } = fix;
    const changes = edits.map(documentChange);
    const written = groupByDocument(changes).map((group) => edit(group));
    if (!written.every((one) => one !== undefined)) return null;
    const textEdits = written.flat();
    return textEdits.length === 0 ? null : { title, edits: textEdits, changes };
  };
}

interface WrittenText {
  readonly text: string;
  readonly starts: LineStarts;
}

function additionFix({ title, file, manifest }: AddedObject, append: AppendDocument, source: WrittenText | undefined): Fix | null {
  const added = source && append(source.text, manifest);
  if (!source || !added) return null;
  return { title, edits: [{ file, range: rangeBetween(source.starts, added.start, added.end), text: added.text }] };
}

function commentFix({ title, comments }: CommentFix, sourceOf: (file: string) => WrittenText | undefined): Fix | null {
  const edits = comments.map((comment) => commentEdit(comment, sourceOf(comment.file)));
  return edits.every((one) => one !== undefined) ? { title, edits } : null;
}

function commentEdit({ file, range, text }: CommentEdit, commented: WrittenText | undefined): TextEdit | undefined {
  if (commented === undefined) return undefined;
  if (text !== "") return { file, range, text };
  const { text: source, starts } = commented;
  const lineStart = starts[range.start.line - 1] ?? 0;
  const before = source.slice(lineStart, lineStart + range.start.column - 1);
  const end = lineStart + range.end.column - 1;
  const kept = before.trimEnd();
  // A text that keeps its empty lines ends at the comment below it.
  if (kept === "" && /[|>](?:\d?\+|\+\d)/.test(source)) return undefined;
  const removed = kept === "" ? [lineStart, starts[range.start.line] ?? source.length] : [lineStart + kept.length, end];
  return { file, range: rangeBetween(starts, removed[0] ?? 0, removed[1] ?? 0), text: "" };
}

export type EditDocument = (changes: readonly [DocumentChange, ...DocumentChange[]]) => readonly TextEdit[] | undefined;

/** Makes all changes of one document at once. */
export function documentEditor(editObject: EditObject, files: readonly SourceFile[]): EditDocument {
  const texts = new Map(files.map((file) => [file.path, editableText(file)]));
  const starts = new Map<string, LineStarts>();
  return (changes) => {
    const [{ file, position }] = changes;
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const lines = starts.get(file) ?? findLineStarts(text);
    starts.set(file, lines);
    const written = editObject(text, { position, base: [] }, changes.map(({ edit }) => edit));
    return written?.map((edit: OffsetEdit) => ({ file, range: rangeBetween(lines, edit.start, edit.end), text: edit.text }));
  };
}

function documentChange({ meta: { origin }, edit }: ObjectChange): DocumentChange {
  const { file, document, base } = origin;
  const inDocument: ObjectEdit = { ...edit, path: [...base, ...edit.path] };
  return { file, document, position: origin.locate([]).start, edit: inDocument };
}

export type DocumentChanges = readonly [DocumentChange, ...DocumentChange[]];

/** The changes of each document, in the order in which the documents are first named. */
export function groupByDocument(changes: readonly DocumentChange[]): readonly DocumentChanges[] {
  const groups = new Map<string, [DocumentChange, ...DocumentChange[]]>();
  for (const change of changes) {
    const key = JSON.stringify([change.file, change.document]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}
