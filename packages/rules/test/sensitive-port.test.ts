import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { documents, networkPolicy } from "./manifests.js";

const [rule, worldOpen, anyNamespace] = ["sensitive-port", "world-open-ingress", "any-namespace"].map(
  (wanted) => allRules.find(({ id }) => id === wanted)!,
);

function db(rules: string): string {
  return networkPolicy("db", `  podSelector: { matchLabels: { app: db } }\n  ingress:\n${rules}`);
}

const pod =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: db, namespace: shop, labels: { app: db } }\nspec: { containers: [{ name: db, ports: [{ name: sql, containerPort: 5432 }] }] }\n";

const denied =
  "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: guard }\nspec:\n  tier: Admin\n  priority: 1\n  subject: { namespaces: {} }\n  ingress:\n    - action: Deny\n      from: [{ namespaces: {} }]\n";

const everybody = db("    - ports: [{ port: 5432 }]\n");
const everyNamespace = db("    - from: [{ namespaceSelector: {} }]\n      ports: [{ port: 5432 }]\n");
const halves = db("    - from: [{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }]\n      ports: [{ port: 6000-6400 }]\n".replace("6000-6400", "6000, endPort: 6400"));

function messageOf(whom: string, ports: string): string {
  return `\`spec.ingress[0]\` of NetworkPolicy \`shop/db\` lets ${whom} connect to ${ports}.`;
}

testRule(
  rule!,
  {
    notReported: [
      { name: "pods that are chosen", manifests: db("    - from: [{ podSelector: {} }]\n      ports: [{ port: 5432 }]\n") },
      { name: "labelled pods of every namespace", manifests: everyNamespace.replace("{ namespaceSelector: {} }", "{ namespaceSelector: {}, podSelector: { matchLabels: { sql: client } } }") },
      { name: "addresses that are chosen", manifests: db("    - from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n      ports: [{ port: 5432 }]\n") },
      { name: "a port that is not listed", manifests: db("    - ports: [{ port: 8080 }]\n") },
      { name: "the number for another protocol", manifests: db("    - ports: [{ port: 5432, protocol: UDP }]\n") },
      { name: "every port, which is for other rules", manifests: db("    - {}\n    - ports: [{ protocol: TCP }]\n") },
      { name: "egress", manifests: networkPolicy("db", "  podSelector: {}\n  egress:\n    - ports: [{ port: 5432 }]\n") },
      { name: "a name that no pod declares", manifests: db("    - ports: [{ port: sql }]\n") },
      { name: "a port that is not in a list of one's own", manifests: everybody, options: { ports: { "9000": "MinIO" } } },
      { name: "what a cluster-scoped policy denies", manifests: documents(everyNamespace, pod, denied) },
      { name: "a policy that the API server refuses", manifests: db("    - ports: [{ port: 5432 }, { port: 0 }]\n") },
    ],
    reported: [
      {
        name: "a database for everybody",
        manifests: documents(everybody, pod),
        findings: [
          {
            at: "7:23-7:27",
            message: messageOf("everybody", "TCP 5432 (PostgreSQL)"),
            help: "Name who needs the port, or take it out of the rule's option `ports`.",
            witness: "@external -> shop/Pod/db TCP 5432",
          },
        ],
      },
      {
        name: "the pods of every namespace, and pods by a name of the port",
        manifests: documents(everyNamespace.replace("5432", "sql"), pod),
        findings: [
          { at: "8:23-8:26", message: messageOf("the pods of every namespace", "TCP 5432 (PostgreSQL)"), witness: "a pod of any namespace -> shop/Pod/db TCP 5432" },
        ],
      },
      {
        name: "blocks that add up, and a range that holds a port",
        manifests: halves,
        findings: [{ at: "8:23-8:27", message: messageOf("most of the internet", "TCP 6379 (Redis)"), witness: "none" }],
      },
      {
        name: "two protocols in one rule",
        manifests: db("    - ports: [{ port: 80 }, { port: 11211 }, { port: 11211, protocol: UDP }]\n"),
        findings: [{ at: "7:37-7:42", message: messageOf("everybody", "TCP 11211 (memcached) and UDP 11211 (memcached)") }],
      },
      {
        name: "ports of one's own",
        manifests: db("    - ports: [{ port: 9000 }]\n"),
        options: { ports: { "8999-9001": "MinIO" } },
        findings: [{ at: "7:23-7:27", message: messageOf("everybody", "TCP 8999-9001 (MinIO)") }],
      },
    ],
  },
  { describe, it },
);

const said = [everybody, everyNamespace, halves].map((manifests) => ({ name: manifests, manifests, otherRules: [rule!] }));

describe("rules on openness, which leave these rules to the one that names the port", () => {
  for (const other of [worldOpen!, anyNamespace!]) testRule({ ...other, messages: {} }, { notReported: said, reported: [] }, { describe, it });
});
