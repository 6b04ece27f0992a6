import type { JsonValue } from "./json-value.js";

/**
 * Values as YAML documents, one after the other. Kubernetes reads YAML 1.1, where `yes`, `on` and `1:20` are no text
 * unless they are quoted. No line is folded, and nothing is written as an alias.
 */
export async function writeYaml(values: readonly JsonValue[]): Promise<string> {
  const { stringify } = await import("yaml");
  const documents = values.map((value) =>
    stringify(value, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false }),
  );
  return documents.join("---\n");
}
