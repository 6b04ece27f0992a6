import { type Cluster, type CustomResource, customSpecField, fieldOf, isOfGroupKind, type JsonValue, type Path } from "@netpolint/core";

export type DeploymentModel = "Service" | "Direct" | "Kafka";

/** An exporter of FlowCollector's `spec.exporters`. `host` is undefined where the object does not say. */
export interface Exporter {
  readonly type: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly protocol: "TCP" | "UDP";
}

/** What the matrix depends on, with the defaults of the CRD (flows.netobserv.io/v1beta2). */
export interface NetObservSettings {
  readonly resource: CustomResource | undefined;
  readonly namespace: string;
  readonly deploymentModel: DeploymentModel;
  readonly processorPort: number;
  readonly processorMetricsPort: number;
  readonly agentMetricsPort: number;
  readonly agentMetrics: boolean;
  readonly pluginPort: number;
  readonly usesLoki: boolean;
  readonly usesPrometheus: boolean;
  readonly usesPlugin: boolean;
  /** Where flowlogs-pipeline writes. */
  readonly lokiIngester: string;
  /** Where the console plugin reads. */
  readonly lokiQueriers: readonly string[];
  readonly prometheusMode: string;
  readonly prometheusUrl: string;
  readonly alertManagerUrl: string | undefined;
  readonly kafkaAddress: string | undefined;
  readonly exporters: readonly Exporter[];
}

export function findFlowCollector(cluster: Cluster): CustomResource | undefined {
  return cluster.customResources.find((resource) => isOfGroupKind(resource, "flows.netobserv.io", "FlowCollector"));
}

export function readFlowCollector(resource: CustomResource | undefined): NetObservSettings {
  const field = (...path: Path): JsonValue | undefined => customSpecField(resource, ...path);
  const text = (...path: Path): string | undefined => textOf(field(...path));
  const enabled = (...path: Path): boolean => field(...path) !== false;
  const namespace = text("namespace") ?? "netobserv";
  const usesLoki = enabled("loki", "enable");
  const usesPrometheus = enabled("prometheus", "querier", "enable");
  return {
    resource,
    namespace,
    deploymentModel: modelOf(text("deploymentModel")),
    processorPort: portOf(field("processor", "advanced", "port"), 2055),
    processorMetricsPort: portOf(field("processor", "metrics", "server", "port"), 9401),
    agentMetricsPort: portOf(field("agent", "ebpf", "metrics", "server", "port"), 9400),
    agentMetrics: enabled("agent", "ebpf", "metrics", "enable"),
    pluginPort: portOf(field("consolePlugin", "advanced", "port"), 9001),
    usesLoki,
    usesPrometheus,
    usesPlugin: (usesLoki || usesPrometheus) && enabled("consolePlugin", "enable"),
    ...readLoki(field("loki"), namespace),
    prometheusMode: text("prometheus", "querier", "mode") ?? "Auto",
    prometheusUrl: text("prometheus", "querier", "manual", "url") ?? "http://prometheus:9090",
    alertManagerUrl: text("prometheus", "querier", "manual", "alertManager", "url"),
    kafkaAddress: text("kafka", "address"),
    exporters: listOf(field("exporters")).map(readExporter),
  };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The operator ignores ports that are not positive. */
function portOf(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === "number" && value > 0 ? value : otherwise;
}

function modelOf(text: string | undefined): DeploymentModel {
  // Before 1.9 the API wrote the names in capitals.
  const models: readonly DeploymentModel[] = ["Service", "Direct", "Kafka"];
  return models.find((model) => model.toUpperCase() === text?.toUpperCase()) ?? "Service";
}

function readLoki(loki: JsonValue | undefined, namespace: string): Pick<NetObservSettings, "lokiIngester" | "lokiQueriers"> {
  const text = (mode: string, key: string, otherwise: string): string =>
    textOf(fieldOf(fieldOf(loki, mode), key)) ?? otherwise;
  switch (textOf(fieldOf(loki, "mode")) ?? "Monolithic") {
    case "Manual": {
      const querier = text("manual", "querierUrl", "http://loki:3100/");
      return {
        lokiIngester: text("manual", "ingesterUrl", "http://loki:3100/"),
        lokiQueriers: [querier, text("manual", "statusUrl", querier)],
      };
    }
    case "LokiStack": {
      const name = text("lokiStack", "name", "loki");
      const stackNamespace = text("lokiStack", "namespace", namespace);
      const gateway = `https://${name}-gateway-http.${stackNamespace}.svc.cluster.local.:8080/`;
      const status = `https://${name}-query-frontend-http.${stackNamespace}.svc.cluster.local.:3100/`;
      return { lokiIngester: gateway, lokiQueriers: [gateway, status] };
    }
    case "Microservices":
      return {
        lokiIngester: text("microservices", "ingesterUrl", "http://loki-distributor:3100/"),
        lokiQueriers: [text("microservices", "querierUrl", "http://loki-query-frontend:3100/")],
      };
    default: {
      const url = text("monolithic", "url", "http://loki:3100/");
      return { lokiIngester: url, lokiQueriers: [url] };
    }
  }
}

function readExporter(value: JsonValue): Exporter {
  const type = textOf(fieldOf(value, "type")) ?? "Kafka";
  if (type === "IPFIX") return readTarget(type, fieldOf(value, "ipfix"), 4739);
  if (type === "OpenTelemetry") return readTarget(type, fieldOf(value, "openTelemetry"), 4317);
  const address = textOf(fieldOf(fieldOf(value, "kafka"), "address"));
  return { type, host: address, port: undefined, protocol: "TCP" };
}

function readTarget(type: string, target: JsonValue | undefined, defaultPort: number): Exporter {
  const transport = textOf(fieldOf(target, "transport"));
  return {
    type,
    host: textOf(fieldOf(target, "targetHost")),
    port: portOf(fieldOf(target, "targetPort"), defaultPort),
    protocol: transport?.toUpperCase() === "UDP" ? "UDP" : "TCP",
  };
}
