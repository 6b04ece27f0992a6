import type { LabelSelector, NetworkPolicy, NetworkPolicyRule, PolicyDirection } from "@netpolint/core";
import type { GeneratedPolicy } from "./generated-policy.js";
import type { GeneratedRule } from "./generated-rule.js";

/** Policies for all pods of a namespace that the Kubernetes documentation shows, and one for the namespace itself. */
export const defaultPolicyNames = [
  "default-deny-ingress",
  "default-deny-egress",
  "allow-all-ingress",
  "allow-all-egress",
  "same-namespace",
] as const;

export type DefaultPolicyName = (typeof defaultPolicyNames)[number];

/** What the policy does, in words of the Kubernetes documentation. */
export const defaultPolicyTitles: Readonly<Record<DefaultPolicyName, string>> = {
  "default-deny-ingress": "Default deny all ingress traffic",
  "default-deny-egress": "Default deny all egress traffic",
  "allow-all-ingress": "Allow all ingress traffic",
  "allow-all-egress": "Allow all egress traffic",
  "same-namespace": "Allow traffic within the namespace",
};

const anyPod: LabelSelector = { requirements: [] };

/** The policy for one namespace. */
export function defaultPolicy(name: DefaultPolicyName, namespace: string): GeneratedPolicy {
  const directions = directionsOf(name);
  const rule = ruleOf(name, namespace);
  const rules = (direction: PolicyDirection): readonly GeneratedRule[] => (rule && directions.includes(direction) ? [rule] : []);
  return {
    namespace,
    name,
    title: `all pods of namespace ${namespace}`,
    subjects: [],
    remarks: [`${defaultPolicyTitles[name]}.`, ...remarksOf(name)],
    podSelector: anyPod,
    directions,
    ingress: rules("ingress"),
    egress: rules("egress"),
  };
}

function directionsOf(name: DefaultPolicyName): readonly PolicyDirection[] {
  if (name === "same-namespace") return ["ingress", "egress"];
  return name.endsWith("ingress") ? ["ingress"] : ["egress"];
}

function ruleOf(name: DefaultPolicyName, namespace: string): GeneratedRule | undefined {
  if (name === "same-namespace") {
    const because = [`Every pod of namespace ${namespace}, every port.`];
    return { peers: [{ type: "selectors", podSelector: anyPod }], ports: [], because, flows: [] };
  }
  const because = ["Anybody, every port. This wins over every other NetworkPolicy."];
  return name.startsWith("allow") ? { peers: [], ports: [], because, flows: [] } : undefined;
}

/** What is easily forgotten with it. */
function remarksOf(name: DefaultPolicyName): readonly string[] {
  if (name !== "default-deny-egress" && name !== "same-namespace") return [];
  return ["Names are resolved by pods of another namespace: without a policy that allows DNS, no name is found."];
}

/** Which of them a policy is, by what it does; its name does not matter. Two where it is for both directions. */
export function recogniseDefaults(policy: NetworkPolicy): readonly DefaultPolicyName[] {
  const { podSelector, policyTypes, refusals } = policy;
  if (podSelector.requirements.length > 0 || refusals.length > 0) return [];
  const inForce = (["ingress", "egress"] as const).filter((direction) => policyTypes[direction]);
  if (inForce.length === 2 && inForce.every((direction) => isSameNamespace(policy[direction]))) return ["same-namespace"];
  const found = inForce.map((direction): DefaultPolicyName | undefined => {
    const rules = policy[direction];
    if (rules.length === 0) return `default-deny-${direction}`;
    return rules.some(isAnything) ? `allow-all-${direction}` : undefined;
  });
  return found.flatMap((name) => name ?? []);
}

function isAnything({ peers, ports }: NetworkPolicyRule): boolean {
  return peers.length === 0 && ports.length === 0;
}

function isSameNamespace([rule, ...others]: readonly NetworkPolicyRule[]): boolean {
  const [peer, ...otherPeers] = rule?.peers ?? [];
  if (!peer || others.length > 0 || otherPeers.length > 0 || rule?.ports.length !== 0) return false;
  return peer.podSelector?.requirements.length === 0 && !peer.namespaceSelector && !peer.ipBlock;
}
