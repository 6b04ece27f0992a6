import type { Pod } from "../cluster/cluster.js";
import { usedFamilies } from "../cluster/used-families.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type CheckedItem, type ItemOutcome, type OtherRule, ruleOf } from "./checked-item.js";
import { type ConnectionSetId, noConnections } from "./connection-sets.js";
import { allGrant, type GrantId } from "./grants.js";
import { coveredFinder, type LeftMembers } from "./covered-members.js";
import type { ItemStates, RuleState } from "./item-states.js";
import type { KernelSets } from "./kernel.js";
import { unknownAddress } from "./label-classes.js";
import { endOf, type OtherEnd, otherEnds } from "./other-end.js";
import { anyPeer, type PeerSetId } from "./peer-sets.js";
import type { SubjectGroup, SubjectGroups } from "./subject-groups.js";

export interface ItemChecker {
  check(item: CheckedItem): ItemOutcome;
}

/** One item and one group of subjects. */
interface GroupCheck {
  readonly item: CheckedItem;
  readonly group: SubjectGroup;
  readonly others: readonly OtherRule[];
  readonly outcome: ItemOutcome;
  readonly otherEnd: OtherEnd;
  /** How many members were looked at. */
  checked: number;
}

/** Rules that open all that an item opens; to subjects with these named ports, or with any. */
interface Cover {
  readonly by: readonly RuleState[];
  readonly named: number | undefined;
}

/**
 * Asks whether every connection that an item opens is open without it, or closed with it. What may hold of the item is
 * taken to hold, and of the others only what is sure; whether selectors reach pods in the host network is not known
 * and the same for all selectors.
 */
export function createItemChecker(
  kernel: KernelSets,
  states: ItemStates,
  groups: SubjectGroups,
  pods: readonly Pod[],
): ItemChecker {
  const { classes, universe, peerSets, grants, connections, atoms } = kernel;
  const { lists } = peerSets;
  const families = usedFamilies(kernel.policies.cluster);
  const hasAtomOf = { 4: new Map<PeerSetId, boolean>(), 6: new Map<PeerSetId, boolean>() };

  const opened = (grant: GrantId, named: number): ConnectionSetId =>
    grants.answerOf(grants.resolve(grant, named)).allowed;
  const holds = (set: PeerSetId, member: number): "yes" | "no" | "unknown" =>
    set === anyPeer ? "yes" : lists.holds(set, member);
  /** Connections end at the subjects, or at the members, of which addresses have no named ports. */
  const namedOf = ({ direction }: CheckedItem, { named }: SubjectGroup, member: number): number => {
    if (direction === "ingress") return named;
    return member < universe.classes ? (classes.namedPorts[member] as number) : 0;
  };

  /** Whether the sure members of a set include some address. */
  const hasAtom = (set: PeerSetId, family: IpFamily): boolean => {
    const known = hasAtomOf[family].get(set) ?? findAtom(set, family);
    hasAtomOf[family].set(set, known);
    return known;
  };
  const findAtom = (set: PeerSetId, family: IpFamily): boolean => {
    const first = universe.firstAtom[family];
    for (let at = lists.starts[set] as number; at < (lists.middles[set] as number); at += 1) {
      const member = lists.members.values[at] as number;
      if (member >= first && member < first + atoms[family].count) return true;
    }
    return false;
  };
  const hasAddressOf = (family: IpFamily, set: PeerSetId, member: number): boolean => {
    const own = classes.atoms[family][member] as number;
    if (own === unknownAddress) return hasAtom(set, family);
    return own >= 0 && holds(set, universe.firstAtom[family] + own) === "yes";
  };

  /** A member that stands for pods is matched by its labels or by its address. */
  const isMatched = (set: PeerSetId, member: number, atom: number, item: CheckedItem): boolean => {
    const byLabels = holds(set, member);
    if (byLabels === "yes" || (atom !== -1 && holds(set, atom) === "yes")) return true;
    if (byLabels === "no" || classes.hostNetwork[member] !== 1) return false;
    return holds(item.set, member) === "unknown";
  };

  const subtractRules = (
    all: ConnectionSetId,
    others: readonly OtherRule[],
    named: number,
    matches: (set: PeerSetId) => boolean,
    found: Set<RuleState>,
  ): ConnectionSetId => {
    let left = all;
    for (const other of others) {
      if (left === noConnections) break;
      if (!matches(other.set)) continue;
      const next = connections.subtract(left, opened(other.grant, named));
      if (next !== left) found.add(ruleOf(other));
      left = next;
    }
    return left;
  };

  /** What only the item opens between the subjects and a member. */
  const leftOver = ({ item, group, others, outcome }: GroupCheck, member: number, family: IpFamily): ConnectionSetId => {
    const { coveredBy: found } = outcome;
    const named = namedOf(item, group, member);
    const own = member < universe.classes ? (classes.atoms[family][member] as number) : -1;
    const atom = own >= 0 ? universe.firstAtom[family] + own : -1;
    const all = opened(item.grant, named);
    const left = subtractRules(all, others, named, (set) => isMatched(set, member, atom, item), found);
    if (left === noConnections || own !== unknownAddress) return left;
    return overAllAtoms(left, family, (at, sum) =>
      subtractRules(sum, others, named, (set) => holds(set, at) === "yes", found),
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

  const checkAddress = (check: GroupCheck, member: number): void => {
    const family = member >= universe.firstAtom[6] ? 6 : 4;
    if (leftOver(check, member, family) !== noConnections) check.outcome.isNeeded = true;
  };

  const checkMember = (check: GroupCheck, member: number): void => {
    const { item, outcome, otherEnd } = check;
    check.checked += 1;
    if (member >= universe.classes) {
      checkAddress(check, member);
      return;
    }
    if (opened(item.grant, namedOf(item, check.group, member)) === noConnections) return;
    for (const family of families) {
      if (holds(item.set, member) === "no" && !hasAddressOf(family, item.set, member)) continue;
      if (!ends.isAsked(otherEnd, member, family)) continue;
      const left = leftOver(check, member, family);
      if (left !== noConnections) ends.ask(otherEnd, member, family, left, outcome);
      // A policy that opens what the other end denies is none that others cover, whatever else it opens.
      if (item.withoutPolicy && outcome.denied) outcome.isNeeded = true;
      if (outcome.isNeeded) return;
    }
  };

  const countListed = (set: PeerSetId): number =>
    set === anyPeer ? universe.size : (lists.starts[set + 1] as number) - (lists.starts[set] as number);
  const listedMember = (set: PeerSetId, at: number): number => {
    if (set !== anyPeer) return lists.members.values[(lists.starts[set] as number) + at] as number;
    // Nobody denies anything at addresses, so these tell soonest that an item is needed.
    return (universe.classes + at) % universe.size;
  };
  /** Addresses have no named ports, but the pods that have them do. */
  const mayHaveMembersByAddress = ({ set, direction, ports }: CheckedItem): boolean =>
    direction === "egress" && set !== anyPeer && ports.some(hasName) && (hasAtom(set, 4) || hasAtom(set, 6));
  const isMemberByAddress = (set: PeerSetId, member: number): boolean =>
    hasAddressOf(4, set, member) || hasAddressOf(6, set, member);
  const firstMember = (item: CheckedItem): number | undefined => {
    if (countListed(item.set) > 0) return listedMember(item.set, 0);
    if (!mayHaveMembersByAddress(item)) return undefined;
    for (let member = 0; member < universe.classes; member += 1) if (isMemberByAddress(item.set, member)) return member;
    return undefined;
  };

  const ends = otherEnds({ kernel, states, groups, pods, families, hasAtom, opened });
  const covered = coveredFinder(kernel, opened);

  const checkGroup = (item: CheckedItem, group: SubjectGroup, covers: Cover[], outcome: ItemOutcome): void => {
    if (covers.some((cover) => appliesTo(cover, item, group))) return;
    const others = rulesBeside(item, group);
    const twin = twinOf(item, others);
    if (twin) {
      covers.push({ by: [twin], named: undefined });
      outcome.coveredBy.add(twin);
      return;
    }
    // One is enough to tell of most items that they are needed.
    const first = firstMember(item);
    if (first === undefined) return;
    const check: GroupCheck = { item, group, others, outcome, otherEnd: endOf(item, group), checked: 0 };
    checkMember(check, first);
    if (outcome.isNeeded) return;
    const known = covered.leaveOut(item, group, others);
    check.checked = 0;
    if (known) checkLeft(check, known);
    else checkListed(check);
    checkByAddress(check);
    if (known && check.checked === 0 && known.by.size > 0) covers.push({ by: [...known.by], named: group.named });
  };

  const checkLeft = (check: GroupCheck, { by, left }: LeftMembers): void => {
    const { outcome } = check;
    for (const rule of by) outcome.coveredBy.add(rule);
    for (const member of left) {
      if (outcome.isNeeded) return;
      checkMember(check, member);
    }
  };
  const checkListed = (check: GroupCheck): void => {
    const { set } = check.item;
    const count = countListed(set);
    for (let at = 0; at < count && !check.outcome.isNeeded; at += 1) checkMember(check, listedMember(set, at));
  };
  const checkByAddress = (check: GroupCheck): void => {
    const { item, outcome } = check;
    if (!mayHaveMembersByAddress(item)) return;
    for (let member = 0; member < universe.classes && !outcome.isNeeded; member += 1) {
      if (isMemberByAddress(item.set, member)) checkMember(check, member);
    }
  };

  /** Another rule that has the very peers and ports, or is for everybody or every port. */
  const twinOf = (item: CheckedItem, others: readonly OtherRule[]): RuleState | undefined => {
    if (countListed(item.set) === 0) return undefined;
    for (const other of others) if (other.type === "rule" && isTwin(other, item)) return other;
    return undefined;
  };

  const opensSome = (item: CheckedItem, group: SubjectGroup, member: number): boolean =>
    opened(item.grant, namedOf(item, group, member)) !== noConnections;
  const noteWhatItMatches = (item: CheckedItem, outcome: ItemOutcome): void => {
    if (firstMember(item) === undefined) return;
    outcome.hasPeers = true;
    outcome.hasConnections = groups.ofPolicy(item.policy, item.direction).some((group) => opensToSome(item, group));
  };
  const opensToSome = (item: CheckedItem, group: SubjectGroup): boolean => {
    const count = countListed(item.set);
    for (let at = 0; at < count; at += 1) if (opensSome(item, group, listedMember(item.set, at))) return true;
    if (!mayHaveMembersByAddress(item)) return false;
    for (let member = 0; member < universe.classes; member += 1) {
      if (isMemberByAddress(item.set, member) && opensSome(item, group, member)) return true;
    }
    return false;
  };

  return {
    check: (item) => {
      const outcome = newOutcome();
      const covers: Cover[] = [];
      for (const group of groups.ofPolicy(item.policy, item.direction)) {
        checkGroup(item, group, covers, outcome);
        if (outcome.isNeeded) return outcome;
      }
      noteWhatItMatches(item, outcome);
      return outcome;
    },
  };
}

function newOutcome(): ItemOutcome {
  return {
    isNeeded: false,
    hasPeers: false,
    hasConnections: false,
    coveredBy: new Set(),
    denied: undefined,
    deniedBy: new Set(),
  };
}

function hasName({ port }: CheckedItem["ports"][number]): boolean {
  return typeof port === "string";
}

/** What covers an item for some subjects does so for all to which the same rules apply. */
function appliesTo({ by, named }: Cover, { policy }: CheckedItem, group: SubjectGroup): boolean {
  if (named !== undefined && named !== group.named) return false;
  return by.every((rule) => rule.policy === policy || group.selecting.policies.has(rule.policy));
}

/** The own policy may select the subjects or not: where it does not, the item opens nothing there. */
function rulesBeside(item: CheckedItem, { selecting }: SubjectGroup): readonly OtherRule[] {
  const { policy, direction, of, rest, withoutPolicy } = item;
  const others: OtherRule[] = rest ? [rest] : [];
  if (!withoutPolicy && policy.isKept) {
    for (const rule of policy.rules[direction] ?? []) if (rule.isKept && rule !== of) others.push(rule);
  }
  for (const rule of selecting.rules) if (rule.policy !== policy && rule.isKept && rule.policy.isKept) others.push(rule);
  return others;
}

function isTwin({ set, grant }: RuleState, item: CheckedItem): boolean {
  return (set === anyPeer || set === item.set) && (grant === allGrant || grant === item.grant);
}
