import {
  defineRule,
  fieldOf,
  formatPath,
  type JsonValue,
  type ObjectChange,
  type ObjectMeta,
  type Path,
  type Place,
  type RuleFinding,
  type SourceDocument,
} from "@netpolint/core";

/** YAML 1.2 requires unique keys; kubectl keeps the last value without a word, the API server's strict mode refuses. */
export const duplicateKey = defineRule({
  id: "duplicate-key",
  summary: "A key is written twice in one mapping",
  severity: "error",
  category: "validity",
  precision: "very-high",
  messages: {
    writtenTwice: {
      message:
        "Key {key} of {object} is written {times}; only the last value counts.",
      help: 'Keep one of them: everything but strict validation drops the earlier value silently. Under strict validation the API server answers: strict decoding error: duplicate field "{field}".',
    },
  },
  check: ({ documents, cluster }) => documents.flatMap((document) => checkDocument(document, cluster.objects)),
});

function checkDocument(document: SourceDocument, objects: readonly ObjectMeta[]): readonly RuleFinding<"writtenTwice">[] {
  return document.duplicateKeys().map(({ path, last, earlier }) => ({
    messageId: "writtenTwice",
    data: {
      key: `\`${formatPath(path)}\``,
      object: objectOf(document.value),
      times: timesOf(earlier.length),
      field: formatPath(inObject(document.value, path)),
    },
    file: document.file,
    range: last,
    ...fieldAt(document, path, objects),
    related: earlier.map((range) => ({ file: document.file, range, message: "this value is ignored" })),
    fix: {
      title: earlier.length === 1 ? "Remove the value that is ignored" : "Remove the values that are ignored",
      edits: [{ meta: { origin: originOf(document) }, edit: { type: "keep-last", path } }],
    },
  }));
}

/** The object in which the key is, where it is one that is read. */
function fieldAt({ file, index }: SourceDocument, path: Path, objects: readonly ObjectMeta[]): Pick<Place, "field"> {
  const meta = objects.find(({ origin }) => {
    if (origin.file !== file || origin.document !== index) return false;
    return origin.base.every((step, at) => path[at] === step);
  });
  return meta ? { field: { meta, path: path.slice(meta.origin.base.length) } } : {};
}

function originOf(document: SourceDocument): ObjectChange["meta"]["origin"] {
  const { file, index, placement = document } = document;
  return { file, document: index, base: [], placement, locate: (path) => document.locate(path) };
}

/** kubectl sends the items of a List one by one. */
function inObject(root: JsonValue, path: Path): Path {
  const isItem = Array.isArray(fieldOf(root, "items")) && path[0] === "items" && typeof path[1] === "number";
  return isItem ? path.slice(2) : path;
}

function timesOf(earlier: number): string {
  return earlier === 1 ? "twice" : `${earlier + 1} times`;
}

function objectOf(value: JsonValue): string {
  const kind = fieldOf(value, "kind");
  const name = fieldOf(fieldOf(value, "metadata"), "name");
  if (typeof kind !== "string") return "the document";
  return typeof name === "string" ? `${kind} \`${name}\`` : `a ${kind}`;
}
