import { type Cluster, type Pod, type Workload, workloadName } from "../cluster/cluster.js";
import { isSameIn } from "../cluster/keep-cluster.js";
import type { AddressCuts, CompiledPolicies } from "../policy/compile.js";
import { evaluateFlow } from "../policy/evaluate-flow.js";
import type { Endpoint } from "../policy/flow.js";
import { protocols } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { fullPortSet, unionPortSets } from "../sets/port-set.js";
import { noPorts } from "./connection-states.js";
import { type ChangeScope, everywhere, type PolicyReplacement, scopeOf } from "./change-scope.js";
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

export interface OpenedSides {
  readonly base: OpenedSide;
  readonly head: OpenedSide;
  /** Where to look for what differs. */
  readonly scope: ChangeScope;
}

/**
 * Opens both sides with the address cuts of either, so that both tell the same ranges apart, and hands them out. They
 * are good for that one call: a head that differs from its base in few policies is the base, edited.
 */
export function withOpenSides<T>(base: DiffSide, head: DiffSide, use: (sides: OpenedSides) => T): T {
  const cuts: AddressCuts = { 4: unionCuts(base, head, 4), 6: unionCuts(base, head, 6) };
  const edits = haveSameCuts(base.policies.addressCuts, cuts) ? editsBetween(base, head) : undefined;
  if (!edits) return use({ base: openSide(base, cuts), head: openSide(head, cuts), scope: everywhere });
  const opened = openOnce(base);
  const scope = scopeOf(edits);
  const edited = editConnectivity(opened.scratch, edits) || editFiner(opened, base, head, edits);
  try {
    return use({ base: opened.side, head: edited ? sideOf(head, opened.scratch) : openSide(head, cuts), scope });
  } finally {
    if (edited) undoEdits(opened.scratch, edits);
  }
}

/** Edits the base once it tells apart what the head asks for. The next head may well ask for the same. */
function editFiner(opened: OpenedBase, base: DiffSide, { policies }: DiffSide, edits: readonly PolicyReplacement[]): boolean {
  const { podKeys, namespaceKeys, namedPorts } = policies;
  opened.scratch = buildConnectivity({ ...base.policies, podKeys, namespaceKeys, namedPorts });
  return editConnectivity(opened.scratch, edits);
}

/** Ascending, each once: both are ascending. */
function unionCuts(base: DiffSide, head: DiffSide, family: IpFamily): readonly bigint[] {
  const [own, others] = [base.policies.addressCuts[family], head.policies.addressCuts[family]];
  const known = new Set(own);
  const more = others.filter((cut) => !known.has(cut));
  return more.length === 0 ? own : [...own, ...more].sort((a, b) => (a < b ? -1 : 1));
}

function haveSameCuts(one: AddressCuts, other: AddressCuts): boolean {
  return one[4] === other[4] && one[6] === other[6];
}

function openSide(side: DiffSide, addressCuts: AddressCuts): OpenedSide {
  const policies = { ...side.policies, addressCuts };
  return sideOf({ cluster: side.cluster, policies }, buildConnectivity(policies));
}

function sideOf({ cluster, policies }: DiffSide, connectivity: Connectivity): OpenedSide {
  return { cluster, policies, connectivity, workloads: workloadsOf(cluster, connectivity) };
}

/** A base with which many heads are compared, and the same to be edited. */
interface OpenedBase {
  readonly side: OpenedSide;
  scratch: Connectivity;
}

const openedBases = new WeakMap<CompiledPolicies, OpenedBase>();

function openOnce({ cluster, policies }: DiffSide): OpenedBase {
  const known = openedBases.get(policies);
  if (known) return known;
  const opened = { side: sideOf({ cluster, policies }, buildConnectivity(policies)), scratch: buildConnectivity(policies) };
  openedBases.set(policies, opened);
  return opened;
}

/** More of them cost more than building anew. */
const mostEdits = 8;

/** What makes the one cluster the other; undefined where it is not a few policies alone. */
function editsBetween({ cluster: base }: DiffSide, { cluster: head }: DiffSide): readonly PolicyReplacement[] | undefined {
  const { networkPolicies: policiesOfBase, ...restOfBase } = base;
  const { networkPolicies: policiesOfHead, ...restOfHead } = head;
  if (!isSameIn(restOfBase, restOfHead, Object.keys(restOfBase) as (keyof typeof restOfBase)[])) return undefined;
  const inBase = new Set(policiesOfBase);
  const inHead = new Set(policiesOfHead);
  const gone = policiesOfBase.filter((policy) => !inHead.has(policy));
  const come = policiesOfHead.filter((policy) => !inBase.has(policy));
  // Policies are found by their names there.
  if (gone.length + come.length > mostEdits || [...gone, ...come].some(({ meta }) => meta.name === "")) return undefined;
  return [...gone.map((before) => ({ before, after: undefined })), ...come.map((after) => ({ before: undefined, after }))];
}

/** False, and nothing is changed, where it cannot be edited. */
function editConnectivity(connectivity: Connectivity, edits: readonly PolicyReplacement[]): boolean {
  for (const [index, { before, after }] of edits.entries()) {
    if (connectivity.replacePolicy(before, after)) continue;
    undoEdits(connectivity, edits.slice(0, index));
    return false;
  }
  return true;
}

/** The last first: policies are found by name, and one may come under the name of one that goes. */
function undoEdits(connectivity: Connectivity, edits: readonly PolicyReplacement[]): void {
  for (const { before, after } of edits.toReversed()) connectivity.replacePolicy(after, before);
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
