import { packOf } from "./document/data-pack.js";
import type { FlowDocument, FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { flinkEndpointReaders } from "./ibm/flink-endpoint.js";
import { flinkMetricsPorts } from "./ibm/flink-metrics.js";
import { eventProcessing, flink, flinkOperator } from "./ibm/labels.js";

const page = "https://ibm.github.io/event-automation/ep/ep_1.1/security/network-policies/";
const ports =
  "https://github.com/apache/flink/blob/master/docs/layouts/shortcodes/generated/common_host_port_section.html";
const apiServerAccess =
  "https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/jobruns-flink-native-kubernetes-security-requirements.html";
const dnsOfPods = "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/";
const ibm = { parameter: "vendor", is: "ibm" } as const;
const apache = { parameter: "vendor", is: "apache" } as const;
const modes = { key: "type", operator: "In", values: ["flink-native-kubernetes", "flink-standalone-kubernetes"] } as const;

/** One kind of a FlinkDeployment's pods. */
function part(title: string, component: string): PodsDocument {
  return {
    title,
    role: "subject",
    of: "deployment",
    select: [
      { selector: { matchLabels: { ...flink, component } }, when: ibm },
      { selector: { matchLabels: { component }, matchExpressions: [modes] }, when: apache },
    ],
    assume: [
      { namespace: "${deployment.namespace}", labels: { ...flink, component, app: "${deployment.name}" }, when: ibm },
      {
        namespace: "${deployment.namespace}",
        labels: { app: "${deployment.name}", component, type: "flink-native-kubernetes" },
        when: apache,
      },
    ],
  };
}

/** How `high-availability.type` says that leaders are kept in ConfigMaps. */
const kubernetesServices = [
  "kubernetes",
  "KUBERNETES",
  "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory",
];

const jobManager = { pods: "jobmanager" } as const;
const taskManager = { pods: "taskmanager" } as const;

/** IBM Operator for Apache Flink and the Flink clusters it makes; Apache's own operator with `vendor=apache`. */
export const ibmFlinkDocument: FlowPackDocument = {
  id: "ibm-flink",
  title: "IBM Operator for Apache Flink",
  software: { name: "IBM Operator for Apache Flink", versions: "1.1 to 1.5" },
  link: page,
  resources: {
    deployment: { group: "flink.apache.org", kind: "FlinkDeployment", label: "app", versions: ["v1beta1"] },
    subscription: {
      group: "operators.coreos.com",
      kind: "Subscription",
      fields: { "spec.name": "ibm-eventautomation-flink" },
    },
    processing: { group: "events.ibm.com", kind: "EventProcessing", subject: false },
  },
  parameters: {
    vendor: {
      summary: "Whose labels the pods have",
      type: "choice",
      choices: ["ibm", "apache"],
      read: [{ value: "apache", when: { all: [{ pods: "apachePods" }, { not: { pods: "ibmPods" } }] } }],
      default: "ibm",
    },
    operatorNamespace: {
      summary: "The namespace of the Flink operator",
      type: "namespace",
      read: [{ value: "${subscription.namespace}" }],
      default: "${deployment.namespace}",
    },
    restSource: {
      summary: "Who must reach the REST server: those that need it, or anywhere as IBM's table has it",
      type: "choice",
      choices: ["recommended", "anywhere"],
      default: "recommended",
    },
    restPort: {
      summary: "The port of the REST server",
      type: "port",
      read: [
        { from: "deployment", field: "spec.flinkConfiguration.rest.bind-port" },
        { from: "deployment", field: "spec.flinkConfiguration.rest.port" },
      ],
      default: 8081,
    },
    rpcPort: {
      summary: "The port of the JobManager's RPC",
      type: "port",
      read: [{ from: "deployment", field: "spec.flinkConfiguration.jobmanager.rpc.port" }],
      default: 6123,
      given: false,
    },
    blobPort: {
      summary: "The port of the blob server; on Kubernetes 6124 where none is fixed",
      type: "port",
      read: [{ from: "deployment", field: "spec.flinkConfiguration.blob.server.port" }],
      default: 6124,
      given: false,
    },
    taskManagerRpcPort: {
      summary: "The port of the TaskManagers' RPC; on Kubernetes 6122 where none is fixed",
      type: "port",
      read: [{ from: "deployment", field: "spec.flinkConfiguration.taskmanager.rpc.port" }],
      default: 6122,
      given: false,
    },
    dataPort: {
      summary: "The port at which TaskManagers exchange data",
      type: "port",
      read: [{ from: "deployment", field: "spec.flinkConfiguration.taskmanager.data.port" }],
      missing:
        "TaskManagers exchange data on a random port, which no policy can name; set taskmanager.data.port in spec.flinkConfiguration.",
    },
    metricsPort: {
      summary: "The ports of a Prometheus reporter, where one is configured",
      type: "ports",
      read: [{ from: "deployment", reader: "metricsPorts" }],
    },
    highAvailability: {
      summary: "The service that elects leaders",
      type: "text",
      read: [
        { from: "deployment", field: "spec.flinkConfiguration.high-availability.type" },
        { from: "deployment", field: "spec.flinkConfiguration.high-availability" },
      ],
      given: false,
    },
    prometheus: { summary: "The endpoint that scrapes Flink's metrics", type: "endpoint" },
    processingCluster: {
      summary: "The FlinkDeployment that Event Processing submits jobs to",
      type: "text",
      read: [{ from: "processing", reader: "flinkCluster" }],
      given: false,
    },
  },
  pods: {
    operator: {
      title: "the Flink operator",
      role: "subject",
      select: [
        { selector: { matchLabels: flinkOperator }, when: ibm },
        { selector: { matchLabels: { "app.kubernetes.io/name": "flink-kubernetes-operator" } }, when: apache },
      ],
      assume: [
        { namespace: "${operatorNamespace}", labels: flinkOperator, when: ibm },
        {
          namespace: "${operatorNamespace}",
          labels: { "app.kubernetes.io/name": "flink-kubernetes-operator" },
          when: apache,
        },
      ],
    },
    jobmanager: part("the JobManager", "jobmanager"),
    taskmanager: part("the TaskManagers", "taskmanager"),
    processing: {
      title: "Event Processing",
      role: "peer",
      of: "processing",
      select: [{ selector: { matchLabels: eventProcessing } }],
      assume: [{ namespace: "${processing.namespace}", labels: eventProcessing }],
    },
    prometheus: {
      title: "Prometheus",
      role: "peer",
      parameter: "prometheus",
      select: [
        { selector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } },
        { selector: { matchLabels: { app: "prometheus" } } },
      ],
      settle: "name it with `--param ibm-flink.prometheus=<endpoint>`, or add the manifest that makes its pods",
    },
    ibmPods: {
      title: "pods with IBM's labels",
      role: "peer",
      select: [{ selector: { matchLabels: flinkOperator } }, { selector: { matchLabels: flink } }],
    },
    apachePods: {
      title: "pods with Apache's labels",
      role: "peer",
      select: [
        { selector: { matchLabels: { "app.kubernetes.io/name": "flink-kubernetes-operator" } } },
        { selector: { matchExpressions: [modes] } },
      ],
    },
  },
  flows: [
    {
      id: "FO-1",
      level: "must",
      from: "apiserver",
      to: { pods: "operator" },
      port: 9443,
      why: "the API server calls the validating webhook of the Flink operator",
      published:
        "Flink operator pod, inbound: TCP 9443 from anywhere, operator validating webhook. Recommended: from the host " +
        "network on OpenShift, else from CIDRs of the API server. No policy is deployed by itself.",
    },
    {
      id: "FL-1",
      level: "must",
      from: [jobManager, taskManager, { pods: "operator" }],
      to: jobManager,
      port: "${restPort}",
      forEach: "deployment",
      when: { parameter: "restSource", is: "recommended" },
      why: "the REST API of Flink is used inside the cluster",
      published:
        "Flink pod, inbound: TCP 8081 from anywhere, REST API inside the Kubernetes cluster. The recommended policies " +
        "let in the JobManager, the TaskManagers, the Flink operator and Event Processing.",
    },
    {
      id: "FL-1",
      level: "must",
      from: { pods: "processing" },
      to: jobManager,
      port: "${restPort}",
      forEach: "deployment",
      when: {
        all: [
          { parameter: "restSource", is: "recommended" },
          {
            any: [
              { parameter: "processingCluster", is: "${deployment.name}" },
              { all: [{ not: { parameter: "processingCluster" } }, { pods: "processing" }] },
            ],
          },
        ],
      },
      why: "Event Processing submits jobs to Flink",
    },
    {
      id: "FL-1",
      level: "must",
      from: "external",
      to: jobManager,
      port: "${restPort}",
      forEach: "deployment",
      when: { parameter: "restSource", is: "anywhere" },
      why: "the REST API of Flink is open to everybody",
    },
    {
      id: "FL-2",
      level: "must",
      from: [jobManager, taskManager],
      to: jobManager,
      port: "${rpcPort}",
      forEach: "deployment",
      why: "Flink pods call the JobManager",
      published: "Flink pod, inbound and outbound: TCP 6123 from and to Flink pods, RPC inside the Flink cluster.",
    },
    {
      id: "FL-3",
      level: "must",
      from: [jobManager, taskManager],
      to: jobManager,
      port: "${blobPort}",
      forEach: "deployment",
      why: "Flink pods fetch what jobs are made of from the blob server",
      published: "Flink pod, inbound and outbound: TCP 6124 from and to Flink pods, blob server inside the Flink cluster.",
    },
    {
      id: "FL-4",
      level: "may",
      from: { pods: "prometheus" },
      to: jobManager,
      port: "${metricsPort}",
      forEach: "deployment",
      when: { parameter: "metricsPort" },
      why: "Prometheus scrapes the JobManager",
      published: "Flink's metrics: the port configured for emitting metrics must be opened at the JobManager, to anywhere.",
      evidence: {
        of: "deployment",
        field: "spec.flinkConfiguration",
        message: "a metrics reporter is configured here",
      },
    },
    {
      id: "FL-5",
      level: "may",
      from: [jobManager, taskManager],
      to: taskManager,
      port: "${restPort}",
      forEach: "deployment",
      why: "the recommended policies open the TaskManagers' REST port",
      published: "Recommended policy for TaskManagers: TCP 8081 from Flink pods. The table of connections does not have it.",
    },
    {
      id: "FL-A1",
      level: "may",
      from: taskManager,
      to: taskManager,
      port: "${dataPort}",
      forEach: "deployment",
      why: "TaskManagers exchange data",
      link: ports,
    },
    {
      id: "FL-A2",
      level: "may",
      from: jobManager,
      to: taskManager,
      port: "${taskManagerRpcPort}",
      forEach: "deployment",
      why: "the JobManager calls the TaskManagers",
      link: ports,
    },
    {
      id: "FL-A3",
      level: "may",
      from: jobManager,
      to: "apiserver",
      port: 6443,
      forEach: "deployment",
      why: "the JobManager makes TaskManagers through the API server",
      link: apiServerAccess,
    },
    {
      id: "FL-A3",
      level: "may",
      from: taskManager,
      to: "apiserver",
      port: 6443,
      forEach: "deployment",
      when: { parameter: "highAvailability", is: kubernetesServices },
      why: "with high availability TaskManagers find their leader through the API server",
      link: apiServerAccess,
    },
    ...(["UDP", "TCP"] as const).map(
      (protocol): FlowDocument => ({
        id: "FL-A4",
        level: "may",
        from: [jobManager, taskManager],
        to: "dns",
        protocol,
        forEach: "deployment",
        why: "Flink pods resolve names",
        link: dnsOfPods,
      }),
    ),
    {
      id: "FL-A5",
      level: "may",
      from: { pods: "prometheus" },
      to: taskManager,
      port: "${metricsPort}",
      forEach: "deployment",
      when: { parameter: "metricsPort" },
      why: "Prometheus scrapes the TaskManagers too",
      evidence: {
        of: "deployment",
        field: "spec.flinkConfiguration",
        message: "a metrics reporter is configured here",
      },
    },
  ],
  remarks: [
    "The operator makes no policies. Where pods of the namespace are denied all ingress, the policies of IBM's page are " +
      "needed; their ports have to follow what spec.flinkConfiguration of the FlinkDeployment says.",
    "FL-2 and FL-3 are asked for at the JobManager, which alone listens there; IBM's policy opens them at all Flink pods.",
    "FL-5 is questionable: a TaskManager has no REST server of its own.",
    "FL-A1 to FL-A5 are not in IBM's tables. With exactly the recommended policies, TaskManagers cannot " +
      "exchange data and the JobManager cannot call them.",
    "FL-A4: where pack `kubernetes` asks for the same, that is one finding.",
    "The operator's port may be called `443` on older pages: that is the Service's, the pods listen on 9443.",
  ],
};

export const ibmFlink = packOf(ibmFlinkDocument, {
  readers: { metricsPorts: flinkMetricsPorts, ...flinkEndpointReaders },
});
