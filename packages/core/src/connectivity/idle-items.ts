import { compareText } from "../cluster/compare-text.js";
import { matchesLabels } from "../sets/label-selector.js";
import type { CompiledPolicies, CompiledPeer } from "../policy/compile.js";
import { hostNetworkNamespace } from "../policy/party.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import { formatPath, type Path } from "../source/json-value.js";
import { createItemChecker, type ItemChecker } from "./check-item.js";
import type { CheckedItem, DeniedPair, ItemOutcome, RestOfRule } from "./checked-item.js";
import { directions } from "./class-profiles.js";
import { type ItemStates, type PolicyState, type RuleState, stateItems } from "./item-states.js";
import { buildSets, type KernelSets, podsOf } from "./kernel.js";
import { createSubjectGroups, type SubjectGroups } from "./subject-groups.js";

/**
 * Why nothing changes without an item. `no-subjects`: the policy selects no pod; `host-network`: none but in the host
 * network. `no-peers`: it matches nobody. `no-ports`: it opens no port to those that it matches. `covered`: others open
 * the same. `other-side`: the other end denies what only it opens. `always-allowed`: what it opens nothing can close.
 * `nothing-left`: every rule of the policy does nothing, and others isolate the same pods.
 */
export type IdleCause =
  | "no-subjects"
  | "host-network"
  | "no-peers"
  | "no-ports"
  | "covered"
  | "other-side"
  | "always-allowed"
  | "nothing-left";

/** A part of a policy. */
export interface PolicyPart {
  readonly policy: NetworkPolicy;
  readonly path: Path;
}

export interface IdleItem extends PolicyPart {
  readonly unit: "policy" | "rule" | "peer" | "port";
  readonly cause: IdleCause;
  /** Undefined for whole policies. */
  readonly direction: PolicyDirection | undefined;
  /** The rules that open the same, or the policies that isolate the same pods or the other end, in the order of names. */
  readonly because: readonly PolicyPart[];
  /** A pair of pods of which the other denies. */
  readonly denied: DeniedPair | undefined;
}

/**
 * The parts of policies without which every connection of a closed world stays as it is, all of them together as well
 * as any of them alone. Of two parts that cover each other one is found, the later where they are written alike, and
 * the same one in whatever order lists are. Of what is left no part can go, as far as pods, addresses and labels are
 * known. In an open world this says nothing about pods that are not in the input.
 */
export function findIdleItems(policies: CompiledPolicies): readonly IdleItem[] {
  const known = memo.get(policies);
  if (known) return known;
  const found = searchItems(policies);
  memo.set(policies, found);
  return found;
}

/** Several rules ask for the same. */
const memo = new WeakMap<CompiledPolicies, readonly IdleItem[]>();

interface Search {
  readonly kernel: KernelSets;
  readonly states: ItemStates;
  readonly groups: SubjectGroups;
  readonly checker: ItemChecker;
  readonly found: IdleItem[];
}

function searchItems(policies: CompiledPolicies): readonly IdleItem[] {
  const { pods } = podsOf(policies.cluster);
  const kernel = buildSets(policies, pods);
  const states = stateItems(kernel);
  const groups = createSubjectGroups(states, kernel.classes);
  const checker = createItemChecker(kernel, states, groups, pods);
  const search: Search = { kernel, states, groups, checker, found: [] };
  const own = states.policies.filter(({ policy }) => policy.assumed === undefined).toReversed();
  for (const state of own) searchPolicy(search, state);
  for (const state of own.filter(({ isKept }) => isKept)) {
    for (const direction of directions) for (const rule of (state.rules[direction] ?? []).toReversed()) searchRule(search, rule);
  }
  for (const state of own.filter(({ isKept }) => isKept)) searchEmptied(search, state);
  return search.found.toReversed();
}

/** What only isolates once its rules are gone may do that beside others. */
function searchEmptied({ groups, found }: Search, state: PolicyState): void {
  const rules = directions.flatMap((direction) => state.rules[direction] ?? []);
  if (rules.length === 0 || rules.some(({ isKept }) => isKept)) return;
  const isolating = isolatingBeside(groups, state);
  if (!isolating) return;
  state.isKept = false;
  const [cause, because] = ["nothing-left" as const, partsOf(isolating)];
  found.push({ unit: "policy", policy: state.policy, path: [], direction: undefined, cause, because, denied: undefined });
}

function searchPolicy(search: Search, state: PolicyState): void {
  const { groups, checker, found } = search;
  const { policy, subjects, selectsHostNetwork, rules } = state;
  const report = (cause: IdleCause, because: readonly PolicyPart[]): void => {
    state.isKept = false;
    found.push({ unit: "policy", policy, path: [], direction: undefined, cause, because, denied: undefined });
  };
  if (subjects.length === 0) {
    report(selectsHostNetwork ? "host-network" : "no-subjects", []);
    return;
  }
  const isolating = isolatingBeside(groups, state);
  if (!isolating) return;
  const because = new Set(isolating);
  for (const rule of directions.flatMap((direction) => rules[direction] ?? [])) {
    const outcome = checker.check(itemOf(rule, { withoutPolicy: true }));
    if (outcome.isNeeded || mayMeanNodes(search, rule.direction, rule.peers)) return;
    for (const { policy: other } of outcome.coveredBy) because.add(other);
  }
  report("covered", partsOf(because));
}

/** For every pod and direction that the policy isolates, another that does so too; undefined where there is none. */
function isolatingBeside(groups: SubjectGroups, state: PolicyState): ReadonlySet<PolicyState> | undefined {
  const found = new Set<PolicyState>();
  for (const direction of directions) {
    if (!state.rules[direction]) continue;
    for (const { selecting } of groups.ofPolicy(state, direction)) {
      const other = otherIsolating(selecting.policies, state, found);
      if (!other) return undefined;
      found.add(other);
    }
  }
  return found;
}

/** One that isolates other subjects too, where there is one: fewer are named then. */
function otherIsolating(
  selecting: ReadonlySet<PolicyState>,
  state: PolicyState,
  found: ReadonlySet<PolicyState>,
): PolicyState | undefined {
  let first: PolicyState | undefined;
  for (const other of selecting) {
    if (other === state || !other.isKept) continue;
    if (found.has(other)) return other;
    first ??= other;
  }
  return first;
}

function partsOf(states: ReadonlySet<PolicyState>): readonly PolicyPart[] {
  return sortParts(Array.from(states, ({ policy }) => ({ policy, path: wholePath })));
}

const wholePath: Path = [];

function sortParts(parts: readonly PolicyPart[]): readonly PolicyPart[] {
  return parts.length < 2 ? parts : sortNamed(parts.map(namePart)).map(partOf);
}

/** A part with the text that it is ordered by. */
interface NamedPart {
  readonly part: PolicyPart;
  readonly text: string;
}

function namePart(part: PolicyPart): NamedPart {
  return { part, text: partText(part) };
}

function partOf({ part }: NamedPart): PolicyPart {
  return part;
}

function sortNamed(parts: NamedPart[]): readonly NamedPart[] {
  return parts.sort((a, b) => compareText(a.text, b.text));
}

/** Policies that isolate the same pods are why many items are idle, and are listed once. */
interface IsolatingList {
  readonly named: readonly NamedPart[];
  readonly parts: readonly PolicyPart[];
}

const listed = new WeakMap<ReadonlySet<PolicyState>, IsolatingList>();

function listOnce(states: ReadonlySet<PolicyState>): IsolatingList {
  const known = listed.get(states);
  if (known) return known;
  const named = sortNamed(Array.from(states, ({ policy }) => namePart({ policy, path: wholePath })));
  const list = { named, parts: named.map(partOf) };
  listed.set(states, list);
  return list;
}

function partText({ policy: { meta }, path }: PolicyPart): string {
  return `${meta.namespace}/${meta.name} ${formatPath(path)}`;
}

function itemOf(of: RuleState, { withoutPolicy }: { readonly withoutPolicy: boolean }): CheckedItem {
  const { policy, direction, set, grant, ports } = of;
  return { policy, direction, set, grant, ports, of, rest: undefined, withoutPolicy };
}

function searchRule(search: Search, rule: RuleState): void {
  const outcome = search.checker.check(itemOf(rule, { withoutPolicy: false }));
  if (!outcome.isNeeded && !mayMeanNodes(search, rule.direction, rule.peers)) {
    rule.isKept = false;
    reportRule(search, rule, outcome);
    return;
  }
  for (const peer of rule.rule.peers.toReversed()) if (rule.peers.length > 1) searchPeer(search, rule, peer);
  for (const port of rule.rule.ports.toReversed()) if (rule.ports.length > 1) searchPort(search, rule, port);
}

/** A rule whose peers match nobody is a matter of each of them. */
function reportRule({ found }: Search, rule: RuleState, outcome: ItemOutcome): void {
  if (outcome.hasPeers || rule.peers.length === 0) {
    found.push(idleItem("rule", rule, rule.rule.path, outcome));
    return;
  }
  for (const { path } of rule.peers.toReversed()) found.push(idleItem("peer", rule, path, outcome));
}

function idleItem(unit: "rule" | "peer" | "port", rule: RuleState, path: Path, outcome: ItemOutcome): IdleItem {
  const cause = causeOf(outcome);
  const { policy } = rule.policy;
  const denied = cause === "other-side" ? outcome.denied : undefined;
  return { unit, policy, path, direction: rule.direction, cause, because: becauseOf(cause, outcome), denied };
}

function becauseOf(cause: IdleCause, { deniedBy, coveredBy }: ItemOutcome): readonly PolicyPart[] {
  if (cause === "other-side") return denyingParts(deniedBy);
  return cause === "covered" ? partsOfRules(coveredBy) : [];
}

function denyingParts(deniedBy: ItemOutcome["deniedBy"]): readonly PolicyPart[] {
  const lists = Array.from(deniedBy, listOnce);
  const [only, ...others] = lists;
  if (only && others.length === 0) return only.parts;
  const byPolicy = new Map<NetworkPolicy, NamedPart>();
  for (const { named } of lists) for (const one of named) byPolicy.set(one.part.policy, one);
  return sortNamed([...byPolicy.values()]).map(partOf);
}

function partsOfRules(rules: ReadonlySet<RuleState>): readonly PolicyPart[] {
  return sortParts([...rules].map(({ policy: { policy }, rule: { path } }) => ({ policy, path })));
}

function causeOf({ hasPeers, hasConnections, denied, coveredBy }: ItemOutcome): IdleCause {
  if (!hasPeers) return "no-peers";
  if (!hasConnections) return "no-ports";
  if (denied) return "other-side";
  return coveredBy.size > 0 ? "covered" : "always-allowed";
}

function searchPeer(search: Search, rule: RuleState, peer: CompiledPeer): void {
  const { peerSets } = search.kernel;
  const { namespace } = rule.policy.policy.meta;
  const others = rule.peers.filter((one) => one !== peer);
  const rest: RestOfRule = { type: "rest", of: rule, set: peerSets.ofPeers(others, namespace), grant: rule.grant };
  const item = { ...itemOf(rule, { withoutPolicy: false }), set: peerSets.ofPeers([peer], namespace), rest };
  const outcome = search.checker.check(item);
  if (outcome.isNeeded || mayMeanNodes(search, rule.direction, [peer])) return;
  rule.peers = others;
  rule.set = rest.set;
  search.found.push(idleItem("peer", rule, peer.path, outcome));
}

function searchPort(search: Search, rule: RuleState, port: RuleState["ports"][number]): void {
  const { grants } = search.kernel;
  const others = rule.ports.filter((one) => one !== port);
  const rest: RestOfRule = { type: "rest", of: rule, set: rule.set, grant: grants.ofPorts(others) };
  const item = { ...itemOf(rule, { withoutPolicy: false }), grant: grants.ofPorts([port]), ports: [port], rest };
  const outcome = search.checker.check(item);
  if (outcome.isNeeded) return;
  rule.ports = others;
  rule.grant = rest.grant;
  search.found.push(idleItem("port", rule, port.path, outcome));
}

/** Where traffic from nodes counts as coming from a namespace, a selector of namespaces may be about it. */
function mayMeanNodes({ kernel }: Search, direction: PolicyDirection, peers: readonly CompiledPeer[]): boolean {
  const nodes = direction === "ingress" ? hostNetworkNamespace(kernel.policies.cluster) : undefined;
  if (!nodes) return false;
  return peers.some(({ namespaceSelector }) => namespaceSelector && matchesLabels(namespaceSelector, nodes.labels) !== "no");
}
