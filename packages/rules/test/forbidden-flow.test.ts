import { type FlowPackDocument, packOf } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";

const rule = allRules.find(({ id }) => id === "forbidden-flow")!;

function packWith(flow: Partial<FlowPackDocument["flows"][number]>): FlowPackDocument {
  return {
    id: "shop",
    title: "The shop",
    software: { name: "Shop", versions: "2" },
    link: "https://example.com/shop",
    pods: { db: { title: "the database", role: "subject", select: [{ selector: { matchLabels: { app: "db" } } }] } },
    flows: [{ id: "S-1", level: "mustNot", from: "external", to: { pods: "db" }, port: 5432, why: "customers' data stay in", ...flow }],
  };
}

const outside = [packOf(packWith({}))];
const anyone = [packOf(packWith({ from: "anyone" }))];
const apiServer = [packOf(packWith({ from: "apiserver" }))];

const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: db\n  namespace: a\n  labels: { app: db }\nspec: { containers: [] }\n";

function policy(spec: string): string {
  return `${pod}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: db\n  namespace: a\nspec:\n  podSelector: {}\n  ${spec}\n`;
}

const why = "which must not be (shop S-1: customers' data stay in)";

testRule(
  rule,
  {
    notReported: [
      { name: "an isolated pod that nobody reaches", manifests: policy("ingress: []"), packs: anyone },
      { name: "pods let in where addresses must not be", manifests: policy("ingress: [{ from: [{ podSelector: {} }] }]"), packs: outside },
      { name: "another port", manifests: policy("ingress: [{ ports: [{ port: 80 }] }]"), packs: anyone },
      {
        name: "a selector that nobody has in a closed world",
        manifests: policy("ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }]"),
        settings: { world: "closed" },
        packs: anyone,
      },
      {
        name: "labels that no pod can have",
        manifests: policy(
          "ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: x, operator: Exists }, { key: x, operator: DoesNotExist }] } }] }]",
        ),
        packs: anyone,
      },
    ],
    reported: [
      {
        name: "a pod that nothing isolates",
        manifests: pod,
        packs: outside,
        findings: [
          {
            at: "4:9-4:11",
            message: `\`@external\` can reach \`a/Pod/db\` on TCP 5432, ${why}: no NetworkPolicy isolates the destination for ingress.`,
            help: "Isolate the destination for ingress, and allow there only who has to get through.",
            witness: "@external -> a/Pod/db TCP 5432",
          },
        ],
      },
      {
        name: "a part of the addresses",
        manifests: policy("ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]"),
        packs: outside,
        findings: [
          {
            at: "16:24-16:31",
            message: `\`@external\` can reach \`a/Pod/db\` on TCP 5432, ${why}: \`spec.ingress[0].from[0]\` of \`a/db\` allows it.`,
            help: "Narrow `spec.ingress[0].from[0]` of `a/db` to those who have to get through.",
          },
        ],
      },
      {
        name: "a pod that could exist in the open world",
        manifests: policy("ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }]"),
        packs: anyone,
        findings: [
          {
            at: "16:24-16:35",
            message: `anyone could reach \`a/Pod/db\` on TCP 5432, ${why}: \`spec.ingress[0].from[0]\` of \`a/db\` lets in pods with app=web of namespace a.`,
          },
        ],
      },
      {
        name: "a pod of some namespace that could exist",
        manifests: policy("ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } }, podSelector: {} }] }]"),
        packs: anyone,
        findings: [
          {
            at: "16:24-16:41",
            message: `anyone could reach \`a/Pod/db\` on TCP 5432, ${why}: \`spec.ingress[0].from[0]\` of \`a/db\` lets in any pod of namespaces with team=b.`,
          },
        ],
      },
      {
        name: "a flow that hangs on what the input does not say",
        manifests: policy("ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]"),
        packs: apiServer,
        findings: [
          {
            at: "16:24-16:31",
            message:
              "Whether `@apiserver` can reach `a/Pod/db` on TCP 5432 cannot be decided, and it must not be (shop S-1: customers' data stay in): an ipBlock is compared with the API server, whose addresses are not known.",
            severity: "warning",
          },
        ],
      },
    ],
  },
  { describe, it },
);
