import { type NetworkPolicy, portRange, type PortSet, type Protocol, protocols, subtractPortSets, isEmptyPortSet, unionPortSets, emptyPortSet, fullPortSet } from "@netpolint/core";
import { joinWords } from "./join-words.js";
import { remembered } from "./remembered.js";

type PortItem = NetworkPolicy["ingress"][number]["ports"][number];

/** `every port`, or `TCP 80, TCP 8000-8100 and UDP \`dns\``. */
export function portsInWords(ports: readonly PortItem[]): string {
  return ports.length === 0 ? "every port" : joinWords([...new Set(ports.map(portInWords))]);
}

function portInWords({ protocol, port, endPort }: PortItem): string {
  if (port === undefined) return `every ${protocol} port`;
  if (typeof port === "string") return `${protocol} \`${port}\``;
  return `${protocol} ${port}${endPort === undefined || endPort === port ? "" : `-${endPort}`}`;
}

/** The ports of a list of items: numbers, and those that only pods tell. */
export interface PortCover {
  readonly numbers: Readonly<Record<Protocol, PortSet>>;
  /** `TCP http`. */
  readonly names: ReadonlySet<string>;
}

/** An empty list means every port. Rules that are written alike have one list. */
export const coverOf = remembered((ports: readonly PortItem[]): PortCover => {
  const of = (protocol: Protocol): PortSet => numbersOfItems(ports, protocol);
  const names = ports.flatMap(({ protocol, port }) => (typeof port === "string" ? [`${protocol} ${port}`] : []));
  return { numbers: { TCP: of("TCP"), UDP: of("UDP"), SCTP: of("SCTP") }, names: new Set(names) };
});

function numbersOfItems(ports: readonly PortItem[], protocol: Protocol): PortSet {
  if (ports.length === 0) return fullPortSet();
  return ports.filter((item) => item.protocol === protocol).flatMap(numberOfItem).reduce(unionPortSets, emptyPortSet());
}

function numberOfItem({ port, endPort }: PortItem): readonly PortSet[] {
  if (port === undefined) return [fullPortSet()];
  return typeof port === "string" ? [] : [portRange(port, endPort ?? port)];
}

/** Whether every port of `inner` is for sure one of `outer`. */
export function coversPorts(outer: PortCover, inner: PortCover): boolean {
  const hasNumbers = protocols.every((one) => isEmptyPortSet(subtractPortSets(inner.numbers[one], outer.numbers[one])));
  return hasNumbers && [...inner.names].every((name) => outer.names.has(name) || isWholeProtocol(outer, name));
}

function isWholeProtocol({ numbers }: PortCover, name: string): boolean {
  const protocol = protocols.find((one) => name.startsWith(`${one} `));
  return protocol !== undefined && isEmptyPortSet(subtractPortSets(fullPortSet(), numbers[protocol]));
}

/** A port for a witness, where the items name a number or leave it open; the lowest, whatever the order of the items. */
export function firstPort(ports: readonly PortItem[]): { readonly protocol: Protocol; readonly port: number } | undefined {
  if (ports.length === 0) return { protocol: "TCP", port: 443 };
  const numbers = ports.flatMap(({ protocol, port = 443 }) => (typeof port === "string" ? [] : [{ protocol, port }]));
  return numbers.toSorted((a, b) => protocols.indexOf(a.protocol) - protocols.indexOf(b.protocol) || a.port - b.port)[0];
}
