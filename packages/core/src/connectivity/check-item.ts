import type { Pod } from "../cluster/cluster.js";
import { usedFamilies } from "../cluster/used-families.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { CheckedItem, ItemOutcome, OtherRule } from "./checked-item.js";
import { type ConnectionSetId, noConnections } from "./connection-sets.js";
import { allGrant, type GrantId } from "./grants.js";
import { coveredFinder } from "./covered-members.js";
import type { ItemStates, PolicyState, RuleState } from "./item-states.js";
import type { Kernel } from "./kernel.js";
import { unknownAddress } from "./label-classes.js";
import { type OtherEnd, otherEnds } from "./other-end.js";
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
  kernel: Kernel,
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
    for (const { rule, set, grant } of others) {
      if (left === noConnections) break;
      if (!matches(set)) continue;
      const next = connections.subtract(left, opened(grant, named));
      if (next !== left) found.add(rule);
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
    if (member >= universe.classes) {
      checkAddress(check, member);
      return;
    }
    if (opened(item.grant, namedOf(item, check.group, member)) === noConnections) return;
    for (const family of families) {
      if (holds(item.set, member) === "no" && !hasAddressOf(family, item.set, member)) continue;
      if (!otherEnd.isAsked(member, family)) continue;
      const left = leftOver(check, member, family);
      if (left !== noConnections) otherEnd.ask(member, family, left, outcome);
      if (outcome.isNeeded) return;
    }
  };

  const membersOf = function* (item: CheckedItem): Generator<number> {
    yield* listedMembers(item);
    yield* membersByAddress(item);
  };
  const listedMembers = function* ({ set }: CheckedItem): Generator<number> {
    if (set === anyPeer) {
      // Nobody denies anything at addresses, so these tell soonest that an item is needed.
      for (let member = universe.classes; member < universe.size; member += 1) yield member;
      for (let member = 0; member < universe.classes; member += 1) yield member;
      return;
    }
    for (let at = lists.starts[set] as number; at < (lists.starts[set + 1] as number); at += 1) {
      yield lists.members.values[at] as number;
    }
  };
  /** Addresses have no named ports, but the pods that have them do. */
  const membersByAddress = function* ({ set, direction, ports }: CheckedItem): Generator<number> {
    const hasAtoms = set !== anyPeer && (hasAtom(set, 4) || hasAtom(set, 6));
    if (!hasAtoms || direction === "ingress" || !ports.some(({ port }) => typeof port === "string")) return;
    for (let member = 0; member < universe.classes; member += 1) {
      if (hasAddressOf(4, set, member) || hasAddressOf(6, set, member)) yield member;
    }
  };

  const ends = otherEnds({ kernel, states, groups, pods, families, hasAtom, opened });
  const covered = coveredFinder(kernel, opened);

  const checkGroup = (item: CheckedItem, group: SubjectGroup, covers: Cover[], outcome: ItemOutcome): void => {
    if (covers.some((cover) => appliesTo(cover, item, group))) return;
    const others = rulesBeside(item, group);
    const twin = twinOf(item, others);
    if (twin) {
      covers.push({ by: [twin.rule], named: undefined });
      outcome.coveredBy.add(twin.rule);
      return;
    }
    const check = { item, group, others, outcome, otherEnd: ends.of(item, group) };
    // One is enough to tell of most items that they are needed.
    const [first] = membersOf(item);
    if (first === undefined) return;
    checkMember(check, first);
    if (outcome.isNeeded) return;
    const { by, left } = covered.leaveOut(item, group, others, () => listedMembers(item));
    for (const rule of by) outcome.coveredBy.add(rule);
    const checked = checkAll(check, left) + checkAll(check, membersByAddress(item));
    if (checked === 0 && by.size > 0) covers.push({ by: [...by], named: group.named });
  };

  /** How many were checked. */
  const checkAll = (check: GroupCheck, members: Iterable<number>): number => {
    let count = 0;
    for (const member of members) {
      if (check.outcome.isNeeded) break;
      count += 1;
      checkMember(check, member);
    }
    return count;
  };

  /** Another rule that has the very peers and ports, or is for everybody or every port. */
  const twinOf = (item: CheckedItem, others: readonly OtherRule[]): OtherRule | undefined => {
    const isEmpty = item.set !== anyPeer && lists.starts[item.set + 1] === lists.starts[item.set];
    return isEmpty ? undefined : others.find((other) => other.rule !== item.of && isTwin(other, item));
  };

  const noteWhatItMatches = (item: CheckedItem, outcome: ItemOutcome): void => {
    for (const group of groups.ofPolicy(item.policy, item.direction)) {
      for (const member of membersOf(item)) {
        outcome.hasPeers = true;
        if (opened(item.grant, namedOf(item, group, member)) === noConnections) continue;
        outcome.hasConnections = true;
        return;
      }
    }
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

/** What covers an item for some subjects does so for all to which the same rules apply. */
function appliesTo({ by, named }: Cover, { policy }: CheckedItem, group: SubjectGroup): boolean {
  if (named !== undefined && named !== group.named) return false;
  return by.every((rule) => rule.policy === policy || group.selecting.has(rule.policy));
}

/** The own policy may select the subjects or not: where it does not, the item opens nothing there. */
function rulesBeside(item: CheckedItem, { selecting }: SubjectGroup): readonly OtherRule[] {
  const others: OtherRule[] = item.rest ? [{ rule: item.of, ...item.rest }] : [];
  const addRules = ({ isKept, rules }: PolicyState): void => {
    if (!isKept) return;
    for (const rule of rules[item.direction] ?? []) {
      if (rule.isKept && rule !== item.of) others.push({ rule, set: rule.set, grant: rule.grant });
    }
  };
  if (!item.withoutPolicy) addRules(item.policy);
  for (const other of selecting) if (other !== item.policy) addRules(other);
  return others;
}

function isTwin({ set, grant }: OtherRule, item: CheckedItem): boolean {
  return (set === anyPeer || set === item.set) && (grant === allGrant || grant === item.grant);
}
