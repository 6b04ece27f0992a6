import type { SourceFile } from "@netpolint/core";

/** How the path of a rendered document is written, since its lines are not those of the file on the disk. */
export function renderedPath(path: string): string {
  return `${path} (rendered)`;
}

/**
 * Rendered text as files: the documents of one source in their order, and under `otherwise` those without one. The
 * lines of a file are counted from its first document.
 */
export function renderedFiles(
  text: string,
  sourceOf: (document: string) => string | undefined,
  otherwise: string,
): readonly SourceFile[] {
  const texts = new Map<string, string[]>();
  for (const document of splitStream(text)) {
    const path = sourceOf(document) ?? otherwise;
    const before = texts.get(path);
    if (before) before.push(document);
    else texts.set(path, [document]);
  }
  return [...texts]
    .filter(([path, documents]) => path === otherwise || documents.some((one) => !isBlank(one)))
    .map(([path, documents]) => ({ path, text: joinDocuments(documents), generated: true }))
    .filter(({ text: joined }) => !isBlank(joined));
}

/** Before each `---` at the start of a line, as YAML does even inside a block scalar. */
function splitStream(text: string): readonly string[] {
  return text.split(/^(?=---(?:[ \t\r\n]|$))/m).filter((document) => document !== "");
}

/** The first document of a stream may have no marker, and stand behind others of its source nevertheless. */
function joinDocuments(documents: readonly string[]): string {
  return documents
    .map((document, index) => (index === 0 || document.startsWith("---") ? document : `---\n${document}`))
    .join("");
}

function isBlank(document: string): boolean {
  return document.split("\n").every((line) => /^(?:---)?[ \t\r]*(?:#.*)?$/.test(line));
}
