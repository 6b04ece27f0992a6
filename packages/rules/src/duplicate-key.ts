import { defineRule, fieldOf, formatPath, type JsonValue, type RuleFinding, type SourceDocument } from "@netpolint/core";

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
      help: "Keep one of them: the API server refuses the object under strict validation, and everything else drops the earlier value silently.",
    },
  },
  check: ({ documents }) => documents.flatMap(checkDocument),
});

function checkDocument(document: SourceDocument): readonly RuleFinding<"writtenTwice">[] {
  return document.duplicateKeys().map(({ path, last, earlier }) => ({
    messageId: "writtenTwice",
    data: { key: `\`${formatPath(path)}\``, object: objectOf(document.value), times: timesOf(earlier.length) },
    file: document.file,
    range: last,
    related: earlier.map((range) => ({ file: document.file, range, message: "this value is ignored" })),
  }));
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
