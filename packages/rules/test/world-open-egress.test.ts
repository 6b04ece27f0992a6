import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "world-open-egress")!;

function to(...cidrs: readonly string[]): string {
  const rules = cidrs.map((cidr) => `    - to: [{ ipBlock: { cidr: ${cidr} } }]\n`).join("");
  return networkPolicy("web", `  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n${rules}`);
}

testRule(
  rule,
  {
    notReported: [
      { name: "addresses inside networks", manifests: to("10.0.0.0/8", "fd00::/8") },
      { name: "pods", manifests: networkPolicy("web", "  podSelector: {}\n  egress: [{ to: [{ podSelector: {} }] }]\n") },
      { name: "nobody", manifests: networkPolicy("web", "  podSelector: {}\n  policyTypes: [Egress]\n") },
      { name: "everybody on every port, which is another rule's", manifests: networkPolicy("web", "  podSelector: {}\n  egress: [{}]\n") },
      {
        name: "what a cluster-scoped policy denies",
        manifests: documents(
          to("0.0.0.0/0"),
          pod("web"),
          "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: closed }\nspec:\n  tier: Admin\n  priority: 1\n  subject: { namespaces: {} }\n  egress:\n    - action: Deny\n      to: [{ networks: [0.0.0.0/0] }]\n",
        ),
      },
    ],
    reported: [
      {
        name: "the internet without the addresses inside networks",
        manifests: documents(
          networkPolicy(
            "web",
            "  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] } }]\n",
          ),
          pod("web"),
        ),
        findings: [
          {
            at: "8:31-8:40",
            message: "`spec.egress[0]` of `shop/web` lets pods reach all public IPv4 addresses, on every port.",
            help: "Name the addresses that the pods need, or send them through a proxy; what they hold can be sent anywhere otherwise.",
            witness: "shop/Pod/web -> 1.0.0.0 TCP 443",
          },
        ],
      },
      {
        name: "parts in several rules",
        manifests: to("64.0.0.0/2", "128.0.0.0/2", "16.0.0.0/4"),
        findings: [
          {
            at: "8:31-8:41",
            message:
              "`spec.egress[0]` of `shop/web`, `spec.egress[1]` of `shop/web` and `spec.egress[2]` of `shop/web` together let pods reach 64 % of the public IPv4 addresses, on every port.",
            help: "Name the addresses that the pods need: policies only ever add to each other, so each of the blocks counts.",
            related: ["9:31-9:42 this rule opens some of them", "10:31-10:41 this rule opens some of them"],
          },
        ],
      },
    ],
  },
  { describe, it },
);
