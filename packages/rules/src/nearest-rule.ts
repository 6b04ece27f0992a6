import {
  type CheckedFlow,
  type Cluster,
  compareText,
  type DirectionResult,
  type Endpoint,
  type NetworkPolicy,
  type NetworkPolicyRule,
  objectName,
  type PolicyDirection,
  type Reason,
  type RequiredFlow,
} from "@netpolint/core";
import { describeBlockDoubt, describeDoubt, describeMismatch, type PeerMismatch } from "./peer-mismatch.js";
import { type PortNearness, portNearness, type ServicePortOpened, servicePortOpened } from "./port-nearness.js";

/** The rule of the policies that isolate one end which comes nearest to allowing a flow. */
export interface NearestRule {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly index: number;
  readonly rule: NetworkPolicyRule;
  /** Undefined where a peer matches, or may. */
  readonly peerMismatch: PeerMismatch | undefined;
  readonly opensPort: boolean;
  readonly ports: PortNearness;
  /** Set where the rule opens the Service's port in place of the pods' own. */
  readonly servicePort: ServicePortOpened | undefined;
}

/** The end of the flow whose policies do not block on this side. */
export function farEnd({ from, to }: RequiredFlow, direction: PolicyDirection): Endpoint {
  return direction === "egress" ? to : from;
}

/**
 * Rules that are about the flow by their ports or their peers come first. Of these, one that matches the other end comes
 * nearer than one that does not; then the one with the fewest parts wrong.
 */
export function nearestRule(cluster: Cluster, { flow }: CheckedFlow, side: DirectionResult): NearestRule | undefined {
  const known = found.get(side);
  if (known?.cluster === cluster && known.flow === flow) return known.nearest;
  const [nearest, next] = [...reasonsByRule(side)]
    .flatMap((reasons) => readRule(cluster, flow, side.direction, reasons) ?? [])
    .toSorted((a, b) => compareNearness(a, b) || compareRules(a, b));
  found.set(side, { cluster, flow, nearest });
  if (nearest && next?.policy === nearest.policy && compareNearness(nearest, next) === 0) oneOfSeveral.add(nearest);
  return nearest;
}

function compareNearness(a: NearestRule, b: NearestRule): number {
  return Number(almostMatches(b)) - Number(almostMatches(a)) || partsWrong(a) - partsWrong(b);
}

const oneOfSeveral = new WeakSet<NearestRule>();

/** Whether another rule of the policy comes as near, so that only their order says which is named. */
export function isOneOfSeveral(nearest: NearestRule): boolean {
  return oneOfSeveral.has(nearest);
}

interface Found {
  readonly cluster: Cluster;
  readonly flow: RequiredFlow;
  readonly nearest: NearestRule | undefined;
}

/** Asked for the message of a finding, for its places and for its suggestions. */
const found = new WeakMap<DirectionResult, Found>();

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
    if (reason.otherPort) return undefined;
    return peer.ipBlock ? describeBlockDoubt(peer.ipBlock.text, far, direction) : describeDoubt(far, direction);
  });
  const matches = mismatches.some((one) => one === undefined);
  const nearest = matches ? undefined : mismatches.flatMap((one) => one ?? []).toSorted((a, b) => a.parts - b.parts)[0];
  const ports = portNearness(cluster, flow, rule.ports);
  return {
    policy,
    direction,
    index,
    rule,
    peerMismatch: nearest,
    opensPort: ports === "opened",
    ports,
    // Asked of the nearest alone.
    get servicePort() {
      return ports === "opened" ? undefined : servicePortOpened(cluster, flow, rule.ports);
    },
  };
}

function isAboutPeer(code: Reason["code"]): boolean {
  return code.startsWith("peer-") || code.startsWith("address-");
}

/** The peer counts most. Of rules that are equally wrong about it, the one whose ports were meant for the flow. */
function partsWrong({ peerMismatch, ports }: NearestRule): number {
  return (peerMismatch ? 8 * peerMismatch.parts : 0) + portRanks[ports];
}

const portRanks: Readonly<Record<PortNearness, number>> = { opened: 0, mistaken: 1, other: 2, unrelated: 4 };

/**
 * A rule almost matches where one thing is wrong with it: the peer or the ports. One for other pods at other ports may
 * come nearest and is still about something else, unless its ports are a mistake for the flow's.
 */
export function almostMatches({ peerMismatch, ports, servicePort }: NearestRule): boolean {
  if (ports === "opened" || servicePort !== undefined) return true;
  if (ports === "mistaken") return peerMismatch === undefined || peerMismatch.parts === 1;
  return ports === "other" && peerMismatch === undefined;
}

/** Not by place: a report says the same whatever the order of documents. */
function compareRules(a: NearestRule, b: NearestRule): number {
  return compareText(objectName(a.policy.meta), objectName(b.policy.meta)) || a.index - b.index;
}
