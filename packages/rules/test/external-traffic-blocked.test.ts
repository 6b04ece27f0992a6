import type { FlowPack, RequiredFlow } from "@netpolint/core";
import { kubernetes } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const [rule, requiredFlow, servicePort] = ["external-traffic-blocked", "required-flow", "service-port-instead-of-pod-port"].map(
  (wanted) => allRules.find(({ id }) => id === wanted)!,
);

function service(type: string, ports = "[{ port: 80, targetPort: 8080 }]"): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec:\n  type: ${type}\n  selector: { app: web }\n  ports: ${ports}\n`;
}

const controller =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: nginx, namespace: edge, labels: { app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller } }\nspec: { containers: [] }\n";

const site =
  "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: site, namespace: shop }\nspec:\n  ingressClassName: nginx\n  defaultBackend: { service: { name: web, port: { number: 80 } } }\n";

function cluster(exposer: string, spec: string, selector = "{}"): string {
  return documents(networkPolicy("web", `  podSelector: ${selector}\n  policyTypes: [Ingress]\n${spec}`), pod("web"), exposer);
}

const own = "  ingress:\n    - from:\n        - podSelector: {}\n";

const packs = [kubernetes];

const nearest =
  "no rule allows the source; the nearest is `spec.ingress[0]` of `shop/web`, but an address is no pod in a namespace, so no selector matches it";

function messageOf(type: string, ports: string, cause: string): string {
  return `Service \`shop/web\` of type ${type} is for clients outside the cluster, and they cannot reach \`shop/Pod/web\` on ${ports}: NetworkPolicy \`shop/web\` isolates the destination for ingress and ${cause}.`;
}

const newPolicy = "Add NetworkPolicy `shop/external-access-to-web` for these connections";

function accessPolicy(rules: string, labels = "      app: web\n", name = "external-access-to-web"): string {
  return `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  podSelector:\n    matchLabels:\n${labels}  policyTypes:\n    - Ingress\n  ingress:\n${rules}`;
}

const port8080 = "    - ports:\n        - protocol: TCP\n          port: 8080\n";
const addresses = "    - from:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n        - ipBlock:\n            cidr: ::/0\n      ports:\n        - protocol: TCP\n          port: 8080\n";
const newRule = "Add a rule to `shop/web`, which selects every pod of its namespace, that allows ingress from `0.0.0.0/0`, `::/0` on TCP 8080";

const balanced = cluster(service("LoadBalancer"), own);
const twoPorts = "[{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 443, targetPort: 8443 }]";
const labelled = cluster(service("LoadBalancer"), "", "{ matchLabels: { app: web, tier: front } }").replaceAll(
  "labels: { app: web }",
  "labels: { app: web, tier: front }",
);
const mistakenPort = cluster(service("LoadBalancer"), "  ingress:\n    - ports:\n        - port: 80\n", "{ matchLabels: { app: web } }");
const taken = documents(balanced, networkPolicy("external-access-to-web", "  podSelector: { matchLabels: { app: other } }\n"));
const throughController = documents(cluster(service("ClusterIP"), ""), site, controller);

/** Asks for what the Service asks for, whether or not anybody comes from outside. */
const other: FlowPack = {
  ...kubernetes,
  id: "other",
  require: (context) => {
    const rows = kubernetes.require(context);
    return { ...rows, flows: rows.flows.map(ofOther) };
  },
};

function ofOther({ exposure, ...flow }: RequiredFlow): RequiredFlow {
  return { ...flow, pack: "other", ids: [`${exposure?.exposer}`] };
}

const cases = {
  notReported: [
    { name: "a Service for the cluster only", manifests: cluster(service("ClusterIP"), own), packs },
    { name: "pods that nothing isolates", manifests: documents(pod("web"), service("LoadBalancer")), packs },
    {
      name: "some addresses let in",
      manifests: cluster(service("LoadBalancer"), "  ingress:\n    - from: [{ ipBlock: { cidr: 203.0.113.0/24 } }]\n"),
      packs,
    },
    { name: "the port let in", manifests: cluster(service("LoadBalancer"), "  ingress:\n    - ports: [{ port: 8080 }]\n"), packs },
    { name: "what another pack needs as well, for `required-flow`", manifests: balanced, packs: [other, kubernetes] },
    { name: "what a later pack needs as well", manifests: balanced, packs: [kubernetes, other] },
    { name: "pods isolated for egress only", manifests: cluster(service("LoadBalancer"), "").replace("[Ingress]", "[Egress]"), packs },
    {
      name: "a controller that is not known, which is undecided",
      manifests: documents(cluster(service("ClusterIP"), own), site.replace("nginx", "other")),
      packs,
    },
  ],
  reported: [
    {
      name: "only pods let in",
      manifests: balanced,
      packs,
      findings: [
        {
          at: "6:17-6:24",
          message: messageOf("LoadBalancer", "TCP 8080", nearest),
          help: "Allow ingress from `@external` on TCP 8080.",
          witness: "@external -> shop/Pod/web TCP 8080",
          related: [
            "8:7-8:11 `spec.ingress[0]` of `shop/web` comes nearest",
            "22:13-22:17 the Service opens the port here",
          ],
          suggestions: {
            [newPolicy]: balanced + accessPolicy(port8080),
            [newRule]: balanced.replace("podSelector: {}\n---", `podSelector: {}\n${addresses}---`),
          },
        },
      ],
    },
    {
      name: "nobody let in, as a warning for ports of nodes",
      manifests: cluster(service("NodePort"), ""),
      packs,
      findings: [{ at: "6:17-6:24", severity: "warning", message: messageOf("NodePort", "TCP 8080", "there is no ingress rule") }],
    },
    {
      name: "the ports of a Service as one",
      manifests: cluster(service("LoadBalancer", twoPorts), ""),
      packs,
      findings: [
        {
          at: "6:17-6:24",
          message: messageOf("LoadBalancer", "TCP 8080 and TCP 8443", "there is no ingress rule"),
          help: "Allow ingress on TCP 8080 and TCP 8443, the pods' own ports.",
          suggestions: {
            [newPolicy]:
              cluster(service("LoadBalancer", twoPorts), "") +
              accessPolicy(`${port8080}        - protocol: TCP\n          port: 8443\n`),
            [newRule.replace("8080", "8080 and TCP 8443")]: cluster(
              service("LoadBalancer", twoPorts),
              `  ingress:\n${addresses}        - protocol: TCP\n          port: 8443\n`,
            ),
          },
        },
      ],
    },
    {
      name: "an isolating policy of fewer pods than the Service's, which the new one does not go beyond",
      manifests: labelled,
      packs,
      findings: [
        {
          at: "6:17-6:24",
          message: messageOf("LoadBalancer", "TCP 8080", "there is no ingress rule"),
          suggestions: {
            [newPolicy]: labelled + accessPolicy(port8080, "      app: web\n      tier: front\n"),
            "Add a rule to `shop/web` that allows ingress from `0.0.0.0/0`, `::/0` on TCP 8080": labelled.replace(
              "policyTypes: [Ingress]\n",
              `policyTypes: [Ingress]\n  ingress:\n${addresses}`,
            ),
          },
        },
      ],
    },
    {
      name: "a name that is taken, with another one",
      manifests: taken,
      packs,
      findings: [
        {
          at: "6:17-6:24",
          message: messageOf("LoadBalancer", "TCP 8080", nearest),
          suggestions: {
            "Add NetworkPolicy `shop/external-access-to-web-2` for these connections": taken + accessPolicy(port8080, "      app: web\n", "external-access-to-web-2"),
            [newRule]: taken.replace("podSelector: {}\n---", `podSelector: {}\n${addresses}---`),
          },
        },
      ],
    },
    {
      name: "the Service's port in a rule, once and with the edit of that port first",
      manifests: mistakenPort,
      packs,
      otherRules: [servicePort!],
      findings: [
        {
          at: "6:17-6:24",
          message: messageOf(
            "LoadBalancer",
            "TCP 8080",
            "the rule that matches the source opens TCP 80 only (80 is the port of Service `shop/web`; the pods listen on 8080)",
          ),
          suggestions: {
            "Write 8080 in place of 80, the Service's port, in `spec.ingress[0]` of `shop/web`": mistakenPort.replace("- port: 80\n", "- port: 8080\n"),
            [newPolicy]: mistakenPort + accessPolicy(port8080),
          },
        },
      ],
    },
    {
      name: "a controller that may not pass connections on",
      manifests: throughController,
      packs,
      findings: [
        {
          at: "6:17-6:24",
          message:
            "`edge/Pod/nginx` cannot pass on to `shop/Pod/web`, on TCP 8080, what Ingress `shop/site` lets in: NetworkPolicy `shop/web` isolates the destination for ingress and there is no ingress rule.",
          witness: "edge/Pod/nginx -> shop/Pod/web TCP 8080",
        },
      ],
    },
  ],
} as const;

testRule(rule!, cases, { describe, it });

const left = [...cases.notReported, ...cases.reported].map(({ name, manifests }) => ({ name, manifests, packs }));

describe("the same cases for required-flow, which leaves them out", () => {
  testRule({ ...requiredFlow!, messages: {} }, { notReported: left, reported: [] }, { describe, it });
});

describe("the rule about the Service's port, which leaves a port to the finding that names it", () => {
  testRule(
    { ...servicePort!, messages: {} },
    { notReported: [{ name: "the Service's port", manifests: mistakenPort, packs, otherRules: [rule!] }], reported: [] },
    { describe, it },
  );
});
