import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { allowAll } from "../src/allow-all.js";
import { anyNamespace } from "../src/any-namespace.js";
import { emptyBraces } from "../src/empty-braces.js";
import { emptyRule } from "../src/empty-rule.js";
import { policy } from "./policy-manifest.js";

const help = "Nothing has to change where that is meant.";

testRule(
  emptyBraces,
  {
    notReported: [
      { name: "the pods that a policy is for", manifests: policy("  podSelector: {}\n  ingress: []\n") },
      { name: "lists", manifests: policy("  podSelector: {}\n  ingress: [{ from: [], ports: [] }]\n") },
      { name: "the pods of the namespace where nothing else is empty", manifests: policy("  podSelector: {}\n  ingress: [{ from: [{ podSelector: {} }] }]\n") },
      {
        name: "a rule that is found to allow all",
        manifests: policy("  podSelector: {}\n  ingress: [{}]\n"),
        otherRules: [allowAll],
      },
      {
        name: "a rule that is found to undo others",
        manifests: policy("  podSelector: {}\n  ingress: [{}, { ports: [{ port: 80 }] }]\n"),
        otherRules: [emptyRule],
      },
      {
        name: "namespaces that are found to be any",
        manifests: policy("  podSelector: {}\n  ingress: [{ from: [{ namespaceSelector: {} }] }]\n"),
        otherRules: [anyNamespace],
      },
      {
        name: "rules that are not in force",
        manifests: policy("  podSelector: {}\n  policyTypes: [Egress]\n  ingress: [{}]\n"),
      },
    ],
    reported: [
      {
        name: "each place",
        manifests: policy(`  podSelector: {}
  ingress:
    - {}
    - from:
        - podSelector: {}
        - namespaceSelector: {}
        - namespaceSelector: {}
          podSelector: { matchLabels: { app: a } }
      ports:
        - {}
`),
        findings: [
          {
            at: "7:7-7:9",
            message:
              "`spec.ingress[0]` of NetworkPolicy `shop/web` is empty and means every peer at every port: pods, nodes and addresses outside the cluster.",
            help,
          },
          {
            at: "9:11-9:22",
            message:
              "`spec.ingress[1].from[0].podSelector` of NetworkPolicy `shop/web` is empty and means every pod of namespace `shop`, and of no other.",
          },
          {
            at: "10:11-10:28",
            message:
              "`spec.ingress[1].from[1].namespaceSelector` of NetworkPolicy `shop/web` is empty and means every pod of every namespace, but no node and no address outside.",
          },
          {
            at: "11:11-11:28",
            message:
              "`spec.ingress[1].from[2].namespaceSelector` of NetworkPolicy `shop/web` is empty and means such pods of every namespace, but no node and no address outside.",
          },
          {
            at: "14:11-14:13",
            message: "`spec.ingress[1].ports[0]` of NetworkPolicy `shop/web` is empty and means every TCP port, and none of another protocol.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
