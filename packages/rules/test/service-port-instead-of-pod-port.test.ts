import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { servicePortInsteadOfPodPort } from "../src/service-port-instead-of-pod-port.js";
import { deployment, policy } from "./policy-manifest.js";

function ingress(ports: string, selector = "matchLabels: { app: web }"): string {
  return policy(`  podSelector: { ${selector} }\n  ingress:\n    - ports: [${ports}]\n`);
}

function service(name: string, ports: string, more = ""): string {
  return [
    "---\napiVersion: v1\nkind: Service",
    `metadata: { name: ${name}, namespace: shop }`,
    `spec: { selector: { app: web }, ports: [${ports}]${more} }\n`,
  ].join("\n");
}

const web = service("web", "{ port: 80, targetPort: 8080 }");

testRule(
  servicePortInsteadOfPodPort,
  {
    notReported: [
      { name: "the pods' port", manifests: ingress("{ port: 8080 }") + web },
      { name: "a Service that translates nothing", manifests: ingress("{ port: 80 }") + service("web", "{ port: 80 }") },
      { name: "a Service of other pods", manifests: ingress("{ port: 80 }", "matchLabels: { app: api }") + web },
      { name: "a Service without an address", manifests: ingress("{ port: 80 }") + service("web", "{ port: 80, targetPort: 8080 }", ", clusterIP: None") },
      { name: "another protocol", manifests: ingress("{ port: 80, protocol: UDP }") + web },
      { name: "a range", manifests: ingress("{ port: 80, endPort: 90 }") + web },
      { name: "every pod of the namespace", manifests: ingress("{ port: 80 }", "") + web },
      {
        name: "a port that another Service leads to",
        manifests: ingress("{ port: 80 }") + web + service("plain", "{ port: 1, targetPort: 80 }") + deployment("shop", "web", "app: web"),
      },
      {
        name: "a port that the pods declare",
        manifests: ingress("{ port: 80 }") + web + deployment("shop", "web", "app: web", "{ name: a, ports: [{ containerPort: 80 }] }"),
      },
      {
        name: "a target with a name that is not known",
        manifests: ingress("{ port: 80 }") + service("web", "{ port: 80, targetPort: http }"),
      },
    ],
    reported: [
      {
        name: "ingress to pods that are not in the input",
        manifests: ingress("{ port: 80 }") + web,
        findings: [
          {
            at: "7:23-7:25",
            message:
              "`spec.ingress[0].ports[0]` of NetworkPolicy `shop/web` names port 80, which is the port of Service `shop/web`; its pods are reached on 8080, and that is the port that policies see, so connections through the Service are not allowed by it.",
            help: "Write the pods' port, 8080.",
            related: ["12:49-12:51 this is the port of the Service"],
            suggestions: { "Write 8080": ingress("{ port: 8080 }") + web },
          },
        ],
      },
      {
        name: "a target with a name, and pods that both select, beside the right port",
        manifests:
          ingress("{ port: 80 }, { port: 8443 }", "matchLabels: { tier: front }") +
          service("web", "{ port: 80, targetPort: web }") +
          deployment("shop", "web", "app: web, tier: front", "{ name: a, ports: [{ name: web, containerPort: 8443 }] }"),
        findings: [
          {
            at: "7:23-7:25",
            message:
              "`spec.ingress[0].ports[0]` of NetworkPolicy `shop/web` names port 80, which is the port of Service `shop/web`; its pods are reached on 8443, and that is the port that policies see, so connections through the Service are not allowed by it.",
            suggestions: {},
          },
        ],
      },
      {
        name: "egress to another namespace",
        manifests:
          policy(
            "  podSelector: {}\n  egress:\n    - to:\n        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }\n          podSelector: { matchLabels: { app: web } }\n      ports: [{ port: 80 }]\n",
          ).replace("namespace: shop", "namespace: office") + web,
        findings: [
          {
            at: "10:23-10:25",
            message:
              "`spec.egress[0].ports[0]` of NetworkPolicy `office/web` names port 80, which is the port of Service `shop/web`; its pods are reached on 8080, and that is the port that policies see, so connections through the Service are not allowed by it.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
