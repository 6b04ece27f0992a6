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

/** One row, or the two rows that are the ends of one flow. */
interface Row {
  readonly ids: readonly string[];
  readonly level: "must" | "may";
  readonly subject: SubjectName;
  readonly why: string;
  /** Whether the row is there with these settings. */
  readonly when: (context: MatrixContext) => boolean;
  /** Sources of an ingress row, or destinations of an egress row; a text says why they are not known. */
  readonly sources?: (context: MatrixContext) => readonly Endpoint[] | string;
  readonly destinations?: (context: MatrixContext) => readonly Destination[] | string;
  /** The subject's port, for ingress rows. */
  readonly port?: (settings: NetObservSettings) => number;
}

const always = (): boolean => true;
const apiServer = (): readonly Endpoint[] => [{ type: "apiserver" }];
const toApiServer = (): readonly Destination[] => [{ endpoint: { type: "apiserver" }, port: 6443, protocol: "TCP" }];
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
  const destinations = row.destinations?.(context) ?? [];
  if (typeof sources === "string") return { flows, unchecked: [uncheckedRow(row, sources)] };
  if (typeof destinations === "string") return { flows, unchecked: [uncheckedRow(row, destinations)] };
  const port = row.port?.(context.settings) ?? 0;
  for (const own of subject.endpoints) {
    for (const from of sources) flows.push(flowOf(row, context, from, { endpoint: own, port, protocol: "TCP" }));
    for (const to of destinations) flows.push(flowOf(row, context, own, to));
  }
  return { flows, unchecked: [] };
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

function kafka(context: MatrixContext): readonly Destination[] | string {
  const { kafkaAddress } = context.settings;
  if (kafkaAddress === undefined) return "The FlowCollector does not say where Kafka is (spec.kafka.address).";
  return hosts(context, kafkaAddress.split(","), 9092);
}

function exporters(context: MatrixContext): readonly Destination[] | string {
  const destinations: Destination[] = [];
  for (const { type, host, port, protocol } of context.settings.exporters) {
    if (host === undefined) return `An exporter of type ${type} does not say where it sends flows.`;
    const found = hosts(context, host.split(","), port ?? 9092);
    if (typeof found === "string") return found;
    destinations.push(...found.map((destination) => ({ ...destination, protocol })));
  }
  return destinations;
}

function prometheusQuerier(context: MatrixContext): readonly Destination[] | string {
  const { settings, cluster } = context;
  if (settings.prometheusMode === "Auto" && cluster.settings.platform === "openshift") {
    return urls(context, ["https://thanos-querier.openshift-monitoring.svc:9091/"]);
  }
  const { alertManagerUrl } = settings;
  return urls(context, [settings.prometheusUrl, ...(alertManagerUrl === undefined ? [] : [alertManagerUrl])]);
}

function urls(context: MatrixContext, texts: readonly string[]): readonly Destination[] | string {
  return hosts(context, [...new Set(texts)], undefined);
}

/** Several texts may lead to one destination, which is then one flow. */
function hosts(
  { cluster, settings }: MatrixContext,
  texts: readonly string[],
  defaultPort: number | undefined,
): readonly Destination[] | string {
  const destinations = new Map<string, Destination>();
  for (const text of texts) {
    const host = parseHostPort(text.trim(), defaultPort);
    if (!host) return `\`${text}\` names no host and port.`;
    const found = destinationsOf(cluster, host, settings.namespace);
    if ("unknown" in found) return `Where \`${text}\` leads is not known: ${found.unknown}.`;
    for (const { endpoint, port } of found.backends) {
      destinations.set(`${JSON.stringify(keyOf(endpoint))} ${port}`, { endpoint, port, protocol: "TCP" });
    }
  }
  return [...destinations.values()];
}

function keyOf(endpoint: Endpoint): string {
  if (endpoint.type === "workload") return `${endpoint.workload.namespace}/${endpoint.workload.kind}/${endpoint.workload.name}`;
  return "name" in endpoint ? endpoint.name : endpoint.type;
}
