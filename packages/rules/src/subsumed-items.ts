import {
  type CompiledPolicies,
  type IdleItem,
  isEmptyIpSet,
  isSatisfiable,
  labelsOfNamespace,
  type LabelSelector,
  matchesLabels,
  namespaceNameLabel,
  type NetworkPolicy,
  type Path,
  type PolicyDirection,
  type PolicyPart,
  rulesInOrder,
  subtractIpSets,
} from "@netpolint/core";
import { bothDirections } from "./network-policy-words.js";
import { coversPorts } from "./port-cover.js";
import { isSelectorWithin } from "./selector-relation.js";
import { widerSelectors } from "./wider-selectors.js";

/**
 * The parts of policies that open nothing that others do not, whatever pods and namespaces there are: by what is
 * written alone. All of them can go together. Of two that cover each other the later one is found: by the name of the
 * policy, and in one policy by what is written, so that the order of files and lists says nothing. What only several
 * others cover together is not seen.
 */
export function findSubsumedItems(policies: CompiledPolicies): readonly IdleItem[] {
  const known = memo.get(policies);
  if (known) return known;
  const found = [...policies.byNamespace.keys()].flatMap((namespace) => searchNamespace(policies, namespace));
  memo.set(policies, found);
  return found;
}

/** Several rules ask for the same. */
const memo = new WeakMap<CompiledPolicies, readonly IdleItem[]>();

type CompiledPolicy = NonNullable<ReturnType<CompiledPolicies["byNamespace"]["get"]>>[number];
type Rule = NonNullable<CompiledPolicy["ingress"]>[number];
type CompiledPeer = Rule["peers"][number];
type Port = Rule["ports"][number];

/** A rule with what is left of it: parts are taken out as they are found. */
interface RuleState {
  readonly policy: NetworkPolicy;
  readonly path: Path;
  isKept: boolean;
  peers: readonly CompiledPeer[];
  ports: readonly Port[];
}

interface PolicyState {
  readonly policy: NetworkPolicy;
  readonly rules: Readonly<Record<PolicyDirection, readonly RuleState[] | undefined>>;
  isKept: boolean;
}

interface Search {
  /** Whether one peer of a policy of the namespace matches all that another does. */
  readonly covers: (wide: CompiledPeer, narrow: CompiledPeer) => boolean;
  /** The other policies that select all that a policy does. */
  readonly widerThan: (policy: PolicyState) => readonly PolicyState[];
  readonly found: IdleItem[];
}

/** What one rule would open. */
type Opened = Pick<RuleState, "peers" | "ports">;

function searchNamespace({ cluster, byNamespace }: CompiledPolicies, namespace: string): readonly IdleItem[] {
  const states = (byNamespace.get(namespace) ?? [])
    .filter(({ policy, refused }) => !refused && policy.assumed === undefined && isSatisfiable(policy.podSelector))
    .map(stateOf)
    .sort((a, b) => (a.policy.meta.name < b.policy.meta.name ? -1 : 1));
  const wider = widerSelectors(states, ({ policy }) => policy.podSelector);
  const labels = labelsOfNamespace(cluster, namespace);
  const home = named(namespace);
  const isOwn = (selector: LabelSelector): boolean => matchesLabels(selector, labels) === "yes";
  const search: Search = {
    covers: (wide, narrow) => coversPeer(wide, narrow, home, isOwn),
    widerThan: (state) => wider(state).filter((other) => other !== state),
    found: [],
  };
  for (const state of states.toReversed()) searchPolicy(search, state);
  for (const state of states.filter(({ isKept }) => isKept).toReversed()) searchRules(search, state);
  return search.found.toReversed();
}

function stateOf({ policy, ingress, egress }: CompiledPolicy): PolicyState {
  const statesOf = (rules: readonly Rule[] | undefined): readonly RuleState[] | undefined =>
    rules && rulesInOrder(policy, rules).map(({ path, peers, ports }) => ({ policy, path, isKept: true, peers, ports }));
  return { policy, rules: { ingress: statesOf(ingress), egress: statesOf(egress) }, isKept: true };
}

function searchPolicy(search: Search, state: PolicyState): void {
  const others = search.widerThan(state).filter(({ isKept }) => isKept);
  const because = new Set<NetworkPolicy>();
  for (const direction of bothDirections) {
    const own = state.rules[direction];
    if (!own) continue;
    const isolating = others.find(({ rules }) => rules[direction]);
    if (!isolating) return;
    for (const rule of own) {
      const covering = coveringBeside(search, rule, others, direction);
      if (!covering) return;
      because.add(covering.policy);
    }
    if (own.length === 0) because.add(isolating.policy);
  }
  if (because.size === 0) return;
  state.isKept = false;
  const parts = [...because].map((policy) => ({ policy, path: [] }));
  search.found.push(itemOf("policy", { policy: state.policy, path: [] }, undefined, parts));
}

/** The first rule of the policies that opens all that one does; without a list made of their rules. */
function coveringBeside(
  search: Search,
  opened: Opened,
  others: readonly PolicyState[],
  direction: PolicyDirection,
): RuleState | undefined {
  for (const { rules } of others) {
    for (const rule of rules[direction] ?? []) if (coversRule(search, rule, opened)) return rule;
  }
  return undefined;
}

function coversRule({ covers }: Search, other: RuleState, { peers, ports }: Opened): boolean {
  return other.isKept && coversPorts(other.ports, ports) && coversPeers(other.peers, peers, covers);
}

function coversPeers(
  wide: readonly CompiledPeer[],
  narrow: readonly CompiledPeer[],
  covers: Search["covers"],
): boolean {
  if (wide.length === 0) return true;
  for (const peer of narrow) if (!coversOne(wide, peer, covers)) return false;
  return narrow.length > 0;
}

function coversOne(wide: readonly CompiledPeer[], peer: CompiledPeer, covers: Search["covers"]): boolean {
  for (const other of wide) if (covers(other, peer)) return true;
  return false;
}

function searchRules(search: Search, state: PolicyState): void {
  const others = search.widerThan(state).filter(({ isKept }) => isKept);
  for (const direction of bothDirections) {
    const own = state.rules[direction] ?? [];
    for (let at = own.length - 1; at >= 0; at -= 1) {
      const rule = own[at] as RuleState;
      searchRule(search, rule, direction, (opened) => {
        for (const one of own) if (one !== rule && coversRule(search, one, opened)) return one;
        return coveringBeside(search, opened, others, direction);
      });
    }
  }
}

/** `coveringOther`: the first other rule that opens all of something. */
function searchRule(
  search: Search,
  rule: RuleState,
  direction: PolicyDirection,
  coveringOther: (opened: Opened) => RuleState | undefined,
): void {
  const covering = coveringOther(rule);
  if (covering) {
    rule.isKept = false;
    search.found.push(itemOf("rule", rule, direction, [covering]));
    return;
  }
  for (const peer of rule.peers.length > 1 ? rule.peers.toReversed() : []) {
    const rest = { ...rule, peers: rule.peers.filter((one) => one !== peer) };
    const opened = { peers: [peer], ports: rule.ports };
    const by = coversRule(search, rest, opened) ? rest : coveringOther(opened);
    if (!by || rest.peers.length === 0) continue;
    rule.peers = rest.peers;
    search.found.push(itemOf("peer", { policy: rule.policy, path: peer.path }, direction, [by]));
  }
  for (const port of rule.ports.length > 1 ? rule.ports.toReversed() : []) {
    const rest = { ...rule, ports: rule.ports.filter((one) => one !== port) };
    const opened = { peers: rule.peers, ports: [port] };
    const by = coversRule(search, rest, opened) ? rest : coveringOther(opened);
    if (!by || rest.ports.length === 0) continue;
    rule.ports = rest.ports;
    search.found.push(itemOf("port", { policy: rule.policy, path: port.path }, direction, [by]));
  }
}

function itemOf(
  unit: IdleItem["unit"],
  { policy, path }: PolicyPart,
  direction: PolicyDirection | undefined,
  because: readonly PolicyPart[],
): IdleItem {
  const parts = because.map((part): PolicyPart => ({ policy: part.policy, path: part.path }));
  return { unit, policy, path, cause: "covered", direction, because: parts, denied: undefined };
}

/** What can match nobody is no matter of what covers it. `home` selects the namespace of the policies. */
function coversPeer(
  wide: CompiledPeer,
  narrow: CompiledPeer,
  home: LabelSelector,
  isOwn: (selector: LabelSelector) => boolean,
): boolean {
  if (narrow.addresses) return !isEmptyIpSet(narrow.addresses) && coversAddresses(wide, narrow.addresses);
  const { podSelector = everyone, namespaceSelector = home } = narrow;
  if (narrow.ipBlock || wide.ipBlock || !isSelectorWithin(podSelector, wide.podSelector ?? everyone)) return false;
  if (!isSatisfiable(podSelector) || !isSatisfiable(namespaceSelector)) return false;
  const isOfOwnNamespace = narrow.namespaceSelector === undefined;
  if (isOfOwnNamespace && wide.namespaceSelector) return isOwn(wide.namespaceSelector);
  return isOfOwnNamespace || isSelectorWithin(namespaceSelector, wide.namespaceSelector ?? home);
}

function coversAddresses({ addresses }: CompiledPeer, narrow: NonNullable<CompiledPeer["addresses"]>): boolean {
  return addresses?.family === narrow.family && isEmptyIpSet(subtractIpSets(narrow, addresses));
}

const everyone: LabelSelector = { requirements: [] };

/** Every namespace has its name as a label. */
function named(namespace: string): LabelSelector {
  return { requirements: [{ key: namespaceNameLabel, operator: "In", values: [namespace] }] };
}
