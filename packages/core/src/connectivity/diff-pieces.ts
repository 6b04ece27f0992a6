import { portCutsWithin } from "../policy/cuts-within.js";
import { policiesSelecting } from "../policy/selecting-policies.js";
import type { Endpoint } from "../policy/flow.js";
import { type NetworkPolicyPort, type Protocol, protocols } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type PortSet, portSetContains } from "../sets/port-set.js";
import type { ConnectionPorts } from "./connection-sets.js";
import {
  type ConnectionState,
  noPorts,
  statesOf,
  type Transition,
  transitionsBetween,
  unionPorts,
} from "./connection-states.js";
import type { ConnectionAnswer } from "./connectivity.js";
import type { FoundChange } from "./connectivity-diff.js";
import { type ChangeKind, type DiffReason, explainChange, type SideFlow, type SideName } from "./diff-reasons.js";
import type { OpenedSide } from "./diff-side.js";

/** One connection of single pods on one side, with its answer. */
export interface AnsweredFlow extends SideFlow {
  readonly answer: ConnectionAnswer;
}

/** The same connection on both sides. Several flows a side where pods of the sides cannot be told to be the same. */
export interface ComparedFlows {
  readonly base: readonly AnsweredFlow[];
  readonly head: readonly AnsweredFlow[];
}

/** Ports that changed in the same way for the same reasons. */
export interface ChangedPorts {
  readonly kind: ChangeKind;
  readonly states: Readonly<Record<SideName, ConnectionState>>;
  readonly ports: ConnectionPorts;
  /** True where it is so for some of the pods only. */
  readonly somePods: boolean;
  readonly reasons: readonly DiffReason[];
}

export type Sides = Readonly<Record<SideName, OpenedSide>>;

export function kindOf({ base, head }: Pick<Transition, "base" | "head">): ChangeKind {
  if (base === "undecided" || head === "undecided" || base === head) return "undecided";
  return base === "denied" || head === "allowed" ? "gained" : "lost";
}

export function transitionsOf({ base, head }: ComparedFlows): readonly Transition[] {
  const comparable = base.length < 2 && head.length < 2;
  const states = (flows: readonly AnsweredFlow[]) => statesOf(flows.map(({ answer }) => answer));
  return transitionsBetween(states(base), states(head), comparable);
}

/** What changed in one family between two ends, from the flows of all their pods. */
export function changedPorts(sides: Sides, all: readonly ComparedFlows[], family: IpFamily): readonly ChangedPorts[] {
  const byTransition = new Map<string, { transition: Transition; flows: ComparedFlows; count: number }>();
  for (const flows of all) {
    const cuts = portCutsOf(sides, flows);
    for (const transition of transitionsOf(flows).flatMap((one) => piecesOf(one, cuts))) {
      const key = JSON.stringify(transition);
      const known = byTransition.get(key);
      if (known) known.count += 1;
      else byTransition.set(key, { transition, flows, count: 1 });
    }
  }
  const changes = [...byTransition.values()].map(({ transition, flows, count }): ChangedPorts => {
    const { base, head, ports } = transition;
    const kind = kindOf(transition);
    const somePods = count < all.length || (kind !== "undecided" && (base === "partly" || head === "partly"));
    const reasons = reasonsFor(sides, flows, transition, family);
    return { kind, states: { base, head }, ports, somePods, reasons };
  });
  return mergeChanges(changes);
}

/** One transition for each stretch of ports of one protocol that the policies of both ends do not tell apart. */
function piecesOf(transition: Transition, cuts: readonly number[]): readonly Transition[] {
  return protocols.flatMap((protocol) =>
    portCutsWithin(cuts, transition.ports[protocol]).map((ports) => ({
      ...transition,
      ports: { ...noPorts, [protocol]: ports },
    })),
  );
}

function portCutsOf(sides: Sides, { base, head }: ComparedFlows): readonly number[] {
  const cuts = new Set([1]);
  for (const [side, flows] of [[sides.base, base] as const, [sides.head, head] as const]) {
    for (const { from, to } of flows) {
      const items = [...portItems(side, from, "egress"), ...portItems(side, to, "ingress")];
      for (const [first, last] of items.flatMap((item) => portsOfItem(item, to))) cuts.add(first).add(last + 1);
    }
  }
  return [...cuts].filter((cut) => Number.isInteger(cut) && cut >= 1 && cut <= 65535).sort((a, b) => a - b);
}

function portItems(side: OpenedSide, end: Endpoint, direction: "egress" | "ingress"): readonly NetworkPolicyPort[] {
  const [pod] = end.type === "workload" ? end.workload.pods : [];
  if (!pod) return [];
  const rules = policiesSelecting(side.policies, pod, direction).flatMap(({ compiled }) => compiled[direction] ?? []);
  return rules.flatMap((rule) => rule.ports);
}

function portsOfItem({ port, endPort }: NetworkPolicyPort, to: Endpoint): readonly (readonly [number, number])[] {
  if (port === undefined) return [];
  if (typeof port === "number") return [[port, endPort ?? port]];
  const pods = to.type === "workload" ? to.workload.pods : [];
  const declared = pods.flatMap((pod) => pod.namedPorts ?? []).filter(({ name }) => name === port);
  return declared.map(({ number }) => [number, number]);
}

function reasonsFor(
  sides: Sides,
  { base, head }: ComparedFlows,
  transition: Transition,
  family: IpFamily,
): readonly DiffReason[] {
  const kind = kindOf(transition);
  const protocol = protocols.find((one) => transition.ports[one].intervals.length > 0) ?? "TCP";
  const port = transition.ports[protocol].intervals[0]?.[0] ?? 1;
  const find = (flows: readonly AnsweredFlow[], side: SideName): AnsweredFlow | undefined => {
    const wanted = wantedState(kind, transition[side], side);
    return flows.find(({ answer }) => stateAt(answer, protocol, port) === wanted) ?? flows[0];
  };
  const [inBase, inHead] = [find(base, "base"), find(head, "head")];
  if (!inBase || !inHead) return [];
  const flow = { base: inBase, head: inHead, family, protocol, port };
  return explainChange(sides, flow, kind, { base: transition.base, head: transition.head });
}

/** The state of the flow that shows the difference: what is partly allowed is shown by one that is not. */
function wantedState(kind: ChangeKind, state: ConnectionState, side: SideName): ConnectionState {
  if (kind === "undecided") return state;
  return (kind === "gained") === (side === "head") ? "allowed" : "denied";
}

function stateAt({ allowed, undecided }: ConnectionAnswer, protocol: Protocol, port: number): ConnectionState {
  const holds = (ports: PortSet): boolean => portSetContains(ports, port);
  if (holds(allowed[protocol])) return "allowed";
  return holds(undecided[protocol]) ? "undecided" : "denied";
}

/** What a reader would see as one change, whatever its ports. */
export function changeKey({ kind, states, somePods, reasons }: ChangedPorts): string {
  const places = reasons.map(({ kind: why, side, policy, part, place }) => [why, side, policy, part, place]);
  return JSON.stringify([kind, kind === "undecided" ? states : null, somePods, places]);
}

function mergeChanges(changes: readonly ChangedPorts[]): readonly ChangedPorts[] {
  const merged = new Map<string, ChangedPorts>();
  for (const change of changes) {
    const key = changeKey(change);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, ports: unionPorts(known.ports, change.ports) } : change);
  }
  return [...merged.values()];
}

export function portsKey(ports: ConnectionPorts): string {
  return JSON.stringify([ports.TCP.intervals, ports.UDP.intervals, ports.SCTP.intervals]);
}

/** The change without its ends. */
export function foundChange(change: ChangedPorts): Omit<FoundChange, "from" | "to" | "family"> {
  const { kind, states, ports, somePods, reasons } = change;
  return { kind, ...states, ports, somePods, reasons };
}
