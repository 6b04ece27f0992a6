import type { IpFamily } from "../sets/ip-address.js";
import { allGrant, type GrantId, type Grants, noGrant } from "./grants.js";
import { anyPeer, type PeerSets, type Universe } from "./peer-sets.js";
import type { EffectId, Profile, Profiles, RuleGrant } from "./profiles.js";

/** Grants of one profile towards every number of the universe. */
export interface Accumulated {
  /** For address atoms that are not listed. */
  readonly base: GrantId;
  /** For label classes that are not listed: more than `base` where rules name nearly all of them. */
  readonly classBase: GrantId;
  /** Numbers with a grant of their own, in no order. */
  readonly touched: readonly number[];
  /** By number; only those of `touched` mean anything, and only until the next call. */
  readonly grants: Int32Array;
}

/** Works out what a profile grants to whom. One scratch space for all calls: use a result before asking for the next. */
export interface Accumulator {
  accumulate(profile: Profile): Accumulated;
  /** For a peer with one address of which it is not known which: what all atoms of the family get, and what any gets. */
  forUnknownAddress(accumulated: Accumulated, family: IpFamily): GrantId;
}

export function createAccumulator(profiles: Profiles, peerSets: PeerSets, grants: Grants, universe: Universe): Accumulator {
  const scratch = new Int32Array(universe.size);
  const stamps = new Int32Array(universe.size);
  let stamp = 0;
  const holeStamps = new Int32Array(universe.classes);
  let holeStamp = 0;

  const accumulateEffects = (
    effects: readonly EffectId[],
    mark: (grant: GrantId) => GrantId,
    into: Pending,
    useHoles: boolean,
  ): void => {
    const nearlyAll: HoleyRule[] = [];
    const others: RuleGrant[] = [];
    for (const effect of effects) {
      for (const rule of profiles.effectOf(effect)) {
        if (rule.peers === anyPeer) {
          into.base = grants.union(into.base, mark(rule.grant));
          continue;
        }
        const holes = useHoles ? peerSets.holesOf(rule.peers) : undefined;
        if (holes) nearlyAll.push({ holes, grant: mark(rule.grant) });
        else others.push(rule);
      }
    }
    if (nearlyAll.length > 0) addNearlyAll(nearlyAll, into);
    for (const { peers, grant } of others) {
      const { yes, maybe } = peerSets.membersOf(peers);
      addMembers(yes, mark(grant), into);
      if (maybe.length > 0) addMembers(maybe, grants.asPossible(mark(grant)), into);
    }
  };

  const touch = (member: number, start: GrantId, into: Pending): void => {
    if (stamps[member] === stamp) return;
    stamps[member] = stamp;
    scratch[member] = start;
    into.touched.push(member);
  };

  /** Sets of nearly all classes are a new default; only the classes that some set leaves out are worked out. */
  const addNearlyAll = (rules: readonly HoleyRule[], into: Pending): void => {
    for (const { holes } of rules) for (const member of holes) touch(member, into.classBase, into);
    for (const { holes, grant } of rules) {
      holeStamp += 1;
      for (const member of holes) holeStamps[member] = holeStamp;
      for (const member of into.touched) {
        if (member >= universe.classes || holeStamps[member] === holeStamp) continue;
        scratch[member] = grants.union(scratch[member] as number, grant);
      }
      into.classBase = grants.union(into.classBase, grant);
    }
  };

  const addMembers = (members: Int32Array, grant: GrantId, into: Pending): void => {
    // Neighbours mostly have the same grant so far, and then get the same sum.
    let before = -1;
    let after = -1;
    for (const member of members) {
      if (stamps[member] !== stamp) touch(member, member < universe.classes ? into.classBase : noGrant, into);
      const current = scratch[member] as number;
      if (current !== before) {
        before = current;
        after = grants.union(current, grant);
      }
      scratch[member] = after;
    }
  };

  const addBase = (pending: Pending): void => {
    const { base, touched } = pending;
    if (base === noGrant) return;
    pending.classBase = grants.union(pending.classBase, base);
    for (const member of touched) scratch[member] = grants.union(scratch[member] as number, base);
  };

  const apply = (pending: Pending, change: (grant: GrantId) => GrantId): void => {
    pending.base = change(pending.base);
    pending.classBase = change(pending.classBase);
    for (const member of pending.touched) scratch[member] = change(scratch[member] as number);
  };

  /** Policies of which it is not known whether they select: none may, and any of them may. */
  const accumulateUnsure = (profile: Profile): Pending => {
    const results = profile.unsure.map((effect) => {
      stamp += 1;
      const pending = emptyPending();
      accumulateEffects([effect], (grant) => grant, pending, false);
      addBase(pending);
      return { base: pending.base, grants: new Map(pending.touched.map((member) => [member, scratch[member] as number])) };
    });
    stamp += 1;
    const touched = [...new Set(results.flatMap((result) => [...result.grants.keys()]))];
    const common = (member: number | undefined): GrantId =>
      grants.withEverythingPossible(
        results
          .map((result) => (member === undefined ? result.base : (result.grants.get(member) ?? result.base)))
          .reduce((a, b) => grants.surelyBoth(a, b)),
      );
    for (const member of touched) {
      stamps[member] = stamp;
      scratch[member] = common(member);
    }
    const base = common(undefined);
    return { base, classBase: base, touched };
  };

  const accumulateSure = (profile: Profile): Pending => {
    stamp += 1;
    const pending = emptyPending();
    accumulateEffects(profile.sure, (grant) => grant, pending, true);
    accumulateEffects(profile.unsure, (grant) => grants.asPossible(grant), pending, true);
    addBase(pending);
    return pending;
  };

  return {
    accumulate: (profile) => {
      const pending = startOf(profile, accumulateSure, accumulateUnsure);
      if (profile.other === "may deny") apply(pending, (grant) => grants.asPossible(grant));
      return { ...pending, grants: scratch };
    },
    forUnknownAddress: ({ base, touched, grants: values }, family) => {
      const first = universe.firstAtom[family];
      const end = family === 4 ? universe.firstAtom[6] : universe.size;
      const atoms = touched.filter((member) => member >= first && member < end);
      if (atoms.length === 0) return base;
      const distinct = new Set(atoms.map((atom) => values[atom] as number));
      if (atoms.length < end - first) distinct.add(base);
      return grants.union(base, [...distinct].reduce((a, b) => grants.surelyBoth(a, b)));
    },
  };

  function startOf(
    profile: Profile,
    sure: (profile: Profile) => Pending,
    unsure: (profile: Profile) => Pending,
  ): Pending {
    if (profile.other === "may do anything") return { ...emptyPending(), ...everywhere(grants.withEverythingPossible(noGrant)) };
    if (profile.sure.length > 0) return sure(profile);
    return profile.unsure.length > 0 ? unsure(profile) : { ...emptyPending(), ...everywhere(allGrant) };
  }
}

interface Pending {
  base: GrantId;
  classBase: GrantId;
  readonly touched: number[];
}

interface HoleyRule {
  readonly holes: Int32Array;
  readonly grant: GrantId;
}

function emptyPending(): Pending {
  return { base: noGrant, classBase: noGrant, touched: [] };
}

function everywhere(grant: GrantId): Pick<Pending, "base" | "classBase"> {
  return { base: grant, classBase: grant };
}
