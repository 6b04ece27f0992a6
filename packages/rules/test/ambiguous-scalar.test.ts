import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { ambiguousScalar } from "../src/ambiguous-scalar.js";

function policy(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\n${spec}`;
}

function labels(text: string): string {
  return policy(`spec:\n  podSelector: { matchLabels: ${text} }\n`);
}

const port = policy("spec:\n  podSelector: {}\n  ingress: [{ ports: [{ port: 0443 }] }]\n");
const other = "YAML 1.2 reads text";

testRule(
  ambiguousScalar,
  {
    notReported: [
      { name: "text in double quotes", manifests: labels('{ a: "on", b: "0777" }') },
      { name: "text in single quotes", manifests: labels("{ a: 'on', b: '0777' }") },
      { name: "what everybody reads as a number", manifests: labels("{ a: 80 }") },
      { name: "a value behind a tag", manifests: labels("{ a: !!str on }") },
      { name: "a field that is dropped", manifests: policy("spec: { podSelector: {}, paused: on }\n") },
      {
        name: "JSON",
        manifests:
          '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {"ports": [{"port": 1e3}]}}',
      },
    ],
    reported: [
      {
        name: "a label that is a boolean",
        manifests: labels("{ canary: on }"),
        findings: [
          {
            at: "5:41-5:43",
            message:
              "NetworkPolicy `shop/web`: `spec.podSelector.matchLabels.canary` is written `on`, which Kubernetes reads " +
              `as the boolean true (${other}), so the API server refuses the object.`,
            help:
              "Put it in quotes. The API server answers: json: cannot unmarshal bool into Go struct field " +
              "LabelSelector.spec.podSelector.matchLabels of type string.",
          },
        ],
      },
      {
        name: "a port with leading zeros, behind a byte order mark and with CRLF",
        manifests: `\uFEFF${port.replaceAll("\n", "\r\n")}`,
        findings: [
          {
            at: "6:31-6:35",
            severity: "warning",
            message:
              "NetworkPolicy `shop/web`: `spec.ingress[0].ports[0].port` is written `0443`, which Kubernetes reads as " +
              "the number 291 (YAML 1.2 reads the number 443).",
            help: "Write `291`, so that everybody reads the same.",
          },
        ],
      },
      {
        name: "what a merge brings in, where it is used, at its own place",
        manifests: labels("{ <<: { canary: on }, app: web }"),
        findings: [
          {
            at: "5:47-5:49",
            message:
              "NetworkPolicy `shop/web`: `spec.podSelector.matchLabels.canary` is written `on`, which Kubernetes reads " +
              `as the boolean true (${other}), so the API server refuses the object.`,
          },
        ],
      },
    ],
  },
  { describe, it },
);
