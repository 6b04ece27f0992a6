import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "cross-tenant")!;

function namespace(name: string, tenant?: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}${tenant === undefined ? "" : `, labels: { tenant: ${tenant}, kind: app }`} }\n`;
}

function pod(name: string, inNamespace: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${inNamespace}, labels: { app: ${name} } }\nspec: { containers: [] }\n`;
}

/** Its spec begins in line 5. */
function policy(inNamespace: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: main, namespace: ${inNamespace} }\nspec:\n${spec}`;
}

const namespaces = [namespace("red-web", "red"), namespace("red-db", "red"), namespace("blue-web", "blue"), namespace("shared")];
const options = { label: "tenant" };

function cluster(from: string, ...more: readonly string[]): string {
  return documents(policy("red-web", `  podSelector: {}\n  ingress:\n    - ports: [{ port: 80 }]\n${from}`), ...namespaces, pod("web", "red-web"), ...more);
}

function from(peers: string): string {
  return `      from: ${peers}\n`;
}

const closed = policy("blue-web", "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n");

function letIn(part: string, others = "namespace `blue-web` of tenant `blue`"): string {
  return `\`${part}\` of NetworkPolicy \`red-web/main\` lets pods of ${others} connect to pods of tenant \`red\` on TCP 80.`;
}

const many = ["a", "b", "c", "d"].map((name) => namespace(`green-${name}`, "green"));

testRule(
  rule,
  {
    notReported: [
      { name: "anything without a label", manifests: cluster("") },
      { name: "namespaces that nobody's label is on", manifests: cluster(from("[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shared } } }]")), options },
      { name: "namespaces of the same tenant", manifests: cluster(from("[{ podSelector: {} }, { namespaceSelector: { matchLabels: { tenant: red } } }]")), options },
      { name: "addresses", manifests: cluster(from("[{ ipBlock: { cidr: 10.0.0.0/8 } }]")), options },
      { name: "a policy of a namespace without the label", manifests: documents(policy("shared", "  podSelector: {}\n  ingress: [{}]\n"), ...namespaces), options },
      { name: "one tenant alone", manifests: documents(policy("red-web", "  podSelector: {}\n  ingress: [{}]\n"), namespace("red-web", "red"), pod("web", "red-web")), options },
      { name: "pods that may not connect to anybody", manifests: cluster(from("[{ namespaceSelector: {} }]"), pod("web", "blue-web"), closed), options },
      { name: "pods in the network of their node", manifests: documents(...namespaces, pod("agent", "red-web").replace("{ containers: [] }", "{ hostNetwork: true, containers: [] }")), options },
    ],
    reported: [
      {
        name: "namespaces by a label that others have too",
        manifests: cluster(from("[{ namespaceSelector: { matchLabels: { kind: app } } }]"), pod("shop", "blue-web"), closed.replace(", Egress", "")),
        options,
        findings: [
          {
            at: "8:16-8:33",
            message: letIn("spec.ingress[0].from[0].namespaceSelector"),
            help: "Name the namespaces or pods of tenant `red`; where the others are meant to get in, disable the rule here with a reason.",
            witness: "blue-web/shop -> red-web/Pod/web TCP 80",
          },
        ],
      },
      {
        name: "everybody, also where the pods of others are not in the input",
        manifests: cluster(""),
        options,
        findings: [{ at: "7:7-7:12", message: letIn("spec.ingress[0]"), witness: "none" }],
      },
      {
        name: "many namespaces, some of them by name",
        manifests: cluster(from("[{ namespaceSelector: {} }]"), ...many),
        options,
        findings: [
          {
            at: "8:16-8:33",
            message: letIn(
              "spec.ingress[0].from[0].namespaceSelector",
              "namespace `blue-web` of tenant `blue`, namespace `green-a` of tenant `green`, namespace `green-b` of tenant `green` and 2 more namespaces",
            ),
          },
        ],
      },
      {
        name: "pods that nothing isolates, once for a namespace",
        manifests: documents(...namespaces, pod("web", "red-web"), pod("api", "red-web"), pod("tool", "shared")),
        options,
        findings: [
          {
            at: "24:19-24:22",
            message: "No NetworkPolicy isolates `red-web/Pod/api` and 1 more workload of tenant `red` for ingress, so pods of other tenants can connect to them on every port.",
            help: "Isolate every pod of namespace `red-web` for ingress.",
            related: ["19:19-19:22 the same holds for these pods"],
          },
        ],
      },
      {
        name: "what a policy of another kind leaves open",
        manifests: documents(
          ...namespaces,
          pod("web", "red-web"),
          "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: web, namespace: red-web }\nspec: { endpointSelector: {}, ingress: [{}] }\n",
        ),
        options,
        findings: [
          {
            at: "19:19-19:22",
            severity: "info",
            message:
              "Whether pods of other tenants can connect to `red-web/Pod/web` of tenant `red` cannot be told, because CiliumNetworkPolicy `red-web/web` of cilium.io may change the answer and is not evaluated.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
