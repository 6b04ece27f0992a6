import { applyEdits, type EditObject, openEditor, type OffsetEdit } from "../source/edit-document.js";
import { editableText, type SourceFile } from "../source/source-file.js";
import type { SourcePosition } from "../source/source-range.js";
import type { Finding } from "./finding.js";
import { type DocumentChanges, documentEditor, type EditDocument, groupByDocument } from "./resolve-fixes.js";
import type { Fix, TextEdit } from "./text-edit.js";
import { writtenTexts } from "./written-texts.js";

export interface FixedFiles {
  /** All files, in the order given; those without a fix as they were. */
  readonly files: readonly SourceFile[];
  /** The findings whose fixes were made. */
  readonly fixed: readonly Finding[];
}

/**
 * Makes the fixes of findings, each as a whole or not at all. Fixes of one document are made together where their
 * changes do not contradict each other; of two that do, the earlier finding's is made. What is left shows again when
 * the fixed files are analysed.
 */
export async function applyFixes(files: readonly SourceFile[], findings: readonly Finding[]): Promise<FixedFiles> {
  const fixable = findings.filter((finding): finding is FixableFinding => finding.fix !== null);
  if (fixable.length === 0) return { files, fixed: [] };
  const texts = openTexts(files, await openEditor());
  const fixed: FixableFinding[] = [];
  const edits = new Map<string, readonly OffsetEdit[]>();
  for (const group of dependentGroups(fixable)) {
    const made = makeTogether(group, texts);
    fixed.push(...made.fixed);
    for (const [file, list] of made.edits) edits.set(file, list);
  }
  return { files: files.map((file) => fixFile(file, edits.get(file.path))), fixed };
}

type FixableFinding = Finding & { readonly fix: Fix };

interface Texts {
  readonly edit: EditDocument;
  readonly offsetOf: (file: string, position: SourcePosition) => number;
}

function openTexts(files: readonly SourceFile[], editObject: EditObject): Texts {
  const written = writtenTexts(files);
  const edit = documentEditor(editObject, written);
  const known = new Map<string, readonly TextEdit[] | undefined>();
  return {
    edit: (changes) => {
      const key = JSON.stringify(changes);
      if (!known.has(key)) known.set(key, edit(changes));
      return known.get(key);
    },
    offsetOf: (file, { line, column }) => (written(file)?.starts[line - 1] ?? 0) + column - 1,
  };
}

/** Findings whose fixes touch a file in common, directly or through others. */
function dependentGroups(findings: readonly FixableFinding[]): readonly (readonly FixableFinding[])[] {
  const parents = new Map<string, string>();
  const rootOf = (file: string): string => {
    let root = file;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  for (const { fix } of findings) {
    const [first = "", ...others] = fix.edits.map(({ file }) => file);
    for (const other of others) if (rootOf(other) !== rootOf(first)) parents.set(rootOf(other), rootOf(first));
  }
  const groups = new Map<string, FixableFinding[]>();
  for (const finding of findings) {
    const root = rootOf(finding.fix.edits[0]?.file ?? "");
    const group = groups.get(root);
    if (group) group.push(finding);
    else groups.set(root, [finding]);
  }
  return [...groups.values()];
}

interface MadeFixes {
  readonly fixed: readonly FixableFinding[];
  readonly edits: ReadonlyMap<string, readonly OffsetEdit[]>;
}

function makeTogether(group: readonly FixableFinding[], texts: Texts): MadeFixes {
  const all = editsOf(group, texts);
  if (all) return { fixed: group, edits: all };
  let made: MadeFixes = { fixed: [], edits: new Map() };
  for (const finding of group) {
    const fixed = [...made.fixed, finding];
    const edits = editsOf(fixed, texts);
    if (edits) made = { fixed, edits };
  }
  return made;
}

/** The edits of several fixes by file; undefined where they cannot all be made. */
function editsOf(findings: readonly FixableFinding[], texts: Texts): ReadonlyMap<string, readonly OffsetEdit[]> | undefined {
  const changes = findings.flatMap(({ fix }) => fix.changes ?? []);
  const written = groupByDocument(changes).map((group: DocumentChanges) => texts.edit(group));
  if (!written.every((one) => one !== undefined)) return undefined;
  const other = findings.flatMap(({ fix }) => (fix.changes ? [] : fix.edits));
  const byFile = new Map<string, OffsetEdit[]>();
  for (const { file, range, text } of [...written.flat(), ...other]) {
    const edit = { start: texts.offsetOf(file, range.start), end: texts.offsetOf(file, range.end), text };
    const list = byFile.get(file);
    if (list) list.push(edit);
    else byFile.set(file, [edit]);
  }
  for (const [file, edits] of byFile) {
    const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
    if (ordered.some(({ start }, index) => start < (ordered[index - 1]?.end ?? 0))) return undefined;
    byFile.set(file, ordered);
  }
  return byFile;
}

function fixFile(file: SourceFile, edits: readonly OffsetEdit[] | undefined): SourceFile {
  const text = editableText(file);
  if (!edits || text === undefined) return file;
  const mark = file.text.slice(0, file.text.length - text.length);
  return { ...file, text: mark + applyEdits(text, edits) };
}
