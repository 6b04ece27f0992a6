import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { duplicateKey } from "../src/duplicate-key.js";

function object(apiVersion: string, kind: string, rest: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\n${rest}`;
}

function help(field: string): string {
  return (
    "Keep one of them: everything but strict validation drops the earlier value silently. Under strict validation the " +
    `API server answers: strict decoding error: duplicate field "${field}".`
  );
}

testRule(
  duplicateKey,
  {
    notReported: [
      {
        name: "the same key in two items",
        manifests: object("v1", "Service", "spec: { ports: [{ port: 1 }, { port: 2 }] }\n"),
      },
      {
        name: "a key beside the one of a merge",
        manifests: object("v1", "Pod", "spec: { <<: { nodeName: a }, nodeName: b }\n"),
      },
      { name: "keys in another case", manifests: object("v1", "Pod", "spec: { nodeName: a, nodename: b }\n") },
    ],
    reported: [
      {
        name: "three values",
        manifests: object("v1", "Pod", "spec:\n  nodeName: a\n  nodeName: b\n  nodeName: c\n"),
        fixed: object("v1", "Pod", "spec:\n  nodeName: c\n"),
        findings: [
          {
            at: "7:3-7:11",
            message: "Key `spec.nodeName` of Pod `web` is written 3 times; only the last value counts.",
            help: help("spec.nodeName"),
            related: ["5:3-5:11 this value is ignored", "6:3-6:11 this value is ignored"],
          },
        ],
      },
      {
        name: "a workload",
        manifests: object("apps/v1", "Deployment", "spec:\n  template: {}\n  template: {}\n"),
        fixed: object("apps/v1", "Deployment", "spec:\n  template: {}\n"),
        findings: [
          {
            at: "6:3-6:11",
            message: "Key `spec.template` of Deployment `web` is written twice; only the last value counts.",
            help: help("spec.template"),
          },
        ],
      },
      {
        name: "an ordinary name",
        manifests: object("v1", "Service", "spec: { selector: { __proto__: a, __proto__: b } }\n"),
        fixed: object("v1", "Service", "spec: { selector: { __proto__: b } }\n"),
        findings: [
          {
            at: "4:35-4:44",
            message: "Key `spec.selector.__proto__` of Service `web` is written twice; only the last value counts.",
            help: help("spec.selector.__proto__"),
          },
        ],
      },
      {
        name: "an item of a List, of which the server knows nothing",
        manifests: '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "kind": "Pod"}]}',
        fixed: '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod"}]}',
        findings: [
          {
            at: "1:84-1:90",
            message: "Key `items[0].kind` of a List is written twice; only the last value counts.",
            help: help("kind"),
          },
        ],
      },
    ],
  },
  { describe, it },
);
