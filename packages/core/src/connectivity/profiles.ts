import type { Pod } from "../cluster/cluster.js";
import { otherPoliciesFor } from "../cluster/other-policies.js";
import type { CompiledPolicies, CompiledPolicy } from "../policy/compile.js";
import { selectionInDoubt, typesInDoubt } from "../policy/evaluate-direction.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import { allGrant, type GrantId, type Grants } from "./grants.js";
import { createPairTable, createSequenceInterner, type SequenceInterner } from "./interner.js";
import type { LabelClasses } from "./label-classes.js";
import { anyPeer, type PeerSetId, type PeerSets } from "./peer-sets.js";
import type { Selection } from "./selector-index.js";

/** What one rule opens, and to whom. */
export interface RuleGrant {
  readonly peers: PeerSetId;
  readonly grant: GrantId;
}

/** What one policy does in one direction: its rules, each once. Interned. */
export type EffectId = number;

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

/** A policy with the classes that it selects, and its effects. */
export interface PlacedPolicy {
  readonly compiled: CompiledPolicy;
  readonly subjects: Selection;
  readonly effects: Readonly<Record<PolicyDirection, EffectId | undefined>>;
}

export interface Profiles {
  place(compiled: CompiledPolicy): PlacedPolicy;
  /** The profile of a class under these policies of its namespace. */
  profileOf(policies: readonly PlacedPolicy[], classId: number, direction: PolicyDirection): ProfileId;
  /** The same from effects that were collected before. */
  intern(sure: readonly EffectId[], unsure: readonly EffectId[], other: OtherPolicies): ProfileId;
  otherPoliciesOf(classId: number, direction: PolicyDirection): OtherPolicies;
  effectOf(id: EffectId): readonly RuleGrant[];
  byId(id: ProfileId): Profile;
  readonly count: number;
}

const otherCodes: Readonly<Record<OtherPolicies, number>> = { none: 0, "may deny": 1, "may do anything": 2 };

export function createProfiles(
  policies: CompiledPolicies,
  classes: LabelClasses,
  peerSets: PeerSets,
  grants: Grants,
): Profiles {
  const ruleIds = createPairTable();
  const rules: RuleGrant[] = [];
  const effectStates = createSequenceInterner();
  /** By state of the trie; most states end no sequence. */
  const effectOfState: (EffectId | undefined)[] = [];
  const effects: (readonly RuleGrant[])[] = [];
  const profileStates = createSequenceInterner();
  const profileOfState: (ProfileId | undefined)[] = [];
  const profiles: Profile[] = [];

  const ruleId = (peers: PeerSetId, grant: GrantId): number => {
    const known = ruleIds.get(peers, grant);
    if (known !== -1) return known;
    ruleIds.add(peers, grant, rules.length);
    rules.push({ peers, grant });
    return rules.length - 1;
  };

  const internEffect = (ids: number[]): EffectId => {
    const sorted = sortedUnique(ids);
    const state = walk(effectStates, sorted);
    const known = effectOfState[state];
    if (known !== undefined) return known;
    effectOfState[state] = effects.length;
    effects.push(sorted.map((id) => rules[id] as RuleGrant));
    return effects.length - 1;
  };

  const effectIn = (compiled: CompiledPolicy, direction: PolicyDirection): EffectId | undefined => {
    const { namespace } = compiled.policy.meta;
    const own = compiled[direction];
    if (!own && !typesInDoubt(compiled)) return undefined;
    if (compiled.refused || !own) return internEffect([ruleId(anyPeer, grants.asPossible(allGrant))]);
    return internEffect(
      own.map(({ peers, ports }) => ruleId(peerSets.ofPeers(peers, namespace), grants.ofPorts(ports))),
    );
  };

  const subjectsOf = (compiled: CompiledPolicy): Selection => {
    const namespace = classes.namespaceIds.get(compiled.policy.meta.namespace);
    if (namespace === undefined) return { yes: new Int32Array(0), maybe: new Int32Array(0) };
    const first = classes.namespaceStarts[namespace] ?? 0;
    const end = classes.namespaceStarts[namespace + 1] ?? 0;
    if (selectionInDoubt(compiled)) return { yes: new Int32Array(0), maybe: rangeOf(first, end) };
    const selector = peerSets.podSelectors.idOf(compiled.policy.podSelector);
    const selected = peerSets.podSelectors.select(selector, first, end);
    if (!compiled.refused) return selected;
    return { yes: new Int32Array(0), maybe: Int32Array.from([...selected.yes, ...selected.maybe]).sort() };
  };

  const intern = (sure: readonly EffectId[], unsure: readonly EffectId[], other: OtherPolicies): ProfileId => {
    const sortedSure = sortedUnique(sure);
    const sortedUnsure = sortedUnique(unsure);
    let state = profileStates.step(0, otherCodes[other]);
    for (const id of sortedSure) state = profileStates.step(state, id * 2);
    for (const id of sortedUnsure) state = profileStates.step(state, id * 2 + 1);
    const known = profileOfState[state];
    if (known !== undefined) return known;
    profileOfState[state] = profiles.length;
    profiles.push({ sure: [...sortedSure], unsure: [...sortedUnsure], other });
    return profiles.length - 1;
  };
  intern([], [], "none");

  const hasOthers = policies.cluster.otherPolicies.length > 0;
  const otherPoliciesOf = (classId: number, direction: PolicyDirection): OtherPolicies =>
    hasOthers ? otherPoliciesOfClass(policies, classes.examples[classId] as Pod, direction) : "none";

  return {
    place: (compiled) => ({
      compiled,
      subjects: subjectsOf(compiled),
      effects: { ingress: effectIn(compiled, "ingress"), egress: effectIn(compiled, "egress") },
    }),
    profileOf: (placed, classId, direction) => {
      const sure: EffectId[] = [];
      const unsure: EffectId[] = [];
      if (classes.hostNetwork[classId] === 0) {
        for (const { subjects, effects: own } of placed) {
          const effect = own[direction];
          if (effect === undefined) continue;
          if (hasMember(subjects.yes, classId)) sure.push(effect);
          else if (hasMember(subjects.maybe, classId)) unsure.push(effect);
        }
      }
      return intern(sure, unsure, otherPoliciesOf(classId, direction));
    },
    intern,
    otherPoliciesOf,
    effectOf: (id) => effects[id] ?? [],
    byId: (id) => profiles[id] as Profile,
    get count() {
      return profiles.length;
    },
  };
}

/** What policies of other APIs may do to a class. */
function otherPoliciesOfClass({ cluster }: CompiledPolicies, pod: Pod, direction: PolicyDirection): OtherPolicies {
  const applying = otherPoliciesFor(cluster, pod, direction);
  if (applying.length === 0) return "none";
  return applying.some((policy) => !policy.onlyDenies) ? "may do anything" : "may deny";
}

function walk(interner: SequenceInterner, steps: readonly number[]): number {
  let state = 0;
  for (const step of steps) state = interner.step(state, step);
  return state;
}

function sortedUnique(ids: readonly number[]): readonly number[] {
  if (ids.length < 2) return ids;
  const sorted = ids.toSorted((a, b) => a - b);
  return sorted.some((id, index) => id === sorted[index - 1]) ? [...new Set(sorted)] : sorted;
}

function rangeOf(first: number, end: number): Int32Array {
  return Int32Array.from({ length: end - first }, (_, index) => first + index);
}

/** Whether a sorted list holds a number. */
export function hasMember(members: Int32Array, wanted: number): boolean {
  let low = 0;
  let high = members.length - 1;
  if (high < 0 || wanted < (members[0] as number) || wanted > (members[high] as number)) return false;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = members[middle] as number;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

