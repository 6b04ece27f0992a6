import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { emptyList } from "../src/empty-list.js";
import { policy } from "./policy-manifest.js";

testRule(
  emptyList,
  {
    notReported: [
      { name: "lists that are left out", manifests: policy("  podSelector: {}\n  ingress: [{}]\n") },
      { name: "an empty list of rules, which denies", manifests: policy("  podSelector: {}\n  ingress: []\n") },
      { name: "lists without a value", manifests: policy("  podSelector: {}\n  ingress: [{ from: , ports: }]\n") },
      {
        name: "rules that are not in force",
        manifests: policy("  podSelector: {}\n  policyTypes: [Egress]\n  ingress: [{ from: [] }]\n"),
      },
      { name: "exceptions", manifests: policy("  podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/24, except: [] } }] }]\n") },
    ],
    reported: [
      {
        name: "peers and ports",
        manifests: policy("  podSelector: {}\n  ingress:\n    - from: []\n      ports: [{ port: 80 }]\n  egress:\n    - ports: []\n      to: [{ podSelector: {} }]\n"),
        findings: [
          {
            at: "7:7-7:11",
            message:
              "`spec.ingress[0].from` of NetworkPolicy `shop/web` is an empty list, so the rule is for every peer, inside the cluster and outside.",
            help: "List the peers, or leave out the rule to allow none; without the field it means the same and says so.",
            suggestions: {
              "Leave out `from`": policy("  podSelector: {}\n  ingress:\n    - ports: [{ port: 80 }]\n  egress:\n    - ports: []\n      to: [{ podSelector: {} }]\n"),
            },
          },
          {
            at: "10:7-10:12",
            message:
              "`spec.egress[0].ports` of NetworkPolicy `shop/web` is an empty list, so the rule is for every port of every protocol.",
            help: "List the ports, or leave out the rule to allow none; without the field it means the same and says so.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
