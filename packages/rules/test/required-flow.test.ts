import { kubernetes } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "required-flow")!;
const packs = [kubernetes];

const dns = "`kube-system[k8s-app=kube-dns]`";
const assumed = "the pods of the destination are not in the input and were assumed by their known labels";
const byUdp = "kubernetes dns-udp: pods resolve names";
const byTcp = "kubernetes dns-tcp: answers that do not fit into a datagram come over TCP";
const elsewhere = "without a namespaceSelector the peer is of namespace `shop` only";

function web(egress: string): string {
  return networkPolicy("web", `  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress:\n${egress}`);
}

const toDns =
  "    - to:\n        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name: kube-system\n          podSelector:\n            matchLabels:\n              k8s-app: kube-dns\n      ports:\n";
const udp = "        - protocol: UDP\n          port: 53\n";
const tcp = "        - protocol: TCP\n          port: 53\n";
const toDatabase = "    - to: [{ podSelector: { matchLabels: { app: db } } }]\n      ports: [{ port: 5432 }]\n";

/** A Service that names TCP first. */
const service =
  "apiVersion: v1\nkind: Service\nmetadata: { name: kube-dns, namespace: kube-system }\nspec:\n  selector: { k8s-app: kube-dns }\n  ports: [{ name: t, port: 53, protocol: TCP }, { name: u, port: 53, protocol: UDP }]\n";
const server =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: dns, namespace: kube-system, labels: { k8s-app: kube-dns } }\nspec: { containers: [] }\n";

function lacks(nearest: string): string {
  return `NetworkPolicy \`shop/web\` isolates the source for egress and no rule allows the destination; the nearest is \`spec.egress[0]\` of \`shop/web\`, but ${nearest}`;
}

const title = (ports: string): string =>
  `Add a rule to \`shop/web\` that allows egress to pods \`k8s-app=kube-dns\` of namespace \`kube-system\` on ${ports}`;

testRule(
  rule,
  {
    notReported: [
      { name: "DNS that is allowed in both protocols", manifests: documents(web(toDns + udp + tcp), pod("web")), packs },
    ],
    reported: [
      {
        name: "both protocols of DNS as one mistake, where one part of the policies lacks both",
        manifests: documents(web(toDatabase), pod("web")),
        packs,
        findings: [
          {
            at: "6:17-6:23",
            message: `\`shop/Pod/web\` cannot reach ${dns} on UDP 53 and TCP 53 (${byUdp}; ${byTcp}): NetworkPolicy \`shop/web\` isolates the source for egress and no rule allows the destination; ${assumed}.`,
            help: `Allow egress to ${dns} on UDP 53 and TCP 53.`,
            witness: `shop/Pod/web -> kube-system[k8s-app=kube-dns] UDP 53`,
            suggestions: { [title("UDP 53 and TCP 53")]: documents(web(toDatabase + toDns + udp + tcp), pod("web")) },
          },
        ],
      },
      {
        name: "the protocol that names cannot be resolved without first, in whatever order the Service has them",
        manifests: documents(web(toDatabase), pod("web"), service, server),
        packs,
        findings: [
          {
            at: "6:17-6:23",
            message: `\`shop/Pod/web\` cannot reach \`kube-system/Pod/dns\` on UDP 53 and TCP 53 (${byUdp}; ${byTcp}): NetworkPolicy \`shop/web\` isolates the source for egress and no rule allows the destination.`,
            help: "Allow egress to `kube-system/Pod/dns` on UDP 53 and TCP 53.",
          },
        ],
      },
      {
        name: "one protocol that is missing beside the other",
        manifests: documents(web(toDns + udp), pod("web")),
        packs,
        findings: [
          {
            at: "6:17-6:23",
            severity: "warning",
            message: `\`shop/Pod/web\` cannot reach ${dns} on TCP 53 (${byTcp}): NetworkPolicy \`shop/web\` isolates the source for egress and the rule that matches the destination opens UDP 53 only; ${assumed}.`,
            help: `Allow egress to ${dns} on TCP 53.`,
            suggestions: {
              "Add TCP 53 to `spec.egress[0]` of `shop/web`": documents(web(toDns + udp + tcp), pod("web")),
            },
          },
        ],
      },
      {
        name: "what is wrong for each protocol, where another part of the policies lacks each",
        manifests: documents(web("    - to: [{ podSelector: {} }]\n      ports: [{ port: 53 }]\n"), pod("web")),
        packs,
        findings: [
          {
            at: "6:17-6:23",
            message: `\`shop/Pod/web\` cannot reach ${dns} on UDP 53 and TCP 53 (${byUdp}; ${byTcp}): ${lacks(`${elsewhere}, and the rule opens TCP 53 only`)}; for TCP 53 ${lacks(elsewhere)}; ${assumed}.`,
            help: `Allow egress to ${dns} on UDP 53 and TCP 53.`,
            suggestions: {
              [title("UDP 53 and TCP 53")]: documents(
                web("    - to: [{ podSelector: {} }]\n      ports: [{ port: 53 }]\n" + toDns + udp + tcp),
                pod("web"),
              ),
            },
          },
        ],
      },
    ],
  },
  { describe, it },
);
