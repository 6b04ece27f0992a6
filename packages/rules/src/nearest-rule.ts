import {
  behindPort,
  type CheckedFlow,
  type Cluster,
  compareText,
  type DirectionResult,
  type Endpoint,
  endpointName,
  type NetworkPolicy,
  type NetworkPolicyPort,
  type NetworkPolicyRule,
  objectName,
  type PolicyDirection,
  portRange,
  portsOpenedBy,
  type PortSet,
  type Protocol,
  type Reason,
  type RequiredFlow,
  isEmptyPortSet,
  subtractPortSets,
  unionPortSets,
  emptyPortSet,
} from "@netpolint/core";
import { describeDoubt, describeMismatch, type PeerMismatch, podOf } from "./peer-mismatch.js";

/** The rule of the policies that isolate one end which comes nearest to allowing a flow. */
export interface NearestRule {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly index: number;
  readonly rule: NetworkPolicyRule;
  /** Undefined where a peer matches, or may. */
  readonly peerMismatch: PeerMismatch | undefined;
  readonly opensPort: boolean;
  /** Set where the rule opens the Service's port in place of the pods' own. */
  readonly servicePort: ServicePortOpened | undefined;
}

/** The end of the flow whose policies do not block on this side. */
export function farEnd({ from, to }: RequiredFlow, direction: PolicyDirection): Endpoint {
  return direction === "egress" ? to : from;
}

/** A rule that matches the other end comes nearer than one that does not; then the one with the fewest parts wrong. */
export function nearestRule(cluster: Cluster, { flow }: CheckedFlow, side: DirectionResult): NearestRule | undefined {
  return [...reasonsByRule(side)]
    .flatMap((reasons) => readRule(cluster, flow, side.direction, reasons) ?? [])
    .toSorted((a, b) => partsWrong(a) - partsWrong(b) || compareRules(a, b))[0];
}

function reasonsByRule({ reasons }: DirectionResult): Iterable<readonly Reason[]> {
  const byRule = new Map<string, Reason[]>();
  for (const reason of reasons) {
    if (reason.policy?.type !== "NetworkPolicy" || reason.rule === null) continue;
    const key = `${reason.policyName} ${reason.rule}`;
    const list = byRule.get(key);
    if (list) list.push(reason);
    else byRule.set(key, [reason]);
  }
  return byRule.values();
}

function readRule(
  cluster: Cluster,
  flow: RequiredFlow,
  direction: PolicyDirection,
  reasons: readonly Reason[],
): NearestRule | undefined {
  const [first] = reasons;
  if (first?.policy?.type !== "NetworkPolicy" || first.rule === null) return undefined;
  const { policy, rule: index } = first;
  const rule = policy[direction][index];
  if (!rule) return undefined;
  const context = { cluster, direction, namespace: policy.meta.namespace };
  const far = farEnd(flow, direction);
  const mismatches = reasons.map((reason) => {
    const peer = rule.peers[reason.peer ?? -1];
    if (!peer) return undefined;
    if (isAboutPeer(reason.code)) return describeMismatch(peer, reason.code, far, context);
    return reason.otherPort || peer.ipBlock ? undefined : describeDoubt(far, direction);
  });
  const matches = mismatches.some((one) => one === undefined);
  const nearest = matches ? undefined : mismatches.flatMap((one) => one ?? []).toSorted((a, b) => a.parts - b.parts)[0];
  const opensPort = opensPortOf(rule, flow);
  const servicePort = opensPort ? undefined : servicePortOpened(cluster, flow, rule.ports);
  return { policy, direction, index, rule, peerMismatch: nearest, opensPort, servicePort };
}

function isAboutPeer(code: Reason["code"]): boolean {
  return code.startsWith("peer-") || code.startsWith("address-");
}

/** Of rules that are equally wrong about the peer, the one with the Service's port was meant for the flow. */
function partsWrong({ peerMismatch, opensPort, servicePort }: NearestRule): number {
  return (peerMismatch ? 4 * peerMismatch.parts : 0) + (opensPort ? 0 : servicePort ? 1 : 2);
}

/** A rule for other pods at other ports may come nearest and is still about something else. */
export function almostMatches({ peerMismatch, opensPort, servicePort }: NearestRule): boolean {
  return opensPort || servicePort !== undefined || peerMismatch === undefined || peerMismatch.parts === 1;
}

/** Not by place: a report says the same whatever the order of documents. */
function compareRules(a: NearestRule, b: NearestRule): number {
  return compareText(objectName(a.policy.meta), objectName(b.policy.meta)) || a.index - b.index;
}

function opensPortOf({ ports }: NetworkPolicyRule, flow: RequiredFlow): boolean {
  return ports.length === 0 || isEmptyPortSet(subtractPortSets(portsAsked(flow), portsOpened(ports, flow)));
}

export function portsAsked({ port, endPort = port }: RequiredFlow): PortSet {
  return portRange(port, endPort);
}

/** The ports that the items open at the flow's destination, of its protocol. */
export function portsOpened(ports: readonly NetworkPolicyPort[], { to, protocol }: RequiredFlow): PortSet {
  return ports
    .filter((item) => item.protocol === protocol)
    .map((item) => portsOpenedBy(item, podOf(to)?.namedPorts ?? []))
    .reduce(unionPortSets, emptyPortSet());
}

export interface ServicePortOpened {
  /** `namespace/name` of the Service. */
  readonly service: string;
  readonly item: NetworkPolicyPort;
  readonly port: number;
}

/** A port item that opens the port of a Service which leads to the flow's port: policies never see that port. */
export function servicePortOpened(
  cluster: Cluster,
  { to, protocol, port }: RequiredFlow,
  ports: readonly NetworkPolicyPort[],
): ServicePortOpened | undefined {
  const namespace = podOf(to)?.namespace;
  const numbers = new Map(ports.flatMap((item) => numberOpened(item, protocol)));
  if (namespace === undefined || numbers.size === 0) return undefined;
  for (const service of cluster.services.values()) {
    if (service.meta.namespace !== namespace || !service.selector) continue;
    for (const one of service.ports) {
      const item = numbers.get(one.port);
      if (!item || one.protocol !== protocol || one.port === port) continue;
      const behind = behindPort(cluster, service, one);
      const backends = "backends" in behind ? behind.backends : [];
      const leadsThere = backends.some((backend) => backend.port === port && isSamePods(backend.endpoint, to));
      if (leadsThere) return { service: objectName(service.meta), item, port: one.port };
    }
  }
  return undefined;
}

function numberOpened(item: NetworkPolicyPort, protocol: Protocol): readonly (readonly [number, NetworkPolicyPort])[] {
  const isNumber = typeof item.port === "number" && item.endPort === undefined;
  return isNumber && item.protocol === protocol ? [[item.port, item]] : [];
}

function isSamePods(a: Endpoint, b: Endpoint): boolean {
  return a.type === b.type && endpointName(a) === endpointName(b);
}
