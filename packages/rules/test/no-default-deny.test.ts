import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "no-default-deny")!;

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n";

testRule(
  rule,
  {
    notReported: [
      { name: "a policy for all pods and both directions", manifests: documents(pod("web"), networkPolicy("all", "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n")) },
      {
        name: "one policy a direction",
        manifests: documents(pod("web"), networkPolicy("in", "  podSelector: {}\n"), networkPolicy("out", "  podSelector: {}\n  policyTypes: [Egress]\n")),
      },
      { name: "a namespace without pods", manifests: namespace },
      { name: "kube-system", manifests: pod("web").replace("shop", "kube-system") },
      { name: "pods in the network of their node", manifests: pod("web", "{ hostNetwork: true, containers: [] }") },
    ],
    reported: [
      {
        name: "policies for chosen pods only",
        manifests: documents(pod("web"), networkPolicy("web", "  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Ingress, Egress]\n")),
        findings: [
          {
            at: "3:35-3:39",
            message:
              "No NetworkPolicy in the input isolates all pods of namespace `shop` for ingress and egress, so a new pod is open until some policy selects it.",
            help: "Add a NetworkPolicy with `podSelector: {}` and `policyTypes: [Ingress, Egress]` and without rules, once what has to connect is allowed.",
          },
        ],
      },
      {
        name: "one direction, at the Namespace",
        manifests: documents(pod("web"), namespace, networkPolicy("all", "  podSelector: {}\n")),
        findings: [
          {
            at: "8:19-8:23",
            message:
              "No NetworkPolicy in the input isolates all pods of namespace `shop` for egress, so a new pod is open until some policy selects it.",
            help: "Add a NetworkPolicy with `podSelector: {}` and `policyTypes: [Egress]` and without rules, once what has to connect is allowed.",
          },
        ],
      },
      {
        name: "a policy that the API server refuses",
        manifests: documents(
          pod("web"),
          networkPolicy("out", "  podSelector: {}\n  policyTypes: [Egress]\n"),
          networkPolicy("in", "  podSelector: {}\n  policyTypes: [Ingress]\n  ingress: [{ ports: [{ port: 0 }] }]\n"),
        ),
        findings: [
          {
            at: "3:35-3:39",
            severity: "info",
            message:
              "Whether new pods of namespace `shop` are isolated for ingress cannot be told, because the API server would refuse NetworkPolicy `shop/in` (spec.ingress[0].ports[0].port), so what it does is not known.",
            help: "Add a NetworkPolicy with `podSelector: {}`, or read what the other policy says.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
