import type { Pod } from "../cluster/cluster.js";
import { otherPoliciesFor } from "../cluster/other-policies.js";
import type { CompiledPolicies, CompiledPolicy } from "../policy/compile.js";
import { selectionInDoubt, typesInDoubt } from "../policy/selecting-policies.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import { allGrant, type GrantId, type Grants } from "./grants.js";
import { addInt, createIntList, type IntList, sortInts, uniteEqual } from "./int-list.js";
import { addPair, createPairTable, stepSequence, valueOfPair } from "./interner.js";
import type { LabelClasses } from "./label-classes.js";
import { anyPeer, type PeerSetId, type PeerSets } from "./peer-sets.js";

/** What one policy does in one direction: its rules, each once. Interned. */
export type EffectId = number;

/** In place of an effect, where a policy is not for the direction. */
export const noEffect: EffectId = -1;

/** What effects open, and to whom: the rules of effect e are those from `starts[e]` to `starts[e + 1]`. */
export interface EffectRules {
  readonly starts: readonly number[];
  readonly peers: readonly PeerSetId[];
  readonly grants: readonly GrantId[];
}

/** Policies of other APIs that may change a side's answer. */
export type OtherPolicies = "none" | "may deny" | "may do anything";

/**
 * What decides one direction of a class: the effects of the policies that select it for sure and of those that may.
 * Interned; profile 0 is that of a class that nothing isolates. Later tiers add ordered lists beside these.
 */
export interface Profile {
  readonly sure: readonly EffectId[];
  readonly unsure: readonly EffectId[];
  readonly other: OtherPolicies;
}

export type ProfileId = number;
export const openProfile: ProfileId = 0;

/** A policy with the set of classes that it selects, and its effects. */
export interface PlacedPolicy {
  readonly policy: NetworkPolicy;
  readonly subjects: PeerSetId;
  readonly egress: EffectId;
  readonly ingress: EffectId;
}

/** A policy's effect on a class as one number: twice the effect, and one more where it may not select the class. */
export function effectCode(effect: EffectId, sure: boolean): number {
  return effect * 2 + (sure ? 0 : 1);
}

export interface Profiles {
  place(compiled: CompiledPolicy): PlacedPolicy;
  /** The profile of a class with these codes of effects, in any order. The list is sorted in place. */
  intern(codes: IntList, classId: number, direction: PolicyDirection): ProfileId;
  readonly effects: EffectRules;
  byId(id: ProfileId): Profile;
  readonly count: number;
}

const otherCodes: Readonly<Record<OtherPolicies, number>> = { none: 0, "may deny": 1, "may do anything": 2 };
const noEffects: readonly EffectId[] = [];

export function createProfiles(
  policies: CompiledPolicies,
  classes: LabelClasses,
  peerSets: PeerSets,
  grants: Grants,
): Profiles {
  const ruleIds = createPairTable();
  const rulePeers: PeerSetId[] = [];
  const ruleGrants: GrantId[] = [];
  const effectStarts = [0];
  const effectPeers: PeerSetId[] = [];
  const effectGrants: GrantId[] = [];
  const effectStates = createPairTable();
  /** By state of the trie; most states end no sequence. */
  const effectOfState = createIntList();
  /** Most effects are of one rule, and most profiles of one effect. */
  const effectOfRule = createIntList();
  const profileStates = createPairTable();
  const profileOfState = createIntList();
  const profileOfCode = createIntList();
  const profiles: Profile[] = [];
  const ruleScratch = createIntList();

  const ruleId = (peers: PeerSetId, grant: GrantId): number => {
    const known = valueOfPair(ruleIds, peers, grant);
    if (known !== -1) return known;
    addPair(ruleIds, peers, grant, rulePeers.length);
    rulePeers.push(peers);
    ruleGrants.push(grant);
    return rulePeers.length - 1;
  };

  /** The rules are sorted and each is there once. */
  const addEffect = ({ values, length }: IntList): EffectId => {
    for (let at = 0; at < length; at += 1) {
      effectPeers.push(rulePeers[values[at] as number] as PeerSetId);
      effectGrants.push(ruleGrants[values[at] as number] as GrantId);
    }
    effectStarts.push(effectPeers.length);
    return effectStarts.length - 2;
  };
  const internEffect = (rules: IntList): EffectId => {
    sortInts(rules);
    uniteEqual(rules);
    if (rules.length === 1) {
      const rule = rules.values[0] as number;
      const known = entryOf(effectOfRule, rule);
      return known !== -1 ? known : setEntry(effectOfRule, rule, addEffect(rules));
    }
    let state = 0;
    for (let at = 0; at < rules.length; at += 1) state = stepSequence(effectStates, state, rules.values[at] as number);
    const known = entryOf(effectOfState, state);
    return known !== -1 ? known : setEntry(effectOfState, state, addEffect(rules));
  };

  const effectIn = (compiled: CompiledPolicy, direction: PolicyDirection): EffectId => {
    const { namespace } = compiled.policy.meta;
    const own = compiled[direction];
    if (!own && !typesInDoubt(compiled)) return noEffect;
    ruleScratch.length = 0;
    if (compiled.refused || !own) addInt(ruleScratch, ruleId(anyPeer, grants.asPossible(allGrant)));
    else for (const { peers, ports } of own) addInt(ruleScratch, ruleId(peerSets.ofPeers(peers, namespace), grants.ofPorts(ports)));
    return internEffect(ruleScratch);
  };

  const subjectsOf = (compiled: CompiledPolicy): PeerSetId => {
    const { policy, refused } = compiled;
    const selector = selectionInDoubt(compiled) ? undefined : policy.podSelector;
    return peerSets.ofSubjects(selector, policy.meta.namespace, !refused);
  };

  const addProfile = ({ values, length }: IntList, other: OtherPolicies): ProfileId => {
    const sure: EffectId[] = [];
    let unsure: EffectId[] | undefined;
    for (let at = 0; at < length; at += 1) {
      const code = values[at] as number;
      if (code % 2 === 0) sure.push(code / 2);
      else (unsure ??= []).push((code - 1) / 2);
    }
    // A copy takes no room for more, unlike a list that was added to.
    profiles.push({ sure: sure.length === 0 ? noEffects : sure.slice(), unsure: unsure ?? noEffects, other });
    return profiles.length - 1;
  };
  const internCodes = (codes: IntList, other: OtherPolicies): ProfileId => {
    sortInts(codes);
    uniteEqual(codes);
    if (codes.length === 0 && other === "none") return openProfile;
    if (codes.length === 1 && other === "none") {
      const code = codes.values[0] as number;
      const known = entryOf(profileOfCode, code);
      return known !== -1 ? known : setEntry(profileOfCode, code, addProfile(codes, other));
    }
    let state = stepSequence(profileStates, 0, otherCodes[other]);
    for (let at = 0; at < codes.length; at += 1) state = stepSequence(profileStates, state, codes.values[at] as number);
    const known = entryOf(profileOfState, state);
    return known !== -1 ? known : setEntry(profileOfState, state, addProfile(codes, other));
  };
  addProfile(createIntList(0), "none");

  const hasOthers = policies.cluster.otherPolicies.length > 0;
  return {
    effects: { starts: effectStarts, peers: effectPeers, grants: effectGrants },
    place: (compiled) => ({
      policy: compiled.policy,
      subjects: subjectsOf(compiled),
      egress: effectIn(compiled, "egress"),
      ingress: effectIn(compiled, "ingress"),
    }),
    intern: (codes, classId, direction) =>
      internCodes(codes, hasOthers ? otherPoliciesOfClass(policies, classes.examples[classId] as Pod, direction) : "none"),
    byId: (id) => profiles[id] as Profile,
    get count() {
      return profiles.length;
    },
  };
}

/** The value at a place of a table that grows as values are set; -1 where none is. */
function entryOf({ values, length }: IntList, at: number): number {
  return at < length ? (values[at] as number) : -1;
}

function setEntry(table: IntList, at: number, value: number): number {
  while (table.length <= at) addInt(table, -1);
  table.values[at] = value;
  return value;
}

/** What policies of other APIs may do to a class. */
function otherPoliciesOfClass({ cluster }: CompiledPolicies, pod: Pod, direction: PolicyDirection): OtherPolicies {
  const applying = otherPoliciesFor(cluster, pod, direction);
  if (applying.length === 0) return "none";
  return applying.some((policy) => !policy.onlyDenies) ? "may do anything" : "may deny";
}
