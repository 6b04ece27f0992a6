import { type IpBlock, parseCidr } from "@netpolint/core";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { dualStackHalfOpen } from "../src/dual-stack-half-open.js";
import { ipblockForServiceAddress } from "../src/ipblock-for-service-address.js";
import { ipblockSelectsPods } from "../src/ipblock-selects-pods.js";
import { singlePodAddress } from "../src/single-pod-address.js";
import { snatHidesClient } from "../src/snat-hides-client.js";

const framework = { describe, it };

function ranges(...texts: readonly string[]): readonly IpBlock[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

function from(...blocks: readonly string[]): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress:
    - from:
${blocks.map((block) => `        - ipBlock: { ${block} }\n`).join("")}`;
}

function to(block: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock: { ${block} }
`;
}

const pod = (address: string, more = ""): string => `---
apiVersion: v1
kind: Pod
metadata: { name: web-0, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web }]${more} }
status: { podIPs: [{ ip: ${address} }] }
`;

const singleHelp = "Select the pod by its labels: some network plugins do not compare ipBlocks with pods at all.";

testRule(
  singlePodAddress,
  {
    notReported: [
      { name: "an address outside", manifests: from("cidr: 192.0.2.7/32") + pod("10.128.0.5") },
      { name: "a block of more than one address", manifests: from("cidr: 10.128.0.4/31") + pod("10.128.0.5") },
      { name: "the address of a pod in the host network", manifests: from("cidr: 10.0.0.5/32") + pod("10.0.0.5", ", hostNetwork: true") },
      { name: "a refused policy", manifests: from("cidr: 10.128.0.5/32, except: [10.128.0.5/32]") + pod("10.128.0.5") },
    ],
    reported: [
      {
        name: "the address of a pod",
        manifests: from("cidr: 10.128.0.5/32") + pod("10.128.0.5"),
        findings: [
          {
            at: "8:28-8:41",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is the address of pod `shop/web-0`, which gets another one when it starts again, and another pod gets this one.",
            help: singleHelp,
            related: ["12:19-12:24 this is whose address it is"],
          },
        ],
      },
      {
        name: "an address of the pods' range",
        manifests: from("cidr: 10.128.0.5/32"),
        settings: { podRanges: ranges("10.128.0.0/14") },
        findings: [
          {
            at: "8:28-8:41",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is one address of the pods' range, and which pod has it changes whenever pods start.",
            help: singleHelp,
          },
        ],
      },
      {
        name: "an address of IPv6",
        manifests: from('cidr: "fd00::5/128"'),
        settings: { podRanges: ranges("fd00::/48") },
        findings: [
          {
            at: "8:28-8:41",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is one address of the pods' range, and which pod has it changes whenever pods start.",
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  ipblockSelectsPods,
  {
    notReported: [
      { name: "a block outside", manifests: from("cidr: 192.0.2.0/24") + pod("10.128.0.5") },
      { name: "every address", manifests: from("cidr: 0.0.0.0/0") + pod("10.128.0.5") },
      { name: "public addresses where nothing is known of pods", manifests: from("cidr: 192.0.2.0/24") },
      { name: "a block whose exception takes the pod out", manifests: from("cidr: 10.0.0.0/8, except: [10.128.0.0/14]") + pod("10.128.0.5") },
      {
        name: "a block whose exception takes the range out",
        manifests: from("cidr: 10.0.0.0/8, except: [10.128.0.0/14]"),
        settings: { podRanges: ranges("10.128.0.0/14") },
      },
      { name: "the address of a pod in the host network", manifests: from("cidr: 10.0.0.0/24") + pod("10.0.0.5", ", hostNetwork: true") + pod("10.128.0.5").replace("web-0", "web-1") },
      { name: "a block of the other family", manifests: from('cidr: "fd00::/48"'), settings: { podRanges: ranges("10.128.0.0/14") } },
    ],
    reported: [
      {
        name: "a part of the pods' range",
        manifests: from("cidr: 10.128.4.0/24"),
        settings: { podRanges: ranges("10.128.0.0/14") },
        findings: [
          {
            at: "8:28-8:41",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` holds nothing but addresses of pods: some network plugins match none of them, others whichever pod has one.",
            help: "Select the pods by their labels and namespaces.",
          },
        ],
      },
      {
        name: "a block around a pod",
        manifests: from("cidr: 10.0.0.0/8, except: [10.1.0.0/16]") + pod("10.128.0.5"),
        findings: [
          {
            at: "8:28-8:38",
            severity: "info",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` also holds pod `shop/web-0`, so with most network plugins it matches pods whatever their labels are.",
            help: "Take the pods' addresses out with `except`, unless they are meant.",
            related: ["12:19-12:24 its address is in the block"],
          },
        ],
      },
      {
        name: "a block around the range",
        manifests: from("cidr: 10.0.0.0/8"),
        settings: { podRanges: ranges("10.128.0.0/14") },
        findings: [
          {
            at: "8:28-8:38",
            severity: "info",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` also holds the range of the pods, so with most network plugins it matches pods whatever their labels are.",
          },
        ],
      },
      {
        name: "that nothing is known of pods, once",
        manifests: from("cidr: 10.0.0.0/8", "cidr: 192.168.0.0/16"),
        findings: [
          {
            at: "8:28-8:38",
            severity: "info",
            message:
              "It is not known which addresses pods have, and `spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` (the first of 2 blocks of private addresses) may hold some of them.",
            help: "Say with `--pod-range <cidr>` where the pods are.",
          },
        ],
      },
    ],
  },
  framework,
);

const service = (selector: string, namespace = "shop"): string => `---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: ${namespace} }
spec:
  clusterIP: 172.30.0.9
  ports: [{ port: 5432 }]
${selector}`;
const selected = "  selector: { app: db }\n";

testRule(
  ipblockForServiceAddress,
  {
    notReported: [
      { name: "another address", manifests: to("cidr: 172.30.0.8/32") + service(selected) },
      { name: "a block around the ranges of Services", manifests: to("cidr: 172.16.0.0/12"), settings: { serviceRanges: ranges("172.30.0.0/16") } },
      { name: "a Service's address with the Amazon VPC CNI", manifests: to("cidr: 172.30.0.9/32") + service(selected), settings: { cni: "aws-vpc-cni" } },
    ],
    reported: [
      {
        name: "the address of a Service",
        manifests: to("cidr: 172.30.0.9/32") + service(selected),
        findings: [
          {
            at: "9:28-9:41",
            message:
              "`spec.egress[0].to[0].ipBlock.cidr` of NetworkPolicy `shop/web` is the address of Service `shop/db`, and with most network plugins policies see the address of a pod behind it instead.",
            help: "Select the pods behind the Service, and name the port they listen on.",
            related: ["15:14-15:24 this is whose address it is"],
            suggestions: {
              "Select the pods behind Service shop/db":
                to("cidr: 172.30.0.9/32").replace("ipBlock: { cidr: 172.30.0.9/32 }", "podSelector:\n            matchLabels:\n              app: db") +
                service(selected),
            },
          },
        ],
      },
      {
        name: "the address of a Service whose endpoints are kept elsewhere",
        manifests: to("cidr: 172.30.0.9/32") + service(""),
        findings: [
          {
            at: "9:28-9:41",
            message:
              "`spec.egress[0].to[0].ipBlock.cidr` of NetworkPolicy `shop/web` is the address of Service `shop/db`, and with most network plugins policies see the address of a pod behind it instead.",
            help: "Name the addresses of the Service's endpoints, and the port they listen on.",
            suggestions: {},
          },
        ],
      },
      {
        name: "addresses of Services",
        manifests: to("cidr: 172.30.0.0/17"),
        settings: { serviceRanges: ranges("172.30.0.0/16") },
        findings: [
          {
            at: "9:28-9:41",
            message:
              "`spec.egress[0].to[0].ipBlock.cidr` of NetworkPolicy `shop/web` is a block of addresses of Services, and with most network plugins policies see the address of a pod behind it instead.",
          },
        ],
      },
      {
        name: "the address of a Service as a source",
        manifests: from("cidr: 172.30.0.9/32") + service(selected),
        findings: [
          {
            at: "8:28-8:41",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is the address of Service `shop/db`, from which no connection comes.",
            help: "Name the pods or addresses that connect.",
            suggestions: {},
          },
        ],
      },
    ],
  },
  framework,
);

const dualStack = { settings: { podRanges: ranges("10.128.0.0/14", "fd01::/48") } };

testRule(
  dualStackHalfOpen,
  {
    notReported: [
      { name: "one family where only that is used", manifests: from("cidr: 0.0.0.0/0"), settings: { podRanges: ranges("10.128.0.0/14") } },
      { name: "one family where nothing is known", manifests: from("cidr: 0.0.0.0/0") },
      { name: "both families", manifests: from("cidr: 0.0.0.0/0", 'cidr: "::/0"'), ...dualStack },
      { name: "a part of one family", manifests: from("cidr: 192.0.2.0/24"), ...dualStack },
      {
        name: "one family where a policy for every pod has the other",
        manifests: `${from("cidr: 0.0.0.0/0")}---\n${from('cidr: "2001:db8::/32"').replace("name: web,", "name: all,").replace("{ matchLabels: { app: web } }", "{}")}`,
        ...dualStack,
      },
      { name: "one family where another rule lets everybody through", manifests: `${from("cidr: 0.0.0.0/0")}    - {}\n`, ...dualStack },
    ],
    reported: [
      {
        name: "all of IPv4 alone",
        manifests: from("cidr: 0.0.0.0/0"),
        ...dualStack,
        findings: [
          {
            at: "8:28-8:37",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is every address of IPv4, and no policy for the same pods has a block of IPv6, which the cluster uses as well.",
            help: "Add an ipBlock for ::/0, if that family is meant to be open too.",
            suggestions: {
              "Add an ipBlock for ::/0": `${from("cidr: 0.0.0.0/0")}        - ipBlock:\n            cidr: ::/0\n`,
            },
          },
        ],
      },
      {
        name: "all of IPv6 alone, where the other policy is for the other direction",
        manifests: `${from('cidr: "::/0"')}---\n${to("cidr: 0.0.0.0/0").replace("name: web,", "name: out,").replace("podSelector: {}", "podSelector: { matchLabels: { app: db } }")}`,
        ...dualStack,
        findings: [
          {
            at: "8:28-8:34",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` is every address of IPv6, and no policy for the same pods has a block of IPv4, which the cluster uses as well.",
          },
          {
            at: "18:28-18:37",
            message:
              "`spec.egress[0].to[0].ipBlock.cidr` of NetworkPolicy `shop/out` is every address of IPv4, and no policy for the same pods has a block of IPv6, which the cluster uses as well.",
          },
        ],
      },
    ],
  },
  framework,
);

const outside = (spec: string): string => `---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: shop }
spec:
  ${spec}
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]
---
apiVersion: v1
kind: Pod
metadata: { name: web-0, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web }] }
`;

const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: site, namespace: shop }
spec:
  defaultBackend: { service: { name: front, port: { number: 80 } } }
`;

testRule(
  snatHidesClient,
  {
    notReported: [
      { name: "a Service within the cluster", manifests: from("cidr: 203.0.113.0/24") + outside("type: ClusterIP").replace(", nodePort: 30080", "") },
      {
        name: "a Service that keeps the client's address",
        manifests: from("cidr: 203.0.113.0/24") + outside("type: LoadBalancer\n  externalTrafficPolicy: Local"),
      },
      { name: "every address", manifests: from("cidr: 0.0.0.0/0") + outside("type: NodePort") },
      { name: "a block of the nodes", manifests: from("cidr: 10.0.0.0/24") + outside("type: NodePort"), settings: { nodeRanges: ranges("10.0.0.0/16") } },
      { name: "a block around the nodes", manifests: from("cidr: 10.0.0.0/8") + outside("type: NodePort"), settings: { nodeRanges: ranges("10.0.0.0/16") } },
      { name: "a rule for another port", manifests: `${from("cidr: 203.0.113.0/24")}      ports: [{ port: 9090 }]\n${outside("type: NodePort")}` },
      { name: "a policy for other pods", manifests: from("cidr: 203.0.113.0/24").replace("app: web", "app: db") + outside("type: NodePort") },
    ],
    reported: [
      {
        name: "clients of a LoadBalancer",
        manifests: `${from("cidr: 203.0.113.0/24")}      ports: [{ port: 8000, endPort: 9000 }]\n${outside("type: LoadBalancer")}`,
        findings: [
          {
            at: "8:28-8:42",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` names clients of Service `shop/front`, and nodes that pass their connections on may put their own address in the place of the client's.",
            help: "Set `externalTrafficPolicy: Local` on the Service, or say in `loadBalancerSourceRanges` who may connect.",
            related: ["13:19-13:24 this is how the clients get to the pods"],
          },
        ],
      },
      {
        name: "private clients of a NodePort, milder",
        manifests: from("cidr: 10.9.0.0/16") + outside("type: NodePort"),
        findings: [
          {
            at: "8:28-8:39",
            severity: "info",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` names clients of Service `shop/front`, and nodes that pass their connections on may put their own address in the place of the client's.",
          },
        ],
      },
      {
        name: "clients of an Ingress",
        manifests: from("cidr: 203.0.113.0/24") + outside("type: ClusterIP").replace(", nodePort: 30080", "") + ingress,
        findings: [
          {
            at: "8:28-8:42",
            message:
              "`spec.ingress[0].from[0].ipBlock.cidr` of NetworkPolicy `shop/web` names addresses, and connections through Ingress `shop/site` come from what serves it, whoever its clients are.",
            help: "Let in the pods or addresses that serve it, and say there which clients may connect.",
          },
        ],
      },
    ],
  },
  framework,
);
