import { type CheckedItem, type OtherRule, ruleOf } from "./checked-item.js";
import { type ConnectionSetId, noConnections } from "./connection-sets.js";
import { allGrant, type GrantId } from "./grants.js";
import type { RuleState } from "./item-states.js";
import type { KernelSets } from "./kernel.js";
import { addBits, allBits, createBitSets, isEmptyBits, type MemberBits, membersOfBits } from "./member-bits.js";
import { anyPeer, type PeerSetId } from "./peer-sets.js";
import type { SubjectGroup } from "./subject-groups.js";

/** The members of an item less many that others cover, and the rules that cover these. */
export interface LeftMembers {
  readonly by: ReadonlySet<RuleState>;
  readonly left: Iterable<number>;
}

export interface CoveredFinder {
  /** Undefined where the item has so few that each of them is looked at. */
  leaveOut(item: CheckedItem, group: SubjectGroup, others: readonly OtherRule[]): LeftMembers | undefined;
}

/** Fewer than this are looked at one by one. */
const fewMembers = 64;

/**
 * Most of what rules with many members open is opened by a few others for sure, whole sets at a time. Which others open
 * the ports of an item only together, or match members by their addresses, is not seen here.
 */
export function coveredFinder(
  { grants, connections, peerSets: { lists }, universe }: KernelSets,
  opened: (grant: GrantId, named: number) => ConnectionSetId,
): CoveredFinder {
  const sets = createBitSets(lists, universe.size);
  let last: { readonly item: CheckedItem; readonly bits: MemberBits } | undefined;

  const bitsOf = (item: CheckedItem): MemberBits => {
    if (last?.item === item) return last.bits;
    const bits = item.set === anyPeer ? allBits(universe.size) : sets.ofSet(item.set);
    last = { item, bits };
    return bits;
  };
  const sizeOf = (set: PeerSetId): number =>
    set === anyPeer ? universe.size : (lists.starts[set + 1] as number) - (lists.starts[set] as number);

  /** Whether one grant opens all that the other does, whichever member is the destination. */
  const opensAll = (wide: GrantId, narrow: GrantId, { direction }: CheckedItem, { named }: SubjectGroup): boolean => {
    if (wide === allGrant || wide === narrow) return true;
    if (direction === "egress" && !(grants.isPlain(wide) && grants.isPlain(narrow))) return false;
    return connections.subtract(opened(narrow, named), opened(wide, named)) === noConnections;
  };
  const removeCovered = (
    bits: MemberBits,
    grant: GrantId,
    item: CheckedItem,
    group: SubjectGroup,
    others: readonly OtherRule[],
    by: Set<RuleState>,
  ): MemberBits => {
    for (const other of others) {
      if (!opensAll(other.grant, grant, item, group)) continue;
      if (other.set === anyPeer) bits.fill(0);
      else if (!sets.remove(bits, other.set)) continue;
      by.add(ruleOf(other));
      if (isEmptyBits(bits)) break;
    }
    return bits;
  };
  return {
    leaveOut: (item, group, others) => {
      if (sizeOf(item.set) < fewMembers) return undefined;
      const by = new Set<RuleState>();
      const whole = removeCovered(bitsOf(item).slice(), item.grant, item, group, others, by);
      if (item.ports.length < 2 || isEmptyBits(whole)) return { by, left: membersOfBits(whole) };
      const left = new Int32Array(whole.length);
      for (const port of item.ports) {
        addBits(left, removeCovered(whole.slice(), grants.ofPorts([port]), item, group, others, by));
      }
      return { by, left: membersOfBits(left) };
    },
  };
}
