import type { Cluster, Pod } from "../cluster/cluster.js";
import { knowsAllNodes, nodeOfPod } from "../cluster/find-node.js";
import type { IpAddress, IpFamily } from "../sets/ip-address.js";
import { fullIpSet, type IpSet, ipSetOf, isEmptyIpSet, emptyIpSet, unionIpSets } from "../sets/ip-set.js";
import { addressCutsWithin } from "./cuts-within.js";
import type { AddressCuts } from "./compile.js";
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

export type FlowEnd = "source" | "destination";

/** The parties at one end. Pods of one workload differ by address, and by node where `apartByNode` is set. */
export function sidesOf(cluster: Cluster, endpoint: Endpoint, end: FlowEnd, apartByNode: boolean): readonly FlowSide[] {
  switch (endpoint.type) {
    case "workload":
      return workloadSides(cluster, endpoint.workload.pods, end, apartByNode);
    case "hypothetical":
      return workloadSides(cluster, [endpoint.pod], end, false);
    case "addresses":
      return [knownSide({ type: "address", name: undefined }, undefined, endpoint.sets)];
    case "apiserver":
      return [apiServerSide(cluster, end)];
    case "node":
      return nodeSides(cluster, end);
    case "unknown":
      return [unknownSide(endpoint, undefined)];
    case "outside":
      return [candidateSide({ type: "address", name: endpoint.name }, undefined, endpoint.sets ?? everywhere)];
  }
}

/**
 * What the input says of addresses holds where a connection goes to. Where one comes from them it is not said which
 * address policies see: routing decides, and tunnels of network plugins have addresses of their own.
 */
function apiServerSide({ settings, environment }: Cluster, end: FlowEnd): FlowSide {
  const party: Party = { type: "apiserver" };
  if (settings.apiServer.length > 0) return knownSide(party, undefined, settings.apiServer.map(ipSetOf));
  const { facts } = environment.apiServer;
  if (end === "source" || facts.length === 0) return unknownSide(party, undefined);
  return knownSide(party, undefined, facts.map(({ value }) => singleAddress(value)));
}

/** Any node: each of them where all are known. Which of its addresses is used is never known. */
function nodeSides(cluster: Cluster, end: FlowEnd): readonly FlowSide[] {
  const { nodes, settings } = cluster;
  if (settings.nodeRanges.length > 0) return [candidateSide({ type: "node" }, undefined, settings.nodeRanges.map(ipSetOf))];
  // Of a single node nothing is said: it is the one that the pod runs on.
  if (end === "source" || nodes.length < 2 || !knowsAllNodes(cluster)) return [unknownSide({ type: "node" }, undefined)];
  return nodes.map((node) =>
    candidateSide({ type: "node", node }, undefined, node.addresses.map(({ value }) => singleAddress(value))),
  );
}

function workloadSides(
  cluster: Cluster,
  pods: readonly Pod[],
  end: FlowEnd,
  apartByNode: boolean,
): readonly FlowSide[] {
  if (!apartByNode) return [podSide(cluster, pods, end)];
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const key = pod.nodeName ?? "";
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()].map((group) => podSide(cluster, group, end));
}

/** Pods that only their addresses tell apart. Where some have no address yet, nothing is known of any. */
function podSide(cluster: Cluster, pods: readonly Pod[], end: FlowEnd): FlowSide {
  const [first] = pods as readonly [Pod, ...Pod[]];
  const party = podParty(cluster, first);
  if (pods.every((pod) => pod.addresses.length > 0)) {
    return knownSide(party, first, pods.flatMap((pod) => pod.addresses).map(singleAddress));
  }
  const possible = first.hostNetwork ? hostAddresses(cluster, first, end) : cluster.settings.podRanges.map(ipSetOf);
  return possible.length === 0 ? unknownSide(party, first) : candidateSide(party, first, possible);
}

/** Pods in the host network have the addresses of their node. */
function hostAddresses(cluster: Cluster, pod: Pod, end: FlowEnd): readonly IpSet[] {
  const { nodeRanges } = cluster.settings;
  if (nodeRanges.length > 0) return nodeRanges.map(ipSetOf);
  const node = end === "destination" ? nodeOfPod(cluster, pod) : undefined;
  return node?.addresses.map(({ value }) => singleAddress(value)) ?? [];
}

function singleAddress({ family, value }: IpAddress): IpSet {
  return ipSetOf({ family, first: value, last: value });
}

function knownSide(party: Party, subject: Pod | undefined, sets: readonly IpSet[]): FlowSide {
  return { party, subject, candidate: false, addresses: addressesOf(sets) };
}

/** It has one of the addresses, and it is not known which. */
function candidateSide(party: Party, subject: Pod | undefined, sets: readonly IpSet[]): FlowSide {
  return { party, subject, candidate: true, addresses: addressesOf(sets) };
}

function addressesOf(sets: readonly IpSet[]): FlowSide["addresses"] {
  const addresses = { 4: emptyIpSet(4), 6: emptyIpSet(6) };
  for (const set of sets) addresses[set.family] = unionIpSets(addresses[set.family], set);
  return addresses;
}

const everywhere: readonly IpSet[] = [fullIpSet(4), fullIpSet(6)];

function unknownSide(party: Party, subject: Pod | undefined): FlowSide {
  return candidateSide(party, subject, everywhere);
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
export function addressCases(addressCuts: AddressCuts, side: FlowSide, family: IpFamily): readonly AddressCase[] {
  const { party, candidate } = side;
  const own = side.addresses[family];
  if (isEmptyIpSet(own)) return [{ located: { party, candidate, address: undefined }, addresses: fullIpSet(family) }];
  return addressCutsWithin(addressCuts[family], own).map((stretch) => ({
    located: { party, candidate, address: { family, value: stretch.intervals[0]?.[0] ?? 0n } },
    addresses: stretch,
  }));
}
