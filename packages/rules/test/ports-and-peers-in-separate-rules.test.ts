import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { portsAndPeersInSeparateRules } from "../src/ports-and-peers-in-separate-rules.js";
import { policy } from "./policy-manifest.js";

function egress(...rules: readonly string[]): string {
  return policy(`  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n${rules.map((rule) => `    - ${rule}\n`).join("")}`);
}

const peers = "to: [{ ipBlock: { cidr: 192.0.2.0/24 } }]";
const ports = "ports: [{ port: 443 }]";

testRule(
  portsAndPeersInSeparateRules,
  {
    notReported: [
      { name: "one rule with both", manifests: egress(`${peers}\n      ${ports}`) },
      { name: "DNS for everybody", manifests: egress(peers, "ports: [{ port: 53, protocol: UDP }, { port: 53 }]") },
      { name: "ports for everybody beside whole namespaces", manifests: egress("to: [{ podSelector: {} }, { namespaceSelector: {} }]", ports) },
      { name: "two rules with peers", manifests: egress(peers, peers) },
      { name: "two rules with ports", manifests: egress(ports, ports) },
      { name: "a rule for everything", manifests: egress(peers, "{}") },
      { name: "rules of two directions", manifests: policy(`  podSelector: {}\n  ingress: [{ ${ports} }]\n  egress: [{ ${peers} }]\n`) },
      { name: "rules that are not in force", manifests: egress(peers, ports).replace("[Egress]", "[Ingress]") },
    ],
    reported: [
      {
        name: "peers before ports",
        manifests: egress(peers, ports),
        findings: [
          {
            at: "9:7-9:12",
            message:
              "`spec.egress[0]` of NetworkPolicy `shop/web` has peers and no ports, and `spec.egress[1]` has ports and no peers, so these peers are allowed at every port and these ports for every peer.",
            help: "Put `to` and `ports` into one list item to mean these peers at these ports.",
            related: ["8:7-8:9 these are the peers"],
            suggestions: {
              "Make them one rule": egress(`${peers}\n      ports:\n        - port: 443`),
            },
          },
        ],
      },
      {
        name: "ports before peers, in ingress",
        manifests: policy(
          "  podSelector: {}\n  ingress:\n    - ports: [{ port: 443 }]\n    - from: [{ podSelector: { matchLabels: { a: b } } }]\n",
        ),
        findings: [
          {
            at: "7:7-7:12",
            message:
              "`spec.ingress[1]` of NetworkPolicy `shop/web` has peers and no ports, and `spec.ingress[0]` has ports and no peers, so these peers are allowed at every port and these ports for every peer.",
            help: "Put `from` and `ports` into one list item to mean these peers at these ports.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
