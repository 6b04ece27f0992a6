import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { hostnetworkPeer } from "../src/hostnetwork-peer.js";
import { hostnetworkSelected } from "../src/hostnetwork-selected.js";
import { openshiftNamespaceSelectorWithoutPodSelector } from "../src/openshift-namespace-selector-without-pod-selector.js";

const framework = { describe, it };

function policy(podSelector: string, peer?: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: monitoring }
spec:
  podSelector: ${podSelector}
${peer === undefined ? "" : `  ingress:\n    - from:\n        - ${peer}\n`}`;
}

const agent = (name: string, hostNetwork: boolean, namespace = "monitoring"): string => `---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, tier: metrics } }
    spec: { hostNetwork: ${hostNetwork}, containers: [{ name: agent }] }
`;

const onNodes = agent("node-exporter", true);

testRule(
  hostnetworkSelected,
  {
    notReported: [
      { name: "pods in the pods' network", manifests: policy("{ matchLabels: { app: node-exporter } }") + agent("node-exporter", false) },
      { name: "pods that the policy does not select", manifests: policy("{ matchLabels: { app: web } }") + onNodes },
      { name: "pods in other namespaces", manifests: policy("{}") + agent("node-exporter", true, "shop") },
      { name: "a refused policy", manifests: policy("{ matchLabels: { app: node-exporter } }", "{}") + onNodes },
    ],
    reported: [
      {
        name: "a policy for pods in the host network",
        manifests: policy("{ matchLabels: { tier: metrics } }") + onNodes + agent("other", true) + agent("third", false),
        findings: [
          {
            at: "5:3-5:14",
            message:
              "NetworkPolicy `monitoring/guard` selects `monitoring/DaemonSet/node-exporter` and 1 more workload, whose pods are in the host network: with most network plugins it does not isolate them.",
            help: "Guard those ports on the nodes, or take the pods out of the host network.",
            related: [
              "9:19-9:32 `monitoring/DaemonSet/node-exporter` is in the host network",
              "18:19-18:24 `monitoring/DaemonSet/other` is in the host network",
            ],
          },
        ],
      },
      {
        name: "a policy for all pods, milder",
        manifests: policy("{}") + onNodes,
        findings: [
          {
            at: "5:3-5:14",
            severity: "info",
            message:
              "NetworkPolicy `monitoring/guard` selects every pod of its namespace, and with most network plugins it does not isolate `monitoring/DaemonSet/node-exporter`, in the host network.",
          },
        ],
      },
    ],
  },
  framework,
);

const exporterPeer = "podSelector: { matchLabels: { app: node-exporter } }";

testRule(
  hostnetworkPeer,
  {
    notReported: [
      { name: "pods in the pods' network", manifests: policy("{}", exporterPeer) + agent("node-exporter", false) },
      { name: "some pods here and some there", manifests: policy("{}", "podSelector: { matchLabels: { tier: metrics } }") + onNodes + agent("web", false) },
      { name: "pods of another namespace", manifests: policy("{}", exporterPeer) + agent("node-exporter", true, "shop") },
      { name: "an ipBlock", manifests: policy("{}", "ipBlock: { cidr: 10.0.0.0/8 }") + onNodes },
      {
        name: "namespaces of which the labels are not known, where other pods may be meant",
        manifests: policy("{}", "namespaceSelector: { matchLabels: { team: ops } }") + onNodes,
      },
      {
        name: "a label that stands for the host network",
        manifests:
          policy("{}", 'namespaceSelector: { matchLabels: { policy-group.network.openshift.io/host-network: "" } }') +
          agent("node-exporter", true, "openshift-host-network") +
          `---
apiVersion: v1
kind: Namespace
metadata: { name: openshift-host-network, labels: { policy-group.network.openshift.io/host-network: "" } }
`,
      },
    ],
    reported: [
      {
        name: "a peer of pods in the host network",
        manifests: policy("{}", exporterPeer) + onNodes,
        findings: [
          {
            at: "8:11-8:22",
            message:
              "In the input `spec.ingress[0].from[0]` of NetworkPolicy `monitoring/guard` selects only `monitoring/DaemonSet/node-exporter`, in the host network: with most network plugins selectors do not match its pods.",
            help: "Name the addresses of the nodes with ipBlock.",
            related: ["12:19-12:32 `monitoring/DaemonSet/node-exporter` is in the host network"],
          },
        ],
      },
      {
        name: "a peer by namespace",
        manifests:
          policy("{}", "namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: agents } }") +
          agent("one", true, "agents") +
          agent("two", true, "agents"),
        findings: [
          {
            at: "8:11-8:28",
            message:
              "In the input `spec.ingress[0].from[0]` of NetworkPolicy `monitoring/guard` selects only `agents/DaemonSet/one` and 1 more, in the host network: with most network plugins selectors do not match its pods.",
          },
        ],
      },
    ],
  },
  framework,
);

const byNamespace = "namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: agents } }";
const onOpenShift = { settings: { platform: "openshift" } } as const;

testRule(
  openshiftNamespaceSelectorWithoutPodSelector,
  {
    notReported: [
      { name: "another platform", manifests: policy("{}", byNamespace) + agent("one", true, "agents") },
      { name: "a podSelector", manifests: policy("{}", `${byNamespace}\n          podSelector: {}`) + agent("one", true, "agents"), ...onOpenShift },
      { name: "a namespace without such pods", manifests: policy("{}", byNamespace) + agent("one", false, "agents"), ...onOpenShift },
      { name: "every namespace", manifests: policy("{}", "namespaceSelector: {}") + agent("one", true, "agents"), ...onOpenShift },
      {
        name: "the label of the host network",
        manifests:
          policy("{}", 'namespaceSelector: { matchLabels: { policy-group.network.openshift.io/host-network: "" } }') +
          agent("one", true, "agents"),
        ...onOpenShift,
      },
      {
        name: "the label of the routers, which may be in the host network",
        manifests:
          policy("{}", 'namespaceSelector: { matchLabels: { policy-group.network.openshift.io/ingress: "" } }') +
          agent("router-default", true, "openshift-ingress"),
        ...onOpenShift,
      },
    ],
    reported: [
      {
        name: "a namespaceSelector alone",
        manifests: policy("{}", byNamespace) + agent("one", true, "agents"),
        ...onOpenShift,
        findings: [
          {
            at: "8:11-8:28",
            message:
              "`spec.ingress[0].from[0]` of NetworkPolicy `monitoring/guard` has a namespaceSelector alone, which on OpenShift leaves out pods in the host network, as `agents/DaemonSet/one` is.",
            help: "Add `podSelector: {}`, if that workload is meant as well.",
            related: ["12:19-12:22 its pods are in the host network"],
            suggestions: {
              "Add podSelector: {}": policy("{}", `${byNamespace}\n          podSelector: {}`) + agent("one", true, "agents"),
            },
          },
        ],
      },
    ],
  },
  framework,
);
