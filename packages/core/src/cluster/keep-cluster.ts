import type { Cluster, DuplicateObject } from "./cluster.js";

/**
 * A cluster with the parts of an earlier one that are the same, so that who remembers what followed from a part finds
 * it again; the earlier one itself where all are. Objects are the same only where they are one object.
 */
export function keepCluster(before: Cluster | undefined, after: Cluster): Cluster {
  if (!before) return after;
  const kept: Cluster = {
    settings: keepFacts(before.settings, after.settings),
    environment: keepFacts(before.environment, after.environment),
    nodes: keepList(before.nodes, after.nodes),
    namespaceLabels: keepMap(before.namespaceLabels, after.namespaceLabels),
    workloads: keepList(before.workloads, after.workloads),
    networkPolicies: keepList(before.networkPolicies, after.networkPolicies),
    assumedPolicies: keepList(before.assumedPolicies, after.assumedPolicies),
    assumedNamespaceLabels: keepMap(before.assumedNamespaceLabels, after.assumedNamespaceLabels),
    assumedFacts: keepList(before.assumedFacts, after.assumedFacts),
    clusterPolicies: keepList(before.clusterPolicies, after.clusterPolicies),
    otherPolicies: keepList(before.otherPolicies, after.otherPolicies),
    services: keepMap(before.services, after.services),
    serviceRoutes: keepList(before.serviceRoutes, after.serviceRoutes),
    monitors: keepList(before.monitors, after.monitors),
    apiServices: keepList(before.apiServices, after.apiServices),
    webhooks: keepList(before.webhooks, after.webhooks),
    customResources: keepList(before.customResources, after.customResources),
    duplicates: keepDuplicates(before.duplicates, after.duplicates),
    objects: keepList(before.objects, after.objects),
  };
  return isSameIn(before, kept, Object.keys(kept) as (keyof Cluster)[]) ? before : kept;
}

/** What NetworkPolicies and administrators' policies are about, and all that is known beside them. */
const surroundings = [
  "settings",
  "environment",
  "nodes",
  "namespaceLabels",
  "workloads",
  "otherPolicies",
  "services",
  "serviceRoutes",
  "monitors",
  "apiServices",
  "webhooks",
  "customResources",
] as const satisfies readonly (keyof Cluster)[];

/** True where the clusters differ in policies at most. */
export function haveSameSurroundings(one: Cluster, other: Cluster): boolean {
  return isSameIn(one, other, surroundings);
}

export const surroundingParts: readonly (keyof Cluster)[] = surroundings;

export function isSameIn<T>(one: T, other: T, fields: readonly (keyof T)[]): boolean {
  return fields.every((field) => one[field] === other[field]);
}

export function keepList<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && after.every((item, index) => item === before[index]) ? before : after;
}

/** The order counts. */
export function keepMap<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (before.size !== after.size) return after;
  const others = before.entries();
  for (const [key, value] of after) {
    const [otherKey, other] = others.next().value as [K, V];
    if (otherKey !== key || other !== value) return after;
  }
  return before;
}

function keepDuplicates(before: readonly DuplicateObject[], after: readonly DuplicateObject[]): readonly DuplicateObject[] {
  const isSame = ({ earlier, later }: DuplicateObject, index: number): boolean =>
    before[index]?.earlier === earlier && before[index].later === later;
  return before.length === after.length && after.every(isSame) ? before : after;
}

function keepFacts<T>(before: T, after: T): T {
  return areSameFacts(before, after) ? before : after;
}

/** Settings and what was detected are small trees of plain values, with the objects that say it at the leaves. */
function areSameFacts(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  // An object of the input is the same only where it is one object.
  if ("origin" in one || "origin" in other) return false;
  const [own, others] = [Object.entries(one), Object.entries(other)];
  return (
    own.length === others.length &&
    own.every(([key, value]) => Object.hasOwn(other, key) && areSameFacts(value, other[key as keyof typeof other]))
  );
}
