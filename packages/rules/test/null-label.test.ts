import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { nullLabel } from "../src/null-label.js";
import { policy } from "./policy-manifest.js";

const help = 'Write the value; to mean the empty one write "", and to mean any use matchExpressions with the operator Exists.';

testRule(
  nullLabel,
  {
    notReported: [
      { name: "an empty text", manifests: policy('  podSelector: { matchLabels: { app: "" } }\n') },
      { name: "other fields without a value", manifests: policy("  podSelector: { matchLabels: null }\n  ingress: null\n") },
      { name: "a policy that the API server refuses", manifests: policy("  podSelector: { matchLabels: { app: , b: x y } }\n") },
    ],
    reported: [
      {
        name: "a name that is still to be filled in",
        manifests: policy(
          "  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name:\n",
        ),
        findings: [
          {
            at: "10:15-10:42",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` has no value for the label `kubernetes.io/metadata.name`, which then has to be there and be empty, so no namespace is selected.",
            help,
          },
        ],
      },
      {
        name: "labels of pods and of namespaces",
        manifests: policy(
          "  podSelector: { matchLabels: { constructor: null } }\n  ingress:\n    - from:\n        - namespaceSelector: { matchLabels: { env: ~ } }\n",
        ),
        findings: [
          {
            at: "5:46-5:50",
            message:
              "`spec.podSelector` of NetworkPolicy `shop/web` has no value for the label `constructor`, which then has to be there and be empty, so no pod with another value is selected.",
          },
          {
            at: "8:52-8:53",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` has no value for the label `env`, which then has to be there and be empty, so no namespace with another value is selected.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
