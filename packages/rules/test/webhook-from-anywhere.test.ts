import { parseCidr } from "@netpolint/core";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const [rule, worldOpen] = ["webhook-from-anywhere", "world-open-ingress"].map((wanted) => allRules.find(({ id }) => id === wanted)!);

const service =
  "apiVersion: v1\nkind: Service\nmetadata: { name: hooks, namespace: shop }\nspec:\n  selector: { app: manager }\n  ports: [{ port: 443, targetPort: 9443 }]\n";

const webhooks =
  "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: checks }\nwebhooks:\n  - name: b.example.com\n    clientConfig: { service: { name: hooks, namespace: shop } }\n  - name: a.example.com\n    clientConfig: { service: { name: hooks, namespace: shop } }\n";

function manager(rules: string): string {
  return documents(networkPolicy("manager", `  podSelector: { matchLabels: { app: manager } }\n  ingress:\n${rules}`), pod("manager"), service, webhooks);
}

const open = manager("    - ports: [{ port: 9443 }]\n");
const byAddress = manager("    - from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]\n      ports: [{ port: 9443 }]\n");

function messageOf(whom: string, rest = " and 1 more"): string {
  return `\`spec.ingress[0]\` of NetworkPolicy \`shop/manager\` lets ${whom} connect to webhook \`a.example.com\`${rest} on TCP 9443, though only the API server has to call it.`;
}

testRule(
  rule!,
  {
    notReported: [
      { name: "addresses", manifests: manager("    - from: [{ ipBlock: { cidr: 192.0.2.0/24 } }]\n      ports: [{ port: 9443 }]\n") },
      { name: "a rule that opens more than the webhook", manifests: manager("    - ports: [{ port: 9443 }, { port: 8443 }]\n") },
      { name: "a rule for every port", manifests: manager("    - {}\n") },
      { name: "another port", manifests: manager("    - ports: [{ port: 443 }]\n") },
      { name: "another protocol", manifests: manager("    - ports: [{ port: 9443, protocol: UDP }]\n") },
      { name: "another protocol beside", manifests: manager("    - ports: [{ port: 9443 }, { port: 9443, protocol: UDP }]\n") },
      { name: "pods without webhooks", manifests: open.replace("{ app: manager }\n  ports", "{ app: other }\n  ports") },
      { name: "a policy that the API server refuses", manifests: manager("    - ports: [{ port: 9443 }, { port: 0 }]\n") },
    ],
    reported: [
      {
        name: "everybody",
        manifests: open,
        findings: [
          {
            at: "7:7-7:12",
            message: messageOf("everybody"),
            help: "Name the addresses of the API server, which no selector matches.",
            witness: "@external -> shop/Pod/manager TCP 9443",
            suggestions: {},
          },
        ],
      },
      {
        name: "every address, with the API server's in their place",
        manifests: byAddress,
        settings: { apiServer: [parseCidr("192.0.2.1/32")!] },
        findings: [
          {
            at: "7:16-7:23",
            message: messageOf("most of the internet"),
            help: "Name the API server's addresses, `192.0.2.1/32`.",
            suggestions: { "Only let in the API server's addresses, `192.0.2.1/32`": byAddress.replace("from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]", "from:\n        - ipBlock:\n            cidr: 192.0.2.1/32") },
          },
        ],
      },
      {
        name: "everybody on OpenShift, where a label stands for the host network",
        manifests: open.replace(/  - name: b[^]*?shop \} \}\n/, ""),
        settings: { platform: "openshift" },
        findings: [
          {
            at: "7:7-7:12",
            message: messageOf("everybody", ""),
            help: "Name the namespaces labelled `policy-group.network.openshift.io/host-network`, which stand for the host network.",
            suggestions: {
              "Only let in the namespaces labelled `policy-group.network.openshift.io/host-network`, which stand for the host network":
                open
                  .replace(/  - name: b[^]*?shop \} \}\n/, "")
                  .replace(
                    "    - ports: [{ port: 9443 }]\n",
                    '    - ports: [{ port: 9443 }]\n      from:\n        - namespaceSelector:\n            matchLabels:\n              policy-group.network.openshift.io/host-network: ""\n',
                  ),
            },
          },
        ],
      },
    ],
  },
  { describe, it },
);

const said = [open, byAddress].map((manifests) => ({ name: manifests, manifests, otherRules: [rule!] }));

describe("the rule on the open world, which leaves webhooks to the one that names them", () => {
  testRule({ ...worldOpen!, messages: {} }, { notReported: said, reported: [] }, { describe, it });
});
