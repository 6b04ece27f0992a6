import { fieldOf, isList, isObject, type JsonValue, type Path } from "../source/json-value.js";
import { shareEqual } from "./shared-values.js";
import type { ObjectMeta, Origin, OwnerReference } from "./resource.js";

export interface MetaSettings {
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** True where that is no assumption. */
  readonly namespaceGiven?: boolean;
}

/** Reads apiVersion, kind and metadata. `namespaced` says whether the kind lives in a namespace. */
export function readMeta(value: JsonValue, origin: Origin, namespaced: boolean, settings: MetaSettings): ObjectMeta {
  const metadata = fieldOf(value, "metadata");
  const namespace = stringOf(fieldOf(metadata, "namespace"));
  return {
    apiVersion: stringOf(fieldOf(value, "apiVersion")) ?? "",
    kind: stringOf(fieldOf(value, "kind")) ?? "",
    namespace: namespaced ? (namespace ?? settings.namespace) : "",
    namespaceWritten: !namespaced || namespace !== undefined || settings.namespaceGiven === true,
    name: stringOf(fieldOf(metadata, "name")) ?? stringOf(fieldOf(metadata, "generateName")) ?? "",
    labels: readLabels(fieldOf(metadata, "labels")),
    annotations: stringMap(fieldOf(metadata, "annotations")),
    owners: readOwners(fieldOf(metadata, "ownerReferences")),
    origin,
  };
}

/** Labels as `stringMap` reads them, kept once for all objects that have the same. */
export function readLabels(value: JsonValue | undefined): ReadonlyMap<string, string> {
  return isObject(value) ? readWrittenLabels(value) : noEntries;
}

const readWrittenLabels = shareEqual(stringMap);

const noOwners: readonly OwnerReference[] = [];
let lastOwners = noOwners;

/** Pods of one workload stand side by side and have the same owners, which are kept once. */
function readOwners(value: JsonValue | undefined): readonly OwnerReference[] {
  const written = listOf(value);
  if (written.length === 0) return noOwners;
  const owners = written.map(readOwner);
  if (!areSameOwners(owners, lastOwners)) lastOwners = owners;
  return lastOwners;
}

function areSameOwners(owners: readonly OwnerReference[], others: readonly OwnerReference[]): boolean {
  return (
    owners.length === others.length &&
    owners.every(({ kind, name, controller }, index) => {
      const other = others[index];
      return kind === other?.kind && name === other.name && controller === other.controller;
    })
  );
}

function readOwner(value: JsonValue): OwnerReference {
  return {
    kind: stringOf(fieldOf(value, "kind")) ?? "",
    name: stringOf(fieldOf(value, "name")) ?? "",
    controller: fieldOf(value, "controller") === true,
  };
}

/** Where a kind keeps its pod template. */
export function templatePathOf(kind: string): Path {
  return kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
}

/** A non-empty string, or undefined. */
export function stringOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

const noEntries: ReadonlyMap<string, string> = new Map();

/**
 * The entries whose values are strings, as the API requires of labels; others are refused. A null value is decoded as
 * the empty string.
 */
export function stringMap(value: JsonValue | undefined): ReadonlyMap<string, string> {
  if (!isObject(value)) return noEntries;
  const entries = new Map<string, string>();
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (typeof item === "string") entries.set(key, item);
    else if (item === null) entries.set(key, "");
  }
  return entries;
}
