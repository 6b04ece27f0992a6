import { type Cluster, type Pod, type Workload, workloadName } from "../cluster/cluster.js";
import { type AddressCuts, type CompiledPolicies, compilePolicies } from "../policy/compile.js";
import { evaluateFlow } from "../policy/evaluate-flow.js";
import type { Endpoint } from "../policy/flow.js";
import { protocols } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { fullPortSet, unionPortSets } from "../sets/port-set.js";
import { noPorts } from "./connection-states.js";
import { buildConnectivity, type ConnectionAnswer, type Connectivity } from "./connectivity.js";

/** One of the two clusters that are compared. */
export interface DiffSide {
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
}

/** The same, ready for questions about single pods. */
export interface OpenedSide extends DiffSide {
  readonly connectivity: Connectivity;
  readonly workloads: ReadonlyMap<string, SideWorkload>;
}

export interface SideWorkload {
  readonly name: string;
  readonly workload: Workload;
  readonly pods: readonly SidePod[];
}

export interface SidePod {
  /** Index among the pods of the connectivity. */
  readonly index: number;
  readonly pod: Pod;
  readonly workload: Workload;
  readonly column: number;
  /** Equal for pods that have the same connections. */
  readonly likeness: string;
}

/** Opens both sides with the address cuts of either, so that both tell the same ranges apart. */
export function openSides(base: DiffSide, head: DiffSide): { readonly base: OpenedSide; readonly head: OpenedSide } {
  const cuts: AddressCuts = { 4: unionCuts(base, head, 4), 6: unionCuts(base, head, 6) };
  return { base: openSide(base.cluster, cuts), head: openSide(head.cluster, cuts) };
}

function unionCuts(base: DiffSide, head: DiffSide, family: IpFamily): readonly bigint[] {
  return [...base.policies.addressCuts[family], ...head.policies.addressCuts[family]];
}

function openSide(cluster: Cluster, cuts: AddressCuts): OpenedSide {
  const policies = compilePolicies(cluster, cuts);
  const connectivity = buildConnectivity(policies);
  return { cluster, policies, connectivity, workloads: workloadsOf(cluster, connectivity) };
}

function workloadsOf(cluster: Cluster, connectivity: Connectivity): ReadonlyMap<string, SideWorkload> {
  const { columnOf } = connectivity.quotient();
  const nodes = nodesOfHostNetwork(cluster);
  const byName = new Map<string, SideWorkload>();
  let index = 0;
  for (const workload of cluster.workloads) {
    const pods = workload.pods.map((pod): SidePod => {
      const column = columnOf[connectivity.classes.classOfPod[index] ?? 0] ?? 0;
      const likeness = likenessOf(pod, column, nodes);
      index += 1;
      return { index: index - 1, pod, workload, column, likeness };
    });
    const name = workloadName(workload);
    byName.set(name, { name, workload, pods });
  }
  return byName;
}

function nodesOfHostNetwork({ workloads }: Cluster): ReadonlySet<string> {
  const pods = workloads.flatMap((workload) => workload.pods).filter((pod) => pod.hostNetwork);
  return new Set(pods.flatMap(({ nodeName }) => nodeName ?? []));
}

/** Columns know neither of nodes, whose own traffic is let in, nor of families that no ipBlock asks for. */
function likenessOf(pod: Pod, column: number, nodes: ReadonlySet<string>): string {
  const node = pod.nodeName !== undefined && nodes.has(pod.nodeName) ? pod.nodeName : null;
  const families = pod.addresses.map(({ family }) => family).sort((a, b) => a - b);
  return JSON.stringify([column, pod.hostNetwork, node, families]);
}

/** The ports of a connection between two pods that are not the same. */
export function answerBetween(side: OpenedSide, from: SidePod, to: SidePod, family: IpFamily): ConnectionAnswer {
  if (isOnOwnNode(from, to)) return pointAnswer(side, from, to, family);
  const { connectivity } = side;
  return connectivity.answerOf(connectivity.ask(from.index, to.index, family));
}

/** A pod lets in what comes from its node, which the kernel does not look at. */
function isOnOwnNode({ pod: from }: SidePod, { pod: to }: SidePod): boolean {
  return from.hostNetwork && from.nodeName !== undefined && from.nodeName === to.nodeName;
}

function pointAnswer({ policies }: OpenedSide, from: SidePod, to: SidePod, family: IpFamily): ConnectionAnswer {
  const { parts } = evaluateFlow(policies, {
    from: endpointOfPod(from),
    to: endpointOfPod(to),
    protocols,
    ports: { type: "numbers", ports: fullPortSet() },
    families: [family],
  });
  const allowed = { ...noPorts };
  const undecided = { ...noPorts };
  for (const { protocol, ports, verdict } of parts) {
    if (verdict === "allow") allowed[protocol] = unionPortSets(allowed[protocol], ports);
    if (verdict === "undefined") undecided[protocol] = unionPortSets(undecided[protocol], ports);
  }
  return { allowed, undecided };
}

/** One pod as the end of a question. A new object each time: a pod asked about itself means its replica. */
export function endpointOfPod({ workload, pod }: SidePod): Endpoint {
  return { type: "workload", workload: { ...workload, pods: [pod] } };
}

/** Whether a pod has an address of a family, or may. */
export function mayHaveFamily({ pod }: SidePod, family: IpFamily): boolean {
  return pod.addresses.length === 0 || pod.addresses.some((address) => address.family === family);
}
