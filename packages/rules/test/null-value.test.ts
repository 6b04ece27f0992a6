import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { nullValue } from "../src/null-value.js";
import { policy } from "./policy-manifest.js";

const field = "Write the value that is meant, or leave the field out.";
const item = "Write the value that is meant, or leave the item out.";

testRule(
  nullValue,
  {
    notReported: [
      { name: "empty lists and objects", manifests: policy("  podSelector: {}\n  ingress: [{ from: [], ports: [{}] }]\n") },
      { name: "a label without a value", manifests: policy("  podSelector: { matchLabels: { app: } }\n") },
      {
        name: "metadata",
        manifests: policy("  podSelector: {}\n").replace("name: web", "name: web, creationTimestamp: null"),
      },
      { name: "a policy that the API server refuses", manifests: policy("  podSelector:\n  ingress: [{ from: [null] }]\n") },
    ],
    reported: [
      {
        name: "every list and selector",
        manifests: policy(`  podSelector:
  policyTypes:
  egress:
  ingress:
    - from:
      ports:
    -
    - from: [{ podSelector: null, namespaceSelector: {} }, { podSelector: { matchLabels: null }, namespaceSelector: null }]
      ports: [null, { protocol: null, port: 80 }, { port: null }]
`),
        findings: [
          {
            at: "5:3-5:14",
            message: "`spec.podSelector` of NetworkPolicy `shop/web` has no value, so it selects every pod of namespace `shop`.",
            help: field,
          },
          {
            at: "6:3-6:14",
            message: "`spec.policyTypes` of NetworkPolicy `shop/web` has no value, so the policy is for ingress alone.",
          },
          { at: "7:3-7:9", message: "`spec.egress` of NetworkPolicy `shop/web` has no value, so it counts as left out." },
          {
            at: "9:7-9:11",
            message: "`spec.ingress[0].from` of NetworkPolicy `shop/web` has no value, so the rule is for every peer.",
          },
          {
            at: "10:7-10:12",
            message:
              "`spec.ingress[0].ports` of NetworkPolicy `shop/web` has no value, so the rule is for every port of every protocol.",
          },
          {
            at: "11:6-12:1",
            message:
              "`spec.ingress[1]` of NetworkPolicy `shop/web` has no value, so it is a rule that allows every peer at every port.",
            help: item,
          },
          {
            at: "12:29-12:33",
            message:
              "`spec.ingress[2].from[0].podSelector` of NetworkPolicy `shop/web` has no value, so the peer is every pod of its namespaces.",
          },
          {
            at: "12:90-12:94",
            message:
              "`spec.ingress[2].from[1].podSelector.matchLabels` of NetworkPolicy `shop/web` has no value, so it asks for no label.",
          },
          {
            at: "12:117-12:121",
            message:
              "`spec.ingress[2].from[1].namespaceSelector` of NetworkPolicy `shop/web` has no value, so the peer is pods of the policy's own namespace alone.",
          },
          {
            at: "13:15-13:19",
            message: "`spec.ingress[2].ports[0]` of NetworkPolicy `shop/web` has no value, so it is every TCP port.",
          },
          {
            at: "13:33-13:37",
            message: "`spec.ingress[2].ports[1].protocol` of NetworkPolicy `shop/web` has no value, so it is TCP.",
          },
          {
            at: "13:59-13:63",
            message:
              "`spec.ingress[2].ports[2].port` of NetworkPolicy `shop/web` has no value, so it is every port of the protocol.",
          },
        ],
      },
      {
        name: "lists of rules that deny",
        manifests: policy("  podSelector: {}\n  policyTypes: [Ingress, Egress]\n  ingress:\n  egress:\n"),
        findings: [
          { at: "7:3-7:10", message: "`spec.ingress` of NetworkPolicy `shop/web` has no value, so the policy allows no ingress." },
          { at: "8:3-8:9", message: "`spec.egress` of NetworkPolicy `shop/web` has no value, so the policy allows no egress." },
        ],
      },
      {
        name: "the whole spec",
        manifests: policy(""),
        findings: [
          {
            at: "4:1-4:5",
            message:
              "`spec` of NetworkPolicy `shop/web` has no value, so it selects every pod of namespace `shop` and denies them all ingress.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
