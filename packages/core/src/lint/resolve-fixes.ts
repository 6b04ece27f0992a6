import type { AppendDocument } from "../source/append-document.js";
import type { EditObject } from "../source/edit-document.js";
import type { ObjectEdit } from "../source/object-edit.js";
import type { SourceDocument } from "../source/source-document.js";
import { rangeBetween } from "../source/source-range.js";
import type { SourceFile } from "../source/source-file.js";
import type { AddedObject, CommentEdit, CommentFix, ObjectChange, ObjectFix } from "./object-fix.js";
import type { DocumentChange, Fix, TextEdit } from "./text-edit.js";
import { type WrittenText, type WrittenTexts, writtenTexts } from "./written-texts.js";

/** Turns a fix that speaks of objects into one that speaks of text; null where the text cannot be edited for sure. */
export type ResolveFix = (fix: ObjectFix | AddedObject | CommentFix) => Fix | null;

/** Objects of texts that were made by a program (a chart, a kustomization) are not edited: their source is elsewhere. */
export function fixResolver(
  editObject: EditObject,
  append: AppendDocument,
  files: readonly SourceFile[],
  documents: readonly SourceDocument[],
): ResolveFix {
  const texts = writtenTexts(files);
  const byFile = groupByFile(documents);
  const edit = documentEditor(editObject, texts, ({ file, document }) => byFile.get(file)?.[document]);
  return (fix) => {
    if ("comments" in fix) return commentFix(fix, texts);
    if ("manifest" in fix) return additionFix(fix, append, texts(fix.file));
    const { title, edits } = fix;
    const changes = edits.map(documentChange);
    const written = groupByDocument(changes).map((group) => edit(group));
    if (!written.every((one) => one !== undefined)) return null;
    const textEdits = written.flat();
    return textEdits.length === 0 ? null : { title, edits: textEdits, changes };
  };
}

function additionFix({ title, file, manifest }: AddedObject, append: AppendDocument, source: WrittenText | undefined): Fix | null {
  const added = source && append(source.text, manifest);
  if (!source || !added) return null;
  return { title, edits: [{ file, range: rangeBetween(source.starts, added.start, added.end), text: added.text }] };
}

function commentFix({ title, comments }: CommentFix, texts: WrittenTexts): Fix | null {
  const edits = comments.map((comment) => commentEdit(comment, texts(comment.file)));
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

/** By their numbers. */
function groupByFile(documents: readonly SourceDocument[]): ReadonlyMap<string, readonly SourceDocument[]> {
  const byFile = new Map<string, SourceDocument[]>();
  for (const document of documents) {
    const own = byFile.get(document.file) ?? [];
    own[document.index] = document;
    byFile.set(document.file, own);
  }
  return byFile;
}

/** Makes all changes of one document at once. `readOf`: the document as it was read, where it was. */
export function documentEditor(
  editObject: EditObject,
  texts: WrittenTexts,
  readOf: (change: DocumentChange) => SourceDocument | undefined = () => undefined,
): EditDocument {
  return (changes) => {
    const [first] = changes;
    const { file, position } = first;
    const source = texts(file);
    if (!source) return undefined;
    const place = { position, base: [], read: readOf(first) };
    const written = editObject(source.text, place, changes.map(({ edit }) => edit));
    return written?.map(({ start, end, text }) => ({ file, range: rangeBetween(source.starts, start, end), text }));
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
  const [only, ...others] = changes;
  if (only && others.length === 0) return [[only]];
  const groups = new Map<string, [DocumentChange, ...DocumentChange[]]>();
  for (const change of changes) {
    const key = JSON.stringify([change.file, change.document]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}
