import type { Cluster, Pod } from "../cluster/cluster.js";
import type { IpAddress, IpFamily } from "../sets/ip-address.js";
import { fullIpSet, type IpSet, ipSetOf, isEmptyIpSet, emptyIpSet, unionIpSets } from "../sets/ip-set.js";
import { addressCutsWithin } from "./cuts-within.js";
import type { CompiledPolicies } from "./compile.js";
import type { Endpoint } from "./flow.js";
import { type LocatedParty, type Party, podParty } from "./party.js";

/** Addresses that no ipBlock of any policy tells apart, and one of them to ask with. */
export interface AddressCase {
  readonly located: LocatedParty;
  readonly addresses: IpSet;
}

/** One kind of party at one end of a question. */
export interface FlowSide {
  readonly party: Party;
  /** The pod whose own policies count; undefined for ends that no policy isolates. */
  readonly subject: Pod | undefined;
  /** True where the party has one address and it is not known which; otherwise every address is asked about. */
  readonly candidate: boolean;
  /** Addresses per family; the whole family where they are not known. */
  readonly addresses: Readonly<Record<IpFamily, IpSet>>;
}

/** The parties at one end. Pods of one workload differ by address, and by node where `apartByNode` is set. */
export function sidesOf(cluster: Cluster, endpoint: Endpoint, apartByNode: boolean): readonly FlowSide[] {
  switch (endpoint.type) {
    case "workload":
      return workloadSides(cluster, endpoint.workload.pods, apartByNode);
    case "hypothetical":
      return workloadSides(cluster, [endpoint.pod], false);
    case "addresses":
      return [knownSide({ type: "address", name: undefined }, undefined, endpoint.sets)];
    case "apiserver":
      return [apiServerSide(cluster)];
    case "node":
      return [unknownSide({ type: "node" }, undefined)];
    case "unknown":
      return [unknownSide(endpoint, undefined)];
    case "outside":
      return [unknownSide({ type: "address", name: endpoint.name }, undefined)];
  }
}

function apiServerSide(cluster: Cluster): FlowSide {
  const { apiServer } = cluster.settings;
  const party: Party = { type: "apiserver" };
  return apiServer.length === 0 ? unknownSide(party, undefined) : knownSide(party, undefined, apiServer.map(ipSetOf));
}

function workloadSides(cluster: Cluster, pods: readonly Pod[], apartByNode: boolean): readonly FlowSide[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const key = apartByNode ? (pod.nodeName ?? "") : "";
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()].map((group) => podSide(cluster, group));
}

/** Pods that only their addresses tell apart. Where some have no address yet, nothing is known of any. */
function podSide(cluster: Cluster, pods: readonly Pod[]): FlowSide {
  const [first] = pods as readonly [Pod, ...Pod[]];
  const party = podParty(cluster, first);
  if (pods.some((pod) => pod.addresses.length === 0)) return unknownSide(party, first);
  return knownSide(party, first, pods.flatMap((pod) => pod.addresses).map(singleAddress));
}

function singleAddress({ family, value }: IpAddress): IpSet {
  return ipSetOf({ family, first: value, last: value });
}

function knownSide(party: Party, subject: Pod | undefined, sets: readonly IpSet[]): FlowSide {
  const union = (family: IpFamily): IpSet =>
    sets.filter((set) => set.family === family).reduce(unionIpSets, emptyIpSet(family));
  return { party, subject, candidate: false, addresses: { 4: union(4), 6: union(6) } };
}

function unknownSide(party: Party, subject: Pod | undefined): FlowSide {
  return { party, subject, candidate: true, addresses: { 4: fullIpSet(4), 6: fullIpSet(6) } };
}

const allFamilies: readonly IpFamily[] = [4, 6];

/** The families that both ends have; those of either where they share none. `only` narrows them where it can. */
export function askedFamilies(
  from: FlowSide,
  to: FlowSide,
  only: readonly IpFamily[] = allFamilies,
): readonly IpFamily[] {
  const has = (side: FlowSide, family: IpFamily): boolean => !isEmptyIpSet(side.addresses[family]);
  const shared = allFamilies.filter((family) => has(from, family) && has(to, family));
  const asked = shared.length > 0 ? shared : allFamilies.filter((family) => has(from, family) || has(to, family));
  const narrowed = asked.filter((family) => only.includes(family));
  return narrowed.length > 0 ? narrowed : asked;
}

/** The addresses of a side, apart where the borders of ipBlocks tell them apart. */
export function addressCases(policies: CompiledPolicies, side: FlowSide, family: IpFamily): readonly AddressCase[] {
  const { party, candidate } = side;
  const own = side.addresses[family];
  if (isEmptyIpSet(own)) return [{ located: { party, candidate, address: undefined }, addresses: fullIpSet(family) }];
  return addressCutsWithin(policies.addressCuts[family], own).map((stretch) => ({
    located: { party, candidate, address: { family, value: stretch.intervals[0]?.[0] ?? 0n } },
    addresses: stretch,
  }));
}
