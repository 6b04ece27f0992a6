import {
  compareText,
  type ConnectionPorts,
  emptyPortSet,
  everything,
  fullPortSet,
  intersectPortSets,
  isEmptyIpSet,
  type IpFamily,
  type IpSet,
  ipSetToCidrs,
  isEmptyPortSet,
  isFullPortSet,
  matchesLabels,
  perProtocol,
  portRange,
  type PortSet,
  type Protocol,
  protocols,
  subtractIpSets,
  subtractPortSets,
  unionIpSets,
  unionPortSets,
} from "@netpolint/core";
import type { GeneratedPeer, GeneratedPort, GeneratedRule } from "./generated-rule.js";
import type { PodFamily } from "./pod-family.js";
import type { WantedFlow } from "./wanted-flow.js";

/** Pods, or what stands for nodes, with the ports that are wanted. */
export interface SelectorGrant {
  readonly peer: Extract<GeneratedPeer, { type: "selectors" }>;
  readonly name: string;
  readonly flow: WantedFlow;
  readonly flowIndex: number;
  /** Those of the flow that nothing else opens to it. */
  readonly ports: PortSet;
  /** The pods that it is there for; undefined where it stands for nodes. */
  readonly family: PodFamily | undefined;
}

export interface AddressGrant {
  readonly sets: readonly IpSet[];
  readonly name: string;
  readonly flow: WantedFlow;
  readonly flowIndex: number;
}

/**
 * The rules of one direction: no peer and no port of them can go without a flow that is lost. Peers with the same ports
 * are in one rule. Blocks of addresses are put together port by port, so that no address is opened that nobody wants.
 */
export function mergeRules(pods: readonly SelectorGrant[], addresses: readonly AddressGrant[]): readonly GeneratedRule[] {
  return [...selectorRules(pods), ...addressRules(addresses)];
}

interface PeerPorts {
  readonly key: string;
  readonly grants: readonly SelectorGrant[];
  readonly ports: ConnectionPorts;
}

function selectorRules(grants: readonly SelectorGrant[]): readonly GeneratedRule[] {
  const byPeer = groupBy(grants, ({ peer }) => JSON.stringify(peer));
  const peers = withoutCovered([...byPeer].map(([key, own]) => ({ key, grants: own, ports: portsOfAll(own) })));
  const byPorts = groupBy(peers, ({ ports }) => portsKey(ports));
  return [...byPorts.values()].map((group) => {
    const [first] = group;
    const ordered = [...group].sort((a, b) => compareText(nameOf(a), nameOf(b)) || compareText(a.key, b.key));
    return {
      peers: ordered.flatMap(({ grants: [grant] }) => (grant ? [grant.peer] : [])),
      ports: first ? portItems(first.ports) : [],
      because: ordered.flatMap(({ grants: own }) => reasonsOf(own)),
      flows: flowsOf(ordered.flatMap(({ grants: own }) => own)),
    };
  }).sort((a, b) => compareText(a.because[0] ?? "", b.because[0] ?? ""));
}

function nameOf({ grants: [grant] }: PeerPorts): string {
  return grant?.name ?? "";
}

/** A peer needs no port that a wider one opens to the same pods already. */
function withoutCovered(peers: readonly PeerPorts[]): readonly PeerPorts[] {
  const reach = new Map(peers.map((one) => [one, peers.filter((other) => covers(one, other)).length]));
  const reachOf = (one: PeerPorts): number => reach.get(one) ?? 0;
  const widestFirst = [...peers].sort((a, b) => reachOf(b) - reachOf(a) || compareText(a.key, b.key));
  const kept: PeerPorts[] = [];
  for (const peer of widestFirst) {
    const wider = kept.filter((other) => covers(other, peer));
    const ports = perProtocol((protocol) =>
      wider.reduce((left, other) => subtractPortSets(left, other.ports[protocol]), peer.ports[protocol]),
    );
    if (protocols.some((protocol) => !isEmptyPortSet(ports[protocol]))) kept.push({ ...peer, ports });
  }
  return kept;
}

/** Whether the first peer selects, for sure, all pods that the second one is there for. */
function covers({ grants: [wide] }: PeerPorts, { grants }: PeerPorts): boolean {
  return wide !== undefined && grants.every((other) => selectsAll(wide, other));
}

function selectsAll({ peer, family }: SelectorGrant, { family: other }: SelectorGrant): boolean {
  if (!family || family.namespace !== other?.namespace) return false;
  return other.pods.every((pod) => matchesLabels(peer.podSelector ?? everything, pod.labels) === "yes");
}

function portsOfAll(grants: readonly SelectorGrant[]): ConnectionPorts {
  return perProtocol((protocol) =>
    grants
      .filter(({ flow }) => flow.protocol === protocol)
      .map(({ ports }) => ports)
      .reduce(unionPortSets, emptyPortSet()),
  );
}

/** The ports of a flow on which the wanted addresses do not hold all of these. */
export function portsBeside(flow: WantedFlow, sets: readonly IpSet[], grants: readonly AddressGrant[]): PortSet {
  const stretches = stretchesOf(flow.protocol, grants);
  return stretches
    .filter((stretch) => sets.every((set) => holdsAll(stretch.grants, set)))
    .reduce((left, { ports }) => subtractPortSets(left, ports), portsOfFlow(flow));
}

function holdsAll(grants: readonly AddressGrant[], set: IpSet): boolean {
  const own = grants.flatMap((grant) => grant.sets).filter(({ family }) => family === set.family);
  return isEmptyIpSet(own.reduce(subtractIpSets, set));
}

export function portsOfFlow({ port, endPort }: Pick<WantedFlow, "port" | "endPort">): PortSet {
  return port === null ? fullPortSet() : portRange(port, endPort ?? port);
}

function portsKey(ports: ConnectionPorts): string {
  return protocols.map((protocol) => ports[protocol].intervals.join(";")).join("|");
}

/** Two ports side by side are two items: not every network plugin knows `endPort`. */
export function portItems(ports: ConnectionPorts): readonly GeneratedPort[] {
  if (protocols.every((protocol) => isFullPortSet(ports[protocol]))) return [];
  return protocols.flatMap((protocol) => {
    if (isFullPortSet(ports[protocol])) return [{ protocol }];
    return ports[protocol].intervals.flatMap(([first, last]): GeneratedPort[] => {
      if (first === last) return [{ protocol, port: first }];
      if (last === first + 1) return [{ protocol, port: first }, { protocol, port: last }];
      return [{ protocol, port: first, endPort: last }];
    });
  });
}

/** Ports of one protocol for which the same addresses are wanted. */
interface Stretch {
  readonly protocol: Protocol;
  readonly ports: PortSet;
  readonly grants: readonly AddressGrant[];
}

function addressRules(grants: readonly AddressGrant[]): readonly GeneratedRule[] {
  const stretches = protocols.flatMap((protocol) => stretchesOf(protocol, grants));
  const byAddresses = groupBy(stretches, ({ grants: own }) => cidrsOf(own).join(" "));
  return [...byAddresses.values()].map((group): GeneratedRule => {
    const own = [...new Set(group.flatMap((stretch) => stretch.grants))];
    const ports = perProtocol((protocol) =>
      group.filter((one) => one.protocol === protocol).map((one) => one.ports).reduce(unionPortSets, emptyPortSet()),
    );
    return {
      peers: cidrsOf(group[0]?.grants ?? []).map((cidr) => ({ type: "block", cidr })),
      ports: portItems(ports),
      because: reasonsOf(own),
      flows: flowsOf(own),
    };
  });
}

/** Cuts the ports where the wanted addresses change. */
function stretchesOf(protocol: Protocol, grants: readonly AddressGrant[]): readonly Stretch[] {
  const own = grants.filter(({ flow }) => flow.protocol === protocol);
  const cuts = new Set<number>();
  for (const { flow } of own) {
    for (const [first, last] of portsOfFlow(flow).intervals) cuts.add(first).add(last + 1);
  }
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.slice(0, -1).flatMap((start, at): Stretch[] => {
    const ports = portRange(start, (starts[at + 1] ?? start + 1) - 1);
    const wanting = own.filter(({ flow }) => !isEmptyPortSet(intersectPortSets(portsOfFlow(flow), ports)));
    return wanting.length === 0 ? [] : [{ protocol, ports, grants: wanting }];
  });
}

function cidrsOf(grants: readonly AddressGrant[]): readonly string[] {
  return cidrsOfSets(grants.flatMap((grant) => grant.sets));
}

/** The fewest blocks that hold exactly the addresses, IPv4 first. */
export function cidrsOfSets(sets: readonly IpSet[]): readonly string[] {
  const families: readonly IpFamily[] = [4, 6];
  return families.flatMap((family) => {
    const own = sets.filter((set) => set.family === family);
    return own.length === 0 ? [] : ipSetToCidrs(own.reduce(unionIpSets));
  });
}

interface Reasoned {
  readonly name: string;
  readonly flow: WantedFlow;
}

/** A line for each end: who it is, on which ports, and why. */
function reasonsOf(grants: readonly Reasoned[]): readonly string[] {
  const lines = new Map<string, Set<string>>();
  for (const { name, flow } of grants) {
    const title = `${name}, ${flowPortsText(flow)}`;
    const because = lines.get(title) ?? new Set<string>();
    for (const clause of flow.because) because.add(clause);
    lines.set(title, because);
  }
  return [...lines].map(([title, because]) => `${title}: ${[...because].join("; ")}`).sort(compareText);
}

export function flowPortsText({ protocol, port, endPort }: Pick<WantedFlow, "protocol" | "port" | "endPort">): string {
  if (port === null) return `every ${protocol} port`;
  return endPort === undefined || endPort === port ? `${protocol} ${port}` : `${protocol} ${port}-${endPort}`;
}

function flowsOf(grants: readonly { readonly flowIndex: number }[]): readonly number[] {
  return [...new Set(grants.map(({ flowIndex }) => flowIndex))].sort((a, b) => a - b);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
