import { fieldOf, isObject, type JsonObject, type JsonValue, writeYaml } from "@netpolint/core";
import { type GeneratedPolicy, manifestOf } from "./generated-policy.js";
import { generatedMark, policyYaml } from "./policy-yaml.js";

/** A policy with its text, ready to be written. */
export interface PolicyFile {
  /** Without folders. No namespace has a dot in its name. */
  readonly fileName: string;
  readonly namespace: string;
  readonly name: string;
  /** The workloads that it is for, as `namespace/Kind/name`; empty where it is for a whole namespace. */
  readonly subjects: readonly string[];
  /** Sentences for its readers. */
  readonly remarks: readonly string[];
  readonly manifest: JsonObject;
  readonly yaml: string;
}

export function policyFile(policy: GeneratedPolicy): PolicyFile {
  const { namespace, name, subjects, remarks } = policy;
  const fileName = fileNameOf(namespace, name);
  return { fileName, namespace, name, subjects, remarks, manifest: manifestOf(policy), yaml: policyYaml(policy) };
}

/** A policy whose object is known already. `title` says whose it is: "NetObserv". */
export async function fileOfManifest(manifest: JsonValue, title: string): Promise<PolicyFile> {
  const metadata = fieldOf(manifest, "metadata");
  const [namespace, name] = [textOf(fieldOf(metadata, "namespace")), textOf(fieldOf(metadata, "name"))];
  const yaml = `${generatedMark} for ${title}.\n${await writeYaml([manifest])}`;
  const object = isObject(manifest) ? manifest : {};
  return { fileName: fileNameOf(namespace, name), namespace, name, subjects: [], remarks: [], manifest: object, yaml };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function fileNameOf(namespace: string, name: string): string {
  return `${namespace}.${name}.yaml`;
}
