import type { IpFamily } from "../sets/ip-address.js";
import { type GrantId, type Grants, noGrant } from "./grants.js";
import { anyPeer, type PeerSets, type Universe } from "./peer-sets.js";
import type { EffectId, Profile, Profiles } from "./profiles.js";

/** Grants of one profile towards every number of the universe; `base` for those that are not listed. */
export interface Accumulated {
  readonly base: GrantId;
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

  const accumulateEffects = (effects: readonly EffectId[], mark: (grant: GrantId) => GrantId, into: Pending): void => {
    for (const effect of effects) {
      for (const { peers, grant } of profiles.effectOf(effect)) {
        if (peers === anyPeer) into.base = grants.union(into.base, mark(grant));
      }
    }
    for (const effect of effects) {
      for (const { peers, grant } of profiles.effectOf(effect)) {
        if (peers === anyPeer) continue;
        const { yes, maybe } = peerSets.membersOf(peers);
        addMembers(yes, mark(grant), into);
        if (maybe.length > 0) addMembers(maybe, grants.asPossible(mark(grant)), into);
      }
    }
  };

  const addMembers = (members: Int32Array, grant: GrantId, into: Pending): void => {
    // Neighbours mostly have the same grant so far, and then get the same sum.
    let before = -1;
    let after = -1;
    for (const member of members) {
      if (stamps[member] !== stamp) {
        stamps[member] = stamp;
        scratch[member] = noGrant;
        into.touched.push(member);
      }
      const current = scratch[member] as number;
      if (current !== before) {
        before = current;
        after = grants.union(current, grant);
      }
      scratch[member] = after;
    }
  };

  const addBase = ({ base, touched }: Pending): void => {
    if (base === noGrant) return;
    for (const member of touched) scratch[member] = grants.union(scratch[member] as number, base);
  };

  const apply = (pending: Pending, change: (grant: GrantId) => GrantId): void => {
    pending.base = change(pending.base);
    for (const member of pending.touched) scratch[member] = change(scratch[member] as number);
  };

  /** Policies of which it is not known whether they select: none may, and any of them may. */
  const accumulateUnsure = (profile: Profile): Pending => {
    const results = profile.unsure.map((effect) => {
      stamp += 1;
      const pending: Pending = { base: noGrant, touched: [] };
      accumulateEffects([effect], (grant) => grant, pending);
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
    return { base: common(undefined), touched };
  };

  const accumulateSure = (profile: Profile): Pending => {
    stamp += 1;
    const pending: Pending = { base: noGrant, touched: [] };
    accumulateEffects(profile.sure, (grant) => grant, pending);
    accumulateEffects(profile.unsure, (grant) => grants.asPossible(grant), pending);
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
    if (profile.other === "may do anything") return { base: grants.withEverythingPossible(noGrant), touched: [] };
    if (profile.sure.length > 0) return sure(profile);
    return profile.unsure.length > 0 ? unsure(profile) : { base: 1, touched: [] };
  }
}

interface Pending {
  base: GrantId;
  readonly touched: number[];
}
