import type { Tags } from "yaml";
import type { JsonValue } from "./json-value.js";

/**
 * Values as YAML documents, one after the other. Kubernetes reads YAML 1.1, where `yes`, `on` and `1:20` are no text
 * unless they are quoted. No line is folded, and nothing is written as an alias.
 */
export async function writeYaml(values: readonly JsonValue[]): Promise<string> {
  const { Document, visit } = await import("yaml");
  const documents = values.map((value) => {
    const document = new Document(value, { version: "1.1", customTags: withoutMerge, aliasDuplicateObjects: false });
    visit(document, {
      Scalar: (_key, scalar) => {
        // Unquoted it would take in the fields of its value.
        if (scalar.value === "<<") scalar.type = "QUOTE_DOUBLE";
      },
    });
    return document.toString({ lineWidth: 0, directives: false });
  });
  return documents.join("---\n");
}

/** The tag that would write `<<` without quotes. */
function withoutMerge(tags: Tags): Tags {
  return tags.filter((tag) => tag !== "merge" && (typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:merge"));
}
