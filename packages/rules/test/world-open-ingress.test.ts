import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "world-open-ingress")!;

function from(name: string, cidrs: string, ports = "[{ port: 443 }]", selector = "{}"): string {
  const peers = cidrs.split(" ").map((cidr) => `{ ipBlock: { cidr: ${cidr} } }`).join(", ");
  return networkPolicy(name, `  podSelector: ${selector}\n  ingress:\n    - from: [${peers}]\n      ports: ${ports}\n`);
}

const help = "Name the addresses that have to connect; where the pods serve the public, disable the rule for this policy with a reason.";

testRule(
  rule,
  {
    notReported: [
      { name: "addresses inside networks", manifests: from("web", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7") },
      { name: "a quarter of the addresses", manifests: from("web", "64.0.0.0/2") },
      {
        name: "the other quarter on another port",
        manifests: documents(from("a", "64.0.0.0/2", "[{ port: 80 }]"), from("b", "128.0.0.0/2", "[{ port: 443 }]")),
      },
      {
        name: "halves that no pod has both of",
        manifests: documents(
          from("a", "64.0.0.0/2", "[]", "{ matchLabels: { app: a } }"),
          from("b", "128.0.0.0/2", "[]", "{ matchLabels: { app: b } }"),
          pod("a"),
          pod("b"),
        ),
      },
      {
        name: "a block that its exceptions empty",
        manifests: networkPolicy("web", "  podSelector: {}\n  ingress:\n    - from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/1] } }]\n"),
      },
      { name: "a direction that the policy is not for", manifests: networkPolicy("web", "  podSelector: {}\n  policyTypes: [Egress]\n  ingress: [{ ports: [{ port: 80 }] }]\n") },
      { name: "everybody on every port, which is another rule's", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: [{}]\n") },
      { name: "a policy that the API server refuses", manifests: from("web", "0.0.0.0/0", "[{ port: 443, endPort: 1 }]") },
    ],
    reported: [
      {
        name: "every address of a family",
        manifests: documents(from("web", "0.0.0.0/0"), pod("web")),
        findings: [
          {
            at: "7:33-7:42",
            message: "`spec.ingress[0]` of `shop/web` lets in connections from all public IPv4 addresses, on TCP 443.",
            help,
            witness: "1.0.0.0 -> shop/Pod/web TCP 443",
          },
        ],
      },
      {
        name: "two halves in one rule",
        manifests: from("web", "0.0.0.0/1 128.0.0.0/1"),
        findings: [
          {
            at: "7:7-7:11",
            message: "`spec.ingress[0]` of `shop/web` lets in connections from all public IPv4 addresses, on TCP 443.",
            witness: "none",
          },
        ],
      },
      {
        name: "an exception for one address",
        manifests: networkPolicy("web", "  podSelector: {}\n  ingress:\n    - from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [8.8.8.8/32] } }]\n"),
        findings: [
          { at: "7:33-7:42", message: "`spec.ingress[0]` of `shop/web` lets in connections from 99 % of the public IPv4 addresses, on every port." },
        ],
      },
      {
        name: "both families, on a range and a name",
        manifests: from("web", "0.0.0.0/0 2000::/3", "[{ port: 8000, endPort: 8100 }, { port: http }, { protocol: UDP }]"),
        findings: [
          {
            at: "7:7-7:11",
            message:
              "`spec.ingress[0]` of `shop/web` lets in connections from all public IPv4 addresses and all public IPv6 addresses, on TCP 8000-8100, TCP `http` and every UDP port.",
          },
        ],
      },
      {
        name: "a rule without peers",
        manifests: networkPolicy("web", "  podSelector: {}\n  ingress:\n    - ports: [{ port: 80 }]\n"),
        findings: [
          { at: "7:7-7:12", message: "`spec.ingress[0]` of `shop/web` lets in connections from all public IPv4 addresses and all public IPv6 addresses, on TCP 80." },
        ],
      },
      {
        name: "parts in two policies for all pods",
        manifests: documents(from("b", "128.0.0.0/2"), from("a", "64.0.0.0/2", "[]")),
        findings: [
          {
            at: "16:33-16:43",
            message: "`spec.ingress[0]` of `shop/a` and `spec.ingress[0]` of `shop/b` together let in connections from 57 % of the public IPv4 addresses, on TCP 443.",
            help: "Name the addresses that have to connect: policies only ever add to each other, so each of the blocks counts.",
            related: ["7:33-7:44 this rule opens some of them"],
          },
        ],
      },
      {
        name: "parts in two policies that select one pod by different labels",
        manifests: documents(
          from("a", "64.0.0.0/2", "[]", "{ matchLabels: { app: web } }"),
          from("b", "128.0.0.0/2", "[]", "{ matchExpressions: [{ key: app, operator: Exists }] }"),
          pod("web"),
        ),
        findings: [
          {
            at: "7:33-7:43",
            message: "`spec.ingress[0]` of `shop/a` and `spec.ingress[0]` of `shop/b` together let in connections from 57 % of the public IPv4 addresses, on every port.",
            witness: "64.0.0.0 -> shop/Pod/web TCP 443",
          },
        ],
      },
    ],
  },
  { describe, it },
);
