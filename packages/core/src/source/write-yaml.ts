import type { Tags } from "yaml";
import type { JsonValue } from "./json-value.js";
import type { Yaml } from "./yaml-document.js";

export interface YamlLayout {
  /** Spaces for each level; 2 where left out. */
  readonly indent?: number;
  /** False writes the dashes of a list under the first letter of its key. */
  readonly indentSeq?: boolean;
  readonly singleQuote?: boolean;
  /** False quotes texts of several lines. */
  readonly blockTexts?: boolean;
  /** Braces and brackets instead of lines. */
  readonly flow?: boolean;
  /** Spaces inside of braces and brackets. */
  readonly flowPadding?: boolean;
}

/**
 * Values as YAML documents, one after the other. Kubernetes reads YAML 1.1, where `yes`, `on` and `1:20` are no text
 * unless they are quoted. No line is folded, and nothing is written as an alias.
 */
export async function writeYaml(values: readonly JsonValue[]): Promise<string> {
  const yaml = await import("yaml");
  return values.map((value) => yamlText(yaml, value)).join("---\n");
}

/** One document, which ends with a line end. */
export function yamlText(yaml: Yaml, value: JsonValue, layout: YamlLayout = {}): string {
  const document = new yaml.Document(value, {
    version: "1.1",
    customTags: withoutMerge,
    aliasDuplicateObjects: false,
  });
  yaml.visit(document, {
    Collection: (_key, collection) => {
      if (layout.flow) collection.flow = true;
    },
    Scalar: (_key, scalar) => {
      // Unquoted it would take in the fields of its value.
      if (scalar.value === "<<") scalar.type = "QUOTE_DOUBLE";
      // In single quotes it would be written over several lines as well.
      if (layout.blockTexts === false && /[\r\n]/.test(String(scalar.value))) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({
    lineWidth: 0,
    directives: false,
    indent: layout.indent ?? 2,
    indentSeq: layout.indentSeq ?? true,
    flowCollectionPadding: layout.flowPadding ?? true,
    doubleQuotedMinMultiLineLength: layout.blockTexts === false ? Infinity : 40,
    blockQuote: layout.blockTexts ?? true,
    singleQuote: layout.singleQuote ?? null,
  });
}

/** The tag that would write `<<` without quotes. */
function withoutMerge(tags: Tags): Tags {
  return tags.filter((tag) => tag !== "merge" && (typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:merge"));
}
