/**
 * A test cluster, as the Kubernetes objects a user would write.
 *
 * Every field of a NetworkPolicy that a user may leave out, write as `null` or leave empty can be so here,
 * because what those mean is exactly what is being judged (reference 1.2 - 1.4).
 */

import type { NaiveClusterPolicy } from "./naive-cluster-policy.js";

export type Protocol = "TCP" | "UDP" | "SCTP";
export type Labels = Readonly<Record<string, string>>;

export interface NaiveRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[] | null;
}

export interface NaiveSelector {
  readonly matchLabels?: Labels | null;
  readonly matchExpressions?: readonly NaiveRequirement[] | null;
}

export interface NaiveBlock {
  readonly cidr: string;
  readonly except?: readonly string[] | null;
}

export interface NaivePeer {
  readonly podSelector?: NaiveSelector | null;
  readonly namespaceSelector?: NaiveSelector | null;
  readonly ipBlock?: NaiveBlock | null;
}

export interface NaivePort {
  readonly protocol?: Protocol | null;
  /** A number, or the name of a container port. */
  readonly port?: number | string | null;
  /** Inclusive. */
  readonly endPort?: number | null;
}

export interface NaiveIngressRule {
  readonly from?: readonly NaivePeer[] | null;
  readonly ports?: readonly (NaivePort | null)[] | null;
}

export interface NaiveEgressRule {
  readonly to?: readonly NaivePeer[] | null;
  readonly ports?: readonly (NaivePort | null)[] | null;
}

export interface NaivePolicySpec {
  readonly podSelector?: NaiveSelector | null;
  readonly policyTypes?: readonly ("Ingress" | "Egress")[] | null;
  readonly ingress?: readonly (NaiveIngressRule | null)[] | null;
  readonly egress?: readonly (NaiveEgressRule | null)[] | null;
}

export interface NaivePolicy {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec?: NaivePolicySpec | null;
}

export interface NaiveNamespace {
  readonly metadata: { readonly name: string; readonly labels?: Labels };
}

export interface NaiveContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  /** TCP when missing. */
  readonly protocol?: Protocol;
}

export interface NaiveContainer {
  readonly ports?: readonly NaiveContainerPort[];
}

export interface NaiveInitContainer extends NaiveContainer {
  /** `Always` makes it a sidecar: it runs as long as the pod does. */
  readonly restartPolicy?: "Always";
}

export interface NaivePod {
  readonly metadata: { readonly namespace: string; readonly name: string; readonly labels?: Labels };
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly nodeName?: string;
    readonly containers: readonly NaiveContainer[];
    readonly initContainers?: readonly NaiveInitContainer[];
  };
  /** Missing or empty: no address is known. At most one address of each family. */
  readonly status?: { readonly podIPs?: readonly { readonly ip: string }[] };
}

export interface NaiveCluster {
  readonly world: "open" | "closed";
  /** The Namespace objects of the input. A pod's or policy's namespace may well not be among them. */
  readonly namespaces: readonly NaiveNamespace[];
  readonly pods: readonly NaivePod[];
  readonly policies: readonly NaivePolicy[];
  /** The policies of the Admin and the Baseline tier; none when missing. */
  readonly clusterPolicies?: readonly NaiveClusterPolicy[];
}

/** The cluster as the JSON text of one `kind: List`, for a program that reads manifests. */
export function toManifests(cluster: NaiveCluster): string {
  const items = [
    ...cluster.namespaces.map((namespace) => ({ apiVersion: "v1", kind: "Namespace", ...namespace })),
    ...cluster.pods.map(podManifest),
    ...cluster.policies.map((policy) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      ...policy,
    })),
    ...(cluster.clusterPolicies ?? []),
  ];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 2);
}

function podManifest(pod: NaivePod): object {
  const named = (prefix: string) => (container: NaiveContainer, index: number) => ({
    name: `${prefix}${index}`,
    image: "registry.example/app:1",
    ...container,
  });
  const { containers, initContainers, ...rest } = pod.spec;
  const spec = {
    ...rest,
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(named("init-")) }),
    containers: containers.map(named("main-")),
  };
  return { apiVersion: "v1", kind: "Pod", metadata: pod.metadata, spec, ...statusManifest(pod) };
}

function statusManifest(pod: NaivePod): object {
  const podIPs = pod.status?.podIPs ?? [];
  const first = podIPs[0];
  if (first === undefined) return {};
  return { status: { phase: "Running", podIP: first.ip, podIPs } };
}
