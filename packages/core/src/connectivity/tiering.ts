import type { CompiledPolicies } from "../policy/compile.js";
import {
  addressSetsOfPeer,
  type CompiledClusterPeer,
  type CompiledClusterPolicy,
  type CompiledClusterRule,
  type NodeAddresses,
  type PriorityGroup,
  rulesOfTiers,
} from "../policy/compile-cluster-policy.js";
import { matchesSubject } from "../policy/evaluate-tier.js";
import { matchClusterPeer } from "../policy/match-cluster-peer.js";
import type { Party } from "../policy/party.js";
import { podParty } from "../policy/party.js";
import type { ClusterPolicyPort, PodsOfNamespaces, PolicyTier } from "../resources/cluster-policy.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { isEmptyIpSet, isFullIpSet } from "../sets/ip-set.js";
import type { Ternary } from "../sets/label-selector.js";
import { emptyPortSet, portRange, unionPortSets } from "../sets/port-set.js";
import { allConnections, type ConnectionSetId, type ConnectionSets, noConnections, perProtocol } from "./connection-sets.js";
import type { AnswerId, Grants } from "./grants.js";
import { addPair, createPairTable, stepSequence, valueOfPair } from "./interner.js";
import { type FamilyAtoms, type LabelClasses, noAddress, unknownAddress } from "./label-classes.js";
import { createPartition, splitBlocks } from "./partition.js";
import type { PeerSets, Universe } from "./peer-sets.js";
import type { Profile, Profiles } from "./profiles.js";
import type { Quotient } from "./quotient.js";
import { createTierStates, type TierStateId, untouchedTier } from "./tier-states.js";

/**
 * Administrators' policies in listings: they are laid over and under what NetworkPolicies answer for two columns.
 * Columns that no administrator's policy tells apart are one group; tiers are walked for groups, not for pairs.
 */
export interface Tiering {
  /** Group by column. */
  readonly groupOf: Int32Array;
  /** The answer of one side: what NetworkPolicies say of `other`, between the tiers. */
  lay(direction: PolicyDirection, subject: number, other: number, family: IpFamily, answer: AnswerId): AnswerId;
  /** False where nothing that the subject's NetworkPolicies leave closed can be open. */
  mayOpen(direction: PolicyDirection, subject: number): boolean;
}

/** The sets of classes and atoms that administrators' policies tell apart. */
export function tierSets(
  policies: CompiledPolicies,
  peerSets: PeerSets,
  atoms: FamilyAtoms,
  universe: Universe,
): readonly Int32Array[] {
  const sets: Int32Array[] = [];
  const addPods = ({ namespaceSelector, podSelector }: PodsOfNamespaces): void => {
    const peer = { path: [], podSelector, namespaceSelector, ipBlock: undefined, addresses: undefined, block: undefined };
    const { yes, maybe } = peerSets.membersOf(peerSets.ofPeers([peer], ""));
    sets.push(yes, maybe);
  };
  for (const { subject } of policies.cluster.clusterPolicies) addPods(subject);
  for (const { peers } of rulesOfTiers(policies.tiers)) {
    for (const peer of peers) {
      if (peer.type === "pods") addPods(peer.pods);
      for (const set of addressSetsOfPeer(peer)) {
        const members = atoms[set.family].atomsIn(set);
        sets.push(Int32Array.from(members, (atom) => universe.firstAtom[set.family] + atom));
      }
    }
  }
  return sets.filter((set) => set.length > 0);
}

interface TieringParts {
  readonly policies: CompiledPolicies;
  readonly classes: LabelClasses;
  readonly atoms: FamilyAtoms;
  readonly universe: Universe;
  readonly connections: ConnectionSets;
  readonly grants: Grants;
  readonly profiles: Profiles;
  readonly quotient: Quotient;
  readonly sets: readonly Int32Array[];
}

/** A policy that selects a group, for sure or perhaps. */
interface Selecting {
  readonly compiled: CompiledClusterPolicy;
  readonly sure: boolean;
  readonly reached: Reached;
}

/** By direction and family, 1 for the groups about which a policy may say anything; undefined where that was not asked. */
type Reached = (Uint8Array | undefined)[];

/** The policies of a tier that select a group, by priority. */
type SelectingGroups = readonly (readonly Selecting[])[];

export function createTiering(parts: TieringParts): Tiering {
  const { policies, classes, quotient, connections, grants, profiles } = parts;
  const states = createTierStates(connections);
  const groupOf = findGroups(parts);
  const exampleOf = exampleColumns(groupOf);
  const selecting: Record<PolicyTier, SelectingGroups[]> = { admin: [], baseline: [] };
  /** By peer, then group and family. */
  const matches = new Map<CompiledClusterPeer, (Ternary | undefined)[]>();
  const reached = new Map<CompiledClusterRule, (Uint8Array | undefined)[]>();
  const reachedByPolicy = new Map<CompiledClusterPolicy, Reached>();
  const openings = new Map<string, boolean>();
  /** By rule, then named ports and whether names count. */
  const ports = new Map<CompiledClusterRule, (ConnectionSetId | undefined)[]>();

  const classOf = (column: number): number => quotient.examples[column] as number;
  const podOf = (column: number): LabelClasses["examples"][number] | undefined =>
    column < quotient.podColumns ? classes.examples[classOf(column)] : undefined;

  const selectingOf = (tier: PolicyTier, group: number): SelectingGroups => {
    const known = selecting[tier][group] ?? findSelecting(policies.tiers[tier], group);
    selecting[tier][group] = known;
    return known;
  };
  const findSelecting = (groups: readonly PriorityGroup[], group: number): SelectingGroups => {
    const pod = podOf(exampleOf[group] as number);
    if (!pod) return [];
    return groups
      .map(({ policies: own }) =>
        own.flatMap((compiled): Selecting[] => {
          const outcome = matchesSubject(policies, compiled, pod).outcome;
          return outcome === "no" ? [] : [{ compiled, sure: outcome === "yes", reached: reachedOf(compiled) }];
        }),
      )
      .filter((own) => own.length > 0);
  };

  const reachedOf = (compiled: CompiledClusterPolicy): Reached => {
    const known = reachedByPolicy.get(compiled) ?? [];
    reachedByPolicy.set(compiled, known);
    return known;
  };
  const groupsReached = ({ compiled, reached: known }: Selecting, direction: PolicyDirection, family: IpFamily): Uint8Array => {
    const at = (direction === "egress" ? 0 : 2) + (family === 4 ? 0 : 1);
    return (known[at] ??= findGroupsReached(compiled, direction, family));
  };
  const findGroupsReached = (compiled: CompiledClusterPolicy, direction: PolicyDirection, family: IpFamily): Uint8Array => {
    const found = new Uint8Array(exampleOf.length);
    if (compiled.refused) return found.fill(1);
    for (const rule of compiled[direction]) addGroups(found, groupsOfRule(rule, family));
    return found;
  };

  const matchOf = (peer: CompiledClusterPeer, rule: CompiledClusterRule, group: number, family: IpFamily): Ternary => {
    const own = matches.get(peer) ?? [];
    matches.set(peer, own);
    const at = group * 2 + (family === 4 ? 0 : 1);
    return (own[at] ??= findMatch(peer, rule, exampleOf[group] as number, family));
  };
  const findMatch = (peer: CompiledClusterPeer, rule: CompiledClusterRule, column: number, family: IpFamily): Ternary => {
    const pod = podOf(column);
    if (peer.type === "networks") return matchNetworks(peer.addresses[family], addressOf(column, family));
    if (peer.type === "nodes" && !pod) return matchNodes(peer, addressOf(column, family), family);
    // Pods in the host network are grouped wherever they run, so that nothing is said of their nodes.
    const party: Party = pod ? podParty(policies.cluster, { ...pod, nodeName: undefined }) : { type: "address", name: undefined };
    return matchClusterPeer(peer, rule.rule.action, { party, address: undefined, candidate: false }).outcome;
  };
  const addressOf = (column: number, family: IpFamily): bigint | "none" | "unknown" => {
    if (column >= quotient.podColumns) {
      if (quotient.families[column] !== family) return "none";
      return firstAddress(parts.atoms, family, classOf(column) - parts.universe.firstAtom[family]);
    }
    const atom = classes.atoms[family][classOf(column)] as number;
    if (atom === noAddress) return "none";
    return atom === unknownAddress ? "unknown" : firstAddress(parts.atoms, family, atom);
  };

  /** Ports of a rule towards a destination with these named ports, through peers that names may stand beside or not. */
  const portsOf = (rule: CompiledClusterRule, named: number, withNames: boolean): ConnectionSetId => {
    const items = rule.rule.ports;
    if (items.length === 0) return allConnections;
    const own = ports.get(rule) ?? [];
    ports.set(rule, own);
    const at = named * 2 + (withNames ? 1 : 0);
    return (own[at] ??= connections.intern(openedBy(items, classes.namedPortLists[named] ?? [], withNames)));
  };

  const walkPolicy = (
    start: TierStateId,
    { compiled }: Selecting,
    direction: PolicyDirection,
    other: number,
    family: IpFamily,
    named: number,
  ): TierStateId => {
    if (compiled.refused) {
      return states.apply(states.apply(start, "Accept", allConnections, false), "Deny", allConnections, false);
    }
    let state = start;
    for (const rule of compiled[direction]) state = walkRule(state, rule, other, family, named);
    return state;
  };
  const walkRule = (
    start: TierStateId,
    rule: CompiledClusterRule,
    other: number,
    family: IpFamily,
    named: number,
  ): TierStateId => {
    if (groupsOfRule(rule, family)[other] === 0) return start;
    const { action } = rule.rule;
    if (rule.peers.some((peer) => peer.type === "unknown")) {
      return action === "Accept" ? start : states.apply(start, "Deny", allConnections, true);
    }
    let [sure, possible] = [noConnections, noConnections];
    for (const peer of rule.peers) {
      const match = matchOf(peer, rule, other, family);
      if (match === "no") continue;
      const opened = portsOf(rule, named, peer.type === "pods");
      if (match === "yes") sure = connections.union(sure, opened);
      else possible = connections.union(possible, opened);
    }
    const state = states.apply(start, action, connections.subtract(possible, sure), false);
    return states.apply(state, action, sure, true);
  };

  /** By group, 1 where a rule may say anything about it; most rules say nothing about most groups. */
  const groupsOfRule = (rule: CompiledClusterRule, family: IpFamily): Uint8Array => {
    const known = reached.get(rule) ?? [];
    reached.set(rule, known);
    return (known[family === 4 ? 0 : 1] ??= findGroupsOfRule(rule, family));
  };
  const findGroupsOfRule = (rule: CompiledClusterRule, family: IpFamily): Uint8Array => {
    const found = new Uint8Array(exampleOf.length);
    if (rule.peers.some((peer) => peer.type === "unknown")) return found.fill(1);
    for (const peer of rule.peers) {
      for (let group = 0; group < found.length; group += 1) {
        if (found[group] === 0 && matchOf(peer, rule, group, family) !== "no") found[group] = 1;
      }
    }
    return found;
  };

  const walkTier = (
    tier: PolicyTier,
    direction: PolicyDirection,
    subject: number,
    other: number,
    family: IpFamily,
    named: number,
  ): TierStateId => {
    let state: TierStateId = untouchedTier;
    for (const tied of selectingOf(tier, subject)) {
      const before = state;
      let after: TierStateId | undefined;
      for (let at = 0; at < tied.length; at += 1) {
        const one = tied[at] as Selecting;
        // Beside policies that say something, one that says nothing changes nothing.
        if (groupsReached(one, direction, family)[other] === 0) continue;
        const walk = walkPolicy(before, one, direction, other, family, named);
        const own = one.sure ? walk : states.perhaps(before, walk);
        after = after === undefined ? own : states.joinTied([after, own]);
      }
      state = after ?? before;
    }
    return state;
  };

  /** By subject, tier, direction and family: the groups about which the subject's policies may say anything. */
  const touched: (Uint8Array | undefined)[] = [];
  const findTouched = (tier: PolicyTier, direction: PolicyDirection, subject: number, family: IpFamily): Uint8Array => {
    const found = new Uint8Array(exampleOf.length);
    for (const tied of selectingOf(tier, subject)) {
      for (const one of tied) addGroups(found, groupsReached(one, direction, family));
    }
    return found;
  };

  const groups = exampleOf.length;
  const namedLists = classes.namedPortLists.length;
  const table = createStateTable(groups * groups * namedLists * variants);
  const stateFor = (
    tier: PolicyTier,
    direction: PolicyDirection,
    subject: number,
    other: number,
    family: IpFamily,
    named: number,
  ): TierStateId => {
    const variant = (tier === "admin" ? 0 : 1) + (direction === "egress" ? 0 : 2) + (family === 4 ? 0 : 4);
    const touchedHere = (touched[subject * variants + variant] ??= findTouched(tier, direction, subject, family));
    if (touchedHere[other] === 0) return untouchedTier;
    const key = ((subject * groups + other) * namedLists + named) * variants + variant;
    const known = table.get(key);
    if (known >= 0) return known;
    const state = walkTier(tier, direction, subject, other, family, named);
    table.set(key, state);
    return state;
  };

  // What a subject's profile means to the tiers, by direction and column.
  const situations = {
    egress: quotient.egress.map((profile) => situationOf(profiles.byId(profile))),
    ingress: quotient.ingress.map((profile) => situationOf(profiles.byId(profile))),
  };
  const pairsOfStates = createPairTable();
  const laid = createPairTable();
  const pairOfStates = (admin: TierStateId, baseline: TierStateId): number => {
    const known = valueOfPair(pairsOfStates, admin, baseline);
    if (known !== -1) return known;
    addPair(pairsOfStates, admin, baseline, pairsOfStates.size);
    return pairsOfStates.size - 1;
  };

  return {
    groupOf,
    lay: (direction, subject, other, family, answer) => {
      if (subject >= quotient.podColumns) return answer;
      const named = quotient.namedPorts[direction === "egress" ? other : subject] as number;
      const [own, far] = [groupOf[subject] as number, groupOf[other] as number];
      const admin = stateFor("admin", direction, own, far, family, named);
      const baseline = stateFor("baseline", direction, own, far, family, named);
      if (admin === untouchedTier && baseline === untouchedTier) return answer;
      const walked = pairOfStates(admin, baseline);
      const situated = answer * situationCount + (situations[direction][subject] as number);
      const known = valueOfPair(laid, walked, situated);
      if (known !== -1) return known;
      const profile = profiles.byId(quotient[direction][subject] as number);
      const result = layAnswer(states.stateOf(admin), states.stateOf(baseline), profile, answer);
      addPair(laid, walked, situated, result);
      return result;
    },
    mayOpen: (direction, subject) => {
      if (subject >= quotient.podColumns) return true;
      const key = `${direction} ${groupOf[subject]}`;
      const known =
        openings.get(key) ??
        selectingOf("admin", groupOf[subject] as number).some((tied) =>
          tied.some(({ compiled }) => compiled.refused || compiled[direction].some(({ rule }) => rule.action === "Accept")),
        );
      openings.set(key, known);
      return known;
    },
  };

  type State = ReturnType<typeof states.stateOf>;

  /** What may come out in the end, port by port; sure is what cannot be denied. */
  function layAnswer(admin: State, baseline: State, profile: Profile, answer: AnswerId): AnswerId {
    const between = betweenTiers(baseline, profile, answer);
    const handedOn = connections.union(admin.pass, admin.remaining);
    const possible = connections.union(admin.accept, connections.intersect(handedOn, between.possible));
    const deniable = connections.union(admin.deny, connections.subtract(handedOn, between.allowed));
    const allowed = connections.subtract(allConnections, deniable);
    if (profile.other === "may do anything") return grants.internAnswer({ allowed: noConnections, possible: allConnections });
    return grants.internAnswer({ allowed: profile.other === "none" ? allowed : noConnections, possible });
  }

  /** NetworkPolicies are final for what they isolate; the baseline tier decides for the rest. */
  function betweenTiers(baseline: State, profile: Profile, answer: AnswerId): ReturnType<Grants["answerOf"]> {
    const isolation = isolationOf(profile);
    const own = grants.answerOf(answer);
    if (isolation === "yes") return own;
    const allowed = connections.subtract(allConnections, baseline.deny);
    const possible = connections.union(connections.union(baseline.accept, baseline.pass), baseline.remaining);
    if (isolation === "no") return { allowed, possible };
    return { allowed: connections.intersect(own.allowed, allowed), possible: connections.union(own.possible, possible) };
  }
}

function addGroups(groups: Uint8Array, more: Uint8Array): void {
  for (let group = 0; group < groups.length; group += 1) if (more[group] === 1) groups[group] = 1;
}

/** Tier, direction and family. */
const variants = 8;

/** States by number: an array where it is not too large. */
function createStateTable(size: number): { get(key: number): number; set(key: number, state: TierStateId): void } {
  if (size <= largestArray) {
    const states = new Int32Array(size).fill(-1);
    return { get: (key) => states[key] as number, set: (key, state) => (states[key] = state) };
  }
  const states = new Map<number, TierStateId>();
  return { get: (key) => states.get(key) ?? -1, set: (key, state) => states.set(key, state) };
}

const largestArray = 20_000_000;

const others = ["none", "may deny", "may do anything"] as const;
const isolations: readonly Ternary[] = ["yes", "no", "unknown"];
const situationCount = others.length * isolations.length;

/** How a profile isolates and what other policies may do, as one number. */
function situationOf(profile: Profile): number {
  return others.indexOf(profile.other) * isolations.length + isolations.indexOf(isolationOf(profile));
}

function isolationOf({ sure, unsure }: Profile): Ternary {
  if (sure.length > 0) return "yes";
  return unsure.length > 0 ? "unknown" : "no";
}

/** For a pod of which the address is not known a block decides only if it holds all addresses or none. */
function matchNetworks(
  set: Extract<CompiledClusterPeer, { type: "networks" }>["addresses"][IpFamily],
  address: bigint | "none" | "unknown",
): Ternary {
  if (address === "none" || isEmptyIpSet(set)) return "no";
  if (address === "unknown") return isFullIpSet(set) ? "yes" : "unknown";
  return set.intervals.some(([first, last]) => first <= address && address <= last) ? "yes" : "no";
}

function matchNodes({ addresses, perhaps }: NodeAddresses, address: bigint | "none" | "unknown", family: IpFamily): Ternary {
  if (matchNetworks(addresses[family], address) === "yes") return "yes";
  return matchNetworks(perhaps[family], address) === "yes" ? "unknown" : "no";
}

function firstAddress(atoms: FamilyAtoms, family: IpFamily, atom: number): bigint {
  return atoms[family].addressesOf(atom).intervals[0]?.[0] ?? 0n;
}

function openedBy(
  items: readonly ClusterPolicyPort[],
  named: LabelClasses["namedPortLists"][number],
  withNames: boolean,
): ReturnType<typeof perProtocol> {
  return perProtocol((protocol) => {
    const ranges = items.flatMap((item) => {
      if (item.protocol !== undefined && item.protocol !== protocol) return [];
      // The API takes a range that ends before it starts; it matches nothing.
      if (item.type === "range") return item.first > item.last ? [] : [portRange(item.first, item.last)];
      const declared = withNames ? named.filter((port) => port.name === item.name && port.protocol === protocol) : [];
      return declared.map(({ number }) => portRange(number, number));
    });
    return ranges.reduce(unionPortSets, emptyPortSet());
  });
}

/** Columns that are in the same sets and addresses, and in the host network or not. */
function findGroups({ classes, quotient, universe, sets }: TieringParts): Int32Array {
  const partition = createPartition(universe.size);
  for (const set of sets) splitBlocks(partition, set, 0, set.length);
  const sequences = createPairTable();
  const groupOfState = new Map<number, number>();
  const atomBlock = (classId: number, family: IpFamily): number => {
    const atom = classes.atoms[family][classId] as number;
    return atom < 0 ? atom + 2 : (partition.blockOf[universe.firstAtom[family] + atom] as number) + 2;
  };
  return Int32Array.from(quotient.examples, (example, column) => {
    let state = stepSequence(sequences, 0, partition.blockOf[example] as number);
    if (column < quotient.podColumns) {
      for (const step of [1 + (classes.hostNetwork[example] as number), atomBlock(example, 4), atomBlock(example, 6)]) {
        state = stepSequence(sequences, state, step);
      }
    } else state = stepSequence(sequences, state, quotient.families[column] as number);
    const known = groupOfState.get(state) ?? groupOfState.size;
    groupOfState.set(state, known);
    return known;
  });
}

function exampleColumns(groupOf: Int32Array): readonly number[] {
  const examples: number[] = [];
  groupOf.forEach((group, column) => {
    if (examples[group] === undefined) examples[group] = column;
  });
  return examples;
}

