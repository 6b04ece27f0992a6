import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { generatedLabelInSelector } from "../src/generated-label-in-selector.js";
import { platformLabelOnOtherPlatform } from "../src/platform-label-on-other-platform.js";

const framework = { describe, it };

function selecting(selector: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: ${selector}
`;
}

function from(peer: string): string {
  return `${selecting("{}")}  ingress:
    - from:
        - ${peer}
`;
}

const job = `---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec:
  template:
    spec: { containers: [{ name: migrate }], restartPolicy: Never }
`;

const help = "Select by labels of the pod template that stay, such as `app.kubernetes.io/name`.";

testRule(
  generatedLabelInSelector,
  {
    notReported: [
      { name: "labels of the template", manifests: selecting("{ matchLabels: { app: web } }") },
      { name: "keys of objects' own properties", manifests: selecting("{ matchLabels: { __proto__: a, constructor: b } }") },
      { name: "the name of a Job that is in the input", manifests: selecting("{ matchLabels: { job-name: migrate } }") + job },
      { name: "any Job's pods", manifests: selecting("{ matchExpressions: [{ key: job-name, operator: Exists }] }") },
      { name: "the ordinal names of a StatefulSet", manifests: selecting("{ matchLabels: { statefulset.kubernetes.io/pod-name: db-0 } }") },
      { name: "a label of namespaces", manifests: from("namespaceSelector: { matchLabels: { job-name: a } }") },
    ],
    reported: [
      {
        name: "a revision of a Deployment",
        manifests: selecting("{ matchLabels: { app: web, pod-template-hash: 5d5f7c6b8 } }"),
        findings: [
          {
            at: "5:62-5:71",
            message:
              "`spec.podSelector` of NetworkPolicy `shop/web` asks for the label `pod-template-hash`, to which the Deployment gives another value with each revision.",
            help,
          },
        ],
      },
      {
        name: "a revision in an expression of a peer",
        manifests: from("podSelector: { matchExpressions: [{ key: controller-revision-hash, operator: NotIn, values: [a] }] }"),
        findings: [
          {
            at: "8:47-8:50",
            message:
              "`spec.ingress[0].from[0].podSelector` of NetworkPolicy `shop/web` asks for the label `controller-revision-hash`, to which the DaemonSet or StatefulSet gives another value with each revision.",
          },
        ],
      },
      {
        name: "a run of a CronJob",
        manifests: selecting("{ matchLabels: { batch.kubernetes.io/job-name: report-29384756 } }"),
        findings: [
          {
            at: "5:63-5:78",
            message:
              "`spec.podSelector` of NetworkPolicy `shop/web` asks for the label `batch.kubernetes.io/job-name`, to which the CronJob gives another value with each run.",
          },
        ],
      },
      {
        name: "a Job that is not in the input, milder",
        manifests: selecting("{ matchLabels: { job-name: import } }") + job,
        findings: [
          {
            at: "5:43-5:49",
            severity: "info",
            message:
              "`spec.podSelector` of NetworkPolicy `shop/web` asks for the label `job-name`, which is another one with each Job that nobody named by hand.",
            help,
          },
        ],
      },
    ],
  },
  framework,
);

const routers = 'namespaceSelector: { matchLabels: { policy-group.network.openshift.io/ingress: "" } }';
const named = (name: string): string => `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } }`;
const kubeDns = `${named("kube-system")}\n          podSelector: { matchLabels: { k8s-app: kube-dns } }`;
const onKubernetes = { settings: { platform: "kubernetes" } } as const;
const onOpenShift = { settings: { platform: "openshift" } } as const;

testRule(
  platformLabelOnOtherPlatform,
  {
    notReported: [
      { name: "OpenShift's labels on OpenShift", manifests: from(routers), ...onOpenShift },
      { name: "OpenShift's namespaces on OpenShift", manifests: from(named("openshift-monitoring")), ...onOpenShift },
      {
        name: "a label that a namespace of the input has",
        manifests: `${from(routers)}---
apiVersion: v1
kind: Namespace
metadata: { name: routers, labels: { policy-group.network.openshift.io/ingress: "" } }
`,
        ...onKubernetes,
      },
      {
        name: "a namespace that the input has",
        manifests: `${from(named("openshift-lookalike"))}---
apiVersion: v1
kind: Namespace
metadata: { name: openshift-lookalike }
`,
        ...onKubernetes,
      },
      {
        name: "that the label is not there",
        manifests: from(
          "namespaceSelector: { matchExpressions: [{ key: network.openshift.io/policy-group, operator: DoesNotExist }] }",
        ),
        ...onKubernetes,
      },
      { name: "kube-dns on Kubernetes", manifests: from(kubeDns), ...onKubernetes },
      { name: "kube-dns where the platform is not known", manifests: from(kubeDns) },
      { name: "kube-system on OpenShift", manifests: from(named("kube-system")), ...onOpenShift },
      { name: "OVN-Kubernetes' namespace with it", manifests: from(named("ovn-host-network")), settings: { cni: "ovn-kubernetes" } },
      { name: "a prefix that only ends alike", manifests: from("namespaceSelector: { matchLabels: { notopenshift.io/a: b } }"), ...onKubernetes },
    ],
    reported: [
      {
        name: "OpenShift's label on Kubernetes",
        manifests: from(routers),
        ...onKubernetes,
        findings: [
          {
            at: "8:90-8:92",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the label `policy-group.network.openshift.io/ingress`, which OpenShift has and this cluster has not, so that it matches nothing unless somebody made it by hand.",
            help: "Select the labels or namespaces that stand for the same here, or leave the peer out.",
          },
        ],
      },
      {
        name: "OpenShift's label where the platform is not known, milder",
        manifests: from(routers),
        findings: [
          {
            at: "8:90-8:92",
            severity: "info",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the label `policy-group.network.openshift.io/ingress`, which only OpenShift has, and it is not known whether this is one.",
            help: "Name the platform with `--platform`, and the network plugin with `--cni`.",
          },
        ],
      },
      {
        name: "OpenShift's namespace on Kubernetes",
        manifests: from(named("openshift-monitoring")),
        ...onKubernetes,
        findings: [
          {
            at: "8:76-8:96",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the namespace `openshift-monitoring`, which OpenShift has and this cluster has not, so that it matches nothing unless somebody made it by hand.",
          },
        ],
      },
      {
        name: "OVN-Kubernetes' namespace with another plugin",
        manifests: from(named("ovn-host-network")),
        settings: { cni: "calico" },
        findings: [
          {
            at: "8:76-8:92",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the namespace `ovn-host-network`, which OVN-Kubernetes outside OpenShift has and the network plugin of this cluster has not, so that it matches nothing unless somebody made it by hand.",
            help: "Name the addresses of the nodes with ipBlock.",
          },
        ],
      },
      {
        name: "kube-dns on OpenShift",
        manifests: from(kubeDns),
        ...onOpenShift,
        findings: [
          {
            at: "8:76-8:87",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the pods of `kube-dns` in the namespace `kube-system`, which Kubernetes as its own projects install it has and OpenShift has not, so that it matches nothing unless somebody made it by hand.",
            help: "On OpenShift the DNS servers are in namespace `openshift-dns`, with the label `dns.operator.openshift.io/daemonset-dns: default`, and listen on port 5353.",
          },
        ],
      },
    ],
  },
  framework,
);
