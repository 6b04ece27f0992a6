import { readFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { formatPath, type JsonValue, type Path, readDocuments } from "@netpolint/core";
import { decodeText } from "../input/decode-text.js";
import { shownPath } from "../input/path-text.js";
import { systemErrorText } from "../input/system-error.js";
import type { ConfigPlace, ConfigProblem } from "./config.js";
import { importConfig } from "./import-config.js";

/** A configuration file whose value was read, and nothing more. */
export interface ConfigFile {
  readonly path: string;
  readonly folder: string;
  /** As output writes it. */
  readonly shown: string;
  readonly value: JsonValue;
  /** Where a field is written; the start of the file where that is a program. */
  readonly placeOf: (path: Path) => ConfigPlace;
  /** Where the key of a field is written. */
  readonly placeOfKey: (path: Path) => ConfigPlace;
  /** What to say before a message where the place does not tell: the field. */
  readonly nameOf: (path: Path) => string;
  /** Keys that are written twice, of which the last would count. */
  readonly repeated: readonly Path[];
}

/** Reads a file by the end of its name. Answers with problems where that cannot be done. */
export async function readConfigFile(path: string, cwd: string): Promise<ConfigFile | readonly ConfigProblem[]> {
  const shown = shownPath(cwd, path);
  const isProgram = /^\.[cm]?[jt]s$/.test(extname(path));
  return isProgram ? await readProgram(path, shown) : await readText(path, shown);
}

async function readProgram(path: string, shown: string): Promise<ConfigFile | readonly ConfigProblem[]> {
  const start: ConfigPlace = { file: shown, line: 1, column: 1 };
  const imported = await importConfig(path);
  if ("problem" in imported) return [{ ...start, message: imported.problem }];
  return {
    path,
    folder: dirname(path),
    shown,
    value: imported.value,
    placeOf: () => start,
    placeOfKey: () => start,
    nameOf: (field) => (field.length === 0 ? "" : `\`${formatPath(field)}\`: `),
    repeated: [],
  };
}

async function readText(path: string, shown: string): Promise<ConfigFile | readonly ConfigProblem[]> {
  const start: ConfigPlace = { file: shown, line: 1, column: 1 };
  const text = readOrWhy(path, shown);
  if ("why" in text) return [{ ...start, message: text.why }];
  const { documents, problems } = await readDocuments({ path: shown, text: text.text }, () => true);
  if (problems.length > 0) return problems.map(({ file, line, column, message }) => ({ file, line, column, message }));
  const [document, another] = documents;
  if (!document) return [{ ...start, message: "The configuration is empty." }];
  if (another) return [{ ...placeIn(shown, another.locate([]).start), message: "A configuration is one document, and this is a second." }];
  return {
    path,
    folder: dirname(path),
    shown,
    value: document.value,
    placeOf: (field) => placeIn(shown, document.locate(field).start),
    placeOfKey: (field) => keyBefore(text.text, field, placeIn(shown, document.locate(field).start)),
    nameOf: () => "",
    repeated: document.duplicateKeys().map((key) => key.path),
  };
}

/** Documents tell where a scalar is, and not its key: nearly always before it on the line. */
function keyBefore(text: string, field: Path, value: ConfigPlace): ConfigPlace {
  const line = text.split("\n", value.line)[value.line - 1] ?? "";
  const at = line.slice(0, value.column - 1).lastIndexOf(String(field.at(-1)));
  return at === -1 ? value : { ...value, column: at + 1 };
}

function placeIn(file: string, { line, column }: { readonly line: number; readonly column: number }): ConfigPlace {
  return { file, line, column };
}

function readOrWhy(path: string, shown: string): { readonly text: string } | { readonly why: string } {
  try {
    const decoded = decodeText(shown, readFileSync(path));
    return "problem" in decoded ? { why: decoded.problem.message } : { text: decoded.text };
  } catch (error) {
    return { why: `The configuration cannot be read: ${systemErrorText(error)}.` };
  }
}
