import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { duplicateKey } from "../src/duplicate-key.js";

const head = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\n  namespace: shop\nspec:\n";

testRule(
  duplicateKey,
  {
    notReported: [{ name: "one key in two mappings", manifests: `${head}  podSelector:\n    matchLabels: {spec: a}\n` }],
    reported: [
      {
        name: "a key that is written three times, and its last value stays with its comment",
        manifests: `${head}  # first\n  policyTypes: [Egress]\n  podSelector: {}\n  policyTypes:\n    - Egress\n  # last\n  policyTypes: [Ingress]\n`,
        findings: [
          {
            at: "13:3-13:14",
            message: "Key `spec.policyTypes` of NetworkPolicy `web` is written 3 times; only the last value counts.",
          },
        ],
        fixed: `${head}  podSelector: {}\n  # last\n  policyTypes: [Ingress]\n`,
      },
      {
        name: "a key in JSON",
        manifests: {
          "a.json":
            '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": {"x": "1"}, "name": "b"}}\n',
        },
        findings: [
          {
            at: "1:91-1:97",
            message: "Key `metadata.name` of Namespace `b` is written twice; only the last value counts.",
          },
        ],
        fixed: {
          "a.json": '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"labels": {"x": "1"}, "name": "b"}}\n',
        },
      },
    ],
  },
  { describe, it },
);
