import { compareText } from "../cluster/compare-text.js";
import type { Cluster, Workload } from "../cluster/cluster.js";
import { mentionedFamilies } from "../cluster/used-families.js";
import { type CompiledPolicies, compilePolicies } from "../policy/compile.js";
import { evaluateFlow } from "../policy/evaluate-flow.js";
import type { FlowPart } from "../policy/flow-parts.js";
import type { Endpoint } from "../policy/flow.js";
import { endpointName } from "../policy/parse-endpoint.js";
import type { Verdict } from "../policy/verdict.js";
import { type Protocol, protocols } from "../resources/network-policy.js";
import { fullIpSet, intersectIpSets, type IpSet, ipSetToCidrs, isEmptyIpSet } from "../sets/ip-set.js";
import { fullPortSet, intersectPortSets, isEmptyPortSet, type PortSet } from "../sets/port-set.js";

/** A connection that two clusters answer differently. */
export interface FlowDifference {
  /** An endpoint as `why` takes it, or CIDRs. */
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly ports: PortSet;
  readonly before: Verdict;
  readonly after: Verdict;
}

/**
 * Looks for a connection on which two clusters differ that have the same workloads: between all workloads, the API
 * server, nodes, every address and every domain that a policy names, on every port of every protocol. Undefined:
 * there is none, of those that the input has.
 */
export function proveEqual(before: Cluster, after: Cluster): FlowDifference | undefined {
  const sides = [compilePolicies(before), compilePolicies(after)] as const;
  const families = new Set([...mentionedFamilies(before), ...mentionedFamilies(after)]);
  const workloads = unlikeWorkloads(before).map((workload): Endpoint => ({ type: "workload", workload }));
  const others: readonly Endpoint[] = [
    { type: "addresses", sets: [...families].map(fullIpSet), name: "@external" },
    { type: "node" },
    { type: "apiserver" },
  ];
  const domains = [...domainsOf(before), ...domainsOf(after)].map((name): Endpoint => ({ type: "outside", name }));
  for (const workload of workloads) {
    for (const other of [...workloads, ...others, ...domains]) {
      const found = differenceOf(sides, workload, other);
      if (found) return found;
    }
    for (const other of others) {
      const found = differenceOf(sides, other, workload);
      if (found) return found;
    }
  }
  return undefined;
}

/** Pods that only their names tell apart have the same connections. */
function unlikeWorkloads({ workloads }: Cluster): readonly Workload[] {
  const byLook = new Map<string, Workload>();
  for (const workload of workloads) {
    const pods = workload.pods.map(({ labels, hostNetwork, nodeName, addresses, namedPorts }) => {
      const texts = addresses.map(({ family, value }) => `${family} ${value}`);
      return [[...labels.entries].sort(([a], [b]) => compareText(a, b)), labels.complete, hostNetwork, nodeName, texts, namedPorts];
    });
    const look = JSON.stringify([workload.namespace, pods]);
    // Asked about itself as if it were several it stands for two pods that look alike.
    if (!byLook.has(look)) byLook.set(look, { ...workload, single: false });
  }
  return [...byLook.values()];
}

function domainsOf({ clusterPolicies }: Cluster): readonly string[] {
  const peers = clusterPolicies.flatMap(({ egress }) => egress.flatMap((rule) => rule.peers));
  const names = peers.flatMap((peer) => (peer.type === "domainNames" ? peer.domainNames : []));
  return [...new Set(names.flatMap(namesUnder))];
}

/** A pattern is asked about by the bare domain, which it does not match, and by a name below it. */
function namesUnder(pattern: string): readonly string[] {
  return pattern.startsWith("*.") ? [pattern.slice(2), `any${pattern.slice(1)}`] : [pattern];
}

type Sides = readonly [before: CompiledPolicies, after: CompiledPolicies];

function differenceOf(sides: Sides, from: Endpoint, to: Endpoint): FlowDifference | undefined {
  const ports = { type: "numbers", ports: fullPortSet() } as const;
  const [before, after] = sides.map((policies) => evaluateFlow(policies, { from, to, protocols, ports }).parts);
  for (const one of before ?? []) {
    for (const other of after ?? []) {
      const found = one.verdict === other.verdict ? undefined : overlapOf(one, other);
      if (!found) continue;
      const [source, destination] = [nameOf(from, found.from), nameOf(to, found.to)];
      const { protocol, verdict } = one;
      return { from: source, to: destination, protocol, ports: found.ports, before: verdict, after: other.verdict };
    }
  }
  return undefined;
}

type Overlap = Pick<FlowPart, "from" | "to" | "ports">;

function overlapOf(a: FlowPart, b: FlowPart): Overlap | undefined {
  if (a.family !== b.family || a.protocol !== b.protocol) return undefined;
  const ports = intersectPortSets(a.ports, b.ports);
  const [from, to] = [overlapOfEnds(a.from, b.from), overlapOfEnds(a.to, b.to)];
  const isEmpty = isEmptyPortSet(ports) || [from, to].some((set) => set && isEmptyIpSet(set));
  return isEmpty ? undefined : { from, to, ports };
}

/** An end that is not asked about by address is the same on both sides. */
function overlapOfEnds(a: IpSet | undefined, b: IpSet | undefined): IpSet | undefined {
  return a && b ? intersectIpSets(a, b) : undefined;
}

function nameOf(endpoint: Endpoint, addresses: IpSet | undefined): string {
  return endpoint.type === "addresses" && addresses ? (ipSetToCidrs(addresses)[0] ?? "") : endpointName(endpoint);
}
