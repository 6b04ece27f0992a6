import { type GrantId, type Grants, noGrant } from "./grants.js";
import { addInt, createIntList } from "./int-list.js";
import { anyPeer, type PeerSetId, type PeerSets } from "./peer-sets.js";
import type { EffectRules, Profile, Profiles } from "./profiles.js";
import type { Quotient } from "./quotient.js";

/** What a profile grants whose rules all open to nearly all pods, wherever their addresses are. */
export interface HoleyRow {
  /** Towards addresses, and towards pods that no rule leaves out. */
  readonly base: GrantId;
  readonly podBase: GrantId;
  /** By group of pods, the rules that leave it out, as bits; valid until the next call. */
  readonly missing: Uint8Array;
  /** Grant by such a set of bits, for those up to `combinations`, exclusive. */
  readonly grants: Int32Array;
  readonly combinations: number;
  /** The groups that each rule leaves out. */
  readonly holes: readonly Int32Array[];
}

/** Finds rows of profiles whose rules all open to nearly all pods. */
export interface HoleFinder {
  readonly effects: EffectRules;
  readonly peerSets: PeerSets;
  readonly grants: Grants;
  readonly quotient: Quotient;
  /** Rows that leave out no more columns than this are not made. */
  readonly fewColumns: number;
  /** By group, its number of columns. */
  readonly columnsOfGroup: Int32Array;
  /** By peer set, the groups it leaves out; null for sets that leave out many. */
  readonly groupsLeftOut: (Int32Array | null | undefined)[];
  /** Of the profile at hand: the rules for nearly all pods, what those for everybody open, and the row. */
  readonly ruleHoles: Int32Array[];
  readonly ruleGrants: GrantId[];
  base: GrantId;
  readonly missing: Uint8Array;
  readonly openedWithout: Int32Array;
}

/** So many fit in a byte. */
const mostRules = 8;

interface HoleParts {
  readonly profiles: Profiles;
  readonly peerSets: PeerSets;
  readonly grants: Grants;
  readonly quotient: Quotient;
}

export function createHoleFinder({ profiles, peerSets, grants, quotient }: HoleParts, fewColumns: number): HoleFinder {
  const columnsOfGroup = new Int32Array(quotient.groupExamples.length);
  for (const group of quotient.groupOf) columnsOfGroup[group] = (columnsOfGroup[group] as number) + 1;
  return {
    effects: profiles.effects,
    peerSets,
    grants,
    quotient,
    fewColumns,
    columnsOfGroup,
    groupsLeftOut: [],
    ruleHoles: [],
    ruleGrants: [],
    base: noGrant,
    missing: new Uint8Array(quotient.podGroups),
    openedWithout: new Int32Array(1 << mostRules),
  };
}

/** Undefined for profiles of other rules, and for rows that say something of their own about few columns only. */
export function findHoleyRow(finder: HoleFinder, profile: Profile): HoleyRow | undefined {
  if (profile.other !== "none" || profile.unsure.length > 0 || profile.sure.length === 0) return undefined;
  if (!collectRules(finder, profile) || finder.ruleHoles.length === 0) return undefined;
  if (markMissing(finder) <= finder.fewColumns) return undefined;
  uniteGrants(finder);
  const { base, missing, openedWithout, ruleHoles } = finder;
  const podBase = openedWithout[0] as GrantId;
  return { base, podBase, missing, grants: openedWithout, combinations: 1 << ruleHoles.length, holes: ruleHoles };
}

/** False where some rule is neither for everybody nor for nearly all pods. */
function collectRules(finder: HoleFinder, { sure }: Profile): boolean {
  const { effects, grants, ruleHoles, ruleGrants } = finder;
  finder.base = noGrant;
  ruleHoles.length = 0;
  ruleGrants.length = 0;
  for (let place = 0; place < sure.length; place += 1) {
    const effect = sure[place] as number;
    const end = effects.starts[effect + 1] as number;
    for (let at = effects.starts[effect] as number; at < end; at += 1) {
      const [peers, grant] = [effects.peers[at] as PeerSetId, effects.grants[at] as GrantId];
      const holes = peers === anyPeer ? undefined : leftOutOf(finder, peers);
      if (holes === null || ruleHoles.length === mostRules) return false;
      if (!holes) finder.base = grants.union(finder.base, grant);
      else {
        ruleHoles.push(holes);
        ruleGrants.push(grant);
      }
    }
  }
  return true;
}

function leftOutOf({ groupsLeftOut, peerSets, quotient }: HoleFinder, peers: PeerSetId): Int32Array | null {
  const known = groupsLeftOut[peers];
  if (known !== undefined) return known;
  return (groupsLeftOut[peers] = peerSets.hasNearlyAll(peers) ? findGroupsLeftOut(peerSets, peers, quotient) : null);
}

/** Up to one group for so many pods' classes, searching for each group is faster than going over a set. */
const classesPerSearch = 16;

/** No rule tells the classes of one group apart: one of them stands for all. */
function findGroupsLeftOut(peerSets: PeerSets, peers: PeerSetId, quotient: Quotient): Int32Array {
  const { examples, groupExamples, podGroups } = quotient;
  const holes = podGroups * classesPerSearch < peerSets.classes ? undefined : marksOf(peerSets.holesOf(peers), peerSets.classes);
  const groups = createIntList();
  for (let group = 0; group < podGroups; group += 1) {
    const example = examples[groupExamples[group] as number] as number;
    const isLeftOut = holes ? holes[example] === 1 : peerSets.lists.holds(peers, example) === "no";
    if (isLeftOut) addInt(groups, group);
  }
  return groups.values.slice(0, groups.length);
}

function marksOf(members: ArrayLike<number> = [], size: number): Uint8Array {
  const marks = new Uint8Array(size);
  for (let at = 0; at < members.length; at += 1) marks[members[at] as number] = 1;
  return marks;
}

/** The number of columns that some rule leaves out. */
function markMissing({ missing, ruleHoles, columnsOfGroup }: HoleFinder): number {
  missing.fill(0);
  let columns = 0;
  for (let rule = 0; rule < ruleHoles.length; rule += 1) {
    const holes = ruleHoles[rule] as Int32Array;
    const bit = 1 << rule;
    for (let at = 0; at < holes.length; at += 1) {
      const group = holes[at] as number;
      const before = missing[group] as number;
      if (before === 0) columns += columnsOfGroup[group] as number;
      missing[group] = before | bit;
    }
  }
  return columns;
}

/** What is granted to whom a set of rules leaves out: from all of them downwards, one rule more each time. */
function uniteGrants({ base, grants, ruleGrants, openedWithout }: HoleFinder): void {
  const all = (1 << ruleGrants.length) - 1;
  openedWithout[all] = base;
  for (let rules = all - 1; rules >= 0; rules -= 1) {
    // The first rule that does not leave out.
    const rule = 31 - Math.clz32(~rules & -~rules);
    openedWithout[rules] = grants.union(openedWithout[rules | (1 << rule)] as GrantId, ruleGrants[rule] as GrantId);
  }
}
