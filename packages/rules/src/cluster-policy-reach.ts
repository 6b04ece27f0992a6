import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyPeer,
  type ClusterPolicyRule,
  fullIpSet,
  intersectIpSets,
  type IpAddress,
  type IpFamily,
  type IpSet,
  ipSetOf,
  isEmptyIpSet,
  isSatisfiable,
  type LabelSelector,
  subtractIpSets,
  unionIpSets,
} from "@netpolint/core";
import { includesAtom, type PortAtom } from "./cluster-policy-ports.js";
import {
  arePodsWithin,
  canSelectSome,
  isSelectorWithin,
  joinPods,
  joinSelectors,
  mayBeSelected,
  podsOf,
  type SelectedPods,
} from "./selector-relation.js";

export type Addresses = Readonly<Record<IpFamily, IpSet>>;

/** What one peer matches. */
export type Reach =
  | { readonly type: "pods"; readonly pods: SelectedPods }
  | { readonly type: "addresses"; readonly addresses: Addresses }
  | { readonly type: "nodes"; readonly selector: LabelSelector }
  | { readonly type: "domainNames"; readonly names: readonly string[] };

export const families: readonly IpFamily[] = [4, 6];

const nowhere: Addresses = { 4: { family: 4, intervals: [] }, 6: { family: 6, intervals: [] } };

/** Undefined for a peer of which no field is known. */
export function reachOf(peer: ClusterPolicyPeer): Reach | undefined {
  switch (peer.type) {
    case "pods":
      return { type: "pods", pods: peer.pods };
    case "networks":
      return { type: "addresses", addresses: addressesOf(peer) };
    case "nodes":
      return { type: "nodes", selector: peer.nodeSelector };
    case "domainNames":
      return { type: "domainNames", names: peer.domainNames.map(plainDomain) };
    case "unknown":
      return undefined;
  }
}

/** All networks of a peer; none for peers of other kinds. */
export function addressesOf(peer: ClusterPolicyPeer): Addresses {
  if (peer.type !== "networks") return nowhere;
  const union = (family: IpFamily): IpSet =>
    peer.networks.filter((block) => block.family === family).map(ipSetOf).reduce(unionIpSets, nowhere[family]);
  return { 4: union(4), 6: union(6) };
}

export function unionAddresses(a: Addresses, b: Addresses): Addresses {
  return { 4: unionIpSets(a[4], b[4]), 6: unionIpSets(a[6], b[6]) };
}

export function isWholeFamily(addresses: Addresses, family: IpFamily): boolean {
  return isEmptyIpSet(subtractIpSets(fullIpSet(family), addresses[family]));
}

/** Everything that has an address, in whatever family. */
export function isEveryAddress(addresses: Addresses): boolean {
  return families.every((family) => isWholeFamily(addresses, family));
}

function plainDomain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/**
 * What two peers both match; undefined where that is nothing. Of two peers of different kinds, either stands for it:
 * no part of theirs is told apart further.
 */
export function commonReach(cluster: Cluster, a: Reach, b: Reach): readonly Reach[] | undefined {
  if (a.type === "pods" && b.type === "pods") {
    const pods = joinPods(a.pods, b.pods);
    return canSelectSome(cluster, pods) ? [{ type: "pods", pods }] : undefined;
  }
  if (a.type === "addresses" && b.type === "addresses") {
    const addresses = intersectAddresses(a.addresses, b.addresses);
    return families.every((family) => isEmptyIpSet(addresses[family])) ? undefined : [{ type: "addresses", addresses }];
  }
  if (a.type === "nodes" && b.type === "nodes") {
    const selector = joinSelectors(a.selector, b.selector);
    return isSatisfiable(selector) ? [{ type: "nodes", selector }] : undefined;
  }
  if (a.type === "domainNames" && b.type === "domainNames") {
    const names = [...domainsWithin(a.names, b.names), ...domainsWithin(b.names, a.names)];
    return names.length > 0 ? [{ type: "domainNames", names }] : undefined;
  }
  return areAddressesOf(cluster, a, b) || areAddressesOf(cluster, b, a) ? [a, b] : undefined;
}

function intersectAddresses(a: Addresses, b: Addresses): Addresses {
  return { 4: intersectIpSets(a[4], b[4]), 6: intersectIpSets(a[6], b[6]) };
}

function domainsWithin(names: readonly string[], patterns: readonly string[]): readonly string[] {
  return names.filter((name) => isDomainWithin(name, patterns));
}

/** Networks match pods and nodes by their addresses, which are known where a family is whole or the input says so. */
function areAddressesOf(cluster: Cluster, a: Reach, b: Reach): boolean {
  if (a.type !== "addresses" || b.type === "addresses") return false;
  if (families.some((family) => isWholeFamily(a.addresses, family))) {
    return b.type !== "pods" || canSelectSome(cluster, b.pods);
  }
  if (b.type !== "pods") return false;
  return podsOf(cluster).some(
    (pod) => mayBeSelected(cluster, b.pods, pod) && pod.addresses.some((address) => holds(a.addresses, address)),
  );
}

function holds(addresses: Addresses, { family, value }: IpAddress): boolean {
  return addresses[family].intervals.some(([first, last]) => first <= value && value <= last);
}

/** `*.example.com` holds every name below it and every pattern for such names, not the bare name. */
function isDomainWithin(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (!pattern.startsWith("*.")) return pattern === name;
    return pattern === name || name.replace(/^\*\./, "x.").endsWith(pattern.slice(1));
  });
}

/** A rule that comes before another. */
export interface EarlierRule {
  readonly policy: ClusterPolicy;
  readonly rule: ClusterPolicyRule;
}

/** The earlier rules that together match all of a reach on a port; undefined where some of it is left. */
export function coveringRules(
  earlier: readonly EarlierRule[],
  reach: Reach,
  atom: PortAtom,
): readonly EarlierRule[] | undefined {
  const onPort = earlier.filter(({ rule }) => includesAtom(rule.ports, atom));
  const whole = onPort.find(({ rule }) => rule.peers.some((peer) => isReachWithin(reach, peer, rule)));
  if (whole) return [whole];
  const wanted = reach.type === "addresses" ? reach.addresses : everyAddress;
  const covering: EarlierRule[] = [];
  let left = wanted;
  for (const one of onPort) {
    const networks = one.rule.peers.map(addressesOf).reduce(unionAddresses, nowhere);
    const rest: Addresses = { 4: subtractIpSets(left[4], networks[4]), 6: subtractIpSets(left[6], networks[6]) };
    if (isMore(left, rest)) covering.push(one);
    left = rest;
  }
  return families.every((family) => isEmptyIpSet(left[family])) ? covering : undefined;
}

const everyAddress: Addresses = { 4: fullIpSet(4), 6: fullIpSet(6) };

function isMore(a: Addresses, b: Addresses): boolean {
  return families.some((family) => !isEmptyIpSet(subtractIpSets(a[family], b[family])));
}

function isReachWithin(reach: Reach, peer: ClusterPolicyPeer, { action }: ClusterPolicyRule): boolean {
  if (reach.type === "pods") return peer.type === "pods" && arePodsWithin(reach.pods, peer.pods);
  if (reach.type === "nodes") return peer.type === "nodes" && isSelectorWithin(reach.selector, peer.nodeSelector);
  // What domain names do in a rule that does not accept is not said by the API.
  if (reach.type !== "domainNames" || peer.type !== "domainNames" || action !== "Accept") return false;
  return reach.names.every((name) => isDomainWithin(name, peer.domainNames.map(plainDomain)));
}
