import type { Pod } from "../cluster/cluster.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import { type IpFamily } from "../sets/ip-address.js";
import { lastAddress } from "../sets/ip-set.js";
import type { AddressCuts, CompiledPolicies, CompiledPolicy } from "./compile.js";
import { addressSetsOfPeer, type CompiledTiers, rulesOfTiers } from "./compile-cluster-policy.js";
import { policiesFor } from "./selecting-policies.js";

const noCuts: AddressCuts = { 4: [0n], 6: [0n] };

/**
 * First addresses of the stretches that the policies of a pod do not tell apart, ascending, from 0. The borders of
 * other policies' blocks would only cut what has one answer.
 */
export function cutsForSubject(
  policies: CompiledPolicies,
  subject: Pod | undefined,
  direction: PolicyDirection,
): AddressCuts {
  if (!subject) return noCuts;
  const ofTiers = bordersOfTiers(policies.tiers);
  const borders: Borders = { 4: new Set(ofTiers[4]), 6: new Set(ofTiers[6]) };
  for (const { compiled } of policiesFor(policies, subject, direction)) addBorders(borders, compiled, direction);
  return { 4: ascending(borders[4]), 6: ascending(borders[6]) };
}

type Borders = Readonly<Record<IpFamily, Set<bigint>>>;

const knownTiers = new WeakMap<CompiledTiers, Borders>();

/** Administrators' policies are few, and are for pods everywhere. */
function bordersOfTiers(tiers: CompiledTiers): Borders {
  const known = knownTiers.get(tiers);
  if (known) return known;
  const borders: Borders = { 4: new Set([0n]), 6: new Set([0n]) };
  const sets = rulesOfTiers(tiers).flatMap(({ peers }) => peers.flatMap(addressSetsOfPeer));
  for (const { family, intervals } of sets) for (const [first, last] of intervals) addBorder(borders, family, first, last);
  knownTiers.set(tiers, borders);
  return borders;
}

function addBorders(
  borders: Borders,
  compiled: CompiledPolicy,
  direction: PolicyDirection,
): void {
  for (const { peers } of compiled[direction] ?? []) {
    for (const { addresses, block } of peers) {
      for (const set of [addresses, block]) {
        for (const [first, last] of set?.intervals ?? []) addBorder(borders, set?.family ?? 4, first, last);
      }
    }
  }
}

function addBorder(borders: Borders, family: IpFamily, first: bigint, last: bigint): void {
  borders[family].add(first);
  if (last < lastAddress(family)) borders[family].add(last + 1n);
}

function ascending(values: ReadonlySet<bigint>): readonly bigint[] {
  return values.size === 1 ? [...values] : [...values].sort((a, b) => (a < b ? -1 : 1));
}
