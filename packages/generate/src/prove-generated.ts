import {
  type Cluster,
  type CombinedVerdict,
  compilePolicies,
  type CompiledPolicies,
  evaluateFlow,
  type FlowAnswer,
  type IpFamily,
  objectName,
  openCluster,
} from "@netpolint/core";
import { familiesOfCluster } from "./asked-families.js";
import { findExtraFlows, type ExtraFlow } from "./find-extra-flows.js";
import type { Generated } from "./generate-policies.js";
import { type GeneratedPolicy, policyFileName } from "./generated-policy.js";
import { portsOfFlow } from "./merge-rules.js";
import { policyYaml } from "./policy-yaml.js";
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
export async function proveGenerated(cluster: Cluster, generated: Generated): Promise<Proof> {
  const { alone, beside } = await applyGenerated(cluster, generated.policies);
  const families = familiesOfCluster(cluster);
  const flows = generated.flows.map((flow): ProvenFlow => {
    const [answerAlone, answerBeside] = [alone, beside].map((policies) => answerOf(policies, flow, families)) as [FlowAnswer, FlowAnswer];
    const isAllowed = answerAlone.verdict === "allow" && answerBeside.verdict === "allow";
    return { flow, alone: answerAlone, beside: answerBeside, isAllowed };
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

/** The cluster with these policies, without and with those that it has. */
export async function applyGenerated(cluster: Cluster, policies: readonly GeneratedPolicy[]): Promise<Applied> {
  const files = policies.map((policy) => ({ path: policyFileName(policy), text: policyYaml(policy) }));
  const { cluster: read, sources } = await openCluster(files, { namespace: cluster.settings.namespace });
  const [problem] = sources.problems;
  if (problem) throw new Error(`a policy that was written cannot be read again: ${problem.message}`);
  const names = new Set(read.networkPolicies.map(({ meta }) => objectName(meta)));
  const others = cluster.networkPolicies.filter(({ meta }) => !names.has(objectName(meta)));
  const assumedPolicies = cluster.assumedPolicies.filter(({ meta }) => !names.has(objectName(meta)));
  const withPolicies = (networkPolicies: Cluster["networkPolicies"]): CompiledPolicies =>
    compilePolicies({ ...cluster, networkPolicies, assumedPolicies });
  return { alone: withPolicies(read.networkPolicies), beside: withPolicies([...others, ...read.networkPolicies]) };
}

/** Every port of the flow is asked about. */
export function answerOf(
  policies: CompiledPolicies,
  flow: WantedFlow,
  families: readonly IpFamily[],
): FlowAnswer {
  const { from, to, protocol } = flow;
  const ports = { type: "numbers", ports: portsOfFlow(flow) } as const;
  return evaluateFlow(policies, { from, to, protocols: [protocol], ports, families });
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
