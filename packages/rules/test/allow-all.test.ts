import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { networkPolicy } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "allow-all")!;

const help = "Name peers or ports in the rule; no rule at all (`[]`) allows nobody.";

testRule(
  rule,
  {
    notReported: [
      { name: "no rule", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: []\n") },
      { name: "everybody on a port", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: [{ ports: [{ port: 80 }] }]\n") },
      { name: "pods on every port", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: [{ from: [{ podSelector: {} }] }]\n") },
      { name: "a direction that the policy is not for", manifests: networkPolicy("web", "  podSelector: {}\n  policyTypes: [Ingress]\n  egress: [{}]\n") },
      { name: "a rule beside others, which is another rule's", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: [{}, { ports: [{ port: 80 }] }]\n") },
      { name: "a rule that the API server refuses", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: [{ form: [] }]\n") },
    ],
    reported: [
      {
        name: "an empty rule",
        manifests: networkPolicy("web", "  podSelector: {}\n  ingress:\n    - {}\n"),
        findings: [
          {
            at: "7:7-7:9",
            message:
              "`spec.ingress[0]` of NetworkPolicy `shop/web` allows every pod of namespace `shop` connections from everybody on every port, and no other NetworkPolicy can take that back.",
            help,
          },
        ],
      },
      {
        name: "empty lists of peers and ports, which mean any",
        manifests: networkPolicy("web", "  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress:\n    - to: []\n      ports: []\n"),
        findings: [
          {
            at: "8:7-8:9",
            message:
              "`spec.egress[0]` of NetworkPolicy `shop/web` allows pods `app=web` connections to everybody on every port, and no other NetworkPolicy can take that back.",
            help,
          },
        ],
      },
    ],
  },
  { describe, it },
);
