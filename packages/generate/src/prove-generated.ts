import {
  type Cluster,
  type CombinedVerdict,
  compilePolicies,
  type CompiledPolicies,
  evaluateFlow,
  type FlowAnswer,
  type NetworkPolicy,
  objectName,
  openCluster,
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
  const flows = generated.flows.map((flow): ProvenFlow => {
    const answers = { alone: answerOf(alone, flow), beside: answerOf(beside, flow) };
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
