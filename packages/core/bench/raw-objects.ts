import type { JsonValue } from "../src/source/json-value.js";

/** Kubernetes objects as JSON, as `kubectl get -o json` gives them, with the fields that decide about connections. */
export type RawObject = JsonValue;

export type RawLabels = Readonly<Record<string, string>>;

export interface RawPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: RawLabels;
  /** The ReplicaSet that owns it. */
  readonly owner: string;
  readonly address: string;
}

export function podObject({ namespace, name, labels, owner, address }: RawPod): RawObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace,
      labels,
      ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: owner, controller: true }],
    },
    spec: { containers: [{ name: "main", ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }] }] },
    status: { phase: "Running", podIPs: [{ ip: address }] },
  };
}

export function namespaceObject(name: string, labels: RawLabels = {}): RawObject {
  const all = { "kubernetes.io/metadata.name": name, ...labels };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: all } };
}

export function serviceObject(namespace: string, name: string, selector: RawLabels, ports: readonly JsonValue[]): RawObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec: { selector, ports } };
}

export interface RawClusterPolicy {
  readonly name: string;
  readonly tier: "Admin" | "Baseline";
  readonly priority: number;
  readonly subject: JsonValue;
  readonly ingress: readonly JsonValue[];
  readonly egress: readonly JsonValue[];
}

export function clusterPolicyObject({ name, ...spec }: RawClusterPolicy): RawObject {
  return { apiVersion: "policy.networking.k8s.io/v1alpha2", kind: "ClusterNetworkPolicy", metadata: { name }, spec };
}

export interface RawRule {
  readonly peers: readonly JsonValue[];
  readonly ports: readonly JsonValue[];
}

export interface RawPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly podSelector: JsonValue;
  /** Undefined: the policy is not for that direction. */
  readonly ingress: readonly RawRule[] | undefined;
  readonly egress: readonly RawRule[] | undefined;
}

export function policyObject({ namespace, name, podSelector, ingress, egress }: RawPolicy): RawObject {
  const metadata = { name, namespace };
  const spec = specOf(podSelector, ingress?.map(ingressRule), egress?.map(egressRule));
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

// Written out: objects that are spread together get a hidden class each, which take more room than what a parser makes.
function specOf(podSelector: JsonValue, ingress: JsonValue | undefined, egress: JsonValue | undefined): JsonValue {
  if (ingress === undefined && egress === undefined) return { podSelector, policyTypes: [] };
  if (ingress === undefined) return { podSelector, policyTypes: ["Egress"], egress: egress ?? [] };
  if (egress === undefined) return { podSelector, policyTypes: ["Ingress"], ingress };
  return { podSelector, policyTypes: ["Ingress", "Egress"], ingress, egress };
}

function ingressRule({ peers, ports }: RawRule): JsonValue {
  if (peers.length === 0) return ports.length === 0 ? {} : { ports };
  return ports.length === 0 ? { from: peers } : { from: peers, ports };
}

function egressRule({ peers, ports }: RawRule): JsonValue {
  if (peers.length === 0) return ports.length === 0 ? {} : { ports };
  return ports.length === 0 ? { to: peers } : { to: peers, ports };
}

export function labelsSelector(matchLabels: RawLabels): JsonValue {
  return { matchLabels };
}

export function expressionSelector(key: string, operator: "In" | "NotIn", values: readonly string[]): JsonValue {
  return { matchExpressions: [{ key, operator, values }] };
}

export function namespaceSelector(name: string): JsonValue {
  return labelsSelector({ "kubernetes.io/metadata.name": name });
}

export function ipBlockPeer(cidr: string, except: readonly string[] = []): JsonValue {
  return { ipBlock: except.length === 0 ? { cidr } : { cidr, except } };
}

export function tcpPort(port: number, endPort?: number): JsonValue {
  return endPort === undefined ? { protocol: "TCP", port } : { protocol: "TCP", port, endPort };
}

/** Address number `index` of 10.0.0.0/8, where the generated pods live. */
export function podAddress(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}
