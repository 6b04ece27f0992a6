import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { FoundChange } from "./connectivity-diff.js";
import { workloadEnd } from "./diff-ends.js";
import { type CommonWorkload, isSamePod, type PodSample, type WorkloadPart } from "./diff-endpoints.js";
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
import { answerBetween, endpointOfPod, mayHaveFamily, type OpenedSide } from "./diff-side.js";

/** What changed between the workloads that both sides have, where policies of those that are touched differ for these directions. */
export function workloadChanges(
  sides: Sides,
  workloads: readonly CommonWorkload[],
  families: readonly IpFamily[],
  directions: ReadonlySet<PolicyDirection>,
): readonly FoundChange[] {
  const mayDiffer = differenceFinder(sides, families);
  const touched = workloads.filter((one) => one.touched);
  const others = workloads.filter((one) => !one.touched);
  const found: FoundChange[] = [];
  const compare = (from: CommonWorkload, to: CommonWorkload): void => {
    if (mayDiffer(from, to)) found.push(...changesBetween(sides, from, to, families));
  };
  for (const one of touched) {
    for (const other of touched) compare(one, other);
    for (const other of others) {
      if (directions.has("egress")) compare(one, other);
      if (directions.has("ingress")) compare(other, one);
    }
  }
  return found;
}

/** Looks once at every two kinds of pods: those of a kind have the same connections, if not for the same reasons. */
function differenceFinder(
  sides: Sides,
  families: readonly IpFamily[],
): (from: CommonWorkload, to: CommonWorkload) => boolean {
  const known = new Map<string, boolean>();
  const partsDiffer = (from: WorkloadPart, to: WorkloadPart): boolean =>
    askedFamilies(from, to, families).some((family) => {
      const flows = comparedFlows(sides, from, to, family);
      return flows !== undefined && transitionsOf(flows).length > 0;
    });
  return (from, to) =>
    from.parts.some((one) =>
      to.parts.some((other) => {
        // A pod and itself are left out, so the answer of a part with itself is not that of others like it.
        if (one === other) return partsDiffer(one, other);
        const key = `${one.likeness} ${other.likeness}`;
        const answer = known.get(key) ?? partsDiffer(one, other);
        known.set(key, answer);
        return answer;
      }),
    );
}

/** The families that pods of both ends may have on some side; what either has where they share none. */
function askedFamilies(from: WorkloadPart, to: WorkloadPart, families: readonly IpFamily[]): readonly IpFamily[] {
  const has = (samples: readonly PodSample[], family: IpFamily): boolean =>
    samples.some((sample) => mayHaveFamily(sample, family));
  const shared = families.filter(
    (family) => (has(from.base, family) && has(to.base, family)) || (has(from.head, family) && has(to.head, family)),
  );
  return shared.length > 0 ? shared : families;
}

/** Undefined where there is nothing but one pod and itself. */
function comparedFlows(
  sides: Sides,
  from: WorkloadPart,
  to: WorkloadPart,
  family: IpFamily,
): ComparedFlows | undefined {
  const base = answeredFlows(sides.base, from.base, to.base, family);
  const head = answeredFlows(sides.head, from.head, to.head, family);
  return base.length > 0 && head.length > 0 ? { base, head } : undefined;
}

function answeredFlows(
  side: OpenedSide,
  from: readonly PodSample[],
  to: readonly PodSample[],
  family: IpFamily,
): readonly AnsweredFlow[] {
  return from.flatMap((source) =>
    to
      .filter((destination) => !isSamePod(source, destination))
      .map((destination) => ({
        from: endpointOfPod(source),
        to: endpointOfPod(destination),
        answer: answerBetween(side, source, destination, family),
      })),
  );
}

function changesBetween(
  sides: Sides,
  from: CommonWorkload,
  to: CommonWorkload,
  families: readonly IpFamily[],
): readonly FoundChange[] {
  const pairs = from.parts.flatMap((one) => to.parts.map((other) => [one, other] as const));
  const askedOfPairs = new Set(pairs.flatMap(([one, other]) => askedFamilies(one, other, families)));
  const asked = families.filter((family) => askedOfPairs.has(family));
  const perFamily = asked.map((family) => {
    const flows = pairs.flatMap(([one, other]) => comparedFlows(sides, one, other, family) ?? []);
    return { family, changes: changedPorts(sides, flows, family) };
  });
  const ends = { from: workloadEnd(from.name), to: workloadEnd(to.name) };
  return joinFamilies(perFamily).map(({ change, family }) => ({ ...ends, ...foundChange(change), family }));
}

interface FamilyChanges {
  readonly family: IpFamily;
  readonly changes: readonly ChangedPorts[];
}

/** A change that is the same in every family is one change. */
function joinFamilies(
  perFamily: readonly FamilyChanges[],
): readonly { readonly change: ChangedPorts; readonly family: IpFamily | null }[] {
  const byKey = new Map<string, { change: ChangedPorts; families: IpFamily[] }>();
  for (const { family, changes } of perFamily) {
    for (const change of changes) {
      const key = `${changeKey(change)} ${portsKey(change.ports)}`;
      const known = byKey.get(key);
      if (known) known.families.push(family);
      else byKey.set(key, { change, families: [family] });
    }
  }
  return [...byKey.values()].flatMap(({ change, families }) => {
    const named: readonly (IpFamily | null)[] = families.length === perFamily.length ? [null] : families;
    return named.map((family) => ({ change, family }));
  });
}
