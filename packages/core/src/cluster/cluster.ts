import type { IpAddress } from "../sets/ip-address.js";
import type { Labels } from "../sets/label-selector.js";
import type { ApiService } from "../resources/api-service.js";
import type { ClusterPolicy } from "../resources/cluster-policy.js";
import type { CustomResource } from "../resources/custom-resource.js";
import type { Monitor } from "../resources/monitor.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import type { OtherPolicy } from "../resources/other-policy.js";
import type { NodeResource } from "../resources/node.js";
import type { NamedPort } from "../resources/pod.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { ServiceRoute } from "../resources/service-route.js";
import type { Service } from "../resources/service.js";
import type { Webhook } from "../resources/webhook.js";
import type { Environment } from "./environment.js";
import type { ClusterSettings } from "./settings.js";

/** One pod, real or of a template, as a NetworkPolicy sees it. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly nodeName: string | undefined;
  /** Empty: not known. At most one of each family counts. */
  readonly addresses: readonly IpAddress[];
  /** The ports that its containers declare under a name; undefined where its containers are not known. */
  readonly namedPorts: readonly NamedPort[] | undefined;
}

/** One end of a connection that the input holds: the pods of one workload, or a pod that nothing owns. */
export interface Workload {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** At least one. Pods of a template stand for any number of real ones. */
  readonly pods: readonly Pod[];
  /** True for a bare Pod: a connection from it to itself is loopback, between replicas it is not. */
  readonly single: boolean;
  readonly meta: ObjectMeta;
}

/** Two definitions of one object in the input. The later one, by path and document, is what the cluster holds. */
export interface DuplicateObject {
  readonly earlier: ObjectMeta;
  readonly later: ObjectMeta;
}

/** Everything the input says about one cluster. Immutable; lookups only. */
export interface Cluster {
  readonly settings: ClusterSettings;
  /** What the input says about the cluster, also where settings that were given win over it. */
  readonly environment: Environment;
  readonly nodes: readonly NodeResource[];
  /** Labels of the namespaces whose Namespace object is in the input. */
  readonly namespaceLabels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** In the order of namespace, kind and name. */
  readonly workloads: readonly Workload[];
  /** In the order of file, document and place. */
  readonly networkPolicies: readonly NetworkPolicy[];
  /** Policies that operators are known to make and that the input does not hold. They decide as the others do. */
  readonly assumedPolicies: readonly NetworkPolicy[];
  /** Labels that operators put on namespaces, by namespace, beside those that are written. */
  readonly assumedNamespaceLabels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What else operators are known to do that is not in the input, a sentence each. */
  readonly assumedFacts: readonly string[];
  /** AdminNetworkPolicies, BaselineAdminNetworkPolicies and ClusterNetworkPolicies. */
  readonly clusterPolicies: readonly ClusterPolicy[];
  readonly otherPolicies: readonly OtherPolicy[];
  readonly services: ReadonlyMap<string, Service>;
  /** Ingresses, Routes and routes of the Gateway API. */
  readonly serviceRoutes: readonly ServiceRoute[];
  readonly monitors: readonly Monitor[];
  readonly apiServices: readonly ApiService[];
  readonly webhooks: readonly Webhook[];
  readonly customResources: readonly CustomResource[];
  readonly duplicates: readonly DuplicateObject[];
  /** Every object that was read and counts, for findings about the objects themselves. */
  readonly objects: readonly ObjectMeta[];
}

/** The label that the control plane puts on every namespace and nobody can change. */
export const namespaceNameLabel = "kubernetes.io/metadata.name";

/**
 * What is known of a namespace's labels. Without its Namespace object only the name label is known in the open world;
 * in the closed world it has no other.
 */
export function labelsOfNamespace(cluster: Cluster, namespace: string): Labels {
  const memo = knownLabels.get(cluster) ?? new Map<string, Labels>();
  knownLabels.set(cluster, memo);
  const known = memo.get(namespace) ?? readLabelsOfNamespace(cluster, namespace);
  memo.set(namespace, known);
  return known;
}

/** Clusters do not change, and every selector of namespaces asks. */
const knownLabels = new WeakMap<Cluster, Map<string, Labels>>();

function readLabelsOfNamespace(cluster: Cluster, namespace: string): Labels {
  const written = cluster.namespaceLabels.get(namespace);
  const put = cluster.assumedNamespaceLabels.get(namespace) ?? [];
  const entries = new Map([...(written ?? labelsOfPlatform(cluster, namespace)), ...put]);
  entries.set(namespaceNameLabel, namespace);
  return { entries, complete: written !== undefined || cluster.settings.world === "closed" };
}

/**
 * OpenShift labels the namespace of its routers, so that policies can select them (OpenShift documentation, "About
 * network policy"); the second is the older form.
 */
const openShiftIngressLabels: ReadonlyMap<string, string> = new Map([
  ["policy-group.network.openshift.io/ingress", ""],
  ["network.openshift.io/policy-group", "ingress"],
]);

/** What is known of a namespace that is not in the input. A closed world has only what is in the input. */
function labelsOfPlatform({ settings }: Cluster, namespace: string): ReadonlyMap<string, string> {
  const isRouters = settings.platform === "openshift" && settings.world === "open" && namespace === "openshift-ingress";
  return isRouters ? openShiftIngressLabels : new Map();
}

export function serviceKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

export function findService(cluster: Cluster, namespace: string, name: string): Service | undefined {
  return cluster.services.get(serviceKey(namespace, name));
}

/** `namespace/name`; a pod that is known by labels only is `namespace[key=value,...]`. */
export function podName({ namespace, name }: Pod): string {
  return name.startsWith("[") ? `${namespace}${name}` : `${namespace}/${name}`;
}

/** `namespace/Kind/name`, as output writes an endpoint. */
export function workloadName(workload: Workload): string {
  return `${workload.namespace}/${workload.kind}/${workload.name}`;
}

/** The Service that has this address for its own, in canonical text. */
export function findServiceByAddress(cluster: Cluster, address: string): Service | undefined {
  for (const service of cluster.services.values()) if (service.clusterIPs.includes(address)) return service;
  return undefined;
}
