import { type Cni, parseCidr } from "@netpolint/core";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { cniUnsupported } from "../src/cni-unsupported.js";

function policy(spec: string, name = "web"): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:
  podSelector: {}
${spec}`;
}

const range = policy(`  ingress:
    - ports: [{ port: 8000, endPort: 8010 }]
`);
const sctp = policy(`  ingress:
    - ports: [{ port: 7000, protocol: SCTP }]
`);
const named = policy(`  ingress:
    - from: [{ ipBlock: { cidr: 192.0.2.0/24 } }]
      ports: [{ port: http }]
`);
const except = policy(`  egress:
    - to: [{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.8/29] } }]
  policyTypes: [Egress]
`);
const six = policy(`  ingress:
    - from: [{ ipBlock: { cidr: "2001:db8::/32" } }]
`);
const both = policy(`  ingress:
    - from: [{ ipBlock: { cidr: 192.0.2.0/24 } }, { ipBlock: { cidr: "2001:db8::/32" } }]
`);
const notIn = policy(`  ingress:
    - from:
        - podSelector:
            matchExpressions:
              - { key: tier, operator: NotIn, values: [db] }
`);
const pods = policy(`  ingress:
    - from: [{ ipBlock: { cidr: 10.128.4.0/24 } }]
`);
const ports = (count: number): string =>
  policy(`  ingress:
    - ports:
${Array.from({ length: count }, (_, index) => `        - port: ${8000 + 2 * index}\n`).join("")}`);
const blocks = (count: number): string =>
  policy(`  ingress:
    - from:
${Array.from({ length: count }, (_, index) => `        - ipBlock: { cidr: 192.0.${index}.0/24 }\n`).join("")}`);

const node = (os: string): string => `---
apiVersion: v1
kind: Node
metadata: { name: one, labels: { kubernetes.io/os: ${os} } }
`;

const service = (targetPort: number): string => `---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: ${targetPort} }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web }] }
`;

const podRanges = [parseCidr("10.128.0.0/14")].flatMap((block) => block ?? []);
const on = (cni: Cni): { readonly settings: { readonly cni: Cni } } => ({ settings: { cni } });

testRule(
  cniUnsupported,
  {
    notReported: [
      { name: "what Calico applies", manifests: range, ...on("calico") },
      { name: "SCTP with Calico", manifests: sctp, ...on("calico") },
      { name: "a range of one port", manifests: range.replace("8010", "8000"), ...on("weave") },
      {
        name: "rules in a direction that the policy is not for",
        manifests: policy(`  policyTypes: [Ingress]
  egress:
    - ports: [{ port: 7000, protocol: SCTP }]
`),
        ...on("weave"),
      },
      { name: "a refused policy", manifests: sctp.replace("7000", "70000"), ...on("weave") },
      { name: "nothing special with an unknown plugin", manifests: six },
      {
        name: "what is missing on Windows where all nodes are Linux",
        manifests: notIn + node("linux"),
        settings: { cni: "azure-npm", world: "closed" },
      },
      { name: "a named port without an ipBlock with the Amazon VPC CNI", manifests: policy(`  ingress:
    - ports: [{ port: http }]
`), ...on("aws-vpc-cni") },
      { name: "24 ports", manifests: ports(24), ...on("aws-vpc-cni") },
      { name: "four blocks", manifests: blocks(4), ...on("azure-npm") },
      { name: "a Service's port that is the pods' own", manifests: range + service(80), ...on("aws-vpc-cni") },
      { name: "a Service of pods that nothing isolates", manifests: service(8080), ...on("aws-vpc-cni") },
      { name: "a block that is wider than the pods' range", manifests: pods.replace("10.128.4.0/24", "10.0.0.0/8"), settings: { cni: "cilium", podRanges } },
      { name: "no policies with flannel", manifests: service(80), ...on("flannel") },
    ],
    reported: [
      {
        name: "a policy with flannel",
        manifests: range,
        ...on("flannel"),
        findings: [
          {
            at: "3:19-3:22",
            message: "NetworkPolicy `shop/web` has no effect: flannel connects pods and applies no policies.",
            help: "Install a plugin that applies policies beside or instead of flannel, and name it with `--cni`.",
          },
        ],
      },
      {
        name: "many policies with flannel once, also where flannel is found by its agents",
        manifests: `${range}---
${policy("", "all")}---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-flannel-ds, namespace: kube-flannel }
spec:
  selector: { matchLabels: { app: flannel } }
  template:
    metadata: { labels: { app: flannel } }
    spec: { hostNetwork: true, containers: [{ name: flannel }] }
`,
        findings: [
          {
            at: "3:19-3:22",
            message:
              "NetworkPolicy `shop/web` and 1 more policy have no effect: flannel connects pods and applies no policies.",
            related: ["11:19-11:22 NetworkPolicy `shop/all`"],
          },
        ],
      },
      {
        name: "a range of ports with Weave Net",
        manifests: range,
        ...on("weave"),
        findings: [
          {
            at: "7:38-7:42",
            message:
              "`spec.ingress[0].ports[0].endPort` of NetworkPolicy `shop/web` ends a range of ports, and Weave Net applies `port` alone.",
            help: "List the ports one by one, or make sure that the plugin applies ranges.",
          },
        ],
      },
      {
        name: "a range of ports with Cilium, milder",
        manifests: range,
        ...on("cilium"),
        findings: [
          {
            at: "7:38-7:42",
            severity: "info",
            message:
              "`spec.ingress[0].ports[0].endPort` of NetworkPolicy `shop/web` ends a range of ports, and Cilium before 1.17 applies `port` alone.",
          },
        ],
      },
      {
        name: "a range of ports with Azure NPM, milder",
        manifests: range,
        ...on("azure-npm"),
        findings: [
          {
            at: "7:38-7:42",
            severity: "info",
            message:
              "`spec.ingress[0].ports[0].endPort` of NetworkPolicy `shop/web` ends a range of ports, and older releases of Azure NPM apply `port` alone.",
          },
        ],
      },
      {
        name: "SCTP with kube-router",
        manifests: sctp,
        ...on("kube-router"),
        findings: [
          {
            at: "7:39-7:43",
            message:
              "`spec.ingress[0].ports[0].protocol` of NetworkPolicy `shop/web` is SCTP, and kube-router does not know SCTP.",
          },
        ],
      },
      {
        name: "SCTP with Cilium, milder",
        manifests: sctp,
        ...on("cilium"),
        findings: [
          {
            at: "7:39-7:43",
            severity: "info",
            message:
              "`spec.ingress[0].ports[0].protocol` of NetworkPolicy `shop/web` is SCTP, and Cilium applies SCTP only where its support for it is turned on.",
          },
        ],
      },
      {
        name: "a named port with Weave Net",
        manifests: named,
        ...on("weave"),
        findings: [
          {
            at: "8:23-8:27",
            message:
              "`spec.ingress[0].ports[0].port` of NetworkPolicy `shop/web` names the port `http`, and Weave Net cannot apply a policy that names ports.",
          },
        ],
      },
      {
        name: "a named port beside an ipBlock with the Amazon VPC CNI",
        manifests: named,
        ...on("aws-vpc-cni"),
        findings: [
          {
            at: "8:23-8:27",
            message:
              "`spec.ingress[0].ports[0].port` of NetworkPolicy `shop/web` names the port `http` beside an ipBlock, and the Amazon VPC CNI leaves ipBlocks out of ingress rules that name ports.",
          },
        ],
      },
      {
        name: "egress and exceptions with OpenShift SDN",
        manifests: except,
        ...on("openshift-sdn"),
        findings: [
          {
            at: "6:3-6:9",
            severity: "info",
            message:
              "`spec.egress` of NetworkPolicy `shop/web` is about egress, and OpenShift SDN applies no egress rules in OpenShift 4.9 and before.",
          },
          {
            at: "7:45-7:51",
            message:
              "`spec.egress[0].to[0].ipBlock.except` of NetworkPolicy `shop/web` takes out exceptions, and OpenShift SDN ignores an ipBlock with exceptions as a whole.",
          },
        ],
      },
      {
        name: "IPv6 with Azure NPM",
        manifests: six,
        ...on("azure-npm"),
        findings: [
          {
            at: "7:33-7:48",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is a block of IPv6, and Azure NPM does not apply policies to IPv6.",
          },
        ],
      },
      {
        name: "both families with the Amazon VPC CNI",
        manifests: both,
        ...on("aws-vpc-cni"),
        findings: [
          {
            at: "7:70-7:85",
            message:
              "`spec.ingress[0].from[1].ipBlock.cidr` of NetworkPolicy `shop/web` is of another address family than other blocks of it, and the Amazon VPC CNI applies the blocks of the cluster's own address family only.",
          },
        ],
      },
      {
        name: "a negative selector with Azure NPM on Windows nodes",
        manifests: notIn + node("windows"),
        ...on("azure-npm"),
        findings: [
          {
            at: "10:19-10:22",
            message:
              "`spec.ingress[0].from[0].podSelector.matchExpressions[0]` of NetworkPolicy `shop/web` asks for NotIn, and Azure NPM does not know such expressions on Windows nodes.",
          },
        ],
      },
      {
        name: "a negative selector with Azure NPM where nodes are not known, milder",
        manifests: notIn,
        ...on("azure-npm"),
        findings: [
          {
            at: "10:19-10:22",
            severity: "info",
            message:
              "`spec.ingress[0].from[0].podSelector.matchExpressions[0]` of NetworkPolicy `shop/web` asks for NotIn, and Azure NPM does not know such expressions on Windows nodes.",
          },
        ],
      },
      {
        name: "a block of pods with Cilium",
        manifests: pods,
        settings: { cni: "cilium", podRanges },
        findings: [
          {
            at: "7:33-7:46",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` holds the cluster's own addresses, and Cilium compares ipBlocks with addresses outside the cluster, so that it matches nothing.",
          },
        ],
      },
      {
        name: "more ports than the Amazon VPC CNI takes",
        manifests: ports(25),
        ...on("aws-vpc-cni"),
        findings: [
          {
            at: "7:7-7:12",
            message:
              "`spec.ingress[0].ports` of NetworkPolicy `shop/web` has 25 different items for TCP, and the Amazon VPC CNI takes no more than 24 for a protocol.",
          },
        ],
      },
      {
        name: "more blocks than Azure NPM should get",
        manifests: blocks(5),
        ...on("azure-npm"),
        findings: [
          {
            at: "12:28-12:40",
            severity: "info",
            message:
              "`spec.ingress[0].from[4].ipBlock.cidr` of NetworkPolicy `shop/web` is one of 5 ipBlocks (4 are advised), and with more than four Azure NPM may apply them late.",
          },
        ],
      },
      {
        name: "a Service that turns ports with the Amazon VPC CNI",
        manifests: range + service(8080),
        ...on("aws-vpc-cni"),
        findings: [
          {
            at: "14:19-14:21",
            message:
              "Service `shop/web` turns port 80 into 8080 for pods that policies isolate, and the Amazon VPC CNI needs both to be one number.",
          },
        ],
      },
      {
        name: "that the plugin is not known",
        manifests: range,
        findings: [
          {
            at: "7:38-7:42",
            severity: "info",
            message:
              "It is not known which network plugin applies the policies, and `spec.ingress[0].ports[0].endPort` of NetworkPolicy `shop/web` ends a range of ports, which not every plugin applies.",
            help: "Name the plugin with `--cni`, or as `cluster.cni` of the configuration.",
          },
        ],
      },
      {
        name: "that the plugin is not known once",
        manifests: policy(`  ingress:
    - ports: [{ port: 8000, endPort: 8010, protocol: SCTP }]
`),
        findings: [
          {
            at: "7:54-7:58",
            severity: "info",
            message:
              "It is not known which network plugin applies the policies, and `spec.ingress[0].ports[0].protocol` of NetworkPolicy `shop/web` (the first of 2 such fields) is SCTP, which not every plugin applies.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
