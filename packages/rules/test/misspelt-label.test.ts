import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { misspeltLabel } from "../src/misspelt-label.js";
import { deployment, namespace, policy } from "./policy-manifest.js";

function subject(labels: string): string {
  return policy(`  podSelector:\n    matchLabels: { ${labels} }\n`);
}

function near(written: string, meant: string): string {
  return `\`spec.podSelector\` of NetworkPolicy \`shop/web\` asks for \`${written}\` and selects no pod of the input; with \`${meant}\` it would.`;
}

const backend = deployment("shop", "backend", "app: backend, tier: middle");

testRule(
  misspeltLabel,
  {
    notReported: [
      { name: "a label that a pod has", manifests: subject("app: backend") + backend },
      { name: "a label that is not near any", manifests: subject("app: frontend") + backend },
      { name: "numbered names", manifests: subject("app: worker-1") + deployment("shop", "w", "app: worker-2") },
      { name: "short names", manifests: subject("app: db") + deployment("shop", "w", "app: dc") },
      { name: "pods of another namespace", manifests: subject("app: backnd") + deployment("other", "b", "app: backend") },
      { name: "a slip that is not the only one", manifests: subject("app: backnd, tier: front") + backend },
      { name: "an input without pods", manifests: subject("app: backnd") },
      { name: "a policy for every pod", manifests: policy("  podSelector: {}\n") + backend },
    ],
    reported: [
      {
        name: "a character too few",
        manifests: subject("app: backnd, tier: middle") + backend,
        findings: [
          {
            at: "5:3-5:14",
            message: near("app: backnd", "app: backend"),
            help: "Correct the label, or add the manifests of what has it.",
            suggestions: { "Ask for app: backend": subject("app: backend, tier: middle") + backend },
          },
        ],
      },
      {
        name: "characters that changed places",
        manifests: subject("app: bakcend") + backend,
        findings: [{ at: "5:3-5:14", message: near("app: bakcend", "app: backend") }],
      },
      {
        name: "another case",
        manifests: subject("app: BackEnd") + backend,
        findings: [{ at: "5:3-5:14", message: near("app: BackEnd", "app: backend") }],
      },
      {
        name: "another key for the same",
        manifests: subject("app.kubernetes.io/name: backend") + backend,
        findings: [
          {
            at: "5:3-5:14",
            message: near("app.kubernetes.io/name: backend", "app: backend"),
            suggestions: { "Ask for app: backend": subject("app: backend") + backend },
          },
        ],
      },
      {
        name: "peers and their namespaces",
        manifests:
          policy(`  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitorng } }
        - namespaceSelector: {}
          podSelector: { matchExpressions: [{ key: App, operator: In, values: [backend] }] }
`) +
          namespace("monitoring") +
          backend,
        findings: [
          {
            at: "8:11-8:28",
            message:
              "`spec.ingress[0].from[0].namespaceSelector` of NetworkPolicy `shop/web` asks for `kubernetes.io/metadata.name: monitorng` and selects no namespace of the input; with `kubernetes.io/metadata.name: monitoring` it would.",
          },
          {
            at: "10:11-10:22",
            message:
              "`spec.ingress[0].from[1].podSelector` of NetworkPolicy `shop/web` asks for `App: backend` and selects no pod of the input; with `app: backend` it would.",
            suggestions: {},
          },
        ],
      },
    ],
  },
  { describe, it },
);
