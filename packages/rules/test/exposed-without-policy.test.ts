import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy, pod } from "./manifests.js";

const rule = allRules.find(({ id }) => id === "exposed-without-policy")!;

function service(type: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec:\n  type: ${type}\n  selector: { app: web }\n  ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81 }]\n`;
}

const ingress =
  "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: site, namespace: shop }\nspec:\n  defaultBackend: { service: { name: web, port: { number: 80 } } }\n";

function messageOf(exposer: string): string {
  return `${exposer} brings clients from outside the cluster to \`shop/Pod/web\`, and no NetworkPolicy in the input isolates that for ingress, so everybody can connect to it on every port.`;
}

const help = "Isolate its pods for ingress and allow TCP 8080 from where these clients' connections come.";

testRule(
  rule,
  {
    notReported: [
      { name: "a Service for the cluster only", manifests: documents(pod("web"), service("ClusterIP")) },
      { name: "an alias, whatever its addresses", manifests: documents(pod("web"), service("ExternalName\n  externalIPs: [192.0.2.1]")) },
      { name: "isolated pods", manifests: documents(pod("web"), service("LoadBalancer"), ingress, networkPolicy("web", "  podSelector: {}\n")) },
      { name: "pods in the network of their node", manifests: documents(pod("web", "{ hostNetwork: true, containers: [] }"), service("NodePort")) },
      { name: "pods that are not in the input", manifests: documents(service("LoadBalancer"), ingress) },
    ],
    reported: [
      {
        name: "a load balancer, once for all its ports",
        manifests: documents(pod("web"), service("LoadBalancer")),
        findings: [
          {
            at: "10:9-10:21",
            message: messageOf("Service `shop/web` of type LoadBalancer"),
            help,
            related: ["3:19-3:22 nothing isolates these pods for ingress"],
            witness: "@external -> shop/Pod/web TCP 8080",
          },
        ],
      },
      {
        name: "ports of nodes, where only egress is isolated",
        manifests: documents(pod("web"), service("NodePort"), networkPolicy("web", "  podSelector: {}\n  policyTypes: [Egress]\n")),
        findings: [{ at: "10:9-10:17", message: messageOf("Service `shop/web` of type NodePort"), help }],
      },
      {
        name: "addresses that nodes take connections to",
        manifests: documents(pod("web"), service("ClusterIP\n  externalIPs: [192.0.2.1]")),
        findings: [{ at: "11:3-11:14", message: messageOf("Service `shop/web` with external IPs"), help }],
      },
      {
        name: "an Ingress",
        manifests: documents(pod("web"), service("ClusterIP"), ingress),
        findings: [{ at: "18:21-18:28", message: messageOf("Ingress `shop/site`"), help }],
      },
    ],
  },
  { describe, it },
);
