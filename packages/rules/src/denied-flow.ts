import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyRule,
  type CompiledPolicies,
  compilePolicies,
  type DirectionResult,
  type Endpoint,
  endpointName,
  evaluateFlow,
  type FlowQuestion,
  type PolicyDirection,
  portRange,
  type Workload,
} from "@netpolint/core";
import { sortOfWorkload } from "./alike-workloads.js";
import type { AllowingRule, CandidateFlow } from "./candidate-flows.js";

/** A flow that a NetworkPolicy allows and the admin tier denies. */
export interface DeniedFlow {
  readonly flow: CandidateFlow;
  readonly denial: { readonly policy: ClusterPolicy; readonly rule: ClusterPolicyRule };
}

/** Tells of flows whether the admin tier denies them and a rule would allow them. */
export type FindDenied = (allowing: AllowingRule, flow: CandidateFlow) => DeniedFlow | undefined;

/**
 * Asks with and without the cluster-scoped policies, if the admin tier by itself denies the flow. That is asked once
 * for all ends that it does not tell apart, whatever rule allows the flow: of most candidates there are as many as of
 * rules times pods.
 */
export function deniedFinder(policies: CompiledPolicies): FindDenied {
  const { cluster } = policies;
  const alone = compilePolicies({ ...cluster, clusterPolicies: [] });
  const isDenied = { ingress: adminDenier(cluster, "ingress"), egress: adminDenier(cluster, "egress") };
  return (allowing, flow) => {
    const question = questionOf(flow);
    if (!isDenied[allowing.direction](flow, question)) return undefined;
    const denial = adminDenial(evaluateFlow(policies, question)[allowing.direction], allowing);
    if (!denial || !isAllowedBy(evaluateFlow(alone, question)[allowing.direction], allowing)) return undefined;
    return { flow, denial };
  };
}

function questionOf({ from, to, protocol, port, family }: CandidateFlow): FlowQuestion {
  const ports = { type: "numbers", ports: portRange(port, port) } as const;
  return { from, to, protocols: [protocol], ports, families: [family] };
}

type IsDenied = (flow: CandidateFlow, question: FlowQuestion) => boolean;

/**
 * Whether the admin tier alone denies. Where a NetworkPolicy allows a flow, all policies together deny it only if so:
 * the other tier is asked where no NetworkPolicy isolates.
 */
function adminDenier(cluster: Cluster, direction: PolicyDirection): IsDenied {
  const other = direction === "ingress" ? "egress" : "ingress";
  const clusterPolicies = cluster.clusterPolicies
    .filter(({ tier }) => tier === "admin")
    // Nobody asks what the other end may do.
    .map((policy) => ({ ...policy, [other]: [] }));
  const alone = { ...cluster, networkPolicies: [], assumedPolicies: [], clusterPolicies, otherPolicies: [] };
  const policies = compilePolicies(alone);
  const sortOf = sortFinder(policies);
  const known = new Map<string, boolean>();
  return ({ from, to, protocol, port, family }, question) => {
    const key = `${sortOf(from)} ${sortOf(to)} ${areOnOneNode(from, to)} ${protocol} ${port} ${family}`;
    const denied = known.get(key) ?? evaluateFlow(policies, question)[direction].verdict === "deny";
    known.set(key, denied);
    return denied;
  };
}

/** A number for each sort of ends that the policies do not tell apart; each address is one. */
function sortFinder(policies: CompiledPolicies): (endpoint: Endpoint) => string {
  const sorts = new Map<string, number>();
  const ofWorkloads = new Map<Workload, string>();
  const ofWorkload = (workload: Workload): string => {
    const text = sortOfWorkload(policies, workload, undefined);
    const sort = sorts.get(text) ?? sorts.size;
    sorts.set(text, sort);
    return String(sort);
  };
  return (endpoint) => {
    if (endpoint.type !== "workload") return endpointName(endpoint);
    const sort = ofWorkloads.get(endpoint.workload) ?? ofWorkload(endpoint.workload);
    ofWorkloads.set(endpoint.workload, sort);
    return sort;
  };
}

/** What comes from a pod's own node is always let in. */
function areOnOneNode(from: Endpoint, to: Endpoint): boolean {
  if (from.type !== "workload" || to.type !== "workload") return false;
  const nodes = new Set(to.workload.pods.map(({ nodeName }) => nodeName));
  return from.workload.pods.some(({ hostNetwork, nodeName }) => hostNetwork && nodeName !== undefined && nodes.has(nodeName));
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
