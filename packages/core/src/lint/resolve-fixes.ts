import type { EditObject, OffsetEdit } from "../source/edit-document.js";
import type { ObjectEdit } from "../source/object-edit.js";
import { findLineStarts, type LineStarts, rangeBetween } from "../source/source-range.js";
import { editableText, type SourceFile } from "../source/source-file.js";
import type { ObjectChange, ObjectFix } from "./object-fix.js";
import type { DocumentChange, Fix, TextEdit } from "./text-edit.js";

/** Turns a fix that speaks of objects into one that speaks of text; null where the text cannot be edited for sure. */
export type ResolveFix = (fix: ObjectFix) => Fix | null;

/** Objects of texts that were made by a program (a chart, a kustomization) are not edited: their source is elsewhere. */
export function fixResolver(editObject: EditObject, files: readonly SourceFile[]): ResolveFix {
  const edit = documentEditor(editObject, files);
  return ({ title, edits }) => {
    const changes = edits.map(documentChange);
    const written = groupByDocument(changes).map((group) => edit(group));
    if (!written.every((one) => one !== undefined)) return null;
    const textEdits = written.flat();
    return textEdits.length === 0 ? null : { title, edits: textEdits, changes };
  };
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
