import {
  type AskedPort,
  type ConnectionPorts,
  intersectPortSets,
  isNotUnderstood,
  type MapConnection,
  mapConnections,
  type MapEndpoint,
  parseAskedPort,
  perProtocol,
  emptyPortSet,
  type Workload,
  workloadName,
} from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";
import { type LinkPorts, linkPorts, type LinkState, stateOf } from "./state.js";

/** Which part of the map is asked for. */
export interface MapQuestion {
  /** Namespaces of which the workloads are shown one by one. */
  readonly open: readonly string[];
  /** Workloads, by number, that are shown for themselves whatever their namespace. */
  readonly apart: readonly number[];
  /** `443`, `53/udp`, `8000-8080`: only what connects on these; "" for every port. */
  readonly port: string;
}

export interface MapNode {
  readonly name: string;
  /** Of a workload without its namespace and kind; the name for everything else. */
  readonly shortName: string;
  readonly type: "namespace" | "workload" | "addresses";
  readonly namespace: string | null;
  /** Number of the workload; null for everything else. */
  readonly workload: number | null;
  /** How many workloads it stands for. */
  readonly size: number;
  readonly isolated: MapEndpoint["isolated"];
}

export interface MapLine {
  /** Numbers of the nodes. */
  readonly from: number;
  readonly to: number;
  /** Never `denied`: what is not listed is. */
  readonly state: LinkState;
  readonly ports: LinkPorts;
}

export interface MapAnswer {
  readonly nodes: readonly MapNode[];
  readonly lines: readonly MapLine[];
  /** How many workloads of open namespaces are not shown for themselves, since there are too many. */
  readonly leftOut: number;
}

/** More in one namespace are neither drawn nor read. */
export const mostOfNamespace = 200;

export function mapAnswer(context: AnswerContext, question: MapQuestion): MapAnswer | { readonly problem: string } {
  const port = parseAskedPort(question.port);
  if (isNotUnderstood(port)) return port;
  const { cluster } = context.policies;
  const shown = shownApart(context, question);
  const isApart = (workload: Workload): boolean => shown.workloads.has(workload);
  const options = { by: "namespace", isApart } as const;
  const { endpoints, connections } = mapConnections({ cluster, connectivity: context.connectivity() }, options);
  const numbers = new Map(endpoints.map(({ name }, index) => [name, index]));
  const lines = connections.flatMap((connection): readonly MapLine[] => {
    const narrowed = narrow(connection, port);
    const state = stateOf(narrowed);
    if (state === "denied") return [];
    const [from = 0, to = 0] = [numbers.get(connection.from), numbers.get(connection.to)];
    return [{ from, to, state: question.port === "" ? state : narrowedState(narrowed), ports: linkPorts(narrowed) }];
  });
  return { nodes: nodesOf(context, endpoints, shown.workloads), lines, leftOut: shown.leftOut };
}

function shownApart({ workloads }: AnswerContext, { open, apart }: MapQuestion) {
  const isOpen = new Set(open);
  const counts = new Map<string, number>();
  const own = new Set<Workload>(apart.flatMap((index) => workloads[index] ?? []));
  let leftOut = 0;
  for (const workload of workloads) {
    if (!isOpen.has(workload.namespace)) continue;
    const count = counts.get(workload.namespace) ?? 0;
    counts.set(workload.namespace, count + 1);
    if (count < mostOfNamespace) own.add(workload);
    else if (!own.has(workload)) leftOut += 1;
  }
  return { workloads: own, leftOut };
}

function nodesOf(
  { workloads }: AnswerContext,
  endpoints: readonly MapEndpoint[],
  apart: ReadonlySet<Workload>,
): readonly MapNode[] {
  const numbers = new Map(workloads.map((workload, index) => [workloadName(workload), index]));
  const sizes = new Map<string, number>();
  for (const workload of workloads) {
    if (!apart.has(workload)) sizes.set(workload.namespace, (sizes.get(workload.namespace) ?? 0) + 1);
  }
  return endpoints.map(({ name, type, namespace, isolated }) => {
    const whole = { name, shortName: name, namespace, workload: null, isolated };
    if (type === "addresses") return { ...whole, type, size: 0 };
    if (type === "namespace") return { ...whole, type, size: sizes.get(name) ?? 0 };
    const number = numbers.get(name);
    const shortName = number === undefined ? name : (workloads[number]?.name ?? name);
    return { ...whole, shortName, type: "workload", workload: number ?? null, size: 1 };
  });
}

type SplitPorts = Pick<MapConnection, "allowed" | "partly" | "undecided">;

function narrow({ allowed, partly, undecided }: SplitPorts, { ports, protocols: asked }: AskedPort): SplitPorts {
  if (ports.type === "name") return { allowed, partly, undecided };
  const wanted = perProtocol((protocol) => (asked.includes(protocol) ? ports.ports : emptyPortSet()));
  const cut = (own: ConnectionPorts): ConnectionPorts =>
    perProtocol((protocol) => intersectPortSets(own[protocol], wanted[protocol]));
  return { allowed: cut(allowed), partly: cut(partly), undecided: cut(undecided) };
}

/** Where ports are asked for, all of them is all there is to be allowed. */
function narrowedState(ports: SplitPorts): LinkState {
  const { partly, undecided } = linkPorts(ports);
  if (undecided !== "") return "undecided";
  return partly === "" ? "allowed" : "partly";
}
