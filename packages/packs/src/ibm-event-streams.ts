import type { AssumedPolicy, JsonValue } from "@netpolint/core";
import { packOf } from "./document/data-pack.js";
import type { ConditionDocument, FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { findField, isMapping } from "./document/field-values.js";
import { holds } from "./document/conditions.js";
import { instancesOf } from "./document/instances.js";
import { bind, type Instance, type Scope } from "./document/scope.js";
import { objectTitle, type OpenedPorts, type OperatorPolicy, operatorPolicyManifest } from "./ibm/operator-policies.js";

const page = "https://ibm.github.io/event-automation/es/es_12.3/security/network-policies/";
const isThere: ConditionDocument = { object: { group: "eventstreams.ibm.com", kind: "EventStreams" } };

function labelsOf(name: string): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name };
}

const brokerLabels = { ...labelsOf("kafka"), "eventstreams.ibm.com/broker-role": "true" };
const controllerLabels = { ...labelsOf("kafka"), "eventstreams.ibm.com/controller-role": "true" };

/** Pods of an instance. The labels are other software's too, so that they count beside an EventStreams only. */
function part(title: string, labels: Readonly<Record<string, string>>): PodsDocument {
  return {
    title,
    role: "subject",
    of: "instance",
    select: [{ selector: { matchLabels: labels }, namespaces: ["${instance.namespace}"], when: isThere }],
    assume: [{ namespace: "${instance.namespace}", labels }],
  };
}

const broker = { pods: "broker" } as const;
const controller = { pods: "controller" } as const;
const adminApi = { pods: "adminApi" } as const;
const restProducer = { pods: "restProducer" } as const;
const geoReplicator = { pods: "geoReplicator" } as const;
const connect = { pods: "connect" } as const;
const hasAdminApi: ConditionDocument = { any: [adminApi, { field: "spec.adminApi", of: "instance" }] };
const hasRestProducer: ConditionDocument = { any: [restProducer, { field: "spec.restProducer", of: "instance" }] };
const hasMetrics: ConditionDocument = { field: "spec.strimziOverrides.kafka.metricsConfig", of: "instance" };

/** IBM Event Streams, as far as IBM's page gives the labels of its pods. */
export const ibmEventStreamsDocument: FlowPackDocument = {
  id: "ibm-event-streams",
  title: "IBM Event Streams",
  software: { name: "Event Streams", versions: "12.3" },
  link: page,
  resources: {
    instance: { group: "eventstreams.ibm.com", kind: "EventStreams", versions: ["v1beta2"] },
    listener: { within: "instance", items: "spec.strimziOverrides.kafka.listeners" },
  },
  parameters: {
    listenerPort: {
      summary: "The port of a listener",
      type: "port",
      read: [{ from: "listener", field: "port" }],
      missing: "A listener of the EventStreams has no port.",
      given: false,
    },
    prometheus: { summary: "The endpoint that scrapes Event Streams' metrics", type: "endpoint" },
  },
  pods: {
    broker: part("the Kafka brokers", brokerLabels),
    controller: part("the Kafka controllers", controllerLabels),
    geoReplicator: part("the geo-replicators", labelsOf("kafka-mirror-maker-2")),
    connect: part("Kafka Connect", labelsOf("kafka-connect")),
    adminApi: part("the administration server", labelsOf("admin-api")),
    restProducer: part("the REST producer", labelsOf("rest-producer")),
    metrics: part("the metrics collector", labelsOf("metrics")),
    prometheus: {
      title: "Prometheus",
      role: "peer",
      parameter: "prometheus",
      select: [
        { selector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } },
        { selector: { matchLabels: { app: "prometheus" } } },
      ],
      settle: "name it with `--param ibm-event-streams.prometheus=<endpoint>`, or add the manifest that makes its pods",
    },
  },
  flows: [
    {
      id: "ES-1",
      level: "must",
      from: broker,
      to: broker,
      port: 9091,
      why: "brokers replicate",
      published: [
        "Kafka broker pod, inbound: TCP 9091 from Kafka, Cluster operator, Entity operator, Cruise Control and Kafka Exporter, broker communication, always.",
        "Kafka broker pod, outbound: TCP 9091 to Kafka brokers, replication.",
      ],
    },
    {
      id: "ES-2",
      level: "must",
      from: [broker, controller],
      to: controller,
      port: 9090,
      why: "brokers and controllers talk to the controllers",
      published: [
        "Kafka controller pod, inbound: TCP 9090 from other controllers, Kafka control plane, always.",
        "Kafka broker and controller pods, outbound: TCP 9090 to Kafka controllers.",
      ],
    },
    {
      id: "ES-3",
      level: "may",
      from: "external",
      to: broker,
      port: "${listenerPort}",
      forEach: "listener",
      when: { not: { field: "networkPolicyPeers", of: "listener" } },
      why: "clients connect to the listeners that nothing restricts",
      published:
        "Kafka broker pod, inbound: TCP 9092, 9093 and 9094 from anywhere, for the plain, TLS and external listeners that are enabled; restricted by `networkPolicyPeers` of the listener.",
    },
    {
      id: "ES-4",
      level: "may",
      from: { pods: "prometheus" },
      to: [broker, controller],
      port: 9404,
      when: hasMetrics,
      why: "Prometheus scrapes Kafka",
      published: "Kafka broker and controller pods, inbound: TCP 9404 from anywhere, metrics for Prometheus, if metrics are enabled.",
    },
    {
      id: "ES-5",
      level: "may",
      from: "external",
      to: broker,
      port: 9999,
      when: { field: "spec.strimziOverrides.kafka.jmxOptions", of: "instance" },
      why: "the JMX port is exposed",
      published: "Kafka broker pod, inbound: TCP 9999 from anywhere, JMX access to Kafka metrics, if the JMX port is exposed.",
    },
    {
      id: "ES-6",
      level: "must",
      from: geoReplicator,
      to: geoReplicator,
      port: 8083,
      when: geoReplicator,
      why: "geo-replicators talk to each other",
      published: "Geo-replicator pod, inbound and outbound: TCP 8083 from and to geo-replicators, cluster traffic, always.",
    },
    {
      id: "ES-7",
      level: "must",
      from: adminApi,
      to: geoReplicator,
      port: 8083,
      when: { all: [geoReplicator, hasAdminApi] },
      why: "the administration server manages geo-replication",
      published: [
        "Geo-replicator pod, inbound: TCP 8083 from REST API pods, API traffic, always.",
        "Administration server pod, outbound: TCP 8083 to geo-replicators, API traffic.",
      ],
    },
    {
      id: "ES-8",
      level: "must",
      from: connect,
      to: connect,
      port: 8083,
      when: connect,
      why: "Kafka Connect's workers talk to each other",
      published: "Kafka Connect pod, inbound and outbound: TCP 8083 from and to Kafka Connect, REST API, always.",
    },
    {
      id: "ES-9",
      level: "must",
      from: adminApi,
      to: connect,
      port: 8083,
      when: { all: [connect, hasAdminApi] },
      why: "the administration server uses Kafka Connect",
      published: "Administration server pod, outbound: TCP 8083 to Kafka Connect, API traffic.",
    },
    {
      id: "ES-10",
      level: "must",
      from: "external",
      to: adminApi,
      port: 9443,
      when: hasAdminApi,
      why: "the administration API is used from outside",
      published: "Administration server pod, inbound: TCP 9443 from anywhere, external access to the API, always.",
    },
    {
      id: "ES-11",
      level: "must",
      from: "external",
      to: restProducer,
      port: 9443,
      when: hasRestProducer,
      why: "the REST producer is used from outside",
      published: "REST producer pod, inbound: TCP 9443 from anywhere, external access to the API, always.",
    },
    {
      id: "ES-12",
      level: "must",
      from: adminApi,
      to: broker,
      port: 9091,
      when: hasAdminApi,
      why: "the administration server talks to the brokers",
      published: "Administration server pod, outbound: TCP 9091 to Kafka brokers, broker API traffic.",
    },
    {
      id: "ES-13",
      level: "must",
      from: restProducer,
      to: broker,
      port: 9091,
      when: hasRestProducer,
      why: "the REST producer hands messages to the brokers",
      published: "REST producer pod, outbound: TCP 9091 to Kafka brokers, producer messages.",
    },
    {
      id: "ES-14",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "metrics" },
      port: 7888,
      when: { pods: "metrics" },
      why: "Prometheus scrapes the metrics collector",
      published: "Metrics collector pod, inbound: TCP 7888 from anywhere, metrics for Prometheus, always.",
    },
  ],
  remarks: [
    "Rows of pods whose labels IBM's page does not give are left out: Cluster operator, Entity operator, Cruise Control, " +
      "Kafka Exporter, schema registry and administration UI, and traffic within the instance on 7443 and 7080. So is " +
      "8443 of the Kafka pods, a probe, which nodes may always do.",
    "Event Streams makes a policy for each kind of pod, which cannot be turned off. They are assumed where the input does " +
      "not hold them, under names of ours, with the rules whose peers have published labels.",
  ],
};

/** What the policies that are made open, by the pods that they are for. */
function openedPorts(scope: Scope, instance: Instance): readonly (readonly [string, Readonly<Record<string, string>>, readonly OpenedPorts[]])[] {
  const has = (condition: ConditionDocument): boolean => holds(bind(scope, [instance]), condition);
  const pods = (labels: Readonly<Record<string, string>>): JsonValue => ({ podSelector: { matchLabels: labels } });
  const from = (labels: Readonly<Record<string, string>>, port: number): OpenedPorts => ({ ports: [port], from: pods(labels) });
  const metrics = has(hasMetrics) ? [{ ports: [9404] }] : [];
  const jmx = has({ field: "spec.strimziOverrides.kafka.jmxOptions", of: "instance" }) ? [{ ports: [9999] }] : [];
  const clients = [labelsOf("admin-api"), labelsOf("rest-producer"), brokerLabels, controllerLabels];
  const replicating = [labelsOf("admin-api"), labelsOf("kafka-mirror-maker-2")];
  return [
    ["kafka-broker", brokerLabels, [...clients.map((labels) => from(labels, 9091)), ...listeners(instance), ...metrics, ...jmx]],
    ["kafka-controller", controllerLabels, [from(controllerLabels, 9090), from(brokerLabels, 9090), ...metrics]],
    ["geo-replicator", labelsOf("kafka-mirror-maker-2"), replicating.map((labels) => from(labels, 8083))],
    ["kafka-connect", labelsOf("kafka-connect"), [from(labelsOf("kafka-connect"), 8083), from(labelsOf("admin-api"), 8083)]],
    ["admin-api", labelsOf("admin-api"), [{ ports: [9443] }]],
    ["rest-producer", labelsOf("rest-producer"), [{ ports: [9443] }]],
    ["metrics", labelsOf("metrics"), [{ ports: [7888] }]],
  ];
}

/** Each listener is open to everybody, or to the peers that it names. */
function listeners({ object }: Instance): readonly OpenedPorts[] {
  const found = findField(object?.value, "spec.strimziOverrides.kafka.listeners")?.value;
  const list: readonly JsonValue[] = Array.isArray(found) ? (found as readonly JsonValue[]) : [];
  return list.filter(isMapping).flatMap(({ port, networkPolicyPeers: peers }): readonly OpenedPorts[] => {
    if (typeof port !== "number") return [];
    if (!Array.isArray(peers)) return [{ ports: [port] }];
    return (peers as readonly JsonValue[]).map((from) => ({ ports: [port], from }));
  });
}

function policiesOf(scope: Scope, instance: Instance): readonly OperatorPolicy[] {
  const { name = "instance", namespace = "event-streams" } = instance;
  return openedPorts(scope, instance).map(([part, labels, ingress]) => ({ name: `${name}-${part}`, namespace, labels, ingress }));
}

function assumePolicies(scope: Scope): readonly AssumedPolicy[] {
  return instancesOf(scope, "instance").flatMap((instance) => {
    const { object } = instance;
    if (!object) return [];
    return policiesOf(scope, instance).map((policy) => ({
      manifest: operatorPolicyManifest(policy),
      because: `the Event Streams operator makes it for ${objectTitle(object.meta)}`,
      remedy: "write a policy beside it, which adds to it",
      of: object.meta,
      path: ["metadata", "name"],
    }));
  });
}

export const ibmEventStreams = packOf(ibmEventStreamsDocument, {
  assumePolicies,
  operatorPolicies: (scope) => {
    const instances = instancesOf(scope, "instance");
    const unknown: Instance = { resource: "instance", object: undefined, name: undefined, namespace: undefined };
    return (instances.length > 0 ? instances : [unknown]).flatMap((one) => policiesOf(scope, one).map(operatorPolicyManifest));
  },
});
