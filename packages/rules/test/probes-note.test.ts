import type { FlowPack } from "@netpolint/core";
import { kubernetes } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "probes-note")!;

function deployment(probe: string, ports = "[{ name: http, containerPort: 8080 }, { name: health, containerPort: 8081 }]", name = "web"): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n        - name: main\n          ports: ${ports}\n${probe}`;
}

const probe = "          readinessProbe: { httpGet: { path: /ready, port: health } }\n";

function policy(rules: string, selector = "{ matchLabels: { app: web } }"): string {
  return networkPolicy("web", `  podSelector: ${selector}\n  ingress:\n    - from: [{ podSelector: {} }]\n      ports: [{ port: 8080 }]\n${rules}`);
}

const open = "    - ports: [{ port: 8081 }]\n";

function service(targetPort: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec:\n  selector: { app: web }\n  ports: [{ port: 80, targetPort: ${targetPort} }]\n`;
}

const packs = [kubernetes];
const plain = documents(policy(open), deployment(probe));
const webhook =
  "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: checks }\nwebhooks:\n  - name: a.example.com\n    clientConfig: { service: { name: web, namespace: shop, port: 80 } }\n";

/** Somebody asks each workload at TCP 8081, through no Service. */
const asking: FlowPack = {
  id: "asking",
  title: "Asking",
  link: "https://example.com/",
  parameters: [],
  occurs: () => true,
  require: ({ cluster }) => ({
    flows: cluster.workloads.map((workload) => ({
      pack: "asking",
      ids: ["A-1"],
      level: "may",
      from: { type: "apiserver" },
      to: { type: "workload", workload },
      protocol: "TCP",
      port: 8081,
      why: "somebody asks",
      link: "https://example.com/",
      assumed: [],
    })),
    unchecked: [],
  }),
};

function messageOf(ports: string, workload = "shop/Deployment/web"): string {
  return `\`spec.ingress[1]\` of NetworkPolicy \`shop/web\` opens ${ports}, where the input knows of nobody but the kubelet that probes \`${workload}\`; probes come from the pods' own node, which gets in without a rule.`;
}

testRule(
  rule,
  {
    notReported: [
      { name: "isolated pods with probes, which work all the same", manifests: documents(policy(""), deployment(probe)) },
      { name: "a rule for pods", manifests: documents(policy("    - from: [{ namespaceSelector: {} }]\n      ports: [{ port: 8081 }]\n"), deployment(probe)) },
      { name: "a rule for another port as well", manifests: documents(policy("    - ports: [{ port: 8081 }, { port: 9090 }]\n"), deployment(probe)) },
      { name: "every port", manifests: documents(policy("    - {}\n"), deployment(probe)) },
      { name: "pods that serve at the probed port only", manifests: documents(policy(open), deployment(probe, "[{ name: health, containerPort: 8081 }]")) },
      { name: "pods that are not probed", manifests: documents(policy(open), deployment("")) },
      { name: "a probe of another host", manifests: documents(policy(open), deployment(probe.replace("path:", "host: example.com, path:"))) },
      { name: "a port that a Service leads to", manifests: documents(policy(open), deployment(probe), service("health")) },
      { name: "a port that the API server calls", manifests: documents(policy(open), deployment(probe), service("8081"), webhook), packs },
      { name: "a port that a pack's flow needs", manifests: plain, packs: [asking] },
      { name: "other pods that declare the port and are not probed there", manifests: documents(policy(open, "{}"), deployment(probe), deployment("", undefined, "api")) },
      { name: "UDP", manifests: documents(policy("    - ports: [{ port: 8081, protocol: UDP }]\n"), deployment(probe)) },
    ],
    reported: [
      {
        name: "a port that only the kubelet asks",
        manifests: plain,
        packs,
        findings: [
          {
            at: "9:7-9:12",
            message: messageOf("TCP 8081"),
            help: "Remove the rule if it was written for probes.",
            suggestions: { "Remove the rule": plain.replace(open, "") },
          },
        ],
      },
      {
        name: "addresses, a named port, and a Service that leads elsewhere",
        manifests: documents(
          policy("    - from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n      ports: [{ port: health }]\n", "{}"),
          deployment(probe.replace("readiness", "liveness").replace("httpGet: { path: /ready, port: health }", "tcpSocket: { port: 8081 }")),
          service("http"),
          pod("job"),
        ),
        findings: [{ at: "9:7-9:11", message: messageOf("TCP `health`") }],
      },
    ],
  },
  { describe, it },
);
