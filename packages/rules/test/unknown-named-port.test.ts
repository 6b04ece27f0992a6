import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { unknownNamedPort } from "../src/unknown-named-port.js";
import { deployment, policy } from "./policy-manifest.js";

const ingress = policy("  podSelector: { matchLabels: { app: web } }\n  ingress:\n    - ports: [{ port: http }]\n");

function egress(peers: string, port = "port: http"): string {
  return policy(`  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - to: [${peers}]\n      ports: [{ ${port} }]\n`);
}

function web(namespace: string, ports: string): string {
  return deployment(namespace, "web", "app: web", `{ name: a, ports: [${ports}] }`);
}

testRule(
  unknownNamedPort,
  {
    notReported: [
      { name: "a name that a pod declares", manifests: ingress + web("shop", "{ name: http, containerPort: 80 }") },
      { name: "pods that are not in the input", manifests: ingress + web("other", "{ name: web, containerPort: 80 }") },
      {
        name: "a name that one of the pods declares",
        manifests: ingress + web("shop", "{ containerPort: 80 }") + deployment("shop", "b", "app: web", "{ name: a, ports: [{ name: http, containerPort: 1 }] }"),
      },
      { name: "numbers", manifests: egress("{ podSelector: {} }", "port: 80") + web("shop", "") },
      { name: "egress to everybody", manifests: egress("") + web("shop", "") },
      {
        name: "peers in another namespace that declare it",
        manifests: egress("{ namespaceSelector: {} }") + web("other", "{ name: http, containerPort: 80 }"),
      },
      {
        name: "addresses beside pods",
        manifests: egress("{ ipBlock: { cidr: 192.0.2.0/24 } }, { podSelector: {} }") + web("shop", "{ name: http, containerPort: 80 }"),
      },
    ],
    reported: [
      {
        name: "a pod without the name",
        manifests: ingress + web("shop", "{ name: web, containerPort: 80 }"),
        findings: [
          {
            at: "7:23-7:27",
            message:
              "`spec.ingress[0].ports[0]` of NetworkPolicy `shop/web` asks for the TCP port named `http`, and pod `shop/web` declares no port of that name, so it allows nothing there.",
            help: "Give the container port that name, or write the number.",
          },
        ],
      },
      {
        name: "peers without the name",
        manifests: egress("{ podSelector: {} }") + web("shop", "") + deployment("shop", "b", "app: b"),
        findings: [
          {
            at: "9:23-9:27",
            message:
              "`spec.egress[0].ports[0]` of NetworkPolicy `shop/web` asks for the TCP port named `http`, and none of the 2 pods in the input that it is for declares one, such as `shop/b`, so it allows nothing there.",
          },
        ],
      },
      {
        name: "another protocol",
        manifests: egress("{ podSelector: { matchLabels: { app: web } } }", "port: dns") + web("shop", "{ name: dns, containerPort: 53, protocol: UDP }"),
        findings: [
          {
            at: "9:23-9:26",
            message:
              "`spec.egress[0].ports[0]` of NetworkPolicy `shop/web` asks for the TCP port named `dns`, which pod `shop/web` declares for UDP alone, so it allows nothing there.",
            help: "Write protocol: UDP, or declare the port for TCP as well.",
          },
        ],
      },
      {
        name: "addresses",
        manifests: egress("{ ipBlock: { cidr: 192.0.2.0/24 } }"),
        findings: [
          {
            at: "9:23-9:27",
            message:
              "`spec.egress[0].ports[0]` of NetworkPolicy `shop/web` asks for the port named `http`, and all peers of the rule are addresses, which have no port names outside the cluster, so it allows nothing there.",
            help: "Write the number.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
