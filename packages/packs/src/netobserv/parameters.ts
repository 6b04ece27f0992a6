import type { ConditionDocument, ParameterDocument, ParameterType } from "../document/flow-pack-document.js";

/** A parameter that a field of the FlowCollector gives, or its definition's default. */
function read(
  summary: string,
  type: ParameterType,
  field: string,
  otherwise?: string | number | boolean,
): ParameterDocument {
  const found = { summary, type, read: [{ from: "collector", field }], given: false };
  return otherwise === undefined ? found : { ...found, default: otherwise };
}

function lokiMode(name: string): ConditionDocument {
  return { parameter: "lokiMode", is: name };
}

const kafkaExporter: ConditionDocument = { parameter: "exporterType", is: "Kafka" };
const ipfix: ConditionDocument = { parameter: "exporterType", is: "IPFIX" };
const openTelemetry: ConditionDocument = { parameter: "exporterType", is: "OpenTelemetry" };
const lokiGateway = "https://${lokiStackName}-gateway-http.${lokiStackNamespace}.svc.cluster.local.:8080/";
const lokiFrontend = "https://${lokiStackName}-query-frontend-http.${lokiStackNamespace}.svc.cluster.local.:3100/";

/** What the matrix depends on, with the defaults of the definition (flows.netobserv.io/v1beta2). */
export const parameters: Readonly<Record<string, ParameterDocument>> = {
  prometheus: { summary: "The endpoint that scrapes NetObserv's metrics", type: "endpoint" },
  console: { summary: "The endpoint from which users open the console plugin", type: "endpoint" },
  monitoring: {
    summary: "The monitoring stack that OpenShift's policies let in: of the platform (downstream) or of users (upstream)",
    type: "choice",
    choices: ["downstream", "upstream"],
    default: "downstream",
  },
  namespace: read("The main namespace", "text", "spec.namespace", "netobserv"),
  deploymentModel: {
    summary: "How flows get from the agents to flowlogs-pipeline",
    type: "choice",
    // Before 1.9 the API wrote the names in capitals.
    choices: ["Service", "Direct", "Kafka"],
    read: [{ from: "collector", field: "spec.deploymentModel" }],
    default: "Service",
    given: false,
  },
  pipelineApp: {
    summary: "The `app` label of flowlogs-pipeline",
    type: "text",
    read: [
      { value: "flowlogs-pipeline-transformer", when: { parameter: "deploymentModel", is: "Kafka" } },
    ],
    default: "flowlogs-pipeline",
    given: false,
  },
  processorPort: read("The port at which flowlogs-pipeline takes flows", "port", "spec.processor.advanced.port", 2055),
  processorMetricsPort: read("The port of its metrics", "port", "spec.processor.metrics.server.port", 9401),
  agentMetrics: read("Whether the agents have metrics", "boolean", "spec.agent.ebpf.metrics.enable", true),
  agentMetricsPort: read("The port of the agents' metrics", "port", "spec.agent.ebpf.metrics.server.port", 9400),
  pluginEnabled: read("Whether the console plugin is enabled", "boolean", "spec.consolePlugin.enable", true),
  pluginPort: read("The port of the console plugin", "port", "spec.consolePlugin.advanced.port", 9001),
  usesLoki: read("Whether Loki is used", "boolean", "spec.loki.enable", true),
  usesPrometheus: read("Whether Prometheus is queried", "boolean", "spec.prometheus.querier.enable", true),
  usesPlugin: {
    summary: "Whether there is a console plugin: it is enabled and has something to query",
    type: "boolean",
    read: [
      {
        value: true,
        when: { all: [{ parameter: "pluginEnabled" }, { any: [{ parameter: "usesLoki" }, { parameter: "usesPrometheus" }] }] },
      },
    ],
    default: false,
    given: false,
  },
  lokiMode: {
    summary: "How Loki is deployed",
    type: "choice",
    choices: ["Manual", "LokiStack", "Monolithic", "Microservices"],
    read: [{ from: "collector", field: "spec.loki.mode" }],
    default: "Monolithic",
    given: false,
  },
  lokiStackName: read("The LokiStack", "text", "spec.loki.lokiStack.name", "loki"),
  lokiStackNamespace: read("Its namespace", "text", "spec.loki.lokiStack.namespace", "${namespace}"),
  lokiMonolithic: read("Loki, where it is one", "hosts", "spec.loki.monolithic.url", "http://loki:3100/"),
  lokiManualQuerier: read("Loki's querier, where given", "hosts", "spec.loki.manual.querierUrl", "http://loki:3100/"),
  lokiManualStatus: read("Loki's status, where given", "hosts", "spec.loki.manual.statusUrl", "${lokiManualQuerier}"),
  lokiIngester: {
    summary: "Where flowlogs-pipeline writes to Loki",
    type: "hosts",
    read: [
      { from: "collector", field: "spec.loki.manual.ingesterUrl", when: lokiMode("Manual") },
      { value: "http://loki:3100/", when: lokiMode("Manual") },
      { value: lokiGateway, when: lokiMode("LokiStack") },
      { from: "collector", field: "spec.loki.microservices.ingesterUrl", when: lokiMode("Microservices") },
      { value: "http://loki-distributor:3100/", when: lokiMode("Microservices") },
    ],
    default: "${lokiMonolithic}",
    given: false,
  },
  lokiQueriers: {
    summary: "Where the console plugin reads from Loki",
    type: "hosts",
    read: [
      { value: ["${lokiManualQuerier}", "${lokiManualStatus}"], when: lokiMode("Manual") },
      { value: [lokiGateway, lokiFrontend], when: lokiMode("LokiStack") },
      { from: "collector", field: "spec.loki.microservices.querierUrl", when: lokiMode("Microservices") },
      { value: "http://loki-query-frontend:3100/", when: lokiMode("Microservices") },
    ],
    default: "${lokiMonolithic}",
    given: false,
  },
  prometheusMode: {
    summary: "How Prometheus is found",
    type: "choice",
    choices: ["Auto", "Manual"],
    read: [{ from: "collector", field: "spec.prometheus.querier.mode" }],
    default: "Auto",
    given: false,
  },
  prometheusUrl: read("Prometheus, where given", "hosts", "spec.prometheus.querier.manual.url", "http://prometheus:9090"),
  alertManagerUrl: read("Alertmanager, where given", "hosts", "spec.prometheus.querier.manual.alertManager.url"),
  prometheusUrls: {
    summary: "Where the console plugin queries metrics and alerts",
    type: "hosts",
    read: [
      {
        value: "https://thanos-querier.openshift-monitoring.svc:9091/",
        when: { all: [{ parameter: "prometheusMode", is: "Auto" }, { platform: "openshift" }] },
      },
      { value: ["${prometheusUrl}", "${alertManagerUrl}"], when: { parameter: "alertManagerUrl" } },
    ],
    default: "${prometheusUrl}",
    given: false,
  },
  kafkaAddress: {
    ...read("Kafka", "hosts", "spec.kafka.address"),
    missing: "The FlowCollector does not say where Kafka is (spec.kafka.address).",
  },
  exporterType: {
    summary: "What an exporter is",
    type: "choice",
    choices: ["Kafka", "IPFIX", "OpenTelemetry"],
    read: [{ from: "exporter", field: "type" }],
    default: "Kafka",
    given: false,
  },
  exporterHost: {
    summary: "Where an exporter sends flows",
    type: "hosts",
    read: [
      { from: "exporter", field: "kafka.address", when: kafkaExporter },
      { from: "exporter", field: "ipfix.targetHost", when: ipfix },
      { from: "exporter", field: "openTelemetry.targetHost", when: openTelemetry },
    ],
    missing: "An exporter of type ${exporterType} does not say where it sends flows.",
    given: false,
  },
  exporterPort: {
    summary: "The port of an exporter; Kafka's is in its address",
    type: "port",
    read: [
      { value: 9092, when: kafkaExporter },
      { from: "exporter", field: "ipfix.targetPort", when: ipfix },
      { value: 4739, when: ipfix },
      { from: "exporter", field: "openTelemetry.targetPort", when: openTelemetry },
    ],
    default: 4317,
    given: false,
  },
  exporterProtocol: {
    summary: "The protocol of an exporter",
    type: "choice",
    choices: ["TCP", "UDP"],
    read: [{ from: "exporter", field: "ipfix.transport", when: ipfix }],
    default: "TCP",
    given: false,
  },
};
