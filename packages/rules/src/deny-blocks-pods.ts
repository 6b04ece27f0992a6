import {
  type ClusterPolicy,
  type ClusterPolicyRule,
  defineRule,
  type IpFamily,
  type RuleFinding,
} from "@netpolint/core";
import { includesAtom, onPorts, portAtomsOf } from "./cluster-policy-ports.js";
import {
  type Addresses,
  addressesOf,
  type EarlierRule,
  families,
  isWholeFamily,
  unionAddresses,
} from "./cluster-policy-reach.js";
import { placeOfRule, readablePolicies, ruleText, titleOf } from "./cluster-policy-words.js";
import { decidedBefore } from "./decided-before.js";
import { arePodsWithin, isEveryPod } from "./selector-relation.js";

/** Networks match pods by their addresses too, so a Deny of every address is also one of every pod. */
export const denyBlocksPods = defineRule({
  id: "deny-blocks-pods",
  summary: "A Deny of every address also blocks connections between pods",
  severity: "warning",
  category: "order",
  precision: "high",
  messages: {
    blocksPods: {
      message:
        "{rule} of {policy} denies every {addresses} address{ports}, and with them the pods of the cluster.",
      help: "Put a rule with the action Pass and the peer `namespaces: {}` before it, or except the pods' addresses from the networks.",
    },
  },
  check: ({ cluster }) => {
    const policies = readablePolicies(cluster.clusterPolicies);
    return policies.flatMap((policy) =>
      policy.egress.flatMap((rule) => {
        const blocked = blockedFamilies(policies, policy, rule);
        return blocked.length > 0 ? [findingOf(policy, rule, blocked)] : [];
      }),
    );
  },
});

/** The families of which the rule denies the last address, where no rule has dealt with the pods before. */
function blockedFamilies(
  policies: readonly ClusterPolicy[],
  policy: ClusterPolicy,
  rule: ClusterPolicyRule,
): readonly IpFamily[] {
  if (rule.action !== "Deny" || !rule.peers.some(({ type }) => type === "networks")) return [];
  const before = [...acceptedBefore(policies, policy), ...decidedBefore(policies, policy, "egress", rule)];
  const rules = before.map((one) => one.rule);
  if ([...rules, rule].some((one) => isAboutEveryPod(one) && hasPortsOf(one, rule))) return [];
  const denied = rules.filter((one) => one.action === "Deny" && hasPortsOf(one, rule));
  const [above, upToHere] = [networksOf(denied), networksOf([...denied, rule])];
  return families.filter((family) => isWholeFamily(upToHere, family) && !isWholeFamily(above, family));
}

/** What the admin tier accepts never gets to the baseline tier. */
function acceptedBefore(policies: readonly ClusterPolicy[], { tier, subject }: ClusterPolicy): readonly EarlierRule[] {
  if (tier === "admin") return [];
  return policies
    .filter((other) => other.tier === "admin" && arePodsWithin(subject, other.subject))
    .flatMap((other) => other.egress.map((rule) => ({ policy: other, rule })))
    .filter(({ rule }) => rule.action === "Accept");
}

function isAboutEveryPod({ peers }: ClusterPolicyRule): boolean {
  return peers.some((peer) => peer.type === "pods" && isEveryPod(peer.pods));
}

function hasPortsOf(earlier: ClusterPolicyRule, { ports }: ClusterPolicyRule): boolean {
  return portAtomsOf(ports, [earlier.ports]).every((atom) => includesAtom(earlier.ports, atom));
}

function networksOf(rules: readonly ClusterPolicyRule[]): Addresses {
  const none = addressesOf({ type: "unknown", path: [] });
  return rules.flatMap((rule) => rule.peers.map(addressesOf)).reduce(unionAddresses, none);
}

function findingOf(policy: ClusterPolicy, rule: ClusterPolicyRule, blocked: readonly IpFamily[]): RuleFinding<"blocksPods"> {
  const addresses = blocked.map((family) => `IPv${family}`).join(" and ");
  return {
    ...placeOfRule(policy, rule),
    messageId: "blocksPods",
    data: { rule: ruleText(rule), policy: titleOf(policy), addresses, ports: onPorts(rule.ports) },
  };
}
