import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "pod-not-isolated")!;

const both = networkPolicy("all", "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n");

/** A policy of a kind that is not evaluated and may do anything. */
const cilium = "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{}] }\n";

function baseline(action: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: base }\nspec:\n  tier: Baseline\n  priority: 1\n  subject: { namespaces: {} }\n  ingress:\n    - action: ${action}\n      from: [{ namespaces: {} }]\n  egress:\n    - action: ${action}\n      to: [{ networks: [0.0.0.0/0] }]\n`;
}

testRule(
  rule,
  {
    notReported: [
      { name: "pods that a policy selects for both directions", manifests: documents(pod("web"), both) },
      { name: "pods in the network of their node", manifests: pod("web", "{ hostNetwork: true, containers: [] }") },
      { name: "pods that a cluster-scoped policy closes", manifests: documents(pod("web"), baseline("Deny")) },
    ],
    reported: [
      {
        name: "pods that nothing selects",
        manifests: pod("web"),
        findings: [
          {
            at: "3:19-3:22",
            message:
              "No NetworkPolicy in the input isolates the pods of `shop/Pod/web` for ingress and egress: everybody can connect to them on every port and they can connect to everybody.",
            help: "Add a NetworkPolicy for the namespace that isolates all its pods, and one for what these pods need.",
          },
        ],
      },
      {
        name: "one direction, and other pods of the namespace",
        manifests: documents(pod("web"), pod("api"), networkPolicy("web", "  podSelector: { matchLabels: { app: web } }\n"), networkPolicy("api", "  podSelector: { matchLabels: { app: api } }\n  policyTypes: [Ingress, Egress]\n")),
        findings: [
          { at: "3:19-3:22", message: "No NetworkPolicy in the input isolates the pods of `shop/Pod/web` for egress: they can connect to everybody." },
        ],
      },
      {
        name: "a cluster-scoped policy that accepts",
        manifests: documents(pod("web"), networkPolicy("web", "  podSelector: {}\n"), baseline("Accept")),
        findings: [
          { at: "3:19-3:22", message: "No NetworkPolicy in the input isolates the pods of `shop/Pod/web` for egress: they can connect to everybody." },
        ],
      },
      {
        name: "what a policy of another kind leaves open",
        manifests: documents(pod("web"), networkPolicy("web", "  podSelector: {}\n  policyTypes: [Egress]\n"), cilium),
        findings: [
          {
            at: "3:19-3:22",
            severity: "info",
            message:
              "Whether the pods of `shop/Pod/web` are isolated for ingress cannot be told, because CiliumNetworkPolicy `shop/web` of cilium.io may change the answer and is not evaluated.",
            help: "Add a NetworkPolicy that selects the pods, or read what the other policy says.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
