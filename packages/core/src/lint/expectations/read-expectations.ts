import type { InputProblem } from "../../source/input-problem.js";
import { fieldOf, isList, isObject, type JsonValue, type Path } from "../../source/json-value.js";
import { readDocuments } from "../../source/read-documents.js";
import type { SourceDocument } from "../../source/source-document.js";
import type { SourceFile } from "../../source/source-file.js";
import type { Expectation, ExpectationCase, ExpectationKind } from "./expectation.js";
import { parseExpectationLine } from "./parse-expectation-line.js";

export interface ReadExpectations {
  readonly cases: readonly ExpectationCase[];
  /** Every mistake in the file, with its place. A file with mistakes is not checked. */
  readonly problems: readonly InputProblem[];
}

const kinds: readonly ExpectationKind[] = ["allow", "deny", "only"];
const caseFields: readonly string[] = ["name", ...kinds];
const lineFields: readonly string[] = ["from", "to", "ports", "reason"];

interface Reading {
  readonly document: SourceDocument;
  readonly problems: InputProblem[];
}

/** Reads an expectation file: YAML or JSON of the form of `expectations.schema.json`. */
export async function readExpectations(file: SourceFile): Promise<ReadExpectations> {
  const { documents, problems } = await readDocuments(file, () => true);
  const found = documents.map((document): ReadExpectations => {
    const reading: Reading = { document, problems: [] };
    for (const { path } of document.duplicateKeys()) report(reading, path, `\`${String(path.at(-1))}\` is written twice.`);
    return { cases: readCases(reading, document.value), problems: reading.problems };
  });
  const all = [...problems, ...found.flatMap((one) => one.problems)];
  const cases = found.flatMap((one) => one.cases);
  if (all.length === 0 && cases.length === 0) return { cases, problems: [nothing(file)] };
  return { cases, problems: all };
}

export async function readExpectationFiles(files: readonly SourceFile[]): Promise<ReadExpectations> {
  const read = await Promise.all(files.map(readExpectations));
  return { cases: read.flatMap(({ cases }) => cases), problems: read.flatMap(({ problems }) => problems) };
}

/** A file that expects nothing would always pass. */
function nothing({ path }: SourceFile): InputProblem {
  return { code: "expectations", message: "The file holds no case; write `cases:` with a list.", file: path, line: 1, column: 1 };
}

function report({ document, problems }: Reading, path: Path, message: string): void {
  problems.push({ code: "expectations", message, file: document.file, ...document.locate(path).start });
}

function readCases(reading: Reading, value: JsonValue): readonly ExpectationCase[] {
  const list = fieldOf(value, "cases");
  checkFields(reading, [], value, ["$schema", "cases"]);
  if (!isList(list)) {
    report(reading, ["cases"], "`cases` is a list of cases, each with a name.");
    return [];
  }
  return list.flatMap((item, index) => readCase(reading, item, ["cases", index]));
}

function checkFields(reading: Reading, path: Path, value: JsonValue, known: readonly string[]): void {
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) report(reading, [...path, key], `There is no field \`${key}\` here; there are ${known.join(", ")}.`);
  }
}

function readCase(reading: Reading, value: JsonValue, path: Path): ExpectationCase[] {
  if (!isObject(value)) {
    report(reading, path, "A case is a mapping with `name` and `allow`, `deny` or `only`.");
    return [];
  }
  checkFields(reading, path, value, caseFields);
  const name = fieldOf(value, "name");
  if (typeof name !== "string" || name === "") report(reading, [...path, "name"], "A case needs a name.");
  const expectations = kinds.flatMap((kind) => readLines(reading, kind, fieldOf(value, kind), [...path, kind]));
  if (!kinds.some((kind) => fieldOf(value, kind) !== undefined)) {
    report(reading, path, "A case needs `allow`, `deny` or `only`; this one expects nothing.");
  }
  const { file } = reading.document;
  return [{ name: typeof name === "string" ? name : "", file, range: reading.document.locate(path), expectations }];
}

function readLines(reading: Reading, kind: ExpectationKind, value: JsonValue | undefined, path: Path): Expectation[] {
  if (value === undefined) return [];
  if (!isList(value) || value.length === 0) {
    report(reading, path, `\`${kind}\` is a list of lines such as \`shop/web -> shop/db 5432\`.`);
    return [];
  }
  return value.flatMap((line, index) => readLine(reading, kind, line, [...path, index]));
}

function readLine(reading: Reading, kind: ExpectationKind, line: JsonValue, path: Path): Expectation[] {
  const words = typeof line === "string" ? parseExpectationLine(line) : wordsOfMapping(reading, line, path);
  if (typeof words === "string") {
    report(reading, path, words);
    return [];
  }
  const { from, to, ports } = words;
  const reason = fieldOf(line, "reason");
  const text = `${from.join(", ")} -> ${to.join(", ")}${ports.length === 0 ? "" : ` ${ports.join(", ")}`}`;
  return [{ kind, text, from, to, ports, reason: typeof reason === "string" ? reason : undefined, range: reading.document.locate(path) }];
}

interface Words {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly ports: readonly string[];
}

function wordsOfMapping(reading: Reading, line: JsonValue, path: Path): Words | string {
  if (!isObject(line)) return "A line is text, or a mapping with `from`, `to` and `ports`.";
  checkFields(reading, path, line, lineFields);
  const [from, to] = [textsOf(fieldOf(line, "from")), textsOf(fieldOf(line, "to"))];
  if (from.length === 0 || to.length === 0) return "A line needs `from` and `to`.";
  return { from, to, ports: textsOf(fieldOf(line, "ports")) };
}

/** One or a list; ports may be numbers. */
function textsOf(value: JsonValue | undefined): readonly string[] {
  const items = isList(value) ? value : value === undefined ? [] : [value];
  return items.flatMap((item) => (typeof item === "string" || typeof item === "number" ? [String(item)] : []));
}
