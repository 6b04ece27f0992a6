import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "cloud-metadata-reachable")!;

function to(block: string, ports = "[]"): string {
  return networkPolicy("web", `  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - to:\n        - ipBlock: ${block}\n      ports: ${ports}\n`);
}

const help = "Take the address out with `except`, in every rule that holds it, or name the addresses that the pods need.";

testRule(
  rule,
  {
    notReported: [
      { name: "the address taken out", manifests: to("{ cidr: 0.0.0.0/0, except: [169.254.0.0/16] }") },
      { name: "addresses elsewhere", manifests: to("{ cidr: 10.0.0.0/8 }") },
      { name: "another port", manifests: to("{ cidr: 0.0.0.0/0 }", "[{ port: 443 }]") },
      { name: "another protocol", manifests: to("{ cidr: 0.0.0.0/0 }", "[{ port: 80, protocol: UDP }]") },
      { name: "the address by itself", manifests: to("{ cidr: 169.254.169.254/32 }") },
      { name: "ingress", manifests: networkPolicy("web", "  podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n") },
      {
        name: "what a cluster-scoped policy denies",
        manifests: documents(
          to("{ cidr: 0.0.0.0/0 }"),
          pod("web"),
          "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: closed }\nspec:\n  tier: Admin\n  priority: 1\n  subject: { namespaces: {} }\n  egress:\n    - action: Deny\n      to: [{ networks: [169.254.169.254/32] }]\n",
        ),
      },
    ],
    reported: [
      {
        name: "a block without exceptions",
        manifests: to("{ cidr: 128.0.0.0/1 }", "[{ port: 1, endPort: 100 }]"),
        findings: [
          {
            at: "9:28-9:39",
            message:
              "`spec.egress[0].to[0]` of NetworkPolicy `shop/web` lets pods reach 169.254.169.254 on TCP 80, where clouds tell whoever asks the credentials of the node.",
            help,
            suggestions: {
              "Take 169.254.169.254 out of the block": to("{ cidr: 128.0.0.0/1, except: [169.254.169.254/32] }", "[{ port: 1, endPort: 100 }]"),
            },
          },
        ],
      },
      {
        name: "a block with other exceptions",
        manifests: to("{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }"),
        findings: [
          {
            at: "9:28-9:37",
            message:
              "`spec.egress[0].to[0]` of NetworkPolicy `shop/web` lets pods reach 169.254.169.254 on TCP 80, where clouds tell whoever asks the credentials of the node.",
            suggestions: { "Take 169.254.169.254 out of the block": to("{ cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.169.254/32] }") },
          },
        ],
      },
      {
        name: "the address that AWS has in IPv6",
        manifests: to("{ cidr: fc00::/7 }"),
        findings: [
          {
            at: "9:28-9:36",
            message:
              "`spec.egress[0].to[0]` of NetworkPolicy `shop/web` lets pods reach fd00:ec2::254 on TCP 80, where clouds tell whoever asks the credentials of the node.",
          },
        ],
      },
      {
        name: "a rule without peers",
        manifests: networkPolicy("web", "  podSelector: {}\n  egress:\n    - {}\n"),
        findings: [
          {
            at: "7:7-7:9",
            message:
              "`spec.egress[0]` of NetworkPolicy `shop/web` lets pods reach 169.254.169.254 on TCP 80, where clouds tell whoever asks the credentials of the node.",
            suggestions: {},
          },
        ],
      },
    ],
  },
  { describe, it },
);
