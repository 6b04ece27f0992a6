import type { IpFamily } from "../sets/ip-address.js";
import { allGrant, type GrantId, type Grants, noGrant } from "./grants.js";
import { addInt, createIntList, type IntList } from "./int-list.js";
import { anyPeer, type PeerSets, type Universe } from "./peer-sets.js";
import type { EffectId, Profile, Profiles } from "./profiles.js";

/** Grants of one profile towards every number of the universe. */
export interface Accumulated {
  /** For address atoms that are not listed. */
  readonly base: GrantId;
  /** For label classes that are not listed: more than `base` where rules name nearly all of them. */
  readonly classBase: GrantId;
  /** Numbers with a grant of their own, in no order. */
  readonly touched: IntList;
  /** By number; only those of `touched` mean anything, and only until the next call. */
  readonly grants: Int32Array;
}

/** Works out what a profile grants to whom. One scratch space for all calls: use a result before asking for the next. */
export interface Accumulator {
  accumulate(profile: Profile): Accumulated;
  /** For a peer with one address of which it is not known which: what all atoms of the family get, and what any gets. */
  forUnknownAddress(accumulated: Accumulated, family: IpFamily): GrantId;
}

/** Rules are taken so many at a time: which of them open towards somebody is a set of bits. */
const batchSize = 8;

export function createAccumulator(profiles: Profiles, peerSets: PeerSets, grants: Grants, universe: Universe): Accumulator {
  const { lists, holesOf } = peerSets;
  const { effects } = profiles;
  const scratch = new Int32Array(universe.size);
  const stamps = new Int32Array(universe.size);
  let stamp = 0;
  const touched = createIntList();
  /** By number: the rules of the batch whose list has it. All zero between batches. */
  const bits = new Uint8Array(universe.size);
  const inBatch = createIntList();
  /** By set of bits, what these rules open together; -1 where it was not needed yet. */
  const openedBy = new Int32Array(1 << batchSize);
  const pending: Pending = { base: noGrant, classBase: noGrant };
  const nearlyAll: HoleyRule[] = [];
  const parts = createParts();

  const start = (): void => {
    stamp += 1;
    touched.length = 0;
    pending.base = noGrant;
    pending.classBase = noGrant;
  };

  /** Collects the rules of effects as lists of members, sure and possible ones apart. */
  const collect = (ids: readonly EffectId[], mark: (grant: GrantId) => GrantId, useHoles: boolean): void => {
    for (const effect of ids) {
      const end = effects.starts[effect + 1] as number;
      for (let at = effects.starts[effect] as number; at < end; at += 1) {
        const [peers, grant] = [effects.peers[at] as number, mark(effects.grants[at] as number)];
        if (peers === anyPeer) {
          pending.base = grants.union(pending.base, grant);
          continue;
        }
        const holes = useHoles ? holesOf(peers) : undefined;
        if (holes) {
          nearlyAll.push({ holes, grant });
          continue;
        }
        addPart(parts, lists.starts[peers] as number, lists.middles[peers] as number, grant);
        const [middle, last] = [lists.middles[peers] as number, lists.starts[peers + 1] as number];
        if (middle < last) addPart(parts, middle, last, grants.asPossible(grant));
      }
    }
  };
  const addCollected = (): void => {
    for (let first = 0; first < nearlyAll.length; first += batchSize) addNearlyAll(nearlyAll, first);
    nearlyAll.length = 0;
    for (let first = 0; first < parts.count; first += batchSize) addParts(first, Math.min(first + batchSize, parts.count));
    parts.count = 0;
    addBase();
  };

  const touch = (member: number): void => {
    if (stamps[member] === stamp) return;
    stamps[member] = stamp;
    scratch[member] = member < universe.classes ? pending.classBase : noGrant;
    addInt(touched, member);
  };

  const mark = (members: Int32Array, first: number, end: number, bit: number): void => {
    for (let at = first; at < end; at += 1) {
      const member = members[at] as number;
      const before = bits[member] as number;
      if (before === 0) addInt(inBatch, member);
      bits[member] = before | bit;
    }
  };

  /** Sets of nearly all classes are a new default; only the classes that some set leaves out are worked out. */
  const addNearlyAll = (rules: readonly HoleyRule[], first: number): void => {
    const count = Math.min(batchSize, rules.length - first);
    for (let bit = 0; bit < count; bit += 1) {
      const { holes } = rules[first + bit] as HoleyRule;
      mark(holes, 0, holes.length, 1 << bit);
    }
    for (let at = 0; at < inBatch.length; at += 1) touch(inBatch.values[at] as number);
    inBatch.length = 0;
    const all = (1 << count) - 1;
    openedBy.fill(-1, 0, all + 1);
    const openedTo = (missing: number): GrantId => {
      const known = openedBy[missing] as number;
      if (known !== -1) return known;
      let sum = noGrant;
      for (let bit = 0; bit < count; bit += 1) {
        if ((missing & (1 << bit)) === 0) sum = grants.union(sum, (rules[first + bit] as HoleyRule).grant);
      }
      openedBy[missing] = sum;
      return sum;
    };
    for (let at = 0; at < touched.length; at += 1) {
      const member = touched.values[at] as number;
      const missing = bits[member] as number;
      bits[member] = 0;
      if (member >= universe.classes) continue;
      const before = scratch[member] as number;
      const more = openedTo(missing);
      scratch[member] = before === noGrant ? more : grants.union(before, more);
    }
    pending.classBase = grants.union(pending.classBase, openedTo(0));
  };

  const addParts = (first: number, end: number): void => {
    if (end - first === 1) {
      addOnePart(first);
      return;
    }
    const { values } = lists.members;
    for (let part = first; part < end; part += 1) {
      mark(values, parts.starts[part] as number, parts.ends[part] as number, 1 << (part - first));
    }
    openedBy.fill(-1, 0, 1 << (end - first));
    for (let at = 0; at < inBatch.length; at += 1) {
      const member = inBatch.values[at] as number;
      const set = bits[member] as number;
      bits[member] = 0;
      if (openedBy[set] === -1) openedBy[set] = unionOfParts(first, end, set);
      touch(member);
      const before = scratch[member] as number;
      scratch[member] = before === noGrant ? (openedBy[set] as number) : grants.union(before, openedBy[set] as number);
    }
    inBatch.length = 0;
  };
  const unionOfParts = (first: number, end: number, set: number): GrantId => {
    let sum = noGrant;
    for (let part = first; part < end; part += 1) {
      if ((set & (1 << (part - first))) !== 0) sum = grants.union(sum, parts.grants[part] as number);
    }
    return sum;
  };
  const addOnePart = (part: number): void => {
    const grant = parts.grants[part] as number;
    const { values } = lists.members;
    for (let at = parts.starts[part] as number; at < (parts.ends[part] as number); at += 1) {
      const member = values[at] as number;
      touch(member);
      scratch[member] = grants.union(scratch[member] as number, grant);
    }
  };

  const addBase = (): void => {
    const { base } = pending;
    if (base === noGrant) return;
    pending.classBase = grants.union(pending.classBase, base);
    for (let at = 0; at < touched.length; at += 1) {
      const member = touched.values[at] as number;
      scratch[member] = grants.union(scratch[member] as number, base);
    }
  };

  /** Policies of which it is not known whether they select: none may, and any of them may. */
  const accumulateUnsure = (profile: Profile): void => {
    const results = profile.unsure.map((effect) => {
      start();
      collect([effect], asItIs, false);
      addCollected();
      const members = [...touched.values.subarray(0, touched.length)];
      return { base: pending.base, grants: new Map(members.map((member) => [member, scratch[member] as number])) };
    });
    start();
    const common = (member: number | undefined): GrantId =>
      grants.withEverythingPossible(
        results
          .map((result) => (member === undefined ? result.base : (result.grants.get(member) ?? result.base)))
          .reduce((a, b) => grants.surelyBoth(a, b)),
      );
    for (const member of results.flatMap((result) => [...result.grants.keys()])) {
      touch(member);
      scratch[member] = common(member);
    }
    setEverywhere(common(undefined));
  };

  const accumulateSure = (profile: Profile): void => {
    start();
    collect(profile.sure, asItIs, true);
    if (profile.unsure.length > 0) collect(profile.unsure, grants.asPossible, true);
    addCollected();
  };

  const setEverywhere = (grant: GrantId): void => {
    pending.base = grant;
    pending.classBase = grant;
  };

  const apply = (change: (grant: GrantId) => GrantId): void => {
    pending.base = change(pending.base);
    pending.classBase = change(pending.classBase);
    for (let at = 0; at < touched.length; at += 1) {
      const member = touched.values[at] as number;
      scratch[member] = change(scratch[member] as number);
    }
  };

  const accumulateProfile = (profile: Profile): void => {
    if (profile.other !== "may do anything" && profile.sure.length > 0) accumulateSure(profile);
    else if (profile.other !== "may do anything" && profile.unsure.length > 0) accumulateUnsure(profile);
    else {
      start();
      setEverywhere(profile.other === "may do anything" ? grants.withEverythingPossible(noGrant) : allGrant);
    }
  };

  return {
    accumulate: (profile) => {
      accumulateProfile(profile);
      if (profile.other === "may deny") apply(grants.asPossible);
      return { base: pending.base, classBase: pending.classBase, touched, grants: scratch };
    },
    forUnknownAddress: ({ base, touched: { values, length }, grants: found }, family) => {
      const first = universe.firstAtom[family];
      const end = family === 4 ? universe.firstAtom[6] : universe.size;
      let atoms = 0;
      let distinct: Set<GrantId> | undefined;
      for (let at = 0; at < length; at += 1) {
        const member = values[at] as number;
        if (member < first || member >= end) continue;
        atoms += 1;
        (distinct ??= new Set()).add(found[member] as number);
      }
      if (!distinct) return base;
      if (atoms < end - first) distinct.add(base);
      return grants.union(base, [...distinct].reduce((a, b) => grants.surelyBoth(a, b)));
    },
  };
}

/** Before a rule is added: what nobody of a kind is listed for. */
interface Pending {
  base: GrantId;
  classBase: GrantId;
}

interface HoleyRule {
  readonly holes: Int32Array;
  readonly grant: GrantId;
}

/** Parts of the peer sets' members, from `starts` to `ends`, with what is opened to them. */
interface Parts {
  count: number;
  readonly starts: number[];
  readonly ends: number[];
  readonly grants: GrantId[];
}

function createParts(): Parts {
  return { count: 0, starts: [], ends: [], grants: [] };
}

function addPart(parts: Parts, start: number, end: number, grant: GrantId): void {
  if (start === end) return;
  parts.starts[parts.count] = start;
  parts.ends[parts.count] = end;
  parts.grants[parts.count] = grant;
  parts.count += 1;
}

function asItIs(grant: GrantId): GrantId {
  return grant;
}
