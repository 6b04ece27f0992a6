import type { JsonObject, JsonValue, LabelSelector, PolicyDirection } from "@netpolint/core";
import type { GeneratedPeer, GeneratedPort, GeneratedRule } from "./generated-rule.js";

/** A NetworkPolicy that was worked out, with what its comments say. */
export interface GeneratedPolicy {
  readonly namespace: string;
  readonly name: string;
  /** What it is for, for its head: `shop/Deployment/web`, `all pods of shop`. */
  readonly title: string;
  /** The workloads that it is for, as `namespace/Kind/name`; empty where it is for a whole namespace. */
  readonly subjects: readonly string[];
  /** Sentences for its head. */
  readonly remarks: readonly string[];
  readonly podSelector: LabelSelector;
  /** At least one; a direction without rules allows nothing. */
  readonly directions: readonly PolicyDirection[];
  readonly ingress: readonly GeneratedRule[];
  readonly egress: readonly GeneratedRule[];
}

/** By this annotation a policy is known for one of ours, which may be written again. */
export const generatedAnnotation = "netpolint.dev/generated";

/** The policy as an object of the Kubernetes API. */
export function manifestOf(policy: GeneratedPolicy): JsonObject {
  const { namespace, name, directions } = policy;
  const rules = (direction: PolicyDirection): JsonObject => {
    const own = policy[direction];
    return own.length === 0 ? {} : { [direction]: own.map((rule) => ruleObject(rule, direction)) };
  };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace, annotations: { [generatedAnnotation]: "true" } },
    spec: {
      podSelector: selectorObject(policy.podSelector),
      policyTypes: directions.map((direction) => (direction === "ingress" ? "Ingress" : "Egress")),
      ...rules("ingress"),
      ...rules("egress"),
    },
  };
}

/** Fields that are empty are left out: an empty list of peers or ports would stand for all of them. */
export function ruleObject({ peers, ports }: GeneratedRule, direction: PolicyDirection): JsonObject {
  return {
    ...(peers.length === 0 ? {} : { [direction === "ingress" ? "from" : "to"]: peers.map(peerObject) }),
    ...(ports.length === 0 ? {} : { ports: ports.map(portObject) }),
  };
}

function peerObject(peer: GeneratedPeer): JsonObject {
  if (peer.type === "block") return { ipBlock: { cidr: peer.cidr } };
  const { namespaceSelector, podSelector } = peer;
  return {
    ...(namespaceSelector ? { namespaceSelector: selectorObject(namespaceSelector) } : {}),
    ...(podSelector ? { podSelector: selectorObject(podSelector) } : {}),
  };
}

function portObject({ protocol, port, endPort }: GeneratedPort): JsonObject {
  return { protocol, ...(port === undefined ? {} : { port }), ...(endPort === undefined ? {} : { endPort }) };
}

export function selectorObject({ requirements }: LabelSelector): JsonObject {
  const labels = requirements.filter(({ operator, values }) => operator === "In" && values.length === 1);
  const expressions = requirements.filter((one) => !labels.includes(one));
  return {
    ...(labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels.map(({ key, values }) => [key, values[0] ?? ""])) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions.map(expressionObject) }),
  };
}

function expressionObject({ key, operator, values }: LabelSelector["requirements"][number]): JsonValue {
  return { key, operator, ...(values.length === 0 ? {} : { values: [...values] }) };
}
