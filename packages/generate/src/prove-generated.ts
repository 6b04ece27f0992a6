import {
  type Cluster,
  type CombinedVerdict,
  compilePolicies,
  type CompiledPolicies,
  evaluateFlow,
  type Endpoint,
  type FlowAnswer,
  type NetworkPolicy,
  objectName,
  openCluster,
  type Pod,
  policiesFor,
  type PolicyDirection,
  workloadName,
  workloadsSelectedBy,
} from "@netpolint/core";
import { findExtraFlows, type ExtraFlow } from "./find-extra-flows.js";
import type { Generated } from "./generate-policies.js";
import { portsOfFlow } from "./merge-rules.js";
import { type PolicyFile, policyFile } from "./policy-file.js";
import type { WantedFlow } from "./wanted-flow.js";

/** A wanted flow with what the engine says of it once the policies are applied. */
export interface ProvenFlow {
  readonly flow: WantedFlow;
  /** Without the NetworkPolicies that the input holds. */
  readonly alone: FlowAnswer;
  /** Beside them; one that is generated under the name of another takes its place. */
  readonly beside: FlowAnswer;
  readonly isAllowed: boolean;
}

export interface Proof {
  /** In the order of `Generated.flows`. */
  readonly flows: readonly ProvenFlow[];
  /** What gets through that nobody wants, at the workloads that the policies are for. */
  readonly extra: { readonly alone: readonly ExtraFlow[]; readonly beside: readonly ExtraFlow[] };
  /** The cluster with the generated policies and no other NetworkPolicies that manifests hold. */
  readonly alone: CompiledPolicies;
  readonly beside: CompiledPolicies;
}

/**
 * Asks the engine about the policies as they are written: their text is read again, so that nothing is proven that is
 * not in the files. Cluster-scoped policies, and those that operators are known to make, stay in force.
 */
export async function proveGenerated(
  cluster: Cluster,
  generated: Generated,
  files: readonly PolicyFile[] = generated.policies.map(policyFile),
  options: ApplyOptions = {},
): Promise<Proof> {
  const { alone, beside } = await applyPolicies(cluster, files, options);
  const [askAlone, askBeside] = [asker(alone), asker(beside)];
  const flows = generated.flows.map((flow): ProvenFlow => {
    const answers = { alone: askAlone(flow), beside: askBeside(flow) };
    return { flow, ...answers, isAllowed: answers.alone.verdict === "allow" && answers.beside.verdict === "allow" };
  });
  const extraAlone = findExtraFlows(alone, generated);
  const others = beside.cluster.networkPolicies.length > alone.cluster.networkPolicies.length;
  const extra = { alone: extraAlone, beside: others ? findExtraFlows(beside, generated) : extraAlone };
  return { flows, extra, alone, beside };
}

export interface Applied {
  readonly alone: CompiledPolicies;
  readonly beside: CompiledPolicies;
}

export interface ApplyOptions {
  /** Takes away policies that select nothing but workloads that get a new one. */
  readonly replace?: boolean;
}

/** The cluster with these policies, without and with those that it has. */
export async function applyPolicies(
  cluster: Cluster,
  files: readonly PolicyFile[],
  { replace = false }: ApplyOptions = {},
): Promise<Applied> {
  const sources = files.map(({ fileName, yaml }) => ({ path: fileName, text: yaml }));
  const read = await openCluster(sources, { namespace: cluster.settings.namespace });
  const [problem] = read.sources.problems;
  if (problem) throw new Error(`a policy that was written cannot be read again: ${problem.message}`);
  const { networkPolicies } = read.cluster;
  const names = new Set(networkPolicies.map(({ meta }) => objectName(meta)));
  const others = cluster.networkPolicies.filter(({ meta }) => !names.has(objectName(meta)));
  const kept = replace ? others.filter((policy) => !isReplaced(cluster, policy, files)) : others;
  const assumedPolicies = cluster.assumedPolicies.filter(({ meta }) => !names.has(objectName(meta)));
  const withPolicies = (own: Cluster["networkPolicies"]): CompiledPolicies =>
    compilePolicies({ ...cluster, networkPolicies: own, assumedPolicies });
  return { alone: withPolicies(networkPolicies), beside: withPolicies([...kept, ...networkPolicies]) };
}

function isReplaced(cluster: Cluster, { meta, podSelector }: NetworkPolicy, files: readonly PolicyFile[]): boolean {
  const subjects = new Set(files.flatMap((file) => file.subjects));
  const selected = workloadsSelectedBy(cluster, meta.namespace, podSelector);
  return selected.length > 0 && selected.every((workload) => subjects.has(workloadName(workload).split("@", 1)[0] ?? ""));
}

/**
 * Asks with the policies of the two ends only: a pod whose address is not known is asked about at every border of an
 * ipBlock, and the blocks of all other workloads decide nothing. Between pods it is asked without blocks first, for
 * these can only add to what selectors allow.
 */
function asker(policies: CompiledPolicies): (flow: WantedFlow) => FlowAnswer {
  const known = new Map<Pod, ReadonlySet<NetworkPolicy>>();
  const policiesOf = (pod: Pod): ReadonlySet<NetworkPolicy> => {
    const own = known.get(pod) ?? new Set([...selecting(policies, pod, "ingress"), ...selecting(policies, pod, "egress")]);
    known.set(pod, own);
    return own;
  };
  return (flow) => {
    const own = new Set([flow.from, flow.to].flatMap(podsOf).flatMap((pod) => [...policiesOf(pod)]));
    const withPolicies = (networkPolicies: readonly NetworkPolicy[]): CompiledPolicies =>
      compilePolicies({ ...policies.cluster, networkPolicies, assumedPolicies: [] });
    if (podsOf(flow.from).length > 0 && podsOf(flow.to).length > 0) {
      const bySelectors = answerOf(withPolicies([...own].map(withoutBlocks)), flow);
      if (bySelectors.verdict === "allow") return bySelectors;
    }
    return answerOf(withPolicies([...own]), flow);
  };
}

function withoutBlocks(policy: NetworkPolicy): NetworkPolicy {
  const rules = (direction: PolicyDirection): NetworkPolicy["ingress"] =>
    policy[direction].flatMap((rule) => {
      const peers = rule.peers.filter(({ ipBlock }) => ipBlock === undefined);
      // A rule without any peer would be for everybody.
      return rule.peers.length > 0 && peers.length === 0 ? [] : [{ ...rule, peers }];
    });
  return { ...policy, ingress: rules("ingress"), egress: rules("egress") };
}

function selecting(policies: CompiledPolicies, pod: Pod, direction: PolicyDirection): readonly NetworkPolicy[] {
  return policiesFor(policies, pod, direction).map(({ compiled }) => compiled.policy);
}

function podsOf(end: Endpoint): readonly Pod[] {
  if (end.type === "workload") return end.workload.pods;
  return end.type === "hypothetical" ? [end.pod] : [];
}

/** Every port of the flow is asked about, in every address family that its ends may have. */
export function answerOf(policies: CompiledPolicies, flow: WantedFlow): FlowAnswer {
  const { from, to, protocol } = flow;
  const ports = { type: "numbers", ports: portsOfFlow(flow) } as const;
  return evaluateFlow(policies, { from, to, protocols: [protocol], ports });
}

/** `allowed`, `denied`, ... as sentences say it. */
export function verdictWord(verdict: CombinedVerdict): string {
  switch (verdict) {
    case "allow":
      return "allowed";
    case "deny":
      return "denied";
    case "mixed":
      return "allowed in part only";
    case "undefined":
      return "not decided";
  }
}
