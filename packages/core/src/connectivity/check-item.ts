import type { Pod } from "../cluster/cluster.js";
import { usedFamilies } from "../cluster/used-families.js";
import type { CompiledRule } from "../policy/compile.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { allConnections, type ConnectionSetId, noConnections } from "./connection-sets.js";
import { allGrant, type GrantId } from "./grants.js";
import type { ItemStates, PolicyState, RuleState } from "./item-states.js";
import type { Kernel } from "./kernel.js";
import { noAddress, unknownAddress } from "./label-classes.js";
import { anyPeer, type PeerSetId } from "./peer-sets.js";

/** Something that a policy allows, and what is left of its rule without it. */
export interface CheckedItem {
  readonly policy: PolicyState;
  readonly direction: PolicyDirection;
  readonly set: PeerSetId;
  readonly grant: GrantId;
  readonly ports: CompiledRule["ports"];
  /** The rule that the item is of. */
  readonly of: RuleState;
  readonly rest: { readonly set: PeerSetId; readonly grant: GrantId } | undefined;
  /** True where the policy as a whole is in question. */
  readonly withoutPolicy: boolean;
}

/** Two pods of which one end allows what the other denies. */
export interface DeniedPair {
  readonly subject: Pod;
  readonly other: Pod;
}

export interface ItemOutcome {
  /** True where some connection is lost, or may be, without the item. */
  isNeeded: boolean;
  /** Whether there are pods or addresses that it matches, and connections to them that it opens. */
  hasPeers: boolean;
  hasConnections: boolean;
  /** Rules that open the same connections. */
  readonly coveredBy: Set<RuleState>;
  denied: DeniedPair | undefined;
  /** Policies that isolate the other end of such a pair. */
  readonly deniedBy: Set<PolicyState>;
}

export interface ItemChecker {
  check(item: CheckedItem): ItemOutcome;
}

const opposite = { ingress: "egress", egress: "ingress" } as const;

/**
 * Asks whether every connection that an item opens is open without it, or closed with it. What may hold of the item is
 * taken to hold, and of the others only what is sure; whether selectors reach pods in the host network is not known
 * and the same for all selectors.
 */
export function createItemChecker(kernel: Kernel, states: ItemStates, pods: readonly Pod[]): ItemChecker {
  const { classes, universe, peerSets, grants, connections, atoms } = kernel;
  const { lists } = peerSets;
  const { cluster } = kernel.policies;
  const families = usedFamilies(cluster);
  const members = membersByClass(classes.classOfPod, classes.count);
  const replicated = replicatedPods(cluster.workloads);
  const hasTiers = cluster.clusterPolicies.length > 0;

  const opened = (grant: GrantId, named: number): ConnectionSetId => grants.answerOf(grants.resolve(grant, named)).allowed;
  const holds = (set: PeerSetId, member: number): "yes" | "no" | "unknown" =>
    set === anyPeer ? "yes" : lists.holds(set, member);

  /** A member that stands for pods is matched by its labels or by its address. */
  const isMatched = (set: PeerSetId, member: number, atom: number, item: CheckedItem): boolean => {
    const byLabels = holds(set, member);
    if (byLabels === "yes" || (atom !== -1 && holds(set, atom) === "yes")) return true;
    if (byLabels === "no" || classes.hostNetwork[member] !== 1) return false;
    return holds(item.set, member) === "unknown";
  };

  const subtractRules = (
    all: ConnectionSetId,
    item: CheckedItem,
    subject: number,
    named: number,
    matches: (set: PeerSetId) => boolean,
    found: Set<RuleState>,
  ): ConnectionSetId => {
    let left = all;
    const subtract = (rule: RuleState, set: PeerSetId, grant: GrantId): void => {
      if (left === noConnections || !matches(set)) return;
      const next = connections.subtract(left, opened(grant, named));
      if (next !== left) found.add(rule);
      left = next;
    };
    const ofPolicy = ({ isKept, rules }: PolicyState): void => {
      if (!isKept) return;
      for (const rule of rules[item.direction] ?? []) {
        if (rule.isKept && rule !== item.of) subtract(rule, rule.set, rule.grant);
      }
    };
    if (item.rest) subtract(item.of, item.rest.set, item.rest.grant);
    if (!item.withoutPolicy) ofPolicy(item.policy);
    for (const other of states.selecting.get(subject) ?? []) if (other !== item.policy) ofPolicy(other);
    return left;
  };

  /** What only the item opens between a subject and a member. */
  const leftOver = (item: CheckedItem, subject: number, member: number, family: IpFamily, found: Set<RuleState>): ConnectionSetId => {
    const isPod = member < universe.classes;
    const destination = item.direction === "ingress" ? subject : member;
    const named = destination < universe.classes ? (classes.namedPorts[destination] as number) : 0;
    const all = opened(item.grant, named);
    const own = isPod ? (classes.atoms[family][member] as number) : -1;
    const atom = own >= 0 ? universe.firstAtom[family] + own : -1;
    const left = subtractRules(all, item, subject, named, (set) => isMatched(set, member, atom, item), found);
    if (left === noConnections || own !== unknownAddress) return left;
    return overAllAtoms(left, family, (at, sum) =>
      subtractRules(sum, item, subject, named, (set) => holds(set, at) === "yes", found),
    );
  };

  /** A pod without a known address may have any. */
  const overAllAtoms = (
    left: ConnectionSetId,
    family: IpFamily,
    at: (atom: number, left: ConnectionSetId) => ConnectionSetId,
  ): ConnectionSetId => {
    let worst: ConnectionSetId = noConnections;
    for (let atom = 0; atom < atoms[family].count && worst !== left; atom += 1) {
      worst = connections.union(worst, at(universe.firstAtom[family] + atom, left));
    }
    return worst;
  };

  /** What the other end may allow. */
  const allowedThere = (item: CheckedItem, subject: number, member: number, family: IpFamily): ConnectionSetId => {
    const direction = opposite[item.direction];
    if (hasTiers || classes.hostNetwork[member] === 1 || states.unsure.has(member)) return allConnections;
    const isolating = (states.selecting.get(member) ?? []).filter(({ rules }) => rules[direction]);
    if (isolating.length === 0) return allConnections;
    const named = classes.namedPorts[direction === "ingress" ? member : subject] as number;
    const own = classes.atoms[family][subject] as number;
    const mayMatch = (set: PeerSetId): boolean => {
      if (holds(set, subject) !== "no") return true;
      if (own >= 0) return holds(set, universe.firstAtom[family] + own) !== "no";
      return own === unknownAddress && hasAtom(set, family);
    };
    let sum: ConnectionSetId = noConnections;
    for (const { rules } of isolating) {
      for (const { rule, policy } of rules[direction] ?? []) {
        const set = peerSets.ofPeers(rule.peers, policy.policy.meta.namespace);
        if (mayMatch(set)) sum = connections.union(sum, opened(grants.ofPorts(rule.ports), named));
      }
    }
    return sum;
  };

  const hasAtom = (set: PeerSetId, family: IpFamily): boolean => {
    const { yes } = peerSets.membersOf(set);
    const first = universe.firstAtom[family];
    return yes.some((member) => member >= first && member < first + atoms[family].count);
  };

  /** Pods reach themselves, and are reached from their own node, whatever policies say. */
  const isAlwaysAllowed = (item: CheckedItem, subject: number, member: number): boolean => {
    const own = members[subject] ?? [];
    if (member === subject) return own.length === 1 && !replicated.has(pods[own[0] as number] as Pod);
    if (item.direction !== "ingress" || classes.hostNetwork[member] !== 1) return false;
    return own.every((pod) => (members[member] ?? []).every((other) => isOnNodeOf(pods[pod] as Pod, pods[other] as Pod)));
  };

  const mayHave = (member: number, family: IpFamily): boolean => classes.atoms[family][member] !== noAddress;
  /** As everywhere: those of either where they share none. */
  const commonFamilies = (a: number, b: number): readonly IpFamily[] => {
    const common = families.filter((family) => mayHave(a, family) && mayHave(b, family));
    return common.length > 0 ? common : families;
  };

  const checkPair = (item: CheckedItem, subject: number, member: number, outcome: ItemOutcome): void => {
    if (member >= universe.classes) {
      const family = member >= universe.firstAtom[6] ? 6 : 4;
      outcome.hasPeers = true;
      const left = leftOver(item, subject, member, family, outcome.coveredBy);
      if (left !== noConnections) outcome.isNeeded = true;
      const named = item.direction === "ingress" ? (classes.namedPorts[subject] as number) : 0;
      if (opened(item.grant, named) !== noConnections) outcome.hasConnections = true;
      return;
    }
    outcome.hasPeers = true;
    const destination = item.direction === "ingress" ? subject : member;
    if (opened(item.grant, classes.namedPorts[destination] as number) === noConnections) return;
    outcome.hasConnections = true;
    if (isAlwaysAllowed(item, subject, member)) return;
    for (const family of commonFamilies(subject, member)) {
      if (holds(item.set, member) === "no" && !hasAddressOf(family, item.set, member)) continue;
      const left = leftOver(item, subject, member, family, outcome.coveredBy);
      if (left === noConnections) continue;
      if (connections.intersect(left, allowedThere(item, subject, member, family)) !== noConnections) {
        outcome.isNeeded = true;
        return;
      }
      noteDenied(item, subject, member, outcome);
    }
  };

  const noteDenied = (item: CheckedItem, subject: number, member: number, outcome: ItemOutcome): void => {
    const direction = opposite[item.direction];
    for (const state of states.selecting.get(member) ?? []) if (state.rules[direction]) outcome.deniedBy.add(state);
    outcome.denied ??= {
      subject: classes.examples[subject] as Pod,
      other: pods[(members[member] ?? []).find((pod) => pods[pod] !== classes.examples[subject]) ?? 0] as Pod,
    };
  };

  /** Another rule for the subject that has the very peers and ports, or is for everybody or every port. */
  const twinOf = (item: CheckedItem, subject: number): RuleState | undefined => {
    const isEmpty = item.set !== anyPeer && lists.starts[item.set + 1] === lists.starts[item.set];
    if (isEmpty) return undefined;
    const own = item.withoutPolicy ? [] : [item.policy];
    const others = (states.selecting.get(subject) ?? []).filter((other) => other !== item.policy);
    for (const { isKept, rules } of [...own, ...others]) {
      const twin = isKept ? rules[item.direction]?.find((rule) => rule !== item.of && isTwin(rule, item)) : undefined;
      if (twin) return twin;
    }
    return undefined;
  };

  const membersOfItem = function* ({ set, direction, ports }: CheckedItem): Generator<number> {
    if (set === anyPeer) {
      for (let member = 0; member < universe.size; member += 1) yield member;
      return;
    }
    const { yes, maybe } = peerSets.membersOf(set);
    yield* yes;
    yield* maybe;
    // Addresses have no named ports, but the pods that have them do.
    const hasAtoms = yes.some((member) => member >= universe.classes);
    if (!hasAtoms || direction === "ingress" || !ports.some(({ port }) => typeof port === "string")) return;
    for (let member = 0; member < universe.classes; member += 1) if (hasAddressIn(set, member)) yield member;
  };

  const hasAddressIn = (set: PeerSetId, member: number): boolean =>
    ([4, 6] as const).some((family) => hasAddressOf(family, set, member));
  const hasAddressOf = (family: IpFamily, set: PeerSetId, member: number): boolean => {
    const own = classes.atoms[family][member] as number;
    if (own === unknownAddress) return hasAtom(set, family);
    return own >= 0 && holds(set, universe.firstAtom[family] + own) === "yes";
  };

  let pairs = 0;
  return {
    check: (item) => {
      const outcome: ItemOutcome = {
        isNeeded: false,
        hasPeers: false,
        hasConnections: false,
        coveredBy: new Set(),
        denied: undefined,
        deniedBy: new Set(),
      };
      for (const subject of item.policy.subjects) {
        const twin = twinOf(item, subject);
        if (twin) {
          outcome.hasPeers = true;
          outcome.hasConnections = true;
          outcome.coveredBy.add(twin);
          continue;
        }
        for (const member of membersOfItem(item)) {
          pairs += 1;
          if (pairs > mostPairs) outcome.isNeeded = true;
          else checkPair(item, subject, member, outcome);
          if (outcome.isNeeded) return outcome;
        }
      }
      return outcome;
    },
  };
}

/** Beyond this many pairs of pods and peers the rest of the items count as needed: no findings is not a wrong one. */
const mostPairs = 500_000;

function isTwin({ isKept, set, grant }: RuleState, item: CheckedItem): boolean {
  return isKept && (set === anyPeer || set === item.set) && (grant === allGrant || grant === item.grant);
}

function isOnNodeOf(subject: Pod, other: Pod): boolean {
  return subject.nodeName !== undefined && subject.nodeName === other.nodeName;
}

function membersByClass(classOfPod: Int32Array, count: number): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  classOfPod.forEach((classId, pod) => lists[classId]?.push(pod));
  return lists;
}

/** Pods that stand for any number of replicas, which are different pods. */
function replicatedPods(workloads: Kernel["policies"]["cluster"]["workloads"]): ReadonlySet<Pod> {
  return new Set(workloads.filter(({ single, pods }) => !single && pods.length === 1).flatMap(({ pods }) => pods));
}
