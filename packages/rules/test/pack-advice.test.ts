import { packOf } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { packAdvice } from "../src/pack-advice.js";

const why = "the new API has another label";
const help = "Write `app: api-v2`.";

const shop = packOf({
  id: "shop",
  title: "The shop",
  software: { name: "Shop", versions: "2" },
  link: "https://example.com/shop",
  resources: { store: { group: "example.com", kind: "Store" } },
  parameters: {
    version: { summary: "The version", type: "choice", choices: ["v1", "v2"], read: [{ from: "store", field: "spec.version" }], default: "v1" },
  },
  pods: {
    api: { title: "the API", role: "subject", select: [{ selector: { matchLabels: { app: "api-v2" } }, namespaces: ["shop"] }] },
  },
  flows: [{ id: "S-1", level: "must", from: { endpoint: "shop/Pod/web" }, to: { pods: "api" }, port: 80, why: "web calls the API" }],
  advice: [
    {
      id: "S-2",
      part: "subject",
      labels: { app: "api" },
      unless: { app: "api-v2" },
      namespaces: ["shop"],
      when: { parameter: "version", is: "v2" },
      rows: ["S-1"],
      why,
      help,
    },
    { id: "S-3", part: "peer", labels: { app: "agent" }, namespaces: ["agents"], why: "agents are in the host network", help: "Name the nodes." },
  ],
});

const store = (version: string): string =>
  `apiVersion: example.com/v1\nkind: Store\nmetadata: { name: main, namespace: shop }\nspec: { version: ${version} }\n---\n`;
const pod = (name: string, namespace = "shop", hostNetwork = false): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\nspec: { hostNetwork: ${hostNetwork}, containers: [] }\n---\n`;
const policy = (spec: string, namespace = "shop"): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: api, namespace: ${namespace} }\nspec:\n  ${spec.replaceAll("\n", "\n  ")}\n`;

const old = policy("podSelector: { matchLabels: { app: api } }\ningress: [{}]");
const found = "`spec.podSelector` of NetworkPolicy `shop/api` asks for `app=api` (shop S-2): the new API has another label.";
const peer = (selectors: string, namespace?: string): string =>
  policy(`podSelector: {}\ningress:\n  - from:\n      - ${selectors}`, namespace);
const named = "namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: agents } }";
const packs = [shop];
/** What says the same in fewer words is left out. */
const otherRules = allRules.filter(({ id }) => ["hostnetwork-peer", "policy-selects-nothing"].includes(id));

testRule(
  packAdvice,
  {
    notReported: [
      { name: "a policy where the condition does not hold", manifests: store("v1") + old, packs },
      { name: "a policy of another namespace", manifests: store("v2") + policy("podSelector: { matchLabels: { app: api } }", "bank"), packs },
      { name: "a selector that has the right label as well", manifests: store("v2") + policy("podSelector: { matchExpressions: [{ key: app, operator: In, values: [api, api-v2] }] }"), packs },
      { name: "a selector written as an expression that has both", manifests: store("v2") + policy("podSelector: { matchExpressions: [{ key: app, operator: In, values: [api-v2, api] }] }"), packs },
      { name: "a selector of everything", manifests: store("v2") + policy("podSelector: {}"), packs },
      { name: "a selector that excludes the label", manifests: store("v2") + policy("podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [api] }] }"), packs },
      { name: "a peer of another namespace", manifests: store("v1") + peer("podSelector: { matchLabels: { app: agent } }"), packs },
      { name: "a policy where the software is not there", manifests: old, packs },
      {
        name: "a policy that a blocked flow was meant to go by, since that finding tells it",
        manifests: store("v2") + pod("web") + pod("api-v2") + policy("podSelector: {}").replace("name: api", "name: deny") + "---\n" + old,
        packs,
        otherRules: allRules.filter(({ id }) => id === "required-flow"),
      },
    ],
    reported: [
      {
        name: "a policy for a label that the pods do not have",
        manifests: store("v2") + old,
        packs,
        otherRules,
        findings: [
          {
            at: "10:3-10:14",
            message: found,
            help,
            suggestions: { "Write `app: api-v2` in `spec.podSelector` of `shop/api`": store("v2") + old.replace("app: api }", "app: api-v2 }") },
          },
        ],
      },
      {
        name: "it where what is blocked is the other direction",
        manifests: store("v2") + pod("web") + pod("api-v2") + policy("podSelector: {}\npolicyTypes: [Egress]").replace("name: api", "name: deny") + "---\n" + old,
        packs,
        otherRules: allRules.filter(({ id }) => id === "required-flow"),
        findings: [{ at: "27:3-27:14", message: found, help }],
      },
      {
        name: "an expression, for which nothing is suggested",
        manifests: store("v2") + policy("podSelector: { matchExpressions: [{ key: app, operator: In, values: [api] }] }"),
        packs,
        findings: [{ at: "10:3-10:14", message: found, help, suggestions: {} }],
      },
      {
        name: "a peer that names pods in the host network",
        manifests: store("v1") + pod("agent", "agents", true) + peer(`${named}\n        podSelector: { matchLabels: { app: agent } }`),
        packs,
        otherRules,
        findings: [
          {
            at: "18:11-18:28",
            message: "`spec.ingress[0].from[0]` of NetworkPolicy `shop/api` asks for `app=agent` (shop S-3): agents are in the host network.",
            help: "Name the nodes.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
