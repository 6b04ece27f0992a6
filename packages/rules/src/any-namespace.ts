import {
  defineRule,
  formatPath,
  formatSelector,
  objectName,
  type ObjectSuggestion,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { type DirectedRule, directedRules, selectsEveryNamespace } from "./directed-rule.js";
import { portsInWords } from "./port-words.js";

const words = { ingress: "lets in", egress: "lets pods reach" } as const;

/** A peer by namespaces that leaves none out. */
export const anyNamespace = defineRule({
  id: "any-namespace",
  summary: "A peer selects pods of every namespace",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  reach: "object",
  messages: {
    everyPod: {
      message:
        "{peer} of NetworkPolicy {policy} {verb} every pod of every namespace, on {ports}.",
      help: "Name the namespaces, for instance by the label `kubernetes.io/metadata.name`, which every namespace has.",
    },
    labelledPods: {
      message:
        "{peer} of NetworkPolicy {policy} lets in pods `{selector}` of every namespace, on {ports}, and whoever may make pods in any namespace can give them these labels.",
      help: "Name the namespaces, for instance by the label `kubernetes.io/metadata.name`, which nobody can choose.",
    },
  },
  check: ({ policies }) =>
    (["ingress", "egress"] as const).flatMap((direction) => directedRules(policies, direction).flatMap(findingsOf)),
});

type Peer = DirectedRule["rule"]["peers"][number];

function findingsOf(directed: DirectedRule): readonly RuleFinding<"everyPod" | "labelledPods">[] {
  const { rule, direction } = directed;
  if (direction === "egress" && isForNames(rule)) return [];
  return rule.peers
    .filter(({ namespaceSelector }) => namespaceSelector && selectsEveryNamespace(namespaceSelector))
    .filter((peer) => direction === "ingress" || !hasLabels(peer))
    .map((peer) => findingOf(directed, peer));
}

/** Egress to port 53 alone: where the cluster's name servers run is not everybody's knowledge. */
function isForNames({ ports }: DirectedRule["rule"]): boolean {
  return ports.length > 0 && ports.every(({ port, endPort }) => port === 53 && (endPort ?? 53) === 53);
}

function hasLabels({ podSelector }: Peer): boolean {
  return (podSelector?.requirements.length ?? 0) > 0;
}

function findingOf(directed: DirectedRule, peer: Peer): RuleFinding<"everyPod" | "labelledPods"> {
  const { policy, direction, rule } = directed;
  const isLabelled = hasLabels(peer);
  return {
    ...placeOf(policy.meta, [...peer.path, "namespaceSelector"]),
    messageId: isLabelled ? "labelledPods" : "everyPod",
    ...(isLabelled ? { severity: "info" } : {}),
    data: {
      peer: `\`${formatPath(peer.path)}\``,
      policy: `\`${objectName(policy.meta)}\``,
      verb: words[direction],
      ports: portsInWords(rule.ports),
      selector: peer.podSelector ? formatSelector(peer.podSelector) : "",
    },
    covers: [{ ruleId: "empty-braces", meta: policy.meta, path: [...peer.path, "namespaceSelector"] }],
    suggestions: ownNamespaceOnly(directed, peer),
  };
}

/** Without a namespaceSelector a podSelector is about the policy's own namespace. */
function ownNamespaceOnly({ policy: { meta } }: DirectedRule, peer: Peer): readonly ObjectSuggestion[] {
  const path = [...peer.path, "namespaceSelector"];
  const title = `Only select pods of namespace \`${meta.namespace}\``;
  if (peer.podSelector) return [{ title, edits: [{ meta, edit: { type: "remove", path } }] }];
  if (peer.namespaceSelector?.requirements.length !== 0) return [];
  return [{ title, edits: [{ meta, edit: { type: "rename", path, key: "podSelector" } }] }];
}
