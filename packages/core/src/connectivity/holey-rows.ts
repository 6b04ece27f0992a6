import { type GrantId, type Grants, noGrant } from "./grants.js";
import { anyPeer, type PeerSetId, type PeerSets } from "./peer-sets.js";
import type { Profile, Profiles } from "./profiles.js";
import type { Quotient } from "./quotient.js";

/** What a profile grants whose rules all open to nearly all pods, wherever their addresses are. */
export interface HoleyRow {
  /** Towards addresses, and towards pods that no rule leaves out. */
  readonly base: GrantId;
  readonly podBase: GrantId;
  /** By column of pods, the rules that leave it out, as bits; valid until the next call. */
  readonly missing: Uint8Array;
  /** Grant by such a set of bits, for those up to `combinations`, exclusive. */
  readonly grants: Int32Array;
  readonly combinations: number;
  /** The columns that each rule leaves out. */
  readonly holes: readonly Int32Array[];
}

/**
 * Rows of profiles whose rules all open to nearly all pods. Undefined for other profiles, and for rows that say
 * something of their own about few columns only.
 */
export type MakeHoleyRow = (profile: Profile) => HoleyRow | undefined;

/** So many fit in a byte. */
const mostRules = 8;

/** `fewColumns`: rows that leave out no more columns than this are not made. */
export function createHoleyRows(
  profiles: Profiles,
  peerSets: PeerSets,
  grants: Grants,
  { columnOf, podColumns }: Quotient,
  fewColumns: number,
): MakeHoleyRow {
  const { effects } = profiles;
  const missing = new Uint8Array(podColumns);
  const openedWithout = new Int32Array(1 << mostRules);
  /** By peer set, the columns it leaves out, some of them repeatedly; null for sets that leave out many. */
  const holeColumns: (Int32Array | null | undefined)[] = [];
  const ruleHoles: Int32Array[] = [];
  const ruleGrants: GrantId[] = [];

  const holesIn = (peers: PeerSetId): Int32Array | null => {
    const known = holeColumns[peers];
    if (known !== undefined) return known;
    // No rule tells the classes of one column apart.
    const holes = peerSets.holesOf(peers);
    return (holeColumns[peers] = holes ? columnsOf(holes, columnOf) : null);
  };

  /** Collects the rules of a profile; the grant of those for everybody, or undefined where some rule is not like that. */
  const collect = ({ sure }: Profile): GrantId | undefined => {
    let base = noGrant;
    ruleHoles.length = 0;
    ruleGrants.length = 0;
    for (let place = 0; place < sure.length; place += 1) {
      const effect = sure[place] as number;
      const end = effects.starts[effect + 1] as number;
      for (let at = effects.starts[effect] as number; at < end; at += 1) {
        const [peers, grant] = [effects.peers[at] as PeerSetId, effects.grants[at] as GrantId];
        const holes = peers === anyPeer ? undefined : holesIn(peers);
        if (holes === null || ruleHoles.length === mostRules) return undefined;
        if (!holes) base = grants.union(base, grant);
        else {
          ruleHoles.push(holes);
          ruleGrants.push(grant);
        }
      }
    }
    return base;
  };

  const markMissing = (): number => {
    missing.fill(0);
    let columns = 0;
    for (let rule = 0; rule < ruleHoles.length; rule += 1) {
      const holes = ruleHoles[rule] as Int32Array;
      const bit = 1 << rule;
      for (let at = 0; at < holes.length; at += 1) {
        const column = holes[at] as number;
        const before = missing[column] as number;
        if (before === 0) columns += 1;
        missing[column] = before | bit;
      }
    }
    return columns;
  };

  /** What is granted to whom a set of rules leaves out: from all of them downwards, one rule more each time. */
  const uniteGrants = (base: GrantId): void => {
    const all = (1 << ruleGrants.length) - 1;
    openedWithout[all] = base;
    for (let rules = all - 1; rules >= 0; rules -= 1) {
      // The first rule that does not leave out.
      const rule = 31 - Math.clz32(~rules & -~rules);
      openedWithout[rules] = grants.union(openedWithout[rules | (1 << rule)] as GrantId, ruleGrants[rule] as GrantId);
    }
  };

  return (profile) => {
    if (profile.other !== "none" || profile.unsure.length > 0 || profile.sure.length === 0) return undefined;
    const base = collect(profile);
    if (base === undefined || ruleHoles.length === 0 || markMissing() <= fewColumns) return undefined;
    uniteGrants(base);
    const podBase = openedWithout[0] as GrantId;
    return { base, podBase, missing, grants: openedWithout, combinations: 1 << ruleHoles.length, holes: ruleHoles };
  };
}

function columnsOf(classes: Int32Array, columnOf: Int32Array): Int32Array {
  const columns = new Int32Array(classes.length);
  for (let at = 0; at < classes.length; at += 1) columns[at] = columnOf[classes[at] as number] as number;
  return columns;
}
