import type { LintRule } from "@netpolint/core";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { exceptRefilledByAnotherPeer } from "../src/except-refilled-by-another-peer.js";
import { exceptRemovesNothing } from "../src/except-removes-nothing.js";
import { peerMatchesNothing } from "../src/peer-matches-nothing.js";
import { policySelectsNothing } from "../src/policy-selects-nothing.js";
import { redundantPeer } from "../src/redundant-peer.js";
import { redundantPolicy } from "../src/redundant-policy.js";
import { redundantPort } from "../src/redundant-port.js";
import { redundantRule } from "../src/redundant-rule.js";
import { unreachableBecauseOtherSideDenies } from "../src/unreachable-because-other-side-denies.js";

const closed = { world: "closed" } as const;

function pod(name: string, more = "spec: { containers: [{ name: c, image: i }] }"): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\n${more}\n---\n`;
}

const pods = pod("web") + pod("api") + pod("db");

/** Its spec begins in line 5 of the document. */
function policy(name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec:\n${spec}---\n`;
}

function lets(selector: string, rules: string): string {
  return policy("lets", `  podSelector: ${selector}\n  ingress:\n${rules}`);
}

const api = "{ matchLabels: { app: api } }";
const framework = { describe, it };

testRule(
  policySelectsNothing,
  {
    notReported: [
      { name: "a policy that selects a pod", manifests: pods + lets(api, "    - {}\n"), settings: closed },
      { name: "a policy in a namespace without pods, of which others may exist", manifests: lets(api, "    - {}\n") },
    ],
    reported: [
      {
        name: "labels that no pod has",
        manifests: { "a.yaml": lets("{ matchLabels: { app: gone } }", "    - {}\n"), "b.yaml": pods },
        settings: closed,
        findings: [
          {
            at: "a.yaml:5:3-5:14",
            message: "NetworkPolicy `shop/lets` has no effect: its podSelector `app=gone` selects no pod of namespace `shop`.",
          },
        ],
      },
      {
        name: "labels that no pod of the input has, where others may exist",
        manifests: { "a.yaml": lets("{ matchLabels: { app: gone } }", "    - {}\n"), "b.yaml": pods },
        findings: [
          {
            at: "a.yaml:5:3-5:14",
            severity: "info",
            message: "NetworkPolicy `shop/lets` selects no pod of the input: namespace `shop` has pods there, but none that `app=gone` selects.",
          },
        ],
      },
      {
        name: "a policy for a pod in the host network",
        manifests: { "a.yaml": lets(api, "    - {}\n"), "b.yaml": pod("api", "spec: { hostNetwork: true, containers: [] }") },
        settings: closed,
        findings: [
          {
            at: "a.yaml:5:3-5:14",
            message: "NetworkPolicy `shop/lets` has no effect: its podSelector `app=api` selects only pods in the host network.",
          },
        ],
      },
    ],
  },
  framework,
);

const fromGone = "    - from:\n        - podSelector: { matchLabels: { app: gone } }\n        - podSelector: { matchLabels: { app: web } }\n";

testRule(
  peerMatchesNothing,
  {
    notReported: [
      { name: "a peer that matches a pod", manifests: pods + lets(api, "    - from: [{ podSelector: {} }]\n"), settings: closed },
      {
        name: "a peer in namespaces of which the input has no pods",
        manifests: pods + lets(api, "    - from: [{ namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { app: gone } } }]\n"),
      },
    ],
    reported: [
      {
        name: "labels that no pod has",
        manifests: { "a.yaml": lets(api, fromGone), "b.yaml": pods },
        settings: closed,
        findings: [
          {
            at: "a.yaml:8:11-8:22",
            message: "`spec.ingress[0].from[0]` of NetworkPolicy `shop/lets` matches nobody: there is no pod that `app=gone` selects in namespace `shop`.",
          },
        ],
      },
      {
        name: "labels that no pod of the input has, where others may exist",
        manifests: { "a.yaml": lets(api, fromGone), "b.yaml": pods },
        findings: [
          {
            at: "a.yaml:8:11-8:22",
            severity: "info",
            message: "`spec.ingress[0].from[0]` of NetworkPolicy `shop/lets` matches no pod of the input: namespace `shop` has pods there, but none that `app=gone` selects.",
          },
        ],
      },
      {
        name: "a block that its excepts empty",
        manifests: {
          "a.yaml": lets(api, "    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/9] } }]\n"),
          "b.yaml": pods,
        },
        settings: closed,
        findings: [
          {
            at: "a.yaml:7:16-7:23",
            message: "`spec.ingress[0].from[0]` of NetworkPolicy `shop/lets` matches nobody: its `except` leaves nothing of `10.0.0.0/8`.",
          },
        ],
      },
    ],
  },
  framework,
);

/** Manifests before and after the fix, beside the pods. */
function removed(rule: LintRule, unit: string, spec: string, after: string, findings: string, message: string): void {
  testRule(
    { ...rule, messages: { covered: rule.messages["covered"]! } },
    {
      notReported: [
        { name: "what is left in the open world", manifests: { "a.yaml": lets(api, after), "b.yaml": pods } },
        { name: "what is left", manifests: { "a.yaml": lets(api, after), "b.yaml": pods }, settings: closed },
      ],
      reported: [
        {
          name: `a ${unit} that others cover`,
          manifests: { "a.yaml": lets(api, spec), "b.yaml": pods },
          settings: closed,
          findings: [{ at: findings, message }],
          fixed: { "a.yaml": lets(api, after), "b.yaml": pods },
        },
        {
          name: `a ${unit} that others cover whatever pods there are`,
          manifests: lets(api, spec),
          findings: [{ at: findings.slice("a.yaml:".length), message }],
          fixed: lets(api, after),
        },
      ],
    },
    framework,
  );
}

removed(
  redundantPeer,
  "peer",
  "    - from:\n        - podSelector: { matchLabels: { app: web } }\n        - podSelector: {}\n",
  "    - from:\n        - podSelector: {}\n",
  "a.yaml:8:11-8:22",
  "`spec.ingress[0].from[0]` of NetworkPolicy `shop/lets` changes nothing: all that it opens is open by `spec.ingress[0]` of NetworkPolicy `shop/lets`.",
);

removed(
  redundantPort,
  "port",
  "    - ports:\n        - port: 80\n        - port: 1\n          endPort: 100\n",
  "    - ports:\n        - port: 1\n          endPort: 100\n",
  "a.yaml:8:11-8:15",
  "`spec.ingress[0].ports[0]` of NetworkPolicy `shop/lets` changes nothing: all that it opens is open by `spec.ingress[0]` of NetworkPolicy `shop/lets`.",
);

removed(
  redundantRule,
  "rule",
  "    - from: [{ podSelector: {} }]\n    - from: [{ podSelector: { matchLabels: { app: web } } }]\n      ports: [{ port: 80 }]\n",
  "    - from: [{ podSelector: {} }]\n",
  "a.yaml:8:7-8:11",
  "`spec.ingress[1]` of NetworkPolicy `shop/lets` changes nothing: all that it opens is open by `spec.ingress[0]` of NetworkPolicy `shop/lets`.",
);

testRule(
  { ...redundantPort, messages: { noPorts: redundantPort.messages["noPorts"]! } },
  {
    notReported: [],
    reported: [
      {
        name: "a name that no pod gives a port",
        manifests: { "a.yaml": lets(api, "    - ports: [{ port: 80 }, { port: metrics }]\n"), "b.yaml": pods },
        settings: closed,
        findings: [
          {
            at: "a.yaml:7:31-7:35",
            message: "`spec.ingress[0].ports[1]` of NetworkPolicy `shop/lets` opens nothing: no pod that it is about has a port of that name.",
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  { ...redundantPeer, messages: { alwaysAllowed: redundantPeer.messages["alwaysAllowed"]! } },
  {
    notReported: [],
    reported: [
      {
        name: "a pod's connection with itself",
        manifests: {
          "a.yaml": lets(api, "    - from:\n        - podSelector: { matchLabels: { app: web } }\n        - podSelector: { matchLabels: { app: api } }\n"),
          "b.yaml": pods,
        },
        settings: closed,
        findings: [
          {
            at: "a.yaml:9:11-9:22",
            message: "`spec.ingress[0].from[1]` of NetworkPolicy `shop/lets` changes nothing: it is only about connections of a pod with itself or from its own node, which no policy closes.",
          },
        ],
        fixed: {
          "a.yaml": lets(api, "    - from:\n        - podSelector: { matchLabels: { app: web } }\n"),
          "b.yaml": pods,
        },
      },
    ],
  },
  framework,
);

const egressOnly = policy("out", "  podSelector: {}\n  egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 80 }] }]\n");

testRule(
  { ...redundantRule, messages: { covered: redundantRule.messages["covered"]! } },
  {
    notReported: [],
    reported: [
      {
        name: "the last egress rule of a policy without policyTypes, which has to stay",
        manifests: {
          "a.yaml": egressOnly,
          "b.yaml": pods,
          "c.yaml": policy("wide", `  podSelector: ${api}\n  policyTypes: [Egress]\n  egress: [{}]\n`),
          "d.yaml": policy("wider", "  podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [api] }] }\n  policyTypes: [Egress]\n  egress: [{}]\n"),
          "e.yaml": policy("in", "  podSelector: { matchLabels: { app: api } }\n  ingress: [{}]\n"),
        },
        settings: closed,
        findings: [
          {
            at: "a.yaml:6:14-6:16",
            message:
              "`spec.egress[0]` of NetworkPolicy `shop/out` changes nothing: all that it opens is open by " +
              "`spec.egress[0]` of NetworkPolicy `shop/wide` and `spec.egress[0]` of NetworkPolicy `shop/wider`.",
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  redundantPolicy,
  {
    notReported: [
      {
        name: "the one policy that isolates",
        manifests: pods + policy("deny", "  podSelector: {}\n"),
        settings: closed,
      },
      {
        name: "two policies for the same pods that open different ports",
        manifests: pods + lets(api, "    - ports: [{ port: 80 }]\n") + policy("more", `  podSelector: ${api}\n  ingress: [{ ports: [{ port: 81 }] }]\n`),
        settings: closed,
      },
    ],
    reported: [
      {
        name: "a policy whose pods another isolates and opens as much",
        manifests: {
          "a.yaml": policy("wide", "  podSelector: {}\n  ingress: [{ from: [{ podSelector: {} }] }]\n"),
          "b.yaml": lets(api, "    - from: [{ podSelector: { matchLabels: { app: web } } }]\n"),
          "c.yaml": pods,
        },
        settings: closed,
        findings: [
          {
            at: "b.yaml:3:19-3:23",
            message: "NetworkPolicy `shop/lets` changes nothing: the pods that it selects are isolated and have all that it opens by NetworkPolicy `shop/wide`.",
            related: ["a.yaml:3:19-3:23 NetworkPolicy `shop/wide` applies to the same pods"],
          },
        ],
      },
      {
        name: "a policy whose pods another isolates and whose rules open nothing, as the other end denies it",
        manifests: {
          "a.yaml": policy("deny", "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n"),
          "b.yaml": policy("out", `  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress: [{ to: [{ podSelector: ${api} }] }]\n`),
          "c.yaml": pods,
        },
        settings: closed,
        findings: [
          {
            at: "b.yaml:3:19-3:22",
            message: "NetworkPolicy `shop/out` changes nothing: none of its rules opens a connection, and the pods that it selects are isolated by NetworkPolicy `shop/deny`.",
            related: ["a.yaml:3:19-3:23 NetworkPolicy `shop/deny` applies to the same pods"],
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  unreachableBecauseOtherSideDenies,
  {
    notReported: [
      {
        name: "an egress rule that the other end allows",
        manifests: pods + policy("out", `  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress: [{ to: [{ podSelector: ${api} }] }]\n`),
        settings: closed,
      },
    ],
    reported: [
      {
        name: "an egress rule to a pod that lets nobody in",
        manifests: {
          "a.yaml": policy("out", `  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress: [{ to: [{ podSelector: ${api} }] }]\n`),
          "b.yaml": policy("deny", `  podSelector: ${api}\n`),
          "c.yaml": pods,
        },
        settings: closed,
        findings: [
          {
            at: "a.yaml:7:14-7:16",
            message: "`spec.egress[0]` of NetworkPolicy `shop/out` opens nothing: the ingress of `shop/api` denies what it allows `shop/web`, by NetworkPolicy `shop/deny`.",
            related: ["b.yaml:3:19-3:23 NetworkPolicy `shop/deny` isolates it for ingress"],
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  exceptRemovesNothing,
  {
    notReported: [
      { name: "two items that take away different addresses", manifests: lets(api, "    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16] } }]\n") },
    ],
    reported: [
      {
        name: "an item within another",
        manifests: lets(api, "    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.1.2.0/24] } }]\n"),
        findings: [
          {
            at: "7:67-7:78",
            message: "`spec.ingress[0].from[0].ipBlock.except[1]` of NetworkPolicy `shop/lets` takes away nothing: the other items of `except` take away all of `10.1.2.0/24`.",
          },
        ],
        fixed: lets(api, "    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]\n"),
      },
    ],
  },
  framework,
);

testRule(
  exceptRefilledByAnotherPeer,
  {
    notReported: [
      {
        name: "another peer on other ports",
        manifests: lets(
          api,
          "    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]\n      ports: [{ port: 80 }]\n    - from: [{ ipBlock: { cidr: 10.1.0.0/16 } }]\n      ports: [{ port: 81 }]\n",
        ),
      },
      {
        name: "a policy for other pods",
        manifests:
          lets(api, "    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]\n") +
          policy("db", "  podSelector: { matchLabels: { app: db } }\n  ingress: [{}]\n"),
      },
    ],
    reported: [
      {
        name: "another peer of the rule",
        manifests: lets(api, "    - from:\n        - ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] }\n        - ipBlock: { cidr: 10.1.2.0/24 }\n"),
        findings: [
          {
            at: "8:49-8:60",
            message: "`spec.ingress[0].from[0].ipBlock.except[0]` of NetworkPolicy `shop/lets` excepts `10.1.2.0/24` from `10.0.0.0/8`, but `spec.ingress[0].from[1]` of NetworkPolicy `shop/lets` allows these addresses on the same ports.",
          },
        ],
      },
    ],
  },
  framework,
);
