import type { Cluster, Endpoint, Protocol, RequiredFlow, RequiredRows, UncheckedRow } from "@netpolint/core";
import { destinationsOf, parseHostPort } from "../host-destination.js";
import type { NetObservSettings } from "./flow-collector.js";
import type { Peers } from "./peers.js";
import type { Subject, SubjectName } from "./subjects.js";

export const matrixLink =
  "https://github.com/netobserv/network-observability-operator/blob/v1.11.1/docs/NetworkPolicy.md";

/** Everything a row of the matrix may depend on. */
export interface MatrixContext {
  readonly cluster: Cluster;
  readonly settings: NetObservSettings;
  readonly subjects: Readonly<Record<SubjectName, Subject>>;
  readonly peers: Peers;
}

/** The far end of a row. */
export interface Destination {
  readonly endpoint: Endpoint;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Where an egress row leads, and a sentence for each part of which that is not known. */
interface Destinations {
  readonly known: readonly Destination[];
  readonly unknown: readonly string[];
}

/** One row, or the two rows that are the ends of one flow. */
interface Row {
  readonly ids: readonly string[];
  readonly level: "must" | "may";
  readonly subject: SubjectName;
  readonly why: string;
  /** Whether the row is there with these settings. */
  readonly when: (context: MatrixContext) => boolean;
  /** Sources of an ingress row; a text says why they are not known. */
  readonly sources?: (context: MatrixContext) => readonly Endpoint[] | string;
  /** Destinations of an egress row. */
  readonly destinations?: (context: MatrixContext) => Destinations;
  /** The subject's port, for ingress rows. */
  readonly port?: (settings: NetObservSettings) => number;
}

const always = (): boolean => true;
const apiServer = (): readonly Endpoint[] => [{ type: "apiserver" }];
const toApiServer = (): Destinations => ({
  known: [{ endpoint: { type: "apiserver" }, port: 6443, protocol: "TCP" }],
  unknown: [],
});
const prometheus = ({ peers }: MatrixContext): readonly Endpoint[] => peers.prometheus;

/** The communication matrix of NetObserv 1.11, row by row. */
const rows: readonly Row[] = [
  {
    ids: ["NO-1"],
    level: "must",
    subject: "operator",
    why: "the API server calls the operator's webhooks",
    when: always,
    sources: apiServer,
    port: () => 9443,
  },
  {
    ids: ["NO-2"],
    level: "may",
    subject: "operator",
    why: "Prometheus scrapes the operator",
    when: always,
    sources: prometheus,
    port: () => 8443,
  },
  {
    ids: ["NO-3"],
    level: "must",
    subject: "operator",
    why: "the operator works through the API server",
    when: always,
    destinations: toApiServer,
  },
  {
    ids: ["NO-4"],
    level: "may",
    subject: "agent",
    why: "Prometheus scrapes the agents",
    when: ({ settings }) => settings.agentMetrics,
    sources: prometheus,
    port: (settings) => settings.agentMetricsPort,
  },
  {
    ids: ["NO-5", "NO-9"],
    level: "must",
    subject: "pipeline",
    why: "the agents send flows to flowlogs-pipeline",
    when: ({ settings }) => settings.deploymentModel === "Service",
    sources: ({ subjects }) => subjects.agent.endpoints,
    port: (settings) => settings.processorPort,
  },
  {
    ids: ["NO-6"],
    level: "must",
    subject: "agent",
    why: "the agents send flows to Kafka",
    when: ({ settings }) => settings.deploymentModel === "Kafka",
    destinations: kafka,
  },
  {
    ids: ["NO-7", "NO-9"],
    level: "must",
    subject: "pipeline",
    why: "the agents send flows to flowlogs-pipeline on their node",
    when: ({ settings }) => settings.deploymentModel === "Direct",
    sources: ({ subjects }) => subjects.agent.endpoints,
    port: (settings) => settings.processorPort,
  },
  {
    ids: ["NO-8"],
    level: "must",
    subject: "pipeline",
    why: "Prometheus scrapes flowlogs-pipeline",
    when: always,
    sources: prometheus,
    port: (settings) => settings.processorMetricsPort,
  },
  {
    ids: ["NO-10"],
    level: "must",
    subject: "pipeline",
    why: "flowlogs-pipeline reads flows from Kafka",
    when: ({ settings }) => settings.deploymentModel === "Kafka",
    destinations: kafka,
  },
  {
    ids: ["NO-11"],
    level: "must",
    subject: "pipeline",
    why: "flowlogs-pipeline writes flows to Loki",
    when: ({ settings }) => settings.usesLoki,
    destinations: (context) => urls(context, [context.settings.lokiIngester]),
  },
  {
    ids: ["NO-12"],
    level: "must",
    subject: "pipeline",
    why: "flowlogs-pipeline exports flows",
    when: ({ settings }) => settings.exporters.length > 0,
    destinations: exporters,
  },
  {
    ids: ["NO-13"],
    level: "may",
    subject: "plugin",
    why: "users open the console plugin",
    when: ({ settings }) => settings.usesPlugin,
    sources: ({ peers }) => peers.console,
    port: (settings) => settings.pluginPort,
  },
  {
    ids: ["NO-14"],
    level: "may",
    subject: "plugin",
    why: "Prometheus scrapes the console plugin",
    when: ({ settings }) => settings.usesPlugin,
    sources: prometheus,
    port: () => 9002,
  },
  {
    ids: ["NO-15"],
    level: "must",
    subject: "plugin",
    why: "the console plugin queries Prometheus",
    when: ({ settings }) => settings.usesPlugin && settings.usesPrometheus,
    destinations: prometheusQuerier,
  },
  {
    ids: ["NO-16"],
    level: "must",
    subject: "plugin",
    why: "the console plugin queries Loki",
    when: ({ settings }) => settings.usesPlugin && settings.usesLoki,
    destinations: (context) => urls(context, context.settings.lokiQueriers),
  },
];

/** The matrix as flows, for the parts of NetObserv that occur. */
export function requireMatrix(context: MatrixContext): RequiredRows {
  const results = rows.filter((row) => occurs(row, context)).map((row) => requireRow(row, context));
  return {
    flows: results.flatMap((result) => result.flows),
    unchecked: results.flatMap((result) => result.unchecked),
  };
}

/** A flow between two parts is there where either of them is. */
function occurs(row: Row, context: MatrixContext): boolean {
  const { subjects } = context;
  const present = row.ids.length > 1 ? subjects.agent.occurs || subjects.pipeline.occurs : subjects[row.subject].occurs;
  return present && row.when(context);
}

function requireRow(row: Row, context: MatrixContext): RequiredRows {
  const subject = context.subjects[row.subject];
  const flows: RequiredFlow[] = [];
  const sources = row.sources?.(context) ?? [];
  const destinations = row.destinations?.(context) ?? { known: [], unknown: [] };
  if (typeof sources === "string") return { flows, unchecked: [uncheckedRow(row, sources)] };
  const port = row.port?.(context.settings) ?? 0;
  for (const own of subject.endpoints) {
    for (const from of sources) flows.push(flowOf(row, context, from, { endpoint: own, port, protocol: "TCP" }));
    for (const to of destinations.known) flows.push(flowOf(row, context, own, to));
  }
  return { flows, unchecked: destinations.unknown.map((reason) => uncheckedRow(row, reason)) };
}

function uncheckedRow(row: Row, reason: string): UncheckedRow {
  return { pack: "netobserv", id: row.ids.join("+"), reason };
}

function flowOf(row: Row, context: MatrixContext, from: Endpoint, to: Destination): RequiredFlow {
  const { ids, level, why } = row;
  const { endpoint, port, protocol } = to;
  const assumed = assumptions(context, [from, endpoint]);
  return { pack: "netobserv", ids, level, from, to: endpoint, protocol, port, why, link: matrixLink, assumed };
}

function assumptions({ settings, peers }: MatrixContext, ends: readonly Endpoint[]): readonly string[] {
  const assumed = settings.resource ? [] : ["No FlowCollector is in the input; NetObserv's defaults were assumed."];
  const hypothetical = ends.some((end) => end.type === "hypothetical" && end.pod.namespace.startsWith(settings.namespace));
  if (hypothetical) assumed.push("Pods of NetObserv that are not in the input were assumed with the labels of its matrix.");
  if (ends.some((end) => peers.prometheus.includes(end))) assumed.push(...peers.assumed);
  return assumed;
}

function kafka(context: MatrixContext): Destinations {
  const { kafkaAddress } = context.settings;
  if (kafkaAddress === undefined) return unknownDestination("The FlowCollector does not say where Kafka is (spec.kafka.address).");
  return hosts(context, kafkaAddress.split(","), { port: kafkaPort, protocol: "TCP" });
}

/** Kafka clients add it to a host without a port. */
const kafkaPort = 9092;

function unknownDestination(reason: string): Destinations {
  return { known: [], unknown: [reason] };
}

function join(parts: readonly Destinations[]): Destinations {
  return { known: parts.flatMap((part) => part.known), unknown: parts.flatMap((part) => part.unknown) };
}

function exporters(context: MatrixContext): Destinations {
  const found = context.settings.exporters.map(({ type, host, port, protocol }) => {
    if (host === undefined) return unknownDestination(`An exporter of type ${type} does not say where it sends flows.`);
    return hosts(context, host.split(","), { port: port ?? kafkaPort, protocol });
  });
  return join(found);
}

function prometheusQuerier(context: MatrixContext): Destinations {
  const { settings, cluster } = context;
  if (settings.prometheusMode === "Auto" && cluster.settings.platform === "openshift") {
    return urls(context, ["https://thanos-querier.openshift-monitoring.svc:9091/"]);
  }
  const { alertManagerUrl } = settings;
  return urls(context, [settings.prometheusUrl, ...(alertManagerUrl === undefined ? [] : [alertManagerUrl])]);
}

function urls(context: MatrixContext, texts: readonly string[]): Destinations {
  return hosts(context, [...new Set(texts)], { port: undefined, protocol: "TCP" });
}

interface PortDefaults {
  readonly port: number | undefined;
  readonly protocol: Protocol;
}

/** Several texts may lead to one destination, which is then one flow. */
function hosts(context: MatrixContext, texts: readonly string[], defaults: PortDefaults): Destinations {
  const { known, unknown } = join(texts.map((text) => hostOf(context, text.trim(), defaults)));
  const distinct = new Map(known.map((one) => [`${keyOf(one.endpoint)} ${one.protocol} ${one.port}`, one]));
  return { known: [...distinct.values()], unknown };
}

function hostOf({ cluster, settings }: MatrixContext, text: string, { port, protocol }: PortDefaults): Destinations {
  const host = parseHostPort(text, port);
  if (!host) return unknownDestination(`\`${text}\` names no host and port.`);
  const found = destinationsOf(cluster, host, settings.namespace, protocol);
  if ("unknown" in found) return unknownDestination(`Where \`${text}\` leads is not known: ${found.unknown}.`);
  return { known: found.backends.map((backend) => ({ ...backend, protocol })), unknown: [] };
}

function keyOf(endpoint: Endpoint): string {
  if (endpoint.type === "workload") return `${endpoint.workload.namespace}/${endpoint.workload.kind}/${endpoint.workload.name}`;
  return "name" in endpoint ? endpoint.name : endpoint.type;
}
