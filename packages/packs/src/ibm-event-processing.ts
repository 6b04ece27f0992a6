import type { AssumedPolicy, UncheckedRow } from "@netpolint/core";
import { packOf, valueOf } from "./document/data-pack.js";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import { instanceOf, instancesOf } from "./document/instances.js";
import { bind, type Scope } from "./document/scope.js";
import { flinkEndpointReaders } from "./ibm/flink-endpoint.js";
import { eventProcessing, eventProcessingOperator, flink } from "./ibm/labels.js";
import {
  assumeOperatorPolicy,
  deployOperatorNetworkPolicy,
  objectTitle,
  type OperatorPolicy,
  operatorPolicyManifest,
  unknownOperatorPolicies,
  webhookPorts,
} from "./ibm/operator-policies.js";

const page = "https://ibm.github.io/event-automation/ep/ep_1.1/security/network-policies/";
const jobManager = { ...flink, component: "jobmanager" };

/** IBM Event Processing, its operator and an instance. */
export const ibmEventProcessingDocument: FlowPackDocument = {
  id: "ibm-event-processing",
  title: "IBM Event Processing",
  software: { name: "Event Processing", versions: "1.1 to 1.5" },
  link: page,
  resources: {
    instance: { group: "events.ibm.com", kind: "EventProcessing", versions: ["v1beta1"] },
    subscription: {
      group: "operators.coreos.com",
      kind: "Subscription",
      fields: { "spec.name": "ibm-eventprocessing" },
    },
  },
  parameters: {
    deployOperatorNetworkPolicy: {
      summary: "Whether the operator's own policy is made: the Helm value of this name, or the variable of the Subscription",
      type: "boolean",
      read: [{ from: "subscription", reader: "deployOperatorNetworkPolicy" }],
      default: true,
    },
    deployNetworkPolicies: {
      summary: "Whether the operator makes the policy of the instance",
      type: "boolean",
      read: [{ from: "instance", field: "spec.deployNetworkPolicies" }],
      default: true,
      given: false,
    },
    flinkPort: {
      summary: "The port of the JobManager's REST server",
      type: "port",
      read: [{ from: "instance", reader: "flinkPort" }],
      default: 8081,
    },
    flinkNamespace: {
      summary: "The namespace of Flink",
      type: "namespace",
      read: [{ from: "instance", reader: "flinkNamespace" }],
      default: "${instance.namespace}",
    },
    flinkCluster: {
      summary: "The FlinkDeployment that jobs are submitted to",
      type: "text",
      read: [{ from: "instance", reader: "flinkCluster" }],
    },
    kafka: {
      summary: "The Kafka brokers that Event Processing reads topics from",
      type: "hosts",
      missing: "Where Kafka is, is not known; name its brokers with `--param ibm-event-processing.kafka=<host:port,...>`.",
    },
  },
  pods: {
    operator: {
      title: "the Event Processing operator",
      role: "subject",
      select: [{ selector: { matchLabels: eventProcessingOperator } }],
      assume: [
        { namespace: "${subscription.namespace}", labels: eventProcessingOperator },
        {
          namespace: "${instance.namespace}",
          labels: eventProcessingOperator,
          note: "The Event Processing operator is not in the input; it was taken to run in the namespace of its EventProcessing.",
        },
      ],
    },
    instance: {
      title: "Event Processing",
      role: "subject",
      of: "instance",
      select: [{ selector: { matchLabels: eventProcessing } }],
      assume: [{ namespace: "${instance.namespace}", labels: eventProcessing }],
    },
    jobmanager: {
      title: "Flink's JobManager",
      role: "peer",
      select: [
        { selector: { matchLabels: { ...jobManager, app: "${flinkCluster}" } }, namespaces: ["${flinkNamespace}"] },
        {
          selector: { matchLabels: jobManager, matchExpressions: [{ key: "app", operator: "DoesNotExist" }] },
          namespaces: ["${flinkNamespace}"],
        },
        {
          selector: {
            matchLabels: { app: "${flinkCluster}", component: "jobmanager" },
            matchExpressions: [{ key: "type", operator: "In", values: ["flink-native-kubernetes", "flink-standalone-kubernetes"] }],
          },
          namespaces: ["${flinkNamespace}"],
        },
      ],
      assume: [
        {
          namespace: "${flinkNamespace}",
          labels: { ...jobManager, app: "${flinkCluster}" },
          when: { field: "spec.flink.endpoint", of: "instance" },
        },
      ],
      missing:
        "Where Flink's JobManager runs is not known: neither its pods nor an EventProcessing with spec.flink.endpoint are in the input.",
    },
  },
  flows: [
    {
      id: "EP-1",
      level: "must",
      from: "apiserver",
      to: { pods: "operator" },
      port: 8443,
      why: "the API server calls the validating webhook of the Event Processing operator",
      published:
        "Operator pod, inbound: TCP 8443, operator validating webhook, always. On OpenShift from the host network " +
        "(namespace label `policy-group.network.openshift.io/host-network: ''`), elsewhere from anywhere, or from CIDRs " +
        "of the API server.",
    },
    {
      id: "EP-2",
      level: "must",
      from: "external",
      to: { pods: "instance" },
      port: 8443,
      why: "users open the UI of Event Processing",
      published: "Event Processing pod, inbound: TCP 8443 from anywhere, external access to the UI, always.",
    },
    {
      id: "EP-3",
      level: "must",
      from: { pods: "instance" },
      to: { pods: "instance" },
      port: 7000,
      why: "pods of an Event Processing instance administer Kafka through it",
      published: "Event Processing pod, inbound: TCP 7000 from any pod of the instance, Kafka administration, always.",
    },
    {
      id: "EP-4",
      level: "must",
      from: { pods: "instance" },
      to: { pods: "instance" },
      port: 3000,
      why: "pods of an Event Processing instance use the UI's frontend",
      published: "Event Processing pod, inbound: TCP 3000 from any pod of the instance, UI frontend, always.",
    },
    {
      id: "EP-5",
      level: "must",
      from: { pods: "instance" },
      to: { pods: "instance" },
      port: 8888,
      why: "pods of an Event Processing instance use the UI's backend",
      published: "Event Processing pod, inbound: TCP 8888 from any pod of the instance, UI backend, always.",
    },
    {
      id: "EP-6",
      level: "must",
      from: { pods: "instance" },
      to: { pods: "jobmanager" },
      port: "${flinkPort}",
      why: "Event Processing submits jobs to Flink",
      published: "Event Processing pod, outbound: TCP to Flink, port supplied by the user, submission of Flink jobs.",
    },
    {
      id: "EP-7",
      level: "must",
      from: { pods: "instance" },
      to: { hosts: "${kafka}", namespace: "${instance.namespace}" },
      why: "Event Processing shows topics and defines connections",
      published: "Event Processing pod, outbound: TCP to Kafka, port supplied by the user, topics and connection details.",
    },
  ],
  remarks: [
    "The operator makes a policy for itself, unless the Helm chart is installed with `deployOperatorNetworkPolicy=false` or " +
      "the Subscription sets `DEPLOY_OPERATOR_NETWORK_POLICY` to `'false'`, and one for each instance, unless its " +
      "`spec.deployNetworkPolicies` is false. Both are assumed where the input does not hold them, under names of ours. " +
      "Policies for egress are never made.",
    "EP-6 is one flow with FL-1 of pack `ibm-flink`.",
  ],
};

function operatorPolicy(scope: Scope, namespace: string): OperatorPolicy {
  const ingress = [webhookPorts(scope, 8443)];
  return { name: "ibm-event-processing-operator", namespace, labels: eventProcessingOperator, ingress };
}

function instancePolicy(name: string, namespace: string): OperatorPolicy {
  const from = { podSelector: { matchLabels: eventProcessing } };
  const ingress = [{ ports: [8443] }, { ports: [7000, 3000, 8888], from }];
  return { name: `ibm-event-processing-${name}`, namespace, labels: eventProcessing, ingress };
}

function assumeInstancePolicies(scope: Scope): readonly AssumedPolicy[] {
  return instancesOf(scope, "instance").flatMap((instance) => {
    const { object, name = "", namespace } = instance;
    const isMade = valueOf(bind(scope, [instance]), "deployNetworkPolicies") === "true";
    if (!object || namespace === undefined || !isMade) return [];
    return [
      {
        manifest: operatorPolicyManifest(instancePolicy(name, namespace)),
        because: `the Event Processing operator makes it for ${objectTitle(object.meta)}`,
        remedy: "set `spec.deployNetworkPolicies: false` of the EventProcessing and write the policies",
        of: object.meta,
        path: ["spec", "deployNetworkPolicies"],
      },
    ];
  });
}

/** Pods without their object: whether the operator makes policies for them is not known. */
function unknownPolicies(scope: Scope): readonly Omit<UncheckedRow, "pack">[] {
  if (scope.cluster.settings.world === "closed") return [];
  return instancesOf(scope, "instance")
    .filter(({ object }) => !object)
    .map(({ namespace = "" }) => ({
      id: "operator's policy",
      reason: `Whether the operator makes a policy for Event Processing in namespace \`${namespace}\` is not known, since its EventProcessing is not in the input; none was assumed.`,
    }));
}

export const ibmEventProcessing = packOf(ibmEventProcessingDocument, {
  readers: { deployOperatorNetworkPolicy, ...flinkEndpointReaders },
  assumePolicies: (scope) => [
    ...assumeOperatorPolicy(scope, "the Event Processing operator", ["subscription", "instance"], (namespace) =>
      operatorPolicy(scope, namespace),
    ),
    ...assumeInstancePolicies(scope),
  ],
  operatorPolicies: (scope) => [
    operatorPolicyManifest(operatorPolicy(scope, instanceOf(scope, "subscription").namespace ?? "event-processing")),
    operatorPolicyManifest(instancePolicy(instanceOf(scope, "instance").name ?? "instance", instanceOf(scope, "instance").namespace ?? "event-processing")),
  ],
  unchecked: (scope) => [
    ...unknownPolicies(scope),
    ...unknownOperatorPolicies(scope, [
      { resource: "subscription", parameter: "deployOperatorNetworkPolicy" },
      { resource: "instance", parameter: "deployNetworkPolicies" },
    ]),
  ],
});
