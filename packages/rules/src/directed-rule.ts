import {
  type CompiledPolicies,
  type LabelSelector,
  namespaceNameLabel,
  type NetworkPolicy,
  type PolicyDirection,
} from "@netpolint/core";
import { remembered } from "./remembered.js";

type CompiledPolicy = NonNullable<ReturnType<CompiledPolicies["byNamespace"]["get"]>>[number];
type CompiledRule = NonNullable<CompiledPolicy[PolicyDirection]>[number];

/** A rule of a NetworkPolicy that is in force: of a direction that the policy is for. */
export interface DirectedRule {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly rule: CompiledRule;
}

/** Those of policies that a manifest holds and the API server takes; the others are not what their text seems to say. */
export function directedRules(policies: CompiledPolicies, direction: PolicyDirection): readonly DirectedRule[] {
  return rulesByDirection(policies)[direction];
}

const rulesByDirection = remembered(({ byNamespace }: CompiledPolicies) => {
  const all = [...byNamespace.values()].flat();
  return { ingress: all.flatMap((one) => rulesOf(one, "ingress")), egress: all.flatMap((one) => rulesOf(one, "egress")) };
});

function rulesOf(compiled: CompiledPolicy, direction: PolicyDirection): readonly DirectedRule[] {
  const { policy, refused } = compiled;
  if (refused || policy.assumed) return [];
  return (compiled[direction] ?? []).map((rule) => ({ policy, direction, rule }));
}

/** No peers and no ports: everybody, on every port. */
export function isAllowAll({ peers, ports }: NetworkPolicy[PolicyDirection][number]): boolean {
  return peers.length === 0 && ports.length === 0;
}

/** Every namespace has the label with its name. */
export function selectsEveryNamespace({ requirements }: LabelSelector): boolean {
  return requirements.every(({ key, operator }) => key === namespaceNameLabel && operator === "Exists");
}
