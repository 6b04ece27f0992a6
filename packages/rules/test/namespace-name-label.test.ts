import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { namespaceNameLabel } from "../src/namespace-name-label.js";
import { namespace, policy } from "./policy-manifest.js";

function from(selector: string): string {
  return policy(`  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector: ${selector}\n`);
}

const byName = from("{ matchLabels: { name: live } }");

testRule(
  namespaceNameLabel,
  {
    notReported: [
      { name: "the label of the control plane", manifests: from("{ matchLabels: { kubernetes.io/metadata.name: live } }") },
      { name: "a label that the namespace has", manifests: byName + namespace("live", "name: live") },
      { name: "a label that another namespace has", manifests: byName + namespace("live") + namespace("blue", "name: live") },
      { name: "another label", manifests: from("{ matchLabels: { env: live } }") },
      { name: "an ordinary name of a label", manifests: from("{ matchLabels: { constructor: live } }") },
      { name: "namespaces without such a label", manifests: from("{ matchExpressions: [{ key: name, operator: DoesNotExist }] }") },
      {
        name: "a podSelector",
        manifests: policy("  podSelector: { matchLabels: { name: live } }\n  ingress: [{ from: [{ podSelector: { matchLabels: { name: live } } }] }]\n"),
      },
    ],
    reported: [
      {
        name: "a namespace of the input without the label",
        manifests: byName + namespace("live", "env: live"),
        findings: [
          {
            at: "8:53-8:57",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the label `name`, which Namespace `live` does not have in the input, so it does not select that namespace.",
            help: "Ask for `kubernetes.io/metadata.name`, which the control plane puts on every namespace.",
            suggestions: {
              "Ask for kubernetes.io/metadata.name":
                from("{ matchLabels: { kubernetes.io/metadata.name: live } }") + namespace("live", "env: live"),
            },
          },
        ],
      },
      {
        name: "a namespace of which nothing is known",
        manifests: from("{ matchExpressions: [{ key: name, operator: In, values: [kube-system] }] }"),
        findings: [
          {
            at: "8:58-8:62",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the label `name`, which nothing puts on namespace `kube-system` by itself, so it does not select that namespace unless somebody has labelled it; its labels are not in the input.",
            help: "Ask for `kubernetes.io/metadata.name`, which the control plane puts on every namespace, or add the Namespace's manifest.",
            suggestions: {
              "Ask for kubernetes.io/metadata.name": from(
                "{ matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [kube-system] }] }",
              ),
            },
          },
        ],
      },
      {
        name: "a namespace that is not in a closed world",
        manifests: byName,
        settings: { world: "closed" },
        findings: [
          {
            at: "8:53-8:57",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for the label `name`, which Namespace `live` does not have in the input, so it does not select that namespace.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
