import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { dnsTcpOrUdpMissing } from "../src/dns-tcp-or-udp-missing.js";
import { policy } from "./policy-manifest.js";

const head = "  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress:\n";
const udp = policy(`${head}    - ports: [{ protocol: UDP, port: 53 }]\n`);

function other(spec: string): string {
  return `---\n${policy(spec).replace("name: web", "name: other")}`;
}

const noTcp =
  "`spec.egress[0]` of NetworkPolicy `shop/web` allows DNS over UDP, and neither this policy nor another that selects all its pods allows it over TCP, so names with long answers are not resolved.";

testRule(
  dnsTcpOrUdpMissing,
  {
    notReported: [
      { name: "both protocols", manifests: policy(`${head}    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]\n`) },
      { name: "every port of the other protocol", manifests: policy(`${head}    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP }]\n`) },
      { name: "the other protocol in a rule of its own", manifests: policy(`${head}    - ports: [{ protocol: UDP, port: 53 }]\n    - ports: [{ port: 53 }]\n`) },
      {
        name: "the other protocol in a policy for more pods",
        manifests: udp + other("  podSelector: {}\n  egress: [{ ports: [{ port: 53 }, { port: 53, protocol: UDP }] }]\n"),
      },
      { name: "every port for the same peers", manifests: policy(`${head}    - ports: [{ protocol: UDP, port: 53 }]\n    - {}\n`) },
      { name: "other ports", manifests: policy(`${head}    - ports: [{ protocol: UDP, port: 123 }]\n`) },
      { name: "rules that are not in force", manifests: udp.replace("[Egress]", "[Ingress]") },
    ],
    reported: [
      {
        name: "UDP alone",
        manifests: udp,
        findings: [
          {
            at: "8:38-8:40",
            message: noTcp,
            help: "Add port 53 with protocol TCP.",
            suggestions: {
              "Add port 53 with protocol TCP": policy(
                `${head}    - ports: [{ protocol: UDP, port: 53 }, {protocol: TCP, port: 53}]\n`,
              ),
            },
          },
        ],
      },
      {
        name: "TCP alone, by default",
        manifests: policy("  podSelector: {}\n  ingress: [{ ports: [{ port: 53 }] }]\n"),
        findings: [
          {
            at: "6:31-6:33",
            message:
              "`spec.ingress[0]` of NetworkPolicy `shop/web` allows DNS over TCP, and neither this policy nor another that selects all its pods allows it over UDP, over which names are asked for first, so names are not resolved.",
            help: "Add port 53 with protocol UDP; a port without a protocol is TCP.",
          },
        ],
      },
      {
        name: "every port for other peers, and the other protocol for fewer pods and in another namespace",
        manifests: [
          policy(`${head}    - ports: [{ protocol: UDP, port: 53 }]\n    - to: [{ podSelector: {} }]\n`),
          other("  podSelector: { matchLabels: { app: web, tier: a } }\n  egress: [{ ports: [{ port: 53 }] }]\n").replaceAll("53", "53, protocol: TCP"),
          other("  podSelector: {}\n  egress: [{ ports: [{ port: 53 }, { port: 53, protocol: UDP }] }]\n").replace("shop", "office"),
        ].join(""),
        findings: [{ at: "8:38-8:40", message: noTcp }],
      },
    ],
  },
  { describe, it },
);
