import type { ClusterPolicy } from "../resources/cluster-policy.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import type { Resource } from "../resources/read-resources.js";
import { kindKey, type ObjectMeta } from "../resources/resource.js";
import type { LabelSelector } from "../sets/label-selector.js";
import type { Path } from "../source/json-value.js";
import { compareText } from "./compare-text.js";
import { detectEnvironment, settingsInForce } from "./detect-environment.js";
import { type Cluster, type DuplicateObject, serviceKey } from "./cluster.js";
import { type FamilyMemory, groupWorkloads } from "./group-workloads.js";
import { mapAt, type NestedMap } from "./nested-map.js";
import type { ClusterSettings } from "./settings.js";

/** Puts the objects of the input together, with settings that were given and what the input says itself. Of two definitions of one object the later by (path, document) counts. */
export function buildCluster(
  resources: readonly Resource[],
  given: Partial<ClusterSettings> = {},
  families?: FamilyMemory,
): Cluster {
  const ordered = [...resources].sort((a, b) => compareOrigins(a.meta, b.meta));
  const { kept, duplicates } = dropReplaced(ordered);
  const networkPolicies = kept.filter((resource) => resource.type === "NetworkPolicy");
  const environment = detectEnvironment(kept, given);
  return {
    settings: settingsInForce(given, environment),
    environment,
    nodes: kept.filter((resource) => resource.type === "Node"),
    namespaceLabels: new Map(
      kept.filter((resource) => resource.type === "Namespace").map(({ meta }) => [meta.name, meta.labels]),
    ),
    workloads: groupWorkloads(
      kept.filter((resource) => resource.type === "Pod"),
      kept.filter((resource) => resource.type === "Workload"),
      podLabelKeys(kept),
      families,
    ),
    networkPolicies,
    assumedPolicies: [],
    assumedNamespaceLabels: new Map(),
    assumedFacts: [],
    clusterPolicies: kept.filter((resource) => resource.type === "ClusterPolicy"),
    otherPolicies: kept.filter((resource) => resource.type === "OtherPolicy"),
    services: new Map(
      kept
        .filter((resource) => resource.type === "Service")
        .map((service) => [serviceKey(service.meta.namespace, service.meta.name), service]),
    ),
    serviceRoutes: kept.filter((resource) => resource.type === "ServiceRoute"),
    monitors: kept.filter((resource) => resource.type === "Monitor"),
    apiServices: kept.filter((resource) => resource.type === "ApiService"),
    webhooks: kept.filter((resource) => resource.type === "Webhook"),
    customResources: kept.filter((resource) => resource.type === "CustomResource"),
    duplicates,
    // What one object is read as stands together.
    objects: kept.map(({ meta }) => meta).filter((meta, at, all) => meta !== all[at - 1]),
  };
}

export function compareOrigins(a: ObjectMeta, b: ObjectMeta): number {
  if (a === b) return 0;
  return (
    compareText(a.origin.file, b.origin.file) ||
    a.origin.document - b.origin.document ||
    compareBases(a.origin.base, b.origin.base)
  );
}

/** The items of a list in their order; a path to an object has the same keys for all objects of a document. */
function compareBases(a: Path, b: Path): number {
  for (const [at, step] of a.entries()) {
    const other = b[at];
    if (typeof step === "number" && typeof other === "number" && step !== other) return step - other;
  }
  return a.length - b.length;
}

function dropReplaced(ordered: readonly Resource[]): { kept: readonly Resource[]; duplicates: DuplicateObject[] } {
  const latest: NestedMap<ObjectMeta> = new Map();
  const duplicates: DuplicateObject[] = [];
  const replaced = new Set<ObjectMeta>();
  for (const { meta } of ordered) {
    // An object without a name is refused by the API server; two of them are not one object.
    if (meta.name === "") continue;
    const alike = mapAt(latest, kindKey(meta), meta.namespace);
    const earlier = alike.get(meta.name);
    if (earlier === meta) continue;
    if (earlier) {
      duplicates.push({ earlier, later: meta });
      replaced.add(earlier);
    }
    alike.set(meta.name, meta);
  }
  return { kept: ordered.filter(({ meta }) => !replaced.has(meta)), duplicates };
}

/** The label keys by which policies tell pods apart. */
function podLabelKeys(kept: readonly Resource[]): ReadonlySet<string> {
  const selectors = kept.flatMap((resource) => {
    if (resource.type === "NetworkPolicy") return podSelectorsOf(resource);
    if (resource.type === "OtherPolicy") return resource.subject.pods.map((pods) => pods.podSelector);
    return resource.type === "ClusterPolicy" ? clusterPodSelectorsOf(resource) : [];
  });
  return new Set(selectors.flatMap((selector) => selector.requirements.map(({ key }) => key)));
}

function podSelectorsOf({ podSelector, ingress, egress }: NetworkPolicy): readonly LabelSelector[] {
  const peers = [...ingress, ...egress].flatMap((rule) => rule.peers);
  return [podSelector, ...peers.flatMap((peer) => peer.podSelector ?? [])];
}

function clusterPodSelectorsOf({ subject, ingress, egress }: ClusterPolicy): readonly LabelSelector[] {
  const peers = [...ingress, ...egress].flatMap((rule) => rule.peers);
  return [subject.podSelector, ...peers.flatMap((peer) => (peer.type === "pods" ? peer.pods.podSelector : []))];
}
