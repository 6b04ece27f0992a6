import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { splitPeerSelectors } from "../src/split-peer-selectors.js";
import { deployment, namespace, policy } from "./policy-manifest.js";

const podsOfBoth = `  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { env: production } }
        - podSelector: { matchLabels: { app: backend } }
`;

testRule(
  splitPeerSelectors,
  {
    notReported: [
      {
        name: "one peer with both selectors",
        manifests: policy(
          "  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector: {}\n          podSelector: { matchLabels: { a: b } }\n",
        ),
      },
      {
        name: "every pod of the own namespace beside other namespaces",
        manifests: policy(
          "  podSelector: {}\n  ingress:\n    - from: [{ podSelector: {} }, { namespaceSelector: { matchLabels: { a: b } } }]\n",
        ),
      },
      {
        name: "peers in rules of their own",
        manifests: policy(
          "  podSelector: {}\n  ingress:\n    - from: [{ podSelector: { matchLabels: { a: b } } }]\n    - from: [{ namespaceSelector: {} }]\n",
        ),
      },
      {
        name: "rules of a direction that is not in force",
        manifests: policy(`  policyTypes: [Egress]\n${podsOfBoth}`),
      },
      {
        name: "pods that are here and in none of the namespaces",
        manifests: [
          policy(podsOfBoth),
          namespace("live", "env: production"),
          deployment("shop", "backend", "app: backend"),
          deployment("live", "other", "app: other"),
        ].join(""),
      },
      {
        name: "a policy that the API server refuses",
        manifests: policy(podsOfBoth.replace("env: production", "env: a b")),
      },
    ],
    reported: [
      {
        name: "a namespaceSelector before a podSelector",
        manifests: policy(podsOfBoth),
        findings: [
          {
            at: "9:11-9:22",
            message:
              "`spec.ingress[0].from[0]` and `spec.ingress[0].from[1]` of NetworkPolicy `shop/web` are two peers, so the rule is for every pod of namespaces `env=production` and also for pods `app=backend` of namespace `shop`, and not only for pods `app=backend` of namespaces `env=production`.",
            help: "Make them one list item to mean pods that both select, or give each a rule of its own to mean the pods of either.",
            related: ["8:11-8:28 this is the other peer"],
            suggestions: {
              "Make them one peer": policy(`  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { env: production } }
          podSelector:
            matchLabels:
              app: backend
`),
            },
          },
        ],
      },
      {
        name: "a podSelector before a namespaceSelector, in egress, between other peers",
        manifests: policy(`  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock: { cidr: 192.0.2.0/24 }
        - podSelector: { matchLabels: { app: db } }
        - namespaceSelector: {}
        - podSelector: { matchLabels: { app: cache } }
`),
        findings: [
          {
            at: "11:11-11:28",
            message:
              "`spec.egress[0].to[1]` and `spec.egress[0].to[2]` of NetworkPolicy `shop/web` are two peers, so the rule is for every pod of every namespace and also for pods `app=db` of namespace `shop`, and not only for pods `app=db` of every namespace.",
          },
        ],
      },
      {
        name: "pods that are in one of the namespaces as well",
        manifests: [
          policy(podsOfBoth),
          namespace("live", "env: production"),
          deployment("shop", "backend", "app: backend"),
          deployment("live", "backend", "app: backend"),
        ].join(""),
        findings: [
          {
            at: "9:11-9:22",
            message:
              "`spec.ingress[0].from[0]` and `spec.ingress[0].from[1]` of NetworkPolicy `shop/web` are two peers, so the rule is for every pod of namespaces `env=production` and also for pods `app=backend` of namespace `shop`, and not only for pods `app=backend` of namespaces `env=production`.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
