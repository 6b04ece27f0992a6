import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { selectorNeverMatches } from "../src/selector-never-matches.js";
import { policy } from "./policy-manifest.js";

const help = "Take out a requirement, or list the values of one key in a single In.";

testRule(
  selectorNeverMatches,
  {
    notReported: [
      {
        name: "requirements that go together",
        manifests: policy(
          "  podSelector: { matchLabels: { app: a }, matchExpressions: [{ key: app, operator: In, values: [a, b] }, { key: tier, operator: NotIn, values: [x] }] }\n",
        ),
      },
      {
        name: "requirements on several keys",
        manifests: policy("  podSelector: { matchExpressions: [{ key: a, operator: Exists }, { key: b, operator: DoesNotExist }] }\n"),
      },
      {
        name: "the absence of a label that pods may lack",
        manifests: policy(
          "  podSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: DoesNotExist }] }\n",
        ),
      },
      {
        name: "rules that are not in force",
        manifests: policy(
          "  podSelector: {}\n  policyTypes: [Egress]\n  ingress: [{ from: [{ podSelector: { matchLabels: { a: b }, matchExpressions: [{ key: a, operator: DoesNotExist }] } }] }]\n",
        ),
      },
    ],
    reported: [
      {
        name: "two values of one key",
        manifests: policy(
          "  podSelector:\n    matchLabels: { app: a, tier: x }\n    matchExpressions: [{ key: app, operator: In, values: [b, c] }]\n",
        ),
        findings: [
          {
            at: "5:3-5:14",
            message:
              "`spec.podSelector` of NetworkPolicy `shop/web` asks for `app=a,app in (b,c)`, which no pod can meet, so it selects nothing.",
            help,
          },
        ],
      },
      {
        name: "the absence of the label that every namespace has",
        manifests: policy(
          "  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: DoesNotExist }] }\n",
        ),
        findings: [
          {
            at: "8:11-8:28",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for `!kubernetes.io/metadata.name`, which no namespace can meet, so it selects nothing.",
          },
        ],
      },
      {
        name: "cluster-scoped policies",
        manifests: `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: all }
spec:
  tier: Admin
  priority: 1
  subject:
    namespaces: { matchLabels: { a: b }, matchExpressions: [{ key: a, operator: NotIn, values: [b] }] }
  ingress:
    - action: Deny
      from:
        - pods:
            namespaceSelector: {}
            podSelector: { matchExpressions: [{ key: a, operator: Exists }, { key: a, operator: DoesNotExist }] }
`,
        findings: [
          {
            at: "8:5-8:15",
            message:
              "`spec.subject.namespaces` of ClusterNetworkPolicy `all` asks for `a=b,a notin (b)`, which no namespace can meet, so it selects nothing.",
          },
          {
            at: "14:13-14:24",
            message:
              "`spec.ingress[0].from[0].pods.podSelector` of ClusterNetworkPolicy `all` asks for `a,!a`, which no pod can meet, so it selects nothing.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
