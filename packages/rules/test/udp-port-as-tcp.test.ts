import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { udpPortAsTcp } from "../src/udp-port-as-tcp.js";
import { policy } from "./policy-manifest.js";

function egress(...ports: readonly string[]): string {
  return policy(`  podSelector: {}\n  egress:\n    - ports:\n${ports.map((port) => `        - ${port}\n`).join("")}`);
}

testRule(
  udpPortAsTcp,
  {
    notReported: [
      { name: "a protocol that is written", manifests: egress("port: 123\n          protocol: TCP") },
      { name: "a port that TCP uses", manifests: egress("port: 443", "port: 53") },
      { name: "a port that is allowed for UDP too", manifests: egress("port: 514", "{ port: 514, protocol: UDP }") },
      { name: "every port of UDP beside it", manifests: egress("port: 514", "protocol: UDP") },
      { name: "a range", manifests: egress("{ port: 500, endPort: 600 }") },
      { name: "rules that are not in force", manifests: egress("port: 123").replace("podSelector: {}", "policyTypes: [Ingress]") },
    ],
    reported: [
      {
        name: "NTP",
        manifests: egress("port: 123"),
        findings: [
          {
            at: "8:17-8:20",
            message:
              "`spec.egress[0].ports[0]` of NetworkPolicy `shop/web` has no protocol and so is TCP; port 123 is that of NTP, which uses UDP and is not allowed by it.",
            help: "Write protocol: UDP, or protocol: TCP to say that TCP is meant.",
            suggestions: {
              "Write protocol: UDP": egress("port: 123\n          protocol: UDP"),
              "Write protocol: TCP": egress("port: 123\n          protocol: TCP"),
            },
          },
        ],
      },
    ],
  },
  { describe, it },
);
