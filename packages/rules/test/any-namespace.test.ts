import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { networkPolicy } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "any-namespace")!;

function ingress(peer: string, ports = "[{ port: 80 }]"): string {
  return networkPolicy("web", `  podSelector: {}\n  ingress:\n    - from:\n        - ${peer}\n      ports: ${ports}\n`);
}

function egress(peer: string, ports: string): string {
  return networkPolicy("web", `  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - to:\n        - ${peer}\n      ports: ${ports}\n`);
}

const title = "Only select pods of namespace `shop`";

testRule(
  rule,
  {
    notReported: [
      { name: "pods of the policy's namespace", manifests: ingress("podSelector: {}") },
      { name: "namespaces with a label", manifests: ingress("namespaceSelector: { matchLabels: { tier: front } }") },
      { name: "all namespaces but one", manifests: ingress("namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [a] }] }") },
      { name: "name servers wherever they are", manifests: egress("namespaceSelector: {}", "[{ port: 53, protocol: UDP }, { port: 53 }]") },
      { name: "egress to pods with labels", manifests: egress("{ namespaceSelector: {}, podSelector: { matchLabels: { app: db } } }", "[{ port: 5432 }]") },
      { name: "a policy that the API server refuses", manifests: ingress("namespaceSelector: {}", "[{ port: 0 }]") },
    ],
    reported: [
      {
        name: "every pod",
        manifests: ingress("namespaceSelector: {}"),
        findings: [
          {
            at: "8:11-8:28",
            message: "`spec.ingress[0].from[0]` of NetworkPolicy `shop/web` lets in every pod of every namespace, on TCP 80.",
            help: "Name the namespaces, for instance by the label `kubernetes.io/metadata.name`, which every namespace has.",
            suggestions: { [title]: ingress("podSelector: {}") },
          },
        ],
      },
      {
        name: "a label that every namespace has, and egress to more than name servers",
        manifests: egress(
          "namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: Exists }] }",
          "[{ port: 53, endPort: 54 }]",
        ),
        findings: [
          {
            at: "9:11-9:28",
            message: "`spec.egress[0].to[0]` of NetworkPolicy `shop/web` lets pods reach every pod of every namespace, on TCP 53-54.",
            suggestions: {},
          },
        ],
      },
      {
        name: "an empty selector of pods beside it",
        manifests: ingress("{ namespaceSelector: {}, podSelector: {} }"),
        findings: [
          {
            at: "8:13-8:30",
            message: "`spec.ingress[0].from[0]` of NetworkPolicy `shop/web` lets in every pod of every namespace, on TCP 80.",
            suggestions: { [title]: ingress("{ podSelector: {} }") },
          },
        ],
      },
      {
        name: "labels that anybody can give",
        manifests: ingress("{ namespaceSelector: {}, podSelector: { matchLabels: { app: api } } }"),
        findings: [
          {
            at: "8:13-8:30",
            severity: "info",
            message:
              "`spec.ingress[0].from[0]` of NetworkPolicy `shop/web` lets in pods `app=api` of every namespace, on TCP 80, and whoever may make pods in any namespace can give them these labels.",
            help: "Name the namespaces, for instance by the label `kubernetes.io/metadata.name`, which nobody can choose.",
            suggestions: { [title]: ingress("{ podSelector: { matchLabels: { app: api } } }") },
          },
        ],
      },
    ],
  },
  { describe, it },
);
