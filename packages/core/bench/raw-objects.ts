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
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector,
      policyTypes: [...(ingress ? ["Ingress"] : []), ...(egress ? ["Egress"] : [])],
      ...(ingress && { ingress: ingress.map((rule) => ruleObject(rule, "from")) }),
      ...(egress && { egress: egress.map((rule) => ruleObject(rule, "to")) }),
    },
  };
}

function ruleObject({ peers, ports }: RawRule, peerField: "from" | "to"): JsonValue {
  return { ...(peers.length > 0 && { [peerField]: peers }), ...(ports.length > 0 && { ports }) };
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
  return { ipBlock: { cidr, ...(except.length > 0 && { except }) } };
}

export function tcpPort(port: number, endPort?: number): JsonValue {
  return { protocol: "TCP", port, ...(endPort !== undefined && { endPort }) };
}

/** Address number `index` of 10.0.0.0/8, where the generated pods live. */
export function podAddress(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}
