import type { Cluster } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import { evaluateFlow } from "../policy/evaluate-flow.js";
import type { FlowAnswer } from "../policy/flow-answer.js";
import type { Note } from "../policy/note.js";
import type { DirectionResult } from "../policy/verdict.js";
import { type IpFamily, parseIpAddress } from "../sets/ip-address.js";
import { portRange } from "../sets/port-set.js";
import type { RequiredFlow } from "./flow-pack.js";

export type FlowOutcome = "kept" | "broken" | "undecided";

/** A required flow with the engine's answer. */
export interface CheckedFlow {
  readonly flow: RequiredFlow;
  readonly outcome: FlowOutcome;
  readonly answer: FlowAnswer;
  /** The sides that deny it, where it is broken. */
  readonly blockedBy: readonly DirectionResult[];
  /** The facts that would decide, where it is undecided. */
  readonly missing: readonly Note[];
}

export function checkFlows(policies: CompiledPolicies, flows: readonly RequiredFlow[]): readonly CheckedFlow[] {
  const families = usedFamilies(policies.cluster);
  return flows.map((flow) => checkFlow(policies, flow, families));
}

function checkFlow(policies: CompiledPolicies, flow: RequiredFlow, families: readonly IpFamily[]): CheckedFlow {
  const { from, to, protocol, port } = flow;
  const ports = { type: "numbers", ports: portRange(port, port) } as const;
  const answer = evaluateFlow(policies, { from, to, protocols: [protocol], ports, families });
  const outcome = outcomeOf(answer);
  const blockedBy = [answer.egress, answer.ingress].filter((side) => side.verdict === "deny" || side.verdict === "mixed");
  return {
    flow,
    outcome,
    answer,
    blockedBy: outcome === "broken" ? blockedBy : [],
    missing: outcome === "undecided" ? answer.notes.filter((note) => note.settle !== undefined) : [],
  };
}

/** A flow that works for some of its addresses only is broken for the others. */
function outcomeOf({ verdict }: FlowAnswer): FlowOutcome {
  if (verdict === "allow") return "kept";
  return verdict === "undefined" ? "undecided" : "broken";
}

/**
 * The address families that a required flow is checked for: those of which the input has an address. IPv4 where it has
 * none, which the report says.
 */
export function usedFamilies(cluster: Cluster): readonly IpFamily[] {
  const families = new Set<IpFamily>(cluster.settings.apiServer.map((block) => block.family));
  for (const { pods } of cluster.workloads) {
    for (const pod of pods) for (const { family } of pod.addresses) families.add(family);
  }
  for (const { clusterIPs } of cluster.services.values()) {
    for (const text of clusterIPs) addFamily(families, text);
  }
  return families.size === 0 ? [4] : [...families].sort((a, b) => a - b);
}

function addFamily(families: Set<IpFamily>, text: string): void {
  const address = parseIpAddress(text);
  if (address) families.add(address.family);
}
