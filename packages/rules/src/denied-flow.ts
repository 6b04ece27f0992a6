import {
  type ClusterPolicy,
  type ClusterPolicyRule,
  type CompiledPolicies,
  type DirectionResult,
  evaluateFlow,
  type FlowQuestion,
  portRange,
} from "@netpolint/core";
import type { AllowingRule, CandidateFlow } from "./candidate-flows.js";

/** A flow that a NetworkPolicy allows and the admin tier denies. */
export interface DeniedFlow {
  readonly flow: CandidateFlow;
  readonly denial: { readonly policy: ClusterPolicy; readonly rule: ClusterPolicyRule };
}

/** Asks with and without the cluster-scoped policies; `alone` holds none. */
export function findDenied(
  policies: CompiledPolicies,
  alone: CompiledPolicies,
  allowing: AllowingRule,
  flow: CandidateFlow,
): DeniedFlow | undefined {
  const question: FlowQuestion = {
    from: flow.from,
    to: flow.to,
    protocols: [flow.protocol],
    ports: { type: "numbers", ports: portRange(flow.port, flow.port) },
    families: [flow.family],
  };
  const denial = adminDenial(evaluateFlow(policies, question)[allowing.direction], allowing);
  if (!denial || !isAllowedBy(evaluateFlow(alone, question)[allowing.direction], allowing)) return undefined;
  return { flow, denial };
}

function isAllowedBy({ verdict, reasons }: DirectionResult, { policy, index }: AllowingRule): boolean {
  if (verdict !== "allow") return false;
  return reasons.some((one) => one.matched === true && one.policy === policy && one.rule === index);
}

function adminDenial(
  { verdict, reasons }: DirectionResult,
  { direction }: AllowingRule,
): DeniedFlow["denial"] | undefined {
  if (verdict !== "deny") return undefined;
  for (const { policy, action, matched, rule: index } of reasons) {
    if (policy?.type !== "ClusterPolicy" || policy.tier !== "admin" || action !== "Deny" || matched !== true) continue;
    const rule = policy[direction][index ?? -1];
    if (rule) return { policy, rule };
  }
  return undefined;
}
