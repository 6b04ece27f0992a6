import type { IpFamily } from "../sets/ip-address.js";
import { type IpSet, ipSetOf } from "../sets/ip-set.js";
import type { Endpoint } from "../policy/flow.js";
import type { FoundChange } from "./connectivity-diff.js";
import {
  type AddressAnswers,
  addressAnswers,
  type AddressDirection,
  addressDirections,
  type CommonRange,
  commonRanges,
} from "./diff-addresses.js";
import { addressEnd, workloadEnd } from "./diff-ends.js";
import type { CommonWorkload, MatchedEndpoints, PodSample, WorkloadPart } from "./diff-endpoints.js";
import {
  type AnsweredFlow,
  type ChangedPorts,
  changedPorts,
  changeKey,
  type ComparedFlows,
  foundChange,
  portsKey,
  type Sides,
  transitionsOf,
} from "./diff-pieces.js";
import { endpointOfPod, mayHaveFamily } from "./diff-side.js";

/** What pods of both sides can do with the addresses of one family. */
export interface FamilyAddresses {
  readonly family: IpFamily;
  readonly base: AddressAnswers;
  readonly head: AddressAnswers;
}

/** Lists the connections with addresses of every workload for which they may differ. */
export function openAddresses(
  sides: Sides,
  { common, onlyInBase, onlyInHead }: MatchedEndpoints,
  families: readonly IpFamily[],
): readonly FamilyAddresses[] {
  const touched = common.filter((one) => one.touched);
  const inBase = [...touched.map((one) => one.base), ...onlyInBase].flatMap((one) => one.pods);
  const inHead = [...touched.map((one) => one.head), ...onlyInHead].flatMap((one) => one.pods);
  return families.map((family) => ({
    family,
    base: addressAnswers(sides.base, family, inBase),
    head: addressAnswers(sides.head, family, inHead),
  }));
}

/** What changed between the workloads that both sides have and addresses outside the cluster. */
export function addressChanges(
  sides: Sides,
  workloads: readonly CommonWorkload[],
  addresses: readonly FamilyAddresses[],
): readonly FoundChange[] {
  const touched = workloads.filter((one) => one.touched);
  const perFamily = addresses.map((one) => ({ ...one, ranges: commonRanges(one.base, one.head) }));
  return touched.flatMap((workload) =>
    addressDirections.flatMap((direction) => {
      const changed = perFamily.flatMap((family) => changedRanges(sides, workload, direction, family));
      return mergeRanges(changed).map((one) => describeChange(workload, direction, one));
    }),
  );
}

interface ChangedRange {
  readonly sets: readonly IpSet[];
  readonly change: ChangedPorts;
}

function changedRanges(
  sides: Sides,
  { parts }: CommonWorkload,
  direction: AddressDirection,
  family: FamilyAddresses & { readonly ranges: readonly CommonRange[] },
): readonly ChangedRange[] {
  const asked = parts.filter(({ base, head }) => [...base, ...head].some((one) => mayHaveFamily(one, family.family)));
  return family.ranges.flatMap((range) => {
    const flows = asked.map((part) => comparedFlows(part, direction, family, range));
    if (flows.every((one) => transitionsOf(one).length === 0)) return [];
    return changedPorts(sides, flows, family.family).map((change) => ({ sets: [range.set], change }));
  });
}

function comparedFlows(
  part: WorkloadPart,
  direction: AddressDirection,
  { base, head }: FamilyAddresses,
  range: CommonRange,
): ComparedFlows {
  const outside = firstAddress(range.set);
  const flowsOf = (samples: readonly PodSample[], answers: AddressAnswers, column: number): readonly AnsweredFlow[] =>
    samples.map((sample) => {
      const pod = endpointOfPod(sample);
      const answer = answers.answer(sample, direction, column);
      return direction === "to" ? { from: pod, to: outside, answer } : { from: outside, to: pod, answer };
    });
  return { base: flowsOf(part.base, base, range.base), head: flowsOf(part.head, head, range.head) };
}

/** Any address of the range stands for all of them. */
function firstAddress({ family, intervals }: IpSet): Endpoint {
  const first = intervals[0]?.[0] ?? 0n;
  return { type: "addresses", sets: [ipSetOf({ family, first, last: first })], name: "an address" };
}

/** Puts the ranges together that change in the same way for the same reasons. */
function mergeRanges(changed: readonly ChangedRange[]): readonly ChangedRange[] {
  const merged = new Map<string, { readonly sets: IpSet[]; readonly change: ChangedPorts }>();
  for (const { sets, change } of changed) {
    const key = `${changeKey(change)} ${portsKey(change.ports)}`;
    const known = merged.get(key);
    if (known) known.sets.push(...sets);
    else merged.set(key, { sets: [...sets], change });
  }
  return [...merged.values()];
}

function describeChange(
  { name }: CommonWorkload,
  direction: AddressDirection,
  { sets, change }: ChangedRange,
): FoundChange {
  const [pod, outside] = [workloadEnd(name), addressEnd(sets)];
  const ends = direction === "to" ? { from: pod, to: outside } : { from: outside, to: pod };
  return { ...ends, ...foundChange(change), family: null };
}
