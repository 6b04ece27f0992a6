import { type InputProblem, type JsonValue, readDocuments, type SourceDocument, type SourceFile } from "@netpolint/core";
import type { FlowPackDocument } from "./flow-pack-document.js";
import type { PackMistake } from "./pack-mistake.js";
import { brokenReferences } from "./references.js";
import { schemaMistakes } from "./schema-mistakes.js";

export interface ReadFlowPack {
  /** Undefined where the file has mistakes. */
  readonly document: FlowPackDocument | undefined;
  readonly problems: readonly InputProblem[];
}

/** Reads a pack that a user has written in YAML or JSON. Every mistake is a problem with its place. */
export async function readFlowPack(file: SourceFile): Promise<ReadFlowPack> {
  const { documents, problems } = await readDocuments(file, () => true);
  const [document, second] = documents;
  if (problems.length > 0 || !document) return { document: undefined, problems };
  if (second) return { document: undefined, problems: [problemOf(second, { path: [], message: oneOnly })] };
  const twice = document.duplicateKeys().map(({ path }) => ({ path, message: `\`${String(path.at(-1))}\` is written twice.` }));
  const mistakes = [...twice, ...(await mistakesIn(document.value))];
  if (mistakes.length > 0) return { document: undefined, problems: mistakes.map((mistake) => problemOf(document, mistake)) };
  // The schema has told.
  return { document: document.value as unknown as FlowPackDocument, problems: [] };
}

const oneOnly = "A file holds one flow pack; this is the second document.";

/** References are looked at where the shape is right. */
async function mistakesIn(value: JsonValue): Promise<readonly PackMistake[]> {
  const { validate } = await import("./validate-flow-pack.js");
  const mistakes = schemaMistakes(validate as Parameters<typeof schemaMistakes>[0], value);
  return mistakes.length > 0 ? mistakes : brokenReferences(value as unknown as FlowPackDocument);
}

function problemOf(document: SourceDocument, { path, message }: PackMistake): InputProblem {
  return { code: "flow-pack", message, file: document.file, ...document.locate(path).start };
}
