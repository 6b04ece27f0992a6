import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { emptyRule } from "../src/empty-rule.js";
import { policy } from "./policy-manifest.js";

testRule(
  emptyRule,
  {
    notReported: [
      { name: "an empty rule that stands alone", manifests: policy("  podSelector: {}\n  ingress: [{}]\n") },
      { name: "no rule at all", manifests: policy("  podSelector: {}\n  ingress: []\n") },
      {
        name: "an empty rule of the other direction",
        manifests: policy("  podSelector: {}\n  ingress: [{}]\n  egress: [{ ports: [{ port: 53 }] }]\n"),
      },
      {
        name: "rules that are not in force",
        manifests: policy("  podSelector: {}\n  policyTypes: [Egress]\n  ingress: [{}, { ports: [{ port: 53 }] }]\n"),
      },
    ],
    reported: [
      {
        name: "a dash too many",
        manifests: policy("  podSelector: {}\n  ingress:\n    - {}\n    - ports: [{ port: 80 }]\n"),
        findings: [
          {
            at: "7:7-7:9",
            message:
              "`spec.ingress[0]` of NetworkPolicy `shop/web` has neither peers nor ports and allows all ingress, so the 1 rule beside it adds nothing.",
            help: "Remove it to allow only what the others list, or remove the others to say plainly that everything is allowed.",
            related: ["8:7-8:12 this rule adds nothing"],
            suggestions: { "Remove the empty rule": policy("  podSelector: {}\n  ingress:\n    - ports: [{ port: 80 }]\n") },
          },
        ],
      },
      {
        name: "lists without values",
        manifests: policy("  podSelector: {}\n  egress:\n    - ports: [{ port: 80 }]\n    - ports: [{ port: 81 }]\n    - to: []\n      ports:\n"),
        findings: [
          {
            at: "9:7-9:9",
            message:
              "`spec.egress[2]` of NetworkPolicy `shop/web` has neither peers nor ports and allows all egress, so the 2 rules beside it add nothing.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
