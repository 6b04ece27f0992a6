import {
  buildConnectivity,
  type Cluster,
  type CompiledPolicies,
  type ConnectionPorts,
  type DirectionResult,
  emptyPortSet,
  type Endpoint,
  evaluateFlow,
  type FlowAnswer,
  fullPortSet,
  ipSetOf,
  type IpSet,
  isEmptyConnection,
  isEmptyIpSet,
  isEmptyPortSet,
  mapConnections,
  objectName,
  parseCidr,
  perProtocol,
  portRange,
  protocols,
  subtractIpSets,
  subtractPortSets,
  unionPortSets,
  type Workload,
  workloadEndpoint,
  workloadName,
} from "@netpolint/core";
import type { Generated } from "./generate-policies.js";
import type { GeneratedRule } from "./generated-rule.js";
import { cidrsOfSets, portsOfFlow } from "./merge-rules.js";
import type { WantedFlow } from "./wanted-flow.js";

/** A connection that the policies let through and nobody wants. */
export interface ExtraFlow {
  /** As a map names the end: `namespace/Kind/name`, or CIDRs joined by commas. */
  readonly from: string;
  readonly to: string;
  readonly ports: ConnectionPorts;
  /** False where it is not decided whether it gets through, or where that differs from pod to pod. */
  readonly isSure: boolean;
  /** Why it gets through, a clause for each side. */
  readonly because: readonly string[];
}

/**
 * How much more the generated policies allow than is wanted, among the workloads of the input and all addresses, where
 * one end at least has such a policy. A pod that reaches itself is not counted.
 */
export function findExtraFlows(policies: CompiledPolicies, generated: Generated): readonly ExtraFlow[] {
  const { cluster } = policies;
  const subjects = new Set(generated.policies.flatMap((policy) => policy.subjects));
  const map = mapConnections({ cluster, connectivity: buildConnectivity(policies) }, { by: "workload" });
  const outside = new Map(map.endpoints.flatMap(({ name, cidrs }) => (cidrs ? [[name, cidrs.flatMap(setOf)]] : [])));
  const workloads = new Map(cluster.workloads.map((workload) => [workloadName(workload), workload]));
  const wanted = wantedPorts(cluster, generated, outside);
  const found = map.connections
    .filter(({ from, to }) => subjects.has(titleOf(from)) || subjects.has(titleOf(to)))
    .flatMap(({ from, to, allowed, undecided, partly }): ExtraFlow[] => {
      const known = wanted(from, to);
      const end = (name: string): Endpoint => endOf(workloads.get(name), outside.get(name), name);
      const extra = (opened: ConnectionPorts, isSure: boolean): readonly ExtraFlow[] => {
        const ports = perProtocol((protocol) => subtractPortSets(opened[protocol], known[protocol]));
        if (isEmptyConnection(ports)) return [];
        const because = isSure ? whyAllowed(policies, end(from), end(to), ports) : whyOpen(policies, end(from), end(to), ports);
        return [{ from, to, ports, isSure, because }];
      };
      return [...extra(allowed, true), ...extra(joinPorts([undecided, partly]), false)];
    });
  return joinAddresses(found, outside);
}

/** Stretches of addresses that differ in nothing that is extra are one. */
function joinAddresses(found: readonly ExtraFlow[], outside: Addresses): readonly ExtraFlow[] {
  const byRest = new Map<string, ExtraFlow[]>();
  for (const one of found) {
    const { from, to, ports, isSure, because } = one;
    const ends = [outside.has(from) ? null : from, outside.has(to) ? null : to];
    const key = JSON.stringify([ends, ports, isSure, because]);
    byRest.set(key, [...(byRest.get(key) ?? []), one]);
  }
  return [...byRest.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (!first || others.length === 0) return group;
    const end = outside.has(first.from) ? "from" : "to";
    const sets = group.flatMap((one) => outside.get(one[end]) ?? []);
    return [{ ...first, [end]: cidrsOfSets(sets).join(",") }];
  });
}

/** The name without the pod that tells a revision from the others. */
function titleOf(name: string): string {
  return name.split("@", 1)[0] ?? name;
}

function setOf(text: string): readonly IpSet[] {
  const block = parseCidr(text);
  return block ? [ipSetOf(block)] : [];
}

function endOf(workload: Workload | undefined, sets: readonly IpSet[] | undefined, name: string): Endpoint {
  return workload ? workloadEndpoint(workload) : { type: "addresses", sets: sets ?? [], name };
}

type Addresses = ReadonlyMap<string, readonly IpSet[]>;

/** What is wanted between two ends of a map. Blocks of the generated rules hold wanted addresses and no others. */
function wantedPorts(
  cluster: Cluster,
  { flows, policies }: Generated,
  outside: Addresses,
): (from: string, to: string) => ConnectionPorts {
  const byPair = wantedPairs(cluster, flows);
  const bySubject = new Map(policies.flatMap((policy) => policy.subjects.map((subject) => [subject, policy] as const)));
  return (from, to) => {
    const [source, destination] = [outside.get(from), outside.get(to)];
    if (source) return blockPorts(bySubject.get(titleOf(to))?.ingress ?? [], source);
    if (destination) return blockPorts(bySubject.get(titleOf(from))?.egress ?? [], destination);
    return joinPorts(byPair.get(JSON.stringify([titleOf(from), titleOf(to)])) ?? []);
  };
}

function wantedPairs(cluster: Cluster, flows: readonly WantedFlow[]): ReadonlyMap<string, readonly ConnectionPorts[]> {
  const names = new Map(cluster.workloads.flatMap((one) => one.pods.map((pod) => [pod, titleOf(workloadName(one))])));
  const nameOf = (end: Endpoint): string | undefined => {
    const [pod] = end.type === "workload" ? end.workload.pods : [];
    return pod && names.get(pod);
  };
  const byPair = new Map<string, ConnectionPorts[]>();
  for (const flow of flows) {
    const key = JSON.stringify([nameOf(flow.from), nameOf(flow.to)]);
    const ports = perProtocol((protocol) => (protocol === flow.protocol ? portsOfFlow(flow) : emptyPortSet()));
    byPair.set(key, [...(byPair.get(key) ?? []), ports]);
  }
  return byPair;
}

function joinPorts(all: readonly ConnectionPorts[]): ConnectionPorts {
  return perProtocol((protocol) => all.map((ports) => ports[protocol]).reduce(unionPortSets, emptyPortSet()));
}

/** The ports that rules open to all of these addresses by blocks. */
function blockPorts(rules: readonly GeneratedRule[], asked: readonly IpSet[]): ConnectionPorts {
  const opening = rules.filter(({ peers }) => {
    const blocks = peers.flatMap((peer) => (peer.type === "block" ? setOf(peer.cidr) : []));
    return blocks.length > 0 && asked.every((set) => isWithin(set, blocks));
  });
  return joinPorts(opening.map(({ ports }) => openedPorts(ports)));
}

function openedPorts(items: GeneratedRule["ports"]): ConnectionPorts {
  if (items.length === 0) return perProtocol(() => fullPortSet());
  return perProtocol((protocol) =>
    items
      .filter((item) => item.protocol === protocol)
      .map(({ port = null, endPort }) => portsOfFlow({ port, ...(endPort === undefined ? {} : { endPort }) }))
      .reduce(unionPortSets, emptyPortSet()),
  );
}

function isWithin(set: IpSet, blocks: readonly IpSet[]): boolean {
  const left = blocks
    .filter(({ family }) => family === set.family)
    .reduce((rest, block) => subtractIpSets(rest, block), set);
  return isEmptyIpSet(left);
}

/** A clause for each end whose policies count. */
function whyAllowed(policies: CompiledPolicies, from: Endpoint, to: Endpoint, ports: ConnectionPorts): readonly string[] {
  const { egress, ingress } = askOnePort(policies, from, to, ports);
  const source = from.type === "workload" ? [sideReason(egress, from.workload)] : [];
  const destination = to.type === "workload" ? [sideReason(ingress, to.workload)] : [];
  return [...new Set([...source, ...destination])];
}

/** The facts that would decide. */
function whyOpen(policies: CompiledPolicies, from: Endpoint, to: Endpoint, ports: ConnectionPorts): readonly string[] {
  const { notes } = askOnePort(policies, from, to, ports);
  const facts = [...new Set(notes.filter(({ settle }) => settle !== undefined).map(({ message }) => message))];
  return facts.length > 0 ? facts : ["it differs from pod to pod, or from one address family to the other"];
}

/** One port stands for all. */
function askOnePort(policies: CompiledPolicies, from: Endpoint, to: Endpoint, ports: ConnectionPorts): FlowAnswer {
  const protocol = protocols.find((one) => !isEmptyPortSet(ports[one])) ?? "TCP";
  const first = ports[protocol].intervals[0]?.[0] ?? 1;
  const asked = { type: "numbers", ports: portRange(first, first) } as const;
  return evaluateFlow(policies, { from, to, protocols: [protocol], ports: asked });
}

function sideReason({ direction, isolatedBy, reasons }: DirectionResult, workload: Workload): string {
  const name = workloadName(workload);
  if (workload.pods.some((pod) => pod.hostNetwork)) return `\`${name}\` is in the host network, where policies do nothing`;
  const matching = reasons.find(({ matched, policy }) => matched === true && policy !== undefined);
  if (matching?.policy?.type === "NetworkPolicy" && matching.rule !== null) {
    const { policy, rule, peer } = matching;
    const item = peer === null ? "" : `.${direction === "ingress" ? "from" : "to"}[${peer}]`;
    const isBlock = peer !== null && policy[direction][rule]?.peers[peer]?.ipBlock !== undefined;
    const how = isBlock ? "holds the address" : "matches too";
    return `\`spec.${direction}[${rule}]${item}\` of \`${objectName(policy.meta)}\` ${how}`;
  }
  if (matching?.policy) return `\`${matching.policyName}\` decides before NetworkPolicies do`;
  return isolatedBy.length === 0 ? `\`${name}\` is not isolated for ${direction}` : `\`${name}\` lets its own node in`;
}
