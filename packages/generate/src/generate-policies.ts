import {
  type Cluster,
  compareText,
  type Endpoint,
  formatSelector,
  fullIpSet,
  type IpSet,
  ipSetOf,
  isEmptyPortSet,
  type LabelSelector,
  namespaceNameLabel,
  type Pod,
  type PolicyDirection,
} from "@netpolint/core";
import { reachableSets } from "./reachable-sets.js";
import { type ChosenSelector, chooseSelector } from "./choose-selector.js";
import { findPeer, type FoundPeer, type PeerContext } from "./find-peer.js";
import { generatedAnnotation, type GeneratedPolicy } from "./generated-policy.js";
import type { GeneratedRule } from "./generated-rule.js";
import { type AddressGrant, mergeRules, portsBeside, portsOfFlow, type SelectorGrant } from "./merge-rules.js";
import { type PodFamilies, podFamilies, type PodFamily } from "./pod-family.js";
import { type ResolvedFlow, resolveFlow } from "./resolve-flow.js";
import type { WantedFlow } from "./wanted-flow.js";

export interface GenerateOptions {
  /** The ends that get a policy, beside those that no policy can select; left out: every workload of the cluster. */
  readonly subjects?: readonly Endpoint[];
  /** Narrows the subjects. Left out: all of them. */
  readonly isInScope?: (family: PodFamily) => boolean;
}

/** A wanted flow that no rule was written for, on one side at least. */
export interface Unexpressible {
  /** By number among the resolved flows. */
  readonly flow: number;
  /** `null` where neither side can speak of it. */
  readonly direction: PolicyDirection | null;
  /** A clause. */
  readonly problem: string;
  /** What to do instead, as a clause. */
  readonly instead: string;
}

/** A workload that no policy was written for although one was asked for. */
export interface Unselectable {
  readonly subject: string;
  /** A clause. */
  readonly problem: string;
}

export interface Generated {
  /** What was wanted, as policies see it: pods in the place of addresses, each flow once. */
  readonly flows: readonly WantedFlow[];
  readonly policies: readonly GeneratedPolicy[];
  readonly unexpressible: readonly Unexpressible[];
  readonly unselectable: readonly Unselectable[];
}

/** A policy in the making: families that one selector selects. */
interface Draft {
  readonly families: readonly PodFamily[];
  readonly chosen: ChosenSelector;
}

/**
 * A policy for each workload of the scope, which isolates it in both directions and allows what is wanted and nothing
 * else. Policies that are there already are not looked at; `proveGenerated` is about both together.
 */
export function generatePolicies(cluster: Cluster, wanted: readonly WantedFlow[], options: GenerateOptions = {}): Generated {
  const resolved = withinScope(cluster, wanted.flatMap((flow) => resolveFlow(cluster, flow)), options);
  const flows = mergeFlows(resolved.map(({ flow }) => flow));
  const unexpressible: Unexpressible[] = [];
  for (const one of resolved) {
    if (one.type === "unresolved") {
      const { problem, instead } = one;
      unexpressible.push({ flow: flows.indexOfFlow(one.flow), direction: null, problem, instead });
    }
  }
  const unspeakable = new Set(unexpressible.map(({ flow }) => flow));
  const context = contextOf(cluster, [...flows.list.flatMap(({ from, to }) => [from, to]), ...(options.subjects ?? [])]);
  const { drafts, unselectable } = draftsOf(context, options);
  const speakable = flows.list.map((flow, at) => ({ flow, at })).filter(({ at }) => !unspeakable.has(at));
  const byFamily = flowsByFamily(context, speakable);
  const written = drafts.map((draft) => writePolicy(context, draft, byFamily));
  return {
    flows: flows.list,
    policies: distinctNames(written.map(({ policy }) => policy), cluster),
    unexpressible: [...unexpressible, ...written.flatMap((one) => one.unexpressible)].sort((a, b) => a.flow - b.flow),
    unselectable,
  };
}

/** Of flows between two workloads that are not asked about nothing is said. */
function withinScope(
  cluster: Cluster,
  resolved: readonly ResolvedFlow[],
  { isInScope }: GenerateOptions,
): readonly ResolvedFlow[] {
  if (!isInScope) return resolved;
  const families = podFamilies(cluster, resolved.flatMap(({ flow: { from, to } }) => [from, to]));
  const inScope = new Set(families.list.filter(isInScope));
  const isAsked = (pod: Pod): boolean => {
    const family = families.ofPod(pod);
    return family !== undefined && inScope.has(family);
  };
  return resolved.filter(({ flow: { from, to } }) => [...podsOf(from), ...podsOf(to)].some(isAsked));
}

function podsOf(end: Endpoint): readonly Pod[] {
  if (end.type === "workload") return end.workload.pods;
  return end.type === "hypothetical" ? [end.pod] : [];
}

interface MergedFlows {
  readonly list: readonly WantedFlow[];
  indexOfFlow(flow: WantedFlow): number;
}

/** Flows with the same ends and ports are one, wanted for all of their reasons. */
function mergeFlows(flows: readonly WantedFlow[]): MergedFlows {
  const ids = new Map<object, number>();
  const numberOf = (thing: object): number => {
    const id = ids.get(thing) ?? ids.size;
    ids.set(thing, id);
    return id;
  };
  const keyOf = ({ from, to, protocol, port, endPort }: WantedFlow): string =>
    JSON.stringify([endKey(from, numberOf), endKey(to, numberOf), protocol, port, endPort ?? port]);
  const byKey = new Map<string, WantedFlow>();
  for (const flow of flows) {
    const key = keyOf(flow);
    const known = byKey.get(key);
    byKey.set(key, known ? joinFlows(known, flow) : flow);
  }
  const places = new Map([...byKey.keys()].map((key, at) => [key, at]));
  return { list: [...byKey.values()], indexOfFlow: (flow) => places.get(keyOf(flow)) ?? -1 };
}

function endKey(end: Endpoint, numberOf: (thing: object) => number): readonly unknown[] {
  switch (end.type) {
    case "workload":
      return ["workload", end.workload.kind, end.workload.name, ...end.workload.pods.slice(0, 1).map(numberOf)];
    case "hypothetical":
      return ["hypothetical", end.pod.namespace, end.pod.hostNetwork, end.name, ...end.pod.labels.entries];
    case "addresses":
    case "outside": {
      const sets = end.sets?.map(({ family, intervals }) => [family, String(intervals)]);
      return [end.type, end.type === "outside" ? end.name : "", sets];
    }
    default:
      return [end.type, "name" in end ? end.name : ""];
  }
}

function joinFlows(known: WantedFlow, more: WantedFlow): WantedFlow {
  const facts = [...(known.facts ?? []), ...(more.facts ?? [])];
  return {
    ...known,
    because: [...new Set([...known.because, ...more.because])],
    ...(facts.length === 0 ? {} : { facts }),
  };
}

function contextOf(cluster: Cluster, ends: readonly Endpoint[]): PeerContext {
  const families = podFamilies(cluster, ends);
  const byNamespace = new Map<string, PodFamily[]>();
  for (const family of families.list) {
    byNamespace.set(family.namespace, [...(byNamespace.get(family.namespace) ?? []), family]);
  }
  const chosen = new Map<PodFamily, ChosenSelector>();
  const choose = (family: PodFamily): ChosenSelector => {
    const known = chosen.get(family) ?? chooseSelector(family, byNamespace.get(family.namespace) ?? []);
    chosen.set(family, known);
    return known;
  };
  return { cluster, families, choose };
}

interface Drafts {
  readonly drafts: readonly Draft[];
  readonly unselectable: readonly Unselectable[];
}

/** Families that no label tells apart share a policy. */
function draftsOf(context: PeerContext, { subjects, isInScope = () => true }: GenerateOptions): Drafts {
  const families = subjectFamilies(context, subjects).filter(isInScope).sort((a, b) => compareText(a.title, b.title));
  const unselectable: Unselectable[] = [];
  const byKey = new Map<string, Draft>();
  for (const family of families) {
    const chosen = context.choose(family);
    const problem = whyUnselectable(family, chosen);
    if (problem !== undefined) {
      unselectable.push({ subject: family.title, problem });
      continue;
    }
    const key = JSON.stringify([family.namespace, chosen.selector]);
    const known = byKey.get(key);
    byKey.set(key, { families: [...(known?.families ?? []), family], chosen });
  }
  return { drafts: [...byKey.values()], unselectable };
}

function subjectFamilies({ families }: PeerContext, subjects: readonly Endpoint[] | undefined): PodFamily[] {
  if (!subjects) return families.list.filter(({ isInInput }) => isInInput);
  return [...new Set(subjects.flatMap((end) => familyOf(families, end) ?? []))];
}

function familyOf(families: PodFamilies, end: Endpoint): PodFamily | undefined {
  const [pod] = podsOf(end);
  return pod && families.ofPod(pod);
}

function whyUnselectable({ hostNetwork }: PodFamily, { isNegative }: ChosenSelector): string | undefined {
  if (hostNetwork) return "its pods are in the host network, where most network plugins apply no policy";
  return isNegative ? "its pods have no label that a selector could ask for; give them one" : undefined;
}

interface NumberedFlow {
  readonly flow: WantedFlow;
  readonly at: number;
}

/** The flows that come from a family, and those that go to it. */
type FlowsByFamily = Readonly<Record<PolicyDirection, ReadonlyMap<PodFamily, readonly NumberedFlow[]>>>;

function flowsByFamily({ families }: PeerContext, flows: readonly NumberedFlow[]): FlowsByFamily {
  const found = { ingress: new Map<PodFamily, NumberedFlow[]>(), egress: new Map<PodFamily, NumberedFlow[]>() };
  const add = (direction: PolicyDirection, end: Endpoint, one: NumberedFlow): void => {
    const family = familyOf(families, end);
    if (!family) return;
    const own = found[direction].get(family);
    if (own) own.push(one);
    else found[direction].set(family, [one]);
  };
  for (const one of flows.filter(({ flow }) => !isLoopback(flow) && !isFromOwnNode(flow))) {
    add("egress", one.flow.from, one);
    add("ingress", one.flow.to, one);
  }
  return found;
}

interface Written {
  readonly policy: GeneratedPolicy;
  readonly unexpressible: readonly Unexpressible[];
}

function writePolicy(context: PeerContext, draft: Draft, flows: FlowsByFamily): Written {
  const { families, chosen } = draft;
  const [first] = families as readonly [PodFamily, ...PodFamily[]];
  const ingress = writeDirection(context, draft, "ingress", flows);
  const egress = writeDirection(context, draft, "egress", flows);
  const name = `${first.kind}-${first.name}`.toLowerCase().slice(0, 253).replace(/[^a-z0-9]+$/, "");
  const policy: GeneratedPolicy = {
    namespace: first.namespace,
    name,
    title: families.map(({ title }) => title).join(" and "),
    subjects: families.map(({ title }) => title),
    remarks: remarksOf(draft),
    podSelector: chosen.selector,
    directions: ["ingress", "egress"],
    ingress: ingress.rules,
    egress: egress.rules,
  };
  return { policy, unexpressible: [...ingress.unexpressible, ...egress.unexpressible] };
}

function remarksOf({ families, chosen: { alsoSelects, selector } }: Draft): readonly string[] {
  const others = alsoSelects.filter((other) => !families.includes(other)).map(({ title }) => title);
  if (others.length === 0) return [];
  return [`\`${formatSelector(selector)}\` also selects ${others.join(", ")}: no label tells them apart.`];
}

interface WrittenDirection {
  readonly rules: readonly GeneratedRule[];
  readonly unexpressible: readonly Unexpressible[];
}

function writeDirection(
  context: PeerContext,
  { families }: Draft,
  direction: PolicyDirection,
  flows: FlowsByFamily,
): WrittenDirection {
  const selectors: SelectorGrant[] = [];
  const addresses: AddressGrant[] = [];
  const unexpressible: Unexpressible[] = [];
  const own = families.flatMap((family) => (flows[direction].get(family) ?? []).map((one) => ({ ...one, family })));
  for (const { flow, at, family } of own) {
    const peer = findPeer(context, direction === "ingress" ? flow.from : flow.to, direction);
    if (peer.type === "none") unexpressible.push({ flow: at, direction, problem: peer.problem, instead: peer.instead });
    else if (peer.type === "addresses") {
      const sets = reachableSets(context.cluster, family.pods, peer.sets);
      if (sets.length > 0) addresses.push({ sets, name: peer.name, flow, flowIndex: at });
      else unexpressible.push({ flow: at, direction, ...noSharedFamily(peer.name) });
    }
    else selectors.push(selectorGrant(peer, families[0]?.namespace ?? "", flow, at));
  }
  const needed = selectors.map((grant) => withoutOpened(context.cluster, grant, direction, addresses));
  return { rules: mergeRules(needed.filter(({ ports }) => !isEmptyPortSet(ports)), addresses), unexpressible };
}

/** What stands for nodes is at some address: where every address may connect, it is not needed. */
function withoutOpened(
  cluster: Cluster,
  grant: SelectorGrant,
  direction: PolicyDirection,
  addresses: readonly AddressGrant[],
): SelectorGrant {
  if (grant.family) return grant;
  const { from, to } = grant.flow;
  const [near, far] = direction === "ingress" ? [to, from] : [from, to];
  const sets = reachableSets(cluster, podsOf(near), possibleAddresses(cluster, far));
  return sets.length === 0 ? grant : { ...grant, ports: portsBeside(grant.flow, sets, addresses) };
}

function possibleAddresses({ settings }: Cluster, end: Endpoint): readonly IpSet[] {
  const own = podsOf(end).flatMap((pod) => pod.addresses);
  if (own.length > 0) return own.map(({ family, value }) => ipSetOf({ family, first: value, last: value }));
  const ranges = end.type === "apiserver" ? settings.apiServer : settings.nodeRanges;
  return ranges.length > 0 ? ranges.map(ipSetOf) : [fullIpSet(4), fullIpSet(6)];
}

function noSharedFamily(name: string): Pick<Unexpressible, "problem" | "instead"> {
  const problem = `the pods have no address of the family of ${name}`;
  return { problem, instead: "nothing: without an address of the same family there is no connection" };
}

/** "A pod cannot block access to itself." */
function isLoopback({ from, to }: WantedFlow): boolean {
  return from.type === "workload" && to.type === "workload" && from.workload === to.workload && from.workload.single;
}

/** "Ingress from the node the pod runs on is always allowed." */
function isFromOwnNode({ from, to }: WantedFlow): boolean {
  const targets = podsOf(to);
  return podsOf(from).every(
    ({ hostNetwork, nodeName }) =>
      hostNetwork && nodeName !== undefined && targets.every((pod) => !pod.hostNetwork && pod.nodeName === nodeName),
  ) && podsOf(from).length > 0 && targets.length > 0;
}

function selectorGrant(
  peer: Exclude<FoundPeer, { type: "addresses" | "none" }>,
  namespace: string,
  flow: WantedFlow,
  flowIndex: number,
): SelectorGrant {
  const ports = portsOfFlow(flow);
  if (peer.type === "nodes") {
    const namespaceSelector: LabelSelector = { requirements: [peer.requirement] };
    return { peer: { type: "selectors", namespaceSelector }, name: peer.name, family: undefined, flow, flowIndex, ports };
  }
  const { family, chosen } = peer;
  const inNamespace = family.namespace === namespace ? {} : { namespaceSelector: namespaceNamed(family.namespace) };
  const selectors = { type: "selectors", ...inNamespace, podSelector: chosen.selector } as const;
  return { peer: selectors, name: family.title, family, flow, flowIndex, ports };
}

function namespaceNamed(namespace: string): LabelSelector {
  return { requirements: [{ key: namespaceNameLabel, operator: "In", values: [namespace] }] };
}

/**
 * An object of the same name is replaced by whoever applies ours, which is right for those that we have written and for
 * no others.
 */
function distinctNames(policies: readonly GeneratedPolicy[], { networkPolicies }: Cluster): readonly GeneratedPolicy[] {
  const others = networkPolicies.filter(({ meta }) => !meta.annotations.has(generatedAnnotation));
  const taken = new Set(others.map(({ meta }) => `${meta.namespace}/${meta.name}`));
  return policies.map((policy) => {
    const name = freeName(policy, taken);
    taken.add(`${policy.namespace}/${name}`);
    return { ...policy, name };
  });
}

function freeName({ namespace, name }: GeneratedPolicy, taken: ReadonlySet<string>): string {
  const isFree = (candidate: string): boolean => !taken.has(`${namespace}/${candidate}`);
  if (isFree(name)) return name;
  if (isFree(`${name}-generated`)) return `${name}-generated`;
  let number = 2;
  while (!isFree(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}
