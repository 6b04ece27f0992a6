import { type CustomResource, isOfGroupKind, type JsonValue, type Workload } from "@netpolint/core";
import { findField } from "./field-values.js";
import type { InstallationDocument, ItemsDocument, KindDocument, PodsDocument } from "./flow-pack-document.js";
import { matchesGlobs } from "./globs.js";
import { entryOf, type Instance, type Scope, unknownInstance } from "./scope.js";
import { selectedAnywhere } from "./selected-workloads.js";

/**
 * The objects of a resource. Where pods of the software are in the input and their object is not, the pods of a
 * namespace (that have one value of the label that names the object) stand for one.
 */
export function instancesOf(scope: Scope, resource: string): readonly Instance[] {
  const document = entryOf(scope.document.resources, resource);
  if (!document) throw new Error(`pack ${scope.document.id} has no resource ${resource}`);
  if ("within" in document) return itemsOf(scope, resource, document);
  const known = scope.found.get(resource);
  if (known) return known;
  const objects = "installedIn" in document ? [] : objectsOf(scope, resource, document);
  const instances = [...objects, ...withoutObject(scope, resource, document, objects)];
  scope.found.set(resource, instances);
  return instances;
}

/** The bound object, the first of the input, or a stand-in of which nothing is known. */
export function instanceOf(scope: Scope, resource: string): Instance {
  const bound = scope.bound.get(resource);
  if (bound) return bound;
  const [first] = instancesOf(scope, resource);
  return first ?? presumedInstance(scope, resource);
}

/** What stands in where there is no instance. Of an installation it is known where it usually is. */
export function presumedInstance({ document: { resources } }: Scope, resource: string): Instance {
  const document = entryOf(resources, resource);
  const unknown = unknownInstance(resource);
  return document && "installedIn" in document ? { ...unknown, namespace: document.installedIn } : unknown;
}

export function objectsOf({ cluster }: Scope, resource: string, document: KindDocument): readonly Instance[] {
  return cluster.customResources.filter((one) => isMeant(one, document)).map(({ meta, value }) => ({
    resource,
    object: { meta, path: [], value },
    name: meta.name,
    namespace: meta.namespace === "" ? undefined : meta.namespace,
  }));
}

function isMeant(resource: CustomResource, { group, kind, names, namespaces, fields = {} }: KindDocument): boolean {
  const { meta, value } = resource;
  return (
    isOfGroupKind(resource, group, kind) &&
    matchesGlobs(meta.name, names) &&
    matchesGlobs(meta.namespace, namespaces) &&
    Object.entries(fields).every(([field, wanted]) => findField(value, field)?.value === wanted)
  );
}

function itemsOf(scope: Scope, resource: string, { within, items }: ItemsDocument): readonly Instance[] {
  const { object } = instanceOf(scope, within);
  const found = object && findField(object.value, items);
  if (!object || !found || !Array.isArray(found.value)) return [];
  return (found.value as readonly JsonValue[]).map((value, index) => ({
    resource,
    object: { meta: object.meta, path: [...object.path, ...found.path, index], value },
    name: undefined,
    namespace: undefined,
  }));
}

function withoutObject(
  scope: Scope,
  resource: string,
  { label }: KindDocument | InstallationDocument,
  objects: readonly Instance[],
): readonly Instance[] {
  const stray = Object.values(scope.document.pods ?? {})
    .filter((pods) => pods.of === resource && pods.role === "subject")
    .flatMap((pods) => strayOf(scope, pods, label, objects));
  const groups = new Map<string, Instance>();
  for (const workload of stray) {
    const name = label === undefined ? undefined : labelOf(workload, label);
    const { namespace } = workload;
    groups.set(JSON.stringify([namespace, name]), { resource, object: undefined, name, namespace });
  }
  return [...groups.values()];
}

function strayOf(
  scope: Scope,
  pods: PodsDocument,
  label: string | undefined,
  objects: readonly Instance[],
): readonly Workload[] {
  return selectedAnywhere(scope, pods).filter(
    (workload) =>
      !objects.some(({ namespace, name }) => namespace === workload.namespace && isNamed(workload, label, name)),
  );
}

/** Whether the workload's pods name this object, or none. */
export function isNamed(workload: Workload, label: string | undefined, name: string | undefined): boolean {
  if (label === undefined || name === undefined) return true;
  const written = labelOf(workload, label);
  return written === undefined || written === name;
}

function labelOf({ pods }: Workload, label: string): string | undefined {
  return pods[0]?.labels.entries.get(label);
}
