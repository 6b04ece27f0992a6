import { labelsOfNamespace, type Pod } from "../cluster/cluster.js";
import { compareText } from "../cluster/compare-text.js";
import { isSameIn } from "../cluster/keep-cluster.js";
import { policiesSelecting } from "../policy/selecting-policies.js";
import type { ClusterPolicy } from "../resources/cluster-policy.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import { objectKey } from "../resources/resource.js";
import type { OpenedSide, SidePod, SideWorkload } from "./diff-side.js";

/** A pod that stands for all of its workload that have the same connections. */
export interface PodSample extends SidePod {
  /** True where it stands for several pods, which can connect to each other. */
  readonly many: boolean;
}

/** Pods of a workload that are compared with each other. One sample a side, except where pods have other names. */
export interface WorkloadPart {
  readonly base: readonly PodSample[];
  readonly head: readonly PodSample[];
  /** Equal for parts that have the same connections on either side. */
  readonly likeness: number;
}

/** A workload that both sides have. */
export interface CommonWorkload {
  readonly name: string;
  readonly base: SideWorkload;
  readonly head: SideWorkload;
  readonly parts: readonly WorkloadPart[];
  /** False where nothing that its connections hang on differs, as far as it is at this end. */
  readonly touched: boolean;
}

export interface MatchedEndpoints {
  readonly common: readonly CommonWorkload[];
  readonly onlyInBase: readonly SideWorkload[];
  readonly onlyInHead: readonly SideWorkload[];
}

export function matchEndpoints(base: OpenedSide, head: OpenedSide): MatchedEndpoints {
  const isTouched = touchedFinder(base, head);
  const likenesses = new Map<string, number>();
  const common: CommonWorkload[] = [];
  for (const [name, inBase] of base.workloads) {
    const inHead = head.workloads.get(name);
    if (!inHead) continue;
    const parts = partsOf(inBase, inHead, likenesses);
    common.push({ name, base: inBase, head: inHead, parts, touched: isTouched(inBase, inHead) });
  }
  return { common, onlyInBase: missingIn(head, base), onlyInHead: missingIn(base, head) };
}

function missingIn(other: OpenedSide, { workloads }: OpenedSide): readonly SideWorkload[] {
  return [...workloads.values()].filter(({ name }) => !other.workloads.has(name));
}

function partsOf(base: SideWorkload, head: SideWorkload, likenesses: Map<string, number>): readonly WorkloadPart[] {
  const byName = new Map(head.pods.map((one) => [one.pod.name, one]));
  const pairs = base.pods.flatMap((one) => {
    const other = byName.get(one.pod.name);
    return other ? [[one, other] as const] : [];
  });
  const samePods = pairs.length === base.pods.length && byName.size === base.pods.length;
  const alike = samePods && head.pods.length === base.pods.length;
  if (!alike) return [makePart(samplesOf(base), samplesOf(head), likenesses)];
  const groups = groupBy(pairs, ([one, other]) => `${one.likeness} ${other.likeness}`);
  return groups.map((group) => {
    const [inBase, inHead] = group[0] as readonly [SidePod, SidePod];
    return makePart([sampleOf(inBase, group.length)], [sampleOf(inHead, group.length)], likenesses);
  });
}

/** One pod of each likeness. */
export function samplesOf({ pods }: SideWorkload): readonly PodSample[] {
  return groupBy(pods, (one) => one.likeness).map((group) => sampleOf(group[0] as SidePod, group.length));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** A template stands for any number of pods, and a workload of one pod can have more of them any time. */
function sampleOf(one: SidePod, count: number): PodSample {
  return { ...one, many: count > 1 || (!one.workload.single && one.workload.pods.length === 1) };
}

function makePart(
  base: readonly PodSample[],
  head: readonly PodSample[],
  likenesses: Map<string, number>,
): WorkloadPart {
  const text = JSON.stringify([base, head].map((samples) => samples.map((sample) => sample.likeness)));
  const likeness = likenesses.get(text) ?? likenesses.size;
  likenesses.set(text, likeness);
  return { base, head, likeness };
}

/** True for the same pod of the same side: it cannot be kept from itself. */
export function isSamePod(from: PodSample, to: PodSample): boolean {
  return from.index === to.index && !from.many;
}

/** What a NetworkPolicy does, as text: two that have the same do the same wherever they are written. */
export function policyText({ meta, podSelector, policyTypes, ingress, egress, refusals }: NetworkPolicy): string {
  const { namespace } = meta;
  const refused = refusals.map(({ path, reason }) => [path, reason]);
  return stringify({ namespace, podSelector, policyTypes, ingress, egress, refused });
}

export function clusterPolicyText(policy: ClusterPolicy): string {
  return stringify({ ...policy, meta: objectKey(policy.meta) });
}

function stringify(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}

/**
 * Whether a workload differs, its namespace's labels, or what the policies say that select it. A connection between two
 * workloads of which this holds for neither is the same on both sides.
 */
function touchedFinder(base: OpenedSide, head: OpenedSide): (inBase: SideWorkload, inHead: SideWorkload) => boolean {
  if (!haveSameAround(base, head) && clusterText(base) !== clusterText(head)) return () => true;
  const textOf = policyTextOnce;
  const areSameLabels = isSameIn(base.cluster, head.cluster, ["namespaceLabels", "settings"]);
  const sameNamespace = memoised(
    (namespace: string) => areSameLabels || namespaceText(base, namespace) === namespaceText(head, namespace),
  );
  const policyList = ({ policies }: OpenedSide, namespace: string): readonly NetworkPolicy[] =>
    (policies.byNamespace.get(namespace) ?? []).map(({ policy }) => policy);
  const samePolicies = memoised(
    (namespace: string) =>
      base.policies.byNamespace.get(namespace) === head.policies.byNamespace.get(namespace) ||
      sortedText(policyList(base, namespace).map(textOf)) === sortedText(policyList(head, namespace).map(textOf)),
  );
  const selecting = (side: OpenedSide, { pods }: SideWorkload): string =>
    sortedText(pods.flatMap(({ pod }) => policiesOn(side, pod)).map(textOf));
  return (inBase, inHead) => {
    const { namespace } = inBase.workload;
    const isOne = inBase.workload === inHead.workload;
    if (!sameNamespace(namespace) || (!isOne && podsText(inBase) !== podsText(inHead))) return true;
    return !samePolicies(namespace) && selecting(base, inBase) !== selecting(head, inHead);
  };
}

function haveSameAround({ cluster: base }: OpenedSide, { cluster: head }: OpenedSide): boolean {
  return isSameIn(base, head, ["settings", "otherPolicies", "clusterPolicies"]);
}

const policyTexts = new WeakMap<NetworkPolicy, string>();

/** Many edits of one cluster leave most of its policies as they are. */
function policyTextOnce(policy: NetworkPolicy): string {
  const text = policyTexts.get(policy) ?? policyText(policy);
  policyTexts.set(policy, text);
  return text;
}

function policiesOn({ policies }: OpenedSide, pod: Pod): readonly NetworkPolicy[] {
  const selecting = [...policiesSelecting(policies, pod, "ingress"), ...policiesSelecting(policies, pod, "egress")];
  return [...new Set(selecting.map(({ compiled }) => compiled.policy))];
}

/** What may change the answer of any pod: the settings, and policies that are not of one namespace. */
function clusterText({ cluster }: OpenedSide): string {
  const { world, apiServer, platform } = cluster.settings;
  const others = cluster.otherPolicies.map(({ meta, scope, subject, onlyDenies }) => [objectKey(meta), scope, subject, onlyDenies]);
  const tiers = cluster.clusterPolicies.map(clusterPolicyText);
  return stringify([world, apiServer, platform, sortedText(others.map(stringify)), sortedText(tiers)]);
}

function namespaceText({ cluster }: OpenedSide, namespace: string): string {
  const { entries, complete } = labelsOfNamespace(cluster, namespace);
  return stringify([sortedText([...entries].map(stringify)), complete]);
}

function podsText({ pods }: SideWorkload): string {
  const texts = pods.map(({ pod }) => {
    const { name, labels, hostNetwork, nodeName, addresses, namedPorts } = pod;
    const entries = sortedText([...labels.entries].map(stringify));
    return stringify([name, entries, labels.complete, hostNetwork, nodeName, addresses, namedPorts]);
  });
  return sortedText(texts);
}

function sortedText(texts: readonly string[]): string {
  return [...texts].sort(compareText).join("\n");
}

function memoised<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = work(key);
    known.set(key, found);
    return found;
  };
}
