import { fieldOf, type JsonObject } from "../source/json-value.js";
import { listOf } from "./read-meta.js";
import type { ClusterPolicyRole, StructShape } from "./shape.js";
import { isComplete, setFields } from "./validate-schema.js";

/** What is left of a cluster-scoped policy once its unknown fields are dropped, as the end of a sentence. */
export function clusterPolicyEffect(value: JsonObject, shape: StructShape, role: ClusterPolicyRole): string {
  if (!isComplete(value, shape)) return "the object is refused";
  switch (role) {
    case "ClusterPolicy":
      return "nothing else changes";
    case "ClusterPolicySpec":
      return `the policy has ${ruleCount(value, "ingress")} and ${ruleCount(value, "egress")}`;
    case "ClusterPolicySubject":
    case "NamespacedPod":
      return `pods are selected by ${fieldList(value, shape)} alone`;
    case "AdminIngressRule":
      return ruleEffect(value, "from", "ports");
    case "AdminEgressRule":
      return ruleEffect(value, "to", "ports");
    case "ClusterIngressRule":
      return ruleEffect(value, "from", "protocols");
    case "ClusterEgressRule":
      return ruleEffect(value, "to", "protocols");
    case "ClusterPolicyPeer":
      return `the peer matches by ${fieldList(value, shape)} alone`;
    case "AdminPortMatch":
      return `the item matches ${fieldOf(value, "protocol") == null ? "TCP" : "the written protocol"} alone`;
    case "AdminPort":
    case "ClusterProtocol":
    case "ClusterProtocolMatch":
    case "ClusterPort":
    case "ClusterPortRange":
      return `the item matches by ${fieldList(value, shape)} alone`;
  }
}

function ruleCount(spec: JsonObject, direction: "ingress" | "egress"): string {
  const count = listOf(fieldOf(spec, direction)).length;
  return `${count === 0 ? "no" : count} ${direction} ${count === 1 ? "rule" : "rules"}`;
}

function ruleEffect(rule: JsonObject, peerField: string, portField: string): string {
  const ports = listOf(fieldOf(rule, portField)).length > 0 ? `the ports in \`${portField}\`` : "every port";
  return `the rule matches the peers in \`${peerField}\` on ${ports}`;
}

function fieldList(value: JsonObject, shape: StructShape): string {
  return setFields(value, shape)
    .map((key) => `\`${key}\``)
    .join(" and ");
}
