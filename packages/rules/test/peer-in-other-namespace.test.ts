import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { peerInOtherNamespace } from "../src/peer-in-other-namespace.js";
import { deployment, policy } from "./policy-manifest.js";

function from(peer: string): string {
  return policy(`  podSelector: {}\n  ingress:\n    - from:\n        - podSelector: { ${peer} }\n`);
}

const prometheus = from("matchLabels: { app: prometheus }");
const help = "Put a namespaceSelector beside the podSelector, into the same list item.";

testRule(
  peerInOtherNamespace,
  {
    notReported: [
      {
        name: "pods that are here as well",
        manifests: prometheus + deployment("shop", "a", "app: prometheus") + deployment("monitoring", "b", "app: prometheus"),
      },
      { name: "pods that are nowhere in the input", manifests: prometheus + deployment("monitoring", "a", "app: other") },
      {
        name: "a peer with a namespaceSelector",
        manifests: from("matchLabels: { app: prometheus } }, namespaceSelector: {").replace("- podSelector", "- { podSelector").replace(/\n$/, " }\n") + deployment("monitoring", "a", "app: prometheus"),
      },
      { name: "every pod of an empty namespace", manifests: from("") + deployment("monitoring", "a", "app: prometheus") },
      {
        name: "rules that are not in force",
        manifests: prometheus.replace("podSelector: {}", "policyTypes: [Egress]") + deployment("monitoring", "a", "app: prometheus"),
      },
      {
        name: "ordinary names of labels that no pod has",
        manifests: from("matchLabels: { __proto__: a, constructor: b }") + deployment("monitoring", "a", "app: prometheus"),
      },
    ],
    reported: [
      {
        name: "pods of another namespace",
        manifests: prometheus + deployment("monitoring", "prometheus", "app: prometheus"),
        findings: [
          {
            at: "8:11-8:22",
            message:
              "`spec.ingress[0].from[0].podSelector` of NetworkPolicy `shop/web` selects pods `app=prometheus` of namespace `shop` alone, where the input has none; there are some in namespace `monitoring`, such as `monitoring/prometheus`, and they are not selected.",
            help,
            suggestions: {
              "Select them in namespace monitoring":
                policy(`  podSelector: {}
  ingress:
    - from:
        - podSelector: { matchLabels: { app: prometheus } }
          namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: monitoring
`) + deployment("monitoring", "prometheus", "app: prometheus"),
            },
          },
        ],
      },
      {
        name: "pods of several other namespaces",
        manifests: prometheus + deployment("a", "one", "app: prometheus") + deployment("b", "two", "app: prometheus"),
        findings: [
          {
            at: "8:11-8:22",
            message:
              "`spec.ingress[0].from[0].podSelector` of NetworkPolicy `shop/web` selects pods `app=prometheus` of namespace `shop` alone, where the input has none; there are some in 2 other namespaces, such as `a/one`, and they are not selected.",
            suggestions: {},
          },
        ],
      },
    ],
  },
  { describe, it },
);
