import { fieldOf, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import { decodedString } from "./decode-refusals.js";
import { dnsLabelProblems, dnsSubdomainProblems, labelKeyProblems, utf8Length } from "./kubernetes-names.js";
import { invalidEntry, invalidText, type Refusal, required, tooLong } from "./refusal.js";
import { validateLabels } from "./validate-selector.js";

/** The whole of an object's annotations, keys and values: 256 KiB. */
const annotationBytesLimit = 256 * 1024;

/**
 * Names, labels and annotations of an object in a namespace. A missing namespace is filled in by the request.
 * `ownerReferences`, `finalizers` and `managedFields` are not looked into.
 */
export function validateMetadata(metadata: JsonValue | undefined, path: Path): readonly Refusal[] {
  return [
    ...validateGenerateName(fieldOf(metadata, "generateName"), [...path, "generateName"]),
    ...validateName(metadata, [...path, "name"]),
    ...validateNamespace(fieldOf(metadata, "namespace"), [...path, "namespace"]),
    ...validateLabels(fieldOf(metadata, "labels"), [...path, "labels"]),
    ...validateAnnotations(fieldOf(metadata, "annotations"), [...path, "annotations"]),
  ];
}

function validateGenerateName(value: JsonValue | undefined, path: Path): readonly Refusal[] {
  const prefix = decodedString(value);
  if (prefix === undefined || prefix === "") return [];
  // The server takes the last two letters for one "a" where the second is a hyphen: "A-" passes here, not as a name.
  const name = prefix.length > 1 && prefix.endsWith("-") ? `${prefix.slice(0, -2)}a` : prefix;
  return dnsSubdomainProblems(name).map((problem) => invalidText(path, prefix, problem));
}

function validateName(metadata: JsonValue | undefined, path: Path): readonly Refusal[] {
  const name = decodedString(fieldOf(metadata, "name"));
  const prefix = decodedString(fieldOf(metadata, "generateName"));
  if (name === undefined || (name === "" && prefix === undefined)) return [];
  if (name !== "") return dnsSubdomainProblems(name).map((problem) => invalidText(path, name, problem));
  if (prefix !== undefined && prefix !== "") return validateGeneratedName(prefix, path);
  const plain = "is missing and there is no `generateName` either";
  return [required(path, { detail: "name or generateName is required", plain })];
}

/** The server appends five random letters and digits to at most 58 bytes of the prefix, and checks the result too. */
function validateGeneratedName(prefix: string, path: Path): readonly Refusal[] {
  const name = `${prefix.slice(0, 58)}xxxxx`;
  return dnsSubdomainProblems(name).map((problem) =>
    invalidText(path, name, { ...problem, plain: `the name made from \`generateName\` ${problem.plain}` }),
  );
}

function validateNamespace(value: JsonValue | undefined, path: Path): readonly Refusal[] {
  const namespace = decodedString(value);
  if (namespace === undefined || namespace === "") return [];
  return dnsLabelProblems(namespace).map((problem) => invalidText(path, namespace, problem));
}

function validateAnnotations(value: JsonValue | undefined, path: Path): readonly Refusal[] {
  if (!isObject(value)) return [];
  const keys = Object.keys(value).flatMap((key) =>
    labelKeyProblems(key.toLowerCase()).map((problem) => invalidEntry(path, key, "key", key, problem)),
  );
  if (annotationBytes(value) <= annotationBytesLimit) return keys;
  const detail = `may not be more than ${annotationBytesLimit} bytes`;
  return [...keys, tooLong(path, { detail, plain: `hold more than ${annotationBytesLimit} bytes in all` })];
}

function annotationBytes(annotations: JsonObject): number {
  const entries = Object.entries(annotations);
  return entries.reduce((sum, [key, item]) => sum + utf8Length(key) + utf8Length(decodedString(item) ?? ""), 0);
}
