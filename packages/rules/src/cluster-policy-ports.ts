import {
  type Cluster,
  type ClusterPolicyPort,
  type ClusterPolicyRule,
  formatPortSet,
  fullPortSet,
  isFullPortSet,
  portRange,
  type PortSet,
  type Protocol,
  protocols,
  emptyPortSet,
  unionPortSets,
} from "@netpolint/core";
import { podsOf } from "./selector-relation.js";

/** Ports that no rule of those compared tells apart, by the first of them; or a name. */
export type PortAtom =
  | { readonly protocol: Protocol; readonly port: number }
  | { readonly name: string; readonly protocol: Protocol | undefined };

type Ports = ClusterPolicyRule["ports"];

/** What a rule says of numbers; every port where it names none. */
export function numbersOf(ports: Ports, protocol: Protocol): PortSet {
  if (ports.length === 0) return fullPortSet();
  return ports
    .flatMap((port) => (port.type === "range" && port.protocol === protocol ? rangeOf(port) : []))
    .reduce(unionPortSets, emptyPortSet());
}

/** v1alpha1 takes a range that ends before it starts; it matches nothing. */
function rangeOf({ first, last }: Extract<ClusterPolicyPort, { type: "range" }>): PortSet | [] {
  return first <= last ? portRange(first, last) : [];
}

/** The ports of a rule, cut wherever one of the others begins or ends. */
export function portAtomsOf(ports: Ports, others: readonly Ports[]): readonly PortAtom[] {
  const numbers = protocols.flatMap((protocol) => {
    const cuts = others.flatMap((other) => cutsOf(numbersOf(other, protocol)));
    return startsWithin(numbersOf(ports, protocol), cuts).map((port) => ({ protocol, port }));
  });
  const names = ports.flatMap((port) => (port.type === "name" ? [{ name: port.name, protocol: port.protocol }] : []));
  return [...numbers, ...names];
}

function cutsOf({ intervals }: PortSet): readonly number[] {
  return intervals.flatMap(([first, last]) => [first, last + 1]);
}

/** The first ports of the stretches of a set, which begin with its intervals and at cuts. */
export function startsWithin({ intervals }: PortSet, cuts: readonly number[]): readonly number[] {
  const starts = intervals.flatMap(([first, last]) => [first, ...cuts.filter((cut) => cut > first && cut <= last)]);
  return [...new Set(starts)];
}

/** Whether ports hold the whole atom, whatever pods declare. */
export function includesAtom(ports: Ports, atom: PortAtom): boolean {
  if (ports.length === 0) return true;
  if ("port" in atom) return contains(numbersOf(ports, atom.protocol), atom.port);
  const asked = atom.protocol === undefined ? protocols : [atom.protocol];
  if (asked.every((protocol) => isFullPortSet(numbersOf(ports, protocol)))) return true;
  return ports.some((port) => isName(port, atom.name) && (port.protocol ?? atom.protocol) === atom.protocol);
}

function isName(port: ClusterPolicyPort, name: string): boolean {
  return port.type === "name" && port.name === name;
}

function contains({ intervals }: PortSet, port: number): boolean {
  return intervals.some(([first, last]) => first <= port && port <= last);
}

/** Whether ports meet an atom; a name meets the numbers that pods of the input declare under it. */
export function meetsAtom(cluster: Cluster, ports: Ports, atom: PortAtom): boolean {
  if (includesAtom(ports, atom)) return true;
  if ("port" in atom) return false;
  const declared = podsOf(cluster).flatMap(({ namedPorts }) => namedPorts ?? []);
  return declared.some(
    ({ name, number, protocol }) =>
      name === atom.name &&
      (atom.protocol ?? protocol) === protocol &&
      contains(numbersOf(ports, protocol), number),
  );
}

/** ` on TCP 443 and UDP 53`, or nothing for every port. */
export function onPorts(ports: Ports): string {
  if (ports.length === 0) return "";
  const numbers = protocols
    .map((protocol) => [protocol, numbersOf(ports, protocol)] as const)
    .filter(([, set]) => set.intervals.length > 0)
    .map(([protocol, set]) => `${protocol} ${isFullPortSet(set) ? "1-65535" : formatPortSet(set)}`);
  const names = ports.flatMap((port) => (port.type === "name" ? [`\`${port.name}\``] : []));
  return ` on ${[...numbers, ...names].join(" and ")}`;
}
