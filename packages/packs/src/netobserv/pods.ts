import type { AssumeDocument, PodsDocument } from "../document/flow-pack-document.js";

/** The labels that the operator gives its pods beside `app`. */
function assumed(namespace: string, app: string): Pick<AssumeDocument, "namespace" | "labels"> {
  return { namespace, labels: { app, "part-of": "netobserv-operator" } };
}

function part(title: string, app: string): PodsDocument {
  return {
    title,
    role: "subject",
    select: [{ selector: { matchLabels: { app } }, namespaces: ["${namespace}"] }],
    assume: [assumed("${namespace}", app)],
  };
}

const openShift = { platform: "openshift" } as const;

/** The ends of NetObserv's flows. */
export const pods: Readonly<Record<string, PodsDocument>> = {
  // The operator may be installed anywhere; its parts run in the namespaces that the FlowCollector names.
  operator: {
    title: "the operator",
    role: "subject",
    select: [{ selector: { matchLabels: { app: "netobserv-operator" } } }],
    assume: [assumed("${namespace}", "netobserv-operator")],
  },
  agent: {
    title: "the agents",
    role: "subject",
    select: [{ selector: { matchLabels: { app: "netobserv-ebpf-agent" } }, namespaces: ["${namespace}-privileged"] }],
    assume: [{ ...assumed("${namespace}-privileged", "netobserv-ebpf-agent"), hostNetwork: true }],
  },
  pipeline: {
    ...part("flowlogs-pipeline", "${pipelineApp}"),
    assume: [
      {
        ...assumed("${namespace}", "${pipelineApp}"),
        hostNetwork: true,
        when: { parameter: "deploymentModel", is: "Direct" },
      },
      assumed("${namespace}", "${pipelineApp}"),
    ],
  },
  plugin: part("the console plugin", "netobserv-plugin"),
  prometheus: {
    title: "Prometheus",
    role: "peer",
    parameter: "prometheus",
    select: [
      { selector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } },
      { selector: { matchLabels: { app: "prometheus" } } },
    ],
    assume: [
      {
        namespace: "openshift-monitoring",
        labels: { "app.kubernetes.io/name": "prometheus" },
        when: openShift,
        note: "Prometheus was taken to be the pods app.kubernetes.io/name=prometheus of namespace openshift-monitoring.",
      },
    ],
    settle: "name it with `--param netobserv.prometheus=<endpoint>`, or add the manifest that makes its pods",
  },
  console: {
    title: "the console",
    role: "peer",
    parameter: "console",
    select: [],
    assume: [{ namespace: "openshift-console", labels: { app: "console" }, when: openShift }],
    missing:
      "From where users open the console plugin is not known; name it with `--param netobserv.console=<endpoint>`.",
  },
};
