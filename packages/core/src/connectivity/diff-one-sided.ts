import { compareText } from "../cluster/compare-text.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { IpSet } from "../sets/ip-set.js";
import { isEmptyConnection } from "./connection-sets.js";
import { type PortStates, statesOf } from "./connection-states.js";
import type { ConnectionAnswer } from "./connectivity.js";
import type { EndpointConnection, OneSidedEndpoint } from "./connectivity-diff.js";
import { type AddressAnswers, type AddressDirection, addressDirections } from "./diff-addresses.js";
import { addressEnd, type DiffEnd, workloadEnd } from "./diff-ends.js";
import { isSamePod, type PodSample, samplesOf } from "./diff-endpoints.js";
import { answerBetween, mayHaveFamily, type OpenedSide, type SideWorkload } from "./diff-side.js";
import { portsKey } from "./diff-pieces.js";

export interface Asked {
  readonly families: readonly IpFamily[];
  readonly addresses: readonly AddressAnswers[];
}

export function oneSidedEndpoints(
  side: OpenedSide,
  own: readonly SideWorkload[],
  asked: Asked,
): readonly OneSidedEndpoint[] {
  const all = own.length === 0 ? [] : [...side.workloads.values()];
  const samples = new Map(all.map((one) => [one.name, samplesOf(one)]));
  return own.map(({ name }) => ({
    name,
    connections: [
      ...withWorkloads(side, name, samples, asked.families),
      ...withAddresses(name, samples, asked.addresses),
    ],
  }));
}

type Samples = ReadonlyMap<string, readonly PodSample[]>;

function withWorkloads(
  side: OpenedSide,
  name: string,
  samples: Samples,
  families: readonly IpFamily[],
): readonly EndpointConnection[] {
  const own = samples.get(name) ?? [];
  return [...samples].flatMap(([other, pods]) => {
    const [here, there] = [workloadEnd(name), workloadEnd(other)];
    const outgoing = connections(here, there, statesOf(answersBetween(side, own, pods, families)));
    if (other === name) return outgoing;
    return [...outgoing, ...connections(there, here, statesOf(answersBetween(side, pods, own, families)))];
  });
}

function answersBetween(
  side: OpenedSide,
  from: readonly PodSample[],
  to: readonly PodSample[],
  families: readonly IpFamily[],
): readonly ConnectionAnswer[] {
  return from.flatMap((source) =>
    to
      .filter((destination) => !isSamePod(source, destination))
      .flatMap((destination) =>
        sharedFamilies(source, destination, families).map((family) => answerBetween(side, source, destination, family)),
      ),
  );
}

function sharedFamilies(from: PodSample, to: PodSample, families: readonly IpFamily[]): readonly IpFamily[] {
  const shared = families.filter((family) => mayHaveFamily(from, family) && mayHaveFamily(to, family));
  return shared.length > 0 ? shared : families;
}

const openStates = ["allowed", "partly", "undecided"] as const;

function connections(from: DiffEnd, to: DiffEnd, states: PortStates): readonly EndpointConnection[] {
  return openStates
    .filter((state) => !isEmptyConnection(states[state]))
    .map((state) => ({ from, to, state, ports: states[state] }));
}

function withAddresses(
  name: string,
  samples: Samples,
  addresses: readonly AddressAnswers[],
): readonly EndpointConnection[] {
  const own = samples.get(name) ?? [];
  return addressDirections.flatMap((direction) => {
    const ranges = joinRanges(addresses.flatMap((one) => openRanges(own, direction, one)));
    return ranges.map(({ sets, state, ports }) => {
      const [here, outside] = [workloadEnd(name), addressEnd(sets)];
      return direction === "to" ? { from: here, to: outside, state, ports } : { from: outside, to: here, state, ports };
    });
  });
}

interface OpenRange extends Pick<EndpointConnection, "state" | "ports"> {
  readonly sets: readonly IpSet[];
}

function openRanges(
  own: readonly PodSample[],
  direction: AddressDirection,
  addresses: AddressAnswers,
): readonly OpenRange[] {
  const pods = own.filter((one) => mayHaveFamily(one, addresses.family));
  return [...addresses.setOf].flatMap(([column, set]) => {
    const states = statesOf(pods.map((pod) => addresses.answer(pod, direction, column)));
    return openStates
      .filter((state) => !isEmptyConnection(states[state]))
      .map((state) => ({ state, ports: states[state], sets: [set] }));
  });
}

function joinRanges(ranges: readonly OpenRange[]): readonly OpenRange[] {
  const joined = new Map<string, OpenRange & { readonly sets: IpSet[] }>();
  for (const range of ranges) {
    const key = `${range.state} ${portsKey(range.ports)}`;
    const known = joined.get(key);
    if (known) known.sets.push(...range.sets);
    else joined.set(key, { ...range, sets: [...range.sets] });
  }
  return [...joined.values()].sort((a, b) => compareText(a.state, b.state));
}
