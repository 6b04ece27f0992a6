import type { AdviceDocument, ConditionDocument, FlowDocument, FlowPackDocument } from "../document/flow-pack-document.js";
import { parameters } from "./parameters.js";
import { pods } from "./pods.js";

const matrix = "https://github.com/netobserv/network-observability-operator/blob/v1.11.1/docs/NetworkPolicy.md";
const roles = "https://github.com/netobserv/network-observability-operator/blob/v1.11.1/config/rbac/component_roles.yaml";
const flp = "https://github.com/netobserv/network-observability-operator/blob/v1.11.1/internal/controller/flp";
const transformer = `${flp}/flp_transfo_objects.go`;
const monolith = `${flp}/flp_monolith_objects.go`;
const policies =
  "https://github.com/netobserv/network-observability-operator/blob/v1.11.1/internal/controller/networkpolicy/np_objects.go";

function model(name: string): ConditionDocument {
  return { parameter: "deploymentModel", is: name };
}

/** The communication matrix of NetObserv, row by row, and what its code needs beyond it. */
export const netobservDocument: FlowPackDocument = {
  id: "netobserv",
  title: "NetObserv 1.11",
  software: { name: "NetObserv", versions: "1.11", established: "They were read at the tag v1.11.1." },
  link: matrix,
  resources: {
    collector: {
      group: "flows.netobserv.io",
      kind: "FlowCollector",
      namespaced: false,
      versions: ["v1beta2"],
      removedVersions: { v1beta1: "on 2025-07-24", v1alpha1: "before v1beta1" },
      misnamedFields: { "spec.loki.enabled": "spec.loki.enable" },
    },
    exporter: { within: "collector", items: "spec.exporters" },
  },
  parameters,
  pods,
  flows: [
    {
      id: "NO-1",
      level: "must",
      from: "apiserver",
      to: { pods: "operator" },
      port: 9443,
      why: "the API server calls the operator's webhooks",
      published: "Ingress of the operator: must allow traffic from the Kube API Server to the webhooks, TCP 9443.",
    },
    {
      id: "NO-2",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "operator" },
      port: 8443,
      why: "Prometheus scrapes the operator",
      published:
        "Ingress of the operator: may allow traffic from Prometheus to the metrics endpoint, TCP 8443; the source " +
        "depends on your Prometheus setup.",
    },
    {
      id: "NO-3",
      level: "must",
      from: { pods: "operator" },
      to: "apiserver",
      port: 6443,
      why: "the operator works through the API server",
      published: "Egress of the operator: must allow traffic to the Kube API Server, TCP 6443.",
    },
    {
      id: "NO-4",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "agent" },
      port: "${agentMetricsPort}",
      when: { parameter: "agentMetrics" },
      why: "Prometheus scrapes the agents",
      published:
        "Ingress of the agents: may allow traffic from Prometheus to the metrics endpoint, TCP 9400; the source " +
        "depends on your Prometheus setup.",
    },
    {
      id: ["NO-5", "NO-9"],
      level: "must",
      from: { pods: "agent" },
      to: { pods: "pipeline" },
      port: "${processorPort}",
      when: model("Service"),
      why: "the agents send flows to flowlogs-pipeline",
      published: [
        "Egress of the agents, spec.deploymentModel Service: must allow traffic to flowlogs-pipeline " +
          "(app=flowlogs-pipeline), TCP, default port 2055 (spec.processor.advanced.port).",
        "Ingress of flowlogs-pipeline, spec.deploymentModel Service: must allow traffic from agents " +
          "(app=netobserv-ebpf-agent), TCP, default port 2055 (spec.processor.advanced.port).",
      ],
    },
    {
      id: "NO-6",
      level: "must",
      from: { pods: "agent" },
      to: { hosts: "${kafkaAddress}", namespace: "${namespace}" },
      port: 9092,
      when: model("Kafka"),
      why: "the agents send flows to Kafka",
      published:
        "Egress of the agents, spec.deploymentModel Kafka: must allow traffic to Kafka, TCP, port depends on your " +
        "Kafka setup.",
    },
    {
      id: ["NO-7", "NO-9"],
      level: "must",
      from: { pods: "agent" },
      to: { pods: "pipeline" },
      port: "${processorPort}",
      when: model("Direct"),
      why: "the agents send flows to flowlogs-pipeline on their node",
      published: [
        "Egress of the agents, spec.deploymentModel Direct: must allow traffic to flowlogs-pipeline " +
          "(app=flowlogs-pipeline), TCP, default port 2055 (spec.processor.advanced.port); flowlogs-pipeline are " +
          "also host-network pods (same host).",
        "Ingress of flowlogs-pipeline, spec.deploymentModel Direct: must allow traffic from agents " +
          "(app=netobserv-ebpf-agent), TCP, default port 2055 (spec.processor.advanced.port); flowlogs-pipeline are " +
          "also host-network pods (same host).",
      ],
    },
    {
      id: "NO-8",
      level: "must",
      from: { pods: "prometheus" },
      to: { pods: "pipeline" },
      port: "${processorMetricsPort}",
      why: "Prometheus scrapes flowlogs-pipeline",
      published:
        "Ingress of flowlogs-pipeline: must allow traffic from Prometheus to the metrics endpoint, TCP 9401; the " +
        "source depends on your Prometheus setup.",
    },
    {
      id: "NO-10",
      level: "must",
      from: { pods: "pipeline" },
      to: { hosts: "${kafkaAddress}", namespace: "${namespace}" },
      port: 9092,
      when: model("Kafka"),
      why: "flowlogs-pipeline reads flows from Kafka",
      published:
        "Egress of flowlogs-pipeline, spec.deploymentModel Kafka: must allow traffic to Kafka, TCP, port depends on " +
        "your Kafka setup.",
    },
    {
      id: "NO-11",
      level: "must",
      from: { pods: "pipeline" },
      to: { hosts: "${lokiIngester}", namespace: "${namespace}" },
      when: { parameter: "usesLoki" },
      why: "flowlogs-pipeline writes flows to Loki",
      published:
        "Egress of flowlogs-pipeline, when using Loki (written spec.loki.enabled; the field is spec.loki.enable): must " +
        "allow traffic to Loki, TCP, port depends on your Loki setup (usually 3100).",
    },
    {
      id: "NO-12",
      level: "must",
      from: { pods: "pipeline" },
      to: { hosts: "${exporterHost}", namespace: "${namespace}" },
      protocol: "${exporterProtocol}",
      port: "${exporterPort}",
      forEach: "exporter",
      why: "flowlogs-pipeline exports flows",
      published:
        "Egress of flowlogs-pipeline, when exporters are configured (spec.exporters): must allow traffic to exporters " +
        "(refer to the exporter configuration).",
    },
    {
      id: "NO-13",
      level: "may",
      from: { pods: "console" },
      to: { pods: "plugin" },
      port: "${pluginPort}",
      when: { parameter: "usesPlugin" },
      why: "users open the console plugin",
      published:
        "Ingress of the console plugin: if you set up an Ingress route or gateway to the web console, configure it " +
        "accordingly to allow incoming user traffic.",
    },
    {
      id: "NO-14",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "plugin" },
      port: 9002,
      when: { parameter: "usesPlugin" },
      why: "Prometheus scrapes the console plugin",
      published:
        "Ingress of the console plugin: may allow traffic from Prometheus to the metrics endpoint, TCP 9002; the " +
        "source depends on your Prometheus setup.",
    },
    {
      id: "NO-15",
      level: "must",
      from: { pods: "plugin" },
      to: { hosts: "${prometheusUrls}", namespace: "${namespace}" },
      when: { all: [{ parameter: "usesPlugin" }, { parameter: "usesPrometheus" }] },
      why: "the console plugin queries Prometheus",
      published:
        "Egress of the console plugin: must allow traffic to Prometheus and AlertManager, TCP, as defined in " +
        "spec.prometheus.querier.",
    },
    {
      id: "NO-16",
      level: "must",
      from: { pods: "plugin" },
      to: { hosts: "${lokiQueriers}", namespace: "${namespace}" },
      when: { all: [{ parameter: "usesPlugin" }, { parameter: "usesLoki" }] },
      why: "the console plugin queries Loki",
      published:
        "Egress of the console plugin, when using Loki (written spec.loki.enabled; the field is spec.loki.enable): must " +
        "allow traffic to Loki, TCP, port depends on your Loki setup (usually 3100).",
    },
    {
      id: "NO-A2",
      level: "may",
      from: { pods: "pipeline" },
      to: "apiserver",
      port: 6443,
      why: "flowlogs-pipeline looks up the pods, nodes and Services of the flows",
      link: roles,
    },
    ...(["UDP", "TCP"] as const).flatMap((protocol): readonly FlowDocument[] => [
      {
        id: "NO-A3",
        level: "may",
        from: [{ pods: "operator" }, { pods: "pipeline" }],
        to: "dns",
        protocol,
        why: "pods of NetObserv resolve names",
        link: policies,
      },
      {
        id: "NO-A3",
        level: "may",
        from: { pods: "plugin" },
        to: "dns",
        protocol,
        when: { parameter: "usesPlugin" },
        why: "the console plugin resolves names",
        link: policies,
      },
    ]),
    {
      id: "NO-A4",
      level: "may",
      from: { pods: "plugin" },
      to: "apiserver",
      port: 6443,
      when: { parameter: "usesPlugin" },
      why: "the console plugin has the API server check its users' tokens",
      link: roles,
    },
  ],
  advice: [
    ...(["subject", "peer"] as const).map(
      (part): AdviceDocument => ({
        id: "NO-A1",
        part,
        labels: { app: "flowlogs-pipeline" },
        unless: { app: "${pipelineApp}" },
        namespaces: ["${namespace}"],
        when: model("Kafka"),
        rows: ["NO-8", "NO-10", "NO-11", "NO-12", "NO-A2", "NO-A3"],
        why: "in the Kafka model the pods of flowlogs-pipeline have the label `app: flowlogs-pipeline-transformer`",
        help:
          "Write `app: flowlogs-pipeline-transformer`; policies written from the matrix, which says `flowlogs-pipeline`, " +
          "miss the pods.",
        link: transformer,
      }),
    ),
    {
      id: "NO-A5",
      part: "peer",
      labels: { app: "netobserv-ebpf-agent" },
      namespaces: ["${namespace}-privileged"],
      when: model("Service"),
      rows: ["NO-5", "NO-9"],
      why: "the agents are in the host network, where with most network plugins no podSelector matches them",
      help:
        "Allow the addresses of the nodes, or name no peer; on OpenShift take the namespace label " +
        "`policy-group.network.openshift.io/host-network`, with upstream OVN-Kubernetes the namespace `ovn-host-network`.",
      link: policies,
    },
    {
      id: "NO-A6",
      part: "subject",
      labels: { app: "flowlogs-pipeline" },
      namespaces: ["${namespace}"],
      when: { all: [model("Direct"), { not: { platform: "openshift" } }] },
      why: "in the Direct model flowlogs-pipeline is in the host network, where with most network plugins policies do not isolate it",
      help: "Guard its ports on the nodes; on OpenShift it is not in the host network and has a host port.",
      link: monolith,
    },
  ],
  remarks: [
    "All pods that NetObserv deploys have the label `part-of: netobserv-operator`. The main namespace is `netobserv`, " +
      "or what `spec.namespace` of the FlowCollector says; all are there except the agents, whose namespace is the " +
      "main one with the suffix `-privileged`.",
    "Allowing traffic within the namespace, in and out (`podSelector: {}`), and deploying Loki, Prometheus and Kafka in " +
      "it keeps every row inside it. NO-1, NO-3, NO-5 with NO-9 and DNS are still to be allowed.",
    "`spec.networkPolicy.enable` forces the operator's own policies or turns them off; unset, they are there on Kindnet, " +
      "on OVN-Kubernetes with the API server in kube-system, and on OpenShift with OVN-Kubernetes. " +
      "`spec.networkPolicy.additionalNamespaces` adds namespaces to them. `netpolint packs netobserv --policy` prints them.",
    "These policies are those of the operator of 1.11, whatever release is installed. The source of 1.10 could not be read: " +
      "of the states of the file that makes them, which differ in their peers, none could be tied to that release. What is " +
      "known of 1.10 is that [a backport](https://github.com/netobserv/netobserv-operator/pull/2088) has its policy select " +
      "the label `part-of`, as that of 1.11 does. With another release give the installed policies as input (`kubectl get " +
      "networkpolicy netobserv --output yaml`, in both namespaces); they take the place of the assumed ones.",
    "NO-A1: rows are checked for the pods that are there, whatever the matrix calls them.",
    "NO-A3: every pod that is not in the host network resolves names, on 53 or, on OpenShift, at the DNS pods' port 5353. " +
      "Where pack `kubernetes` asks for the same, that is one finding.",
    "NO-A5 and NO-A6: what policies do to pods in the host network the API leaves open; the notes `hostnetwork-subject` and " +
      "`hostnetwork-peer` say which rows hang on it.",
  ],
};
