import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { policyTypesMismatch } from "../src/policy-types-mismatch.js";
import { policy } from "./policy-manifest.js";

testRule(
  policyTypesMismatch,
  {
    notReported: [
      { name: "ingress rules without types", manifests: policy("  podSelector: {}\n  ingress: [{}]\n") },
      { name: "no rules and no types", manifests: policy("  podSelector: {}\n") },
      { name: "no egress rules", manifests: policy("  podSelector: {}\n  policyTypes: [Egress]\n  egress: []\n") },
      { name: "egress rules beside ingress rules", manifests: policy("  podSelector: {}\n  ingress: []\n  egress: [{}]\n") },
      { name: "a type twice", manifests: policy("  podSelector: {}\n  policyTypes: [Ingress, Ingress]\n  ingress: [{}]\n") },
      {
        name: "a type that the API server refuses",
        manifests: policy("  podSelector: {}\n  policyTypes: [ingress]\n  ingress: [{}]\n"),
      },
    ],
    reported: [
      {
        name: "egress rules that have no effect",
        manifests: policy("  podSelector: {}\n  policyTypes:\n    - Ingress\n  egress:\n    - {}\n"),
        findings: [
          {
            at: "8:3-8:9",
            message:
              "`spec.egress` of NetworkPolicy `shop/web` has 1 rule, and `spec.policyTypes` does not list Egress, so it has no effect.",
            help: "Add Egress to policyTypes, which also isolates the pods for egress, or remove `spec.egress`.",
            related: ["6:3-6:14 these are the types"],
            suggestions: {
              "Add Egress to policyTypes": policy(
                "  podSelector: {}\n  policyTypes:\n    - Ingress\n    - Egress\n  egress:\n    - {}\n",
              ),
              "Remove spec.egress": policy("  podSelector: {}\n  policyTypes:\n    - Ingress\n"),
            },
          },
        ],
      },
      {
        name: "ingress rules that have no effect",
        manifests: policy("  podSelector: {}\n  policyTypes: [Egress]\n  ingress: [{}, {}]\n"),
        findings: [
          {
            at: "7:3-7:10",
            message:
              "`spec.ingress` of NetworkPolicy `shop/web` has 2 rules, and `spec.policyTypes` does not list Ingress, so they have no effect.",
          },
        ],
      },
      {
        name: "an empty list that denies nothing",
        manifests: policy("  podSelector: {}\n  policyTypes: [Ingress]\n  egress: []\n"),
        findings: [
          {
            at: "7:3-7:9",
            message:
              "`spec.egress` of NetworkPolicy `shop/web` is an empty list, and `spec.policyTypes` does not list Egress, so it denies no egress.",
            help: "Add Egress to policyTypes to deny all egress, or remove `spec.egress`.",
          },
        ],
      },
      {
        name: "egress rules that isolate ingress",
        manifests: policy("  podSelector: {}\n  egress:\n    - {}\n"),
        findings: [
          {
            at: "6:3-6:9",
            message:
              "NetworkPolicy `shop/web` has egress rules alone and no `spec.policyTypes`, which then stands for Ingress and Egress, so it also isolates its pods for ingress and allows none.",
            help: "Write policyTypes: [Egress] for a policy about egress, or both types if ingress is to be isolated.",
            suggestions: {
              "Write policyTypes: [Egress]": policy("  podSelector: {}\n  egress:\n    - {}\n  policyTypes:\n    - Egress\n"),
              "Write policyTypes: [Ingress, Egress]": policy(
                "  podSelector: {}\n  egress:\n    - {}\n  policyTypes:\n    - Ingress\n    - Egress\n",
              ),
            },
          },
        ],
      },
      {
        name: "an empty list of egress rules that denies ingress",
        manifests: policy("  podSelector: {}\n  policyTypes: []\n  egress: []\n"),
        findings: [
          {
            at: "7:3-7:9",
            message:
              "`spec.egress` of NetworkPolicy `shop/web` is an empty list and there is no `spec.policyTypes`, which then stands for Ingress alone, so egress stays as it is, while all ingress is denied.",
            help: "Write policyTypes: [Egress] to deny egress, or both types to deny both.",
          },
        ],
      },
      {
        name: "an empty list of egress rules beside ingress rules",
        manifests: policy("  podSelector: {}\n  ingress: [{}]\n  egress: []\n"),
        findings: [
          {
            at: "7:3-7:9",
            message:
              "`spec.egress` of NetworkPolicy `shop/web` is an empty list and there is no `spec.policyTypes`, which then stands for Ingress alone, so egress stays as it is.",
            suggestions: {
              "Write policyTypes: [Ingress, Egress]": policy(
                "  podSelector: {}\n  ingress: [{}]\n  egress: []\n  policyTypes:\n    - Ingress\n    - Egress\n",
              ),
            },
          },
        ],
      },
    ],
  },
  { describe, it },
);
