import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { protocolDefaulted } from "../src/protocol-defaulted.js";
import { policy } from "./policy-manifest.js";

function ingress(port: string): string {
  return policy(`  podSelector: {}\n  ingress:\n    - ports:\n        - ${port}\n`);
}

testRule(
  protocolDefaulted,
  {
    notReported: [
      { name: "a protocol that is written", manifests: ingress("port: 80\n          protocol: TCP") },
      { name: "a protocol without a value", manifests: ingress("{ port: 80, protocol: }") },
      { name: "rules that are not in force", manifests: ingress("port: 80").replace("podSelector: {}", "policyTypes: [Egress]") },
    ],
    reported: [
      {
        name: "a port alone",
        manifests: ingress("port: 80 # web"),
        fixed: ingress("port: 80 # web\n          protocol: TCP"),
        findings: [
          {
            at: "8:11-8:15",
            message: "`spec.ingress[0].ports[0]` of NetworkPolicy `shop/web` has no protocol, so it is for TCP alone.",
            help: "Write protocol: TCP, which says the same, or the protocol that is meant.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
