import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { unresolvedVariable } from "../src/unresolved-variable.js";
import { policy } from "./policy-manifest.js";

const help = "Give netpolint the manifests as they are applied, after envsubst, Helm or whatever fills them in.";

function portText(at: string, port: string): { at: string; message: string } {
  return {
    at,
    message: `\`spec.ingress[0].ports[0].port\` of NetworkPolicy \`shop/web\` holds the placeholder \`${port}\`, which nothing has filled in, so this is not the object that is meant.`,
  };
}

function withPort(port: string): string {
  return policy(`  podSelector: {}\n  ingress:\n    - ports:\n        - port: ${port}\n`);
}

testRule(
  unresolvedVariable,
  {
    notReported: [
      { name: "ordinary text", manifests: withPort("http") },
      {
        name: "annotations",
        manifests: policy("  podSelector: {}\n").replace("name: web", 'name: web, annotations: { note: "costs ${X}" }'),
      },
      { name: "ordinary names of labels", manifests: policy("  podSelector: { matchLabels: { __proto__: a, constructor: b } }\n") },
    ],
    reported: [
      {
        name: "a variable of the shell",
        manifests: withPort("${METRICS_PORT_NUMBER}"),
        findings: [{ ...portText("8:17-8:39", "${METRICS_PORT_NUMBER}"), help }],
      },
      { name: "a template", manifests: withPort('"{{ .Values.port }}"'), findings: [portText("8:17-8:37", "{{ .Values.port }}")] },
      { name: "a name to fill in", manifests: withPort("<your-port>"), findings: [portText("8:17-8:28", "<your-port>")] },
      { name: "a variable of a kustomization", manifests: withPort("$(PORT)"), findings: [portText("8:17-8:24", "$(PORT)")] },
      { name: "a variable without braces", manifests: withPort("p-$PORT"), findings: [portText("8:17-8:24", "$PORT")] },
      { name: "other marks", manifests: withPort("__PORT__"), findings: [portText("8:17-8:25", "__PORT__")] },
      { name: "marks of the Windows shell", manifests: withPort('"%PORT%"'), findings: [portText("8:17-8:25", "%PORT%")] },
      {
        name: "keys, names and labels of other objects",
        manifests:
          "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop, labels: { app: \"${APP}\" } }\nspec: {}\n---\n" +
          policy("  podSelector:\n    matchLabels:\n      ${KEY}: a\n"),
        findings: [
          {
            at: "3:56-3:64",
            message:
              "`metadata.labels.app` of Service `shop/web` holds the placeholder `${APP}`, which nothing has filled in, so this is not the object that is meant.",
          },
          {
            at: "12:15-12:16",
            message:
              "`spec.podSelector.matchLabels.${KEY}` of NetworkPolicy `shop/web` holds the placeholder `${KEY}`, which nothing has filled in, so this is not the object that is meant.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
