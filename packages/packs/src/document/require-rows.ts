import {
  endpointName,
  type FlowLevel,
  type ForbiddenFlow,
  placeOf,
  type Protocol,
  protocols,
  type RequiredFlow,
  type RequiredRows,
  type UncheckedRow,
} from "@netpolint/core";
import { holds } from "./conditions.js";
import { type FlowEnd, findEnds, type FoundEnds, notKnown } from "./ends.js";
import { findField } from "./field-values.js";
import type { EndDocument, FlowDocument } from "./flow-pack-document.js";
import { instanceOf, instancesOf, presumedInstance } from "./instances.js";
import { parsePorts } from "./parse-values.js";
import { hasSubjectObject } from "./pods.js";
import { bind, entryOf, type Scope } from "./scope.js";
import { expand, parameterOf } from "./templates.js";
import { valuesOf } from "./values.js";

/** What a pack's data asks for in this cluster. */
export function requireRows(scope: Scope): RequiredRows {
  const rows = scope.document.flows.flatMap((flow) => scopesOf(scope, flow).map((one) => requireRow(one, flow)));
  return {
    flows: rows.flatMap((row) => row.flows),
    forbidden: rows.flatMap((row) => row.forbidden ?? []),
    unchecked: uniqueRows(rows.flatMap((row) => row.unchecked)),
  };
}

/** Two objects may lack the same fact. */
export function uniqueRows(rows: readonly UncheckedRow[]): readonly UncheckedRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** One for each object that the row is about. */
function scopesOf(scope: Scope, flow: FlowDocument): readonly Scope[] {
  const resource = flow.forEach ?? ownersOf(scope, flow)[0];
  if (resource === undefined) return [scope];
  const document = entryOf(scope.document.resources, resource);
  if (document && "within" in document) {
    const parents = scope.bound.has(document.within) ? [scope] : scopesFor(scope, document.within);
    return parents.flatMap((parent) => instancesOf(parent, resource).map((instance) => bind(parent, [instance])));
  }
  return scopesFor(scope, resource);
}

function scopesFor(scope: Scope, resource: string): readonly Scope[] {
  const instances = instancesOf(scope, resource);
  return (instances.length > 0 ? instances : [presumedInstance(scope, resource)]).map((instance) => bind(scope, [instance]));
}

/** The resources that make the software's pods at the ends of a flow. */
function ownersOf({ document }: Scope, { from, to }: FlowDocument): readonly string[] {
  const ends: readonly EndDocument[] = [from, to].flat();
  return ends.flatMap((end) => {
    const pods = typeof end === "object" && "pods" in end ? entryOf(document.pods, end.pods) : undefined;
    return pods?.role === "subject" ? (pods.of ?? []) : [];
  });
}

const nothing: RequiredRows = { flows: [], unchecked: [] };

function requireRow(given: Scope, flow: FlowDocument): RequiredRows {
  const scope: Scope = { ...given, doubts: new Set() };
  const isWanted = !flow.when || holds(scope, flow.when);
  if (scope.doubts.size > 0) return doubtful(scope, flow);
  if (!isWanted) return nothing;
  const protocol = protocolOf(scope, flow);
  const ports = portsOf(scope, flow);
  const single = ports.ranges.length === 1 ? ports.ranges[0]?.[0] : undefined;
  const from = findEnds(scope, flow.from, { port: single, protocol });
  const to = findEnds(scope, flow.to, { port: single, protocol });
  if (!isInForce(from, to)) return nothing;
  if (scope.doubts.size > 0) return doubtful(scope, flow);
  const missing = [...from.missing, ...to.missing, ...missingPort(ports, to)];
  const unchecked = missing.map((reason) => ({ pack: scope.document.id, id: idsOf(flow).join("+"), reason }));
  const pairs = from.ends.flatMap((source) =>
    to.ends.filter((destination) => !isItself(flow, source, destination)).flatMap((destination) =>
      rangesFor(destination, ports).map((range) => flowOf(scope, flow, { source, destination, range, protocol })),
    ),
  );
  const assumed = [...new Set([...defaultsAssumed(scope), ...from.assumed, ...to.assumed])];
  const flows = uniqueFlows(pairs).map((one) => ({ ...one, assumed }));
  return sorted(flow.level, flows, unchecked);
}

/** What the row hangs on is written in a way that is not understood. */
function doubtful({ document, doubts }: Scope, flow: FlowDocument): RequiredRows {
  const id = idsOf(flow).join("+");
  return { flows: [], unchecked: [...doubts].map((reason) => ({ pack: document.id, id, reason })) };
}

function sorted(
  level: FlowLevel,
  flows: readonly Omit<RequiredFlow, "level">[],
  unchecked: readonly UncheckedRow[],
): RequiredRows {
  if (level !== "mustNot") return { flows: flows.map((flow) => ({ ...flow, level })), unchecked };
  const forbidden: readonly ForbiddenFlow[] = flows.map((flow) => ({ ...flow, level }));
  return { flows: [], forbidden, unchecked };
}

export function idsOf({ id }: FlowDocument): readonly string[] {
  return [id].flat();
}

/** A flow between two parts of the software is there where either of them is. */
function isInForce(from: FoundEnds, to: FoundEnds): boolean {
  const own = [from.occurs, to.occurs].filter((occurs) => occurs !== undefined);
  return own.length === 0 || own.includes(true);
}

function protocolOf(scope: Scope, { protocol = "TCP" }: FlowDocument): Protocol {
  const text = expand(scope, protocol)?.toUpperCase();
  return protocols.find((known) => known === text) ?? "TCP";
}

type PortRange = readonly [number, number];

interface RowPorts {
  readonly ranges: readonly PortRange[];
  readonly missing: string | undefined;
}

function portsOf(scope: Scope, { port }: FlowDocument): RowPorts {
  if (typeof port === "number") return { ranges: [[port, port]], missing: undefined };
  if (port === undefined) return { ranges: [], missing: undefined };
  const name = parameterOf(port);
  const texts = name === undefined ? undefined : valuesOf(scope, name);
  const ranges = (texts ?? []).flatMap((text) => [parsePorts(text) ?? []].filter((range) => range.length === 2));
  return { ranges, missing: ranges.length === 0 ? notKnown(scope, port) : undefined };
}

/** The port of the row counts only for ends that have none of their own. */
function missingPort({ ranges, missing }: RowPorts, { ends }: FoundEnds): readonly string[] {
  if (ranges.length > 0 || !ends.some(({ port }) => port === undefined)) return [];
  return [missing ?? "The row names no port."];
}

function rangesFor({ port }: FlowEnd, { ranges }: RowPorts): readonly PortRange[] {
  return port === undefined ? ranges : [[port, port]];
}

/** A pod reaches itself whatever is forbidden. */
function isItself({ level }: FlowDocument, { endpoint: from }: FlowEnd, { endpoint: to }: FlowEnd): boolean {
  if (level !== "mustNot" || from.type !== "workload" || to.type !== "workload") return false;
  return from.workload === to.workload && from.workload.single;
}

interface Pair {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly range: PortRange;
  readonly protocol: Protocol;
}

type RowFlow = Omit<RequiredFlow, "level" | "assumed">;

function flowOf(scope: Scope, flow: FlowDocument, { source, destination, range, protocol }: Pair): RowFlow {
  const { document } = scope;
  const [port, endPort] = range;
  const evidence = evidenceOf(scope, flow);
  return {
    pack: document.id,
    ids: idsOf(flow),
    ...(flow.severity ? { severity: flow.severity } : {}),
    from: source.endpoint,
    to: destination.endpoint,
    protocol,
    port,
    ...(endPort === port ? {} : { endPort }),
    why: flow.why,
    link: flow.link ?? document.link,
    ...(evidence ? { evidence } : {}),
  };
}

/** Several texts may lead to one destination, which is then one flow. */
function uniqueFlows(flows: readonly RowFlow[]): readonly RowFlow[] {
  const key = ({ from, to, protocol, port, endPort }: RowFlow): string =>
    JSON.stringify([endpointName(from), endpointName(to), protocol, port, endPort]);
  return [...new Map(flows.map((flow) => [key(flow), flow])).values()];
}

function evidenceOf(scope: Scope, { evidence }: FlowDocument): RequiredFlow["evidence"] {
  if (!evidence) return undefined;
  const { object } = instanceOf(scope, evidence.of);
  const found = object && findField(object.value, evidence.field);
  if (!object || !found) return undefined;
  return { ...placeOf(object.meta, [...object.path, ...found.path]), message: evidence.message };
}

/** Parameters that would be read from an object have their defaults where there is none. */
function defaultsAssumed(scope: Scope): readonly string[] {
  const { resources = {}, parameters = {}, software } = scope.document;
  const read = new Set(Object.values(parameters).flatMap(({ read: sources = [] }) => sources.flatMap(sourceOf)));
  if (hasSubjectObject(scope)) return [];
  const kinds = Object.entries(resources).flatMap(([name, resource]) =>
    "kind" in resource && resource.subject !== false && read.has(name) ? [resource.kind] : [],
  );
  return kinds.slice(0, 1).map((kind) => `No ${kind} is in the input; ${software.name}'s defaults were assumed.`);
}

function sourceOf(source: object): readonly string[] {
  return "from" in source && typeof source.from === "string" ? [source.from] : [];
}
