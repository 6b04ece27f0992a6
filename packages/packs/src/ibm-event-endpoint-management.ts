import type { AssumedPolicy } from "@netpolint/core";
import { packOf, valueOf } from "./document/data-pack.js";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import { instanceOf, instancesOf } from "./document/instances.js";
import { bind, type Scope } from "./document/scope.js";
import {
  assumeOperatorPolicy,
  deployOperatorNetworkPolicy,
  objectTitle,
  type OperatorPolicy,
  operatorPolicyManifest,
  unknownOperatorPolicies,
} from "./ibm/operator-policies.js";

const page = "https://ibm.github.io/event-automation/eem/eem_11.8/security/network-policies/";

const operatorLabels = {
  "app.kubernetes.io/instance": "ibm-eem-operator",
  "app.kubernetes.io/name": "ibm-event-endpoint-management",
};

const componentLabel = "eem.ei.ibm.com/component";

/** IBM Event Endpoint Management: its operator, Event Managers and Event Gateways. */
export const ibmEventEndpointManagementDocument: FlowPackDocument = {
  id: "ibm-event-endpoint-management",
  title: "IBM Event Endpoint Management",
  software: { name: "Event Endpoint Management", versions: "11.8" },
  link: page,
  resources: {
    manager: { group: "events.ibm.com", kind: "EventEndpointManagement", versions: ["v1beta1"] },
    gateway: { group: "events.ibm.com", kind: "EventGateway", versions: ["v1beta1"] },
    subscription: {
      group: "operators.coreos.com",
      kind: "Subscription",
      fields: { "spec.name": "ibm-eventendpointmanagement" },
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
      summary: "Whether the operator makes the policy of the Event Manager",
      type: "boolean",
      read: [{ from: "manager", field: "spec.deployNetworkPolicies" }],
      default: true,
      given: false,
    },
    gateway: { summary: "The pods of the Event Gateway, whose labels IBM's page does not give", type: "endpoint" },
    kafka: {
      summary: "The Kafka brokers behind the Event Gateway",
      type: "hosts",
      missing: "Where Kafka is, is not known; name its brokers with `--param ibm-event-endpoint-management.kafka=<host:port,...>`.",
    },
    licensing: { summary: "The licensing service, in the mode of usage-based licensing", type: "hosts" },
  },
  pods: {
    operator: {
      title: "the Event Endpoint Management operator",
      role: "subject",
      select: [{ selector: { matchLabels: operatorLabels } }],
      assume: [
        { namespace: "${subscription.namespace}", labels: operatorLabels },
        {
          namespace: "${manager.namespace}",
          labels: operatorLabels,
          note: "The Event Endpoint Management operator is not in the input; it was taken to run in the namespace of its EventEndpointManagement.",
        },
      ],
      missing: "The pods of the Event Endpoint Management operator are not in the input, and where it runs is not known.",
    },
    manager: {
      title: "the Event Manager",
      role: "subject",
      of: "manager",
      select: [
        {
          selector: { matchLabels: { [componentLabel]: "${manager.name}" } },
          when: { object: { group: "events.ibm.com", kind: "EventEndpointManagement" } },
        },
      ],
      assume: [{ namespace: "${manager.namespace}", labels: { [componentLabel]: "${manager.name}" } }],
    },
    gateway: {
      title: "the Event Gateway",
      role: "subject",
      of: "gateway",
      parameter: "gateway",
      select: [],
      missing:
        "The labels of the Event Gateway's pods are not published; name them with `--param ibm-event-endpoint-management.gateway=<endpoint>`.",
    },
  },
  flows: [
    {
      id: "EEM-1",
      level: "must",
      from: "apiserver",
      to: { pods: "operator" },
      port: 8443,
      why: "the API server calls the validating webhook of the Event Endpoint Management operator",
      published: "Operator pod, inbound: TCP 8443 from anywhere, operator validating webhook, always.",
    },
    {
      id: "EEM-2",
      level: "must",
      from: "external",
      to: { pods: "manager" },
      port: 3000,
      why: "users open the UI of the Event Manager",
      published: "Event Manager pod, inbound: TCP 3000 from anywhere, external access to the UI, always.",
    },
    {
      id: "EEM-3",
      level: "must",
      from: { pods: "operator" },
      to: { pods: "manager" },
      port: 8081,
      why: "the operator asks the Event Manager whether it is ready",
      published: [
        "Event Manager pod, inbound: TCP 8081 from anywhere, readiness probe, always.",
        "Operator pod, outbound: TCP 8081 to the Event Manager instance (`eem.ei.ibm.com/component=<instance>`), readiness check.",
      ],
    },
    {
      id: "EEM-4",
      level: "must",
      from: "external",
      to: { pods: "gateway" },
      port: 8092,
      why: "Kafka clients connect to the Event Gateway",
      published: "Event Gateway pod, inbound: TCP 8092 from anywhere, Kafka client communication, always.",
    },
    {
      id: "EEM-5",
      level: "must",
      from: { pods: "gateway" },
      to: { pods: "manager" },
      port: 3000,
      forEach: "gateway",
      when: { object: { group: "events.ibm.com", kind: "EventEndpointManagement" } },
      why: "the Event Gateway registers with the Event Manager",
      published:
        "Event Gateway pod, outbound: TCP 3000 to Event Endpoint Management (`eem.ei.ibm.com/component=<instance>`), registering.",
    },
    {
      id: "EEM-6",
      level: "must",
      from: { pods: "gateway" },
      to: { hosts: "${kafka}", namespace: "${gateway.namespace}" },
      why: "the Event Gateway passes its clients on to Kafka",
      published: "Event Gateway pod, outbound: TCP to Kafka, port supplied by the user, configuring the gateway for Kafka.",
    },
    {
      id: "EEM-7",
      level: "may",
      from: { pods: "manager" },
      to: { hosts: "${licensing}", namespace: "${manager.namespace}" },
      when: { parameter: "licensing" },
      why: "the Event Manager reports its usage",
      published:
        "Event Manager pod, outbound: TCP to the licensing service, port supplied by the user, licensing metrics in usage-based licensing mode.",
    },
  ],
  remarks: [
    "The operator makes a policy for itself, unless the Helm chart is installed with `deployOperatorNetworkPolicy=false` or " +
      "the Subscription sets `DEPLOY_OPERATOR_NETWORK_POLICY` to `'false'`, and one for each Event Manager, unless its " +
      "`spec.deployNetworkPolicies` is false. Both are assumed where the input does not hold them, under names of ours. " +
      "That of an Event Gateway is not, since the labels of its pods are not published.",
  ],
};

function operatorPolicy(namespace: string): OperatorPolicy {
  return { name: "ibm-event-endpoint-management-operator", namespace, labels: operatorLabels, ingress: [{ ports: [8443] }] };
}

function managerPolicy(name: string, namespace: string): OperatorPolicy {
  const ingress = [{ ports: [3000, 8081] }];
  return { name: `ibm-event-manager-${name}`, namespace, labels: { [componentLabel]: name }, ingress };
}

function assumeManagerPolicies(scope: Scope): readonly AssumedPolicy[] {
  return instancesOf(scope, "manager").flatMap((manager) => {
    const { object, name, namespace } = manager;
    const isMade = valueOf(bind(scope, [manager]), "deployNetworkPolicies") === "true";
    if (!object || name === undefined || namespace === undefined || !isMade) return [];
    return [
      {
        manifest: operatorPolicyManifest(managerPolicy(name, namespace)),
        because: `the Event Endpoint Management operator makes it for ${objectTitle(object.meta)}`,
        remedy: "set `spec.deployNetworkPolicies: false` of the EventEndpointManagement and write the policies",
        of: object.meta,
        path: ["spec", "deployNetworkPolicies"],
      },
    ];
  });
}

export const ibmEventEndpointManagement = packOf(ibmEventEndpointManagementDocument, {
  readers: { deployOperatorNetworkPolicy },
  assumePolicies: (scope) => [
    ...assumeOperatorPolicy(scope, "the Event Endpoint Management operator", ["subscription", "manager"], operatorPolicy),
    ...assumeManagerPolicies(scope),
  ],
  operatorPolicies: (scope) => {
    const { name = "manager", namespace = "event-endpoint-management" } = instanceOf(scope, "manager");
    const operatorNamespace = instanceOf(scope, "subscription").namespace ?? namespace;
    return [operatorPolicyManifest(operatorPolicy(operatorNamespace)), operatorPolicyManifest(managerPolicy(name, namespace))];
  },
  unchecked: (scope) =>
    unknownOperatorPolicies(scope, [
      { resource: "subscription", parameter: "deployOperatorNetworkPolicy" },
      { resource: "manager", parameter: "deployNetworkPolicies" },
    ]),
});
