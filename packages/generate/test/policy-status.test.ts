import { describe, expect, it } from "vitest";
import { openCluster, type OpenedCluster, writeYaml } from "@netpolint/core";
import {
  defaultPolicy,
  defaultPolicyNames,
  policyFile,
  type PolicyStatus,
  policyStatus,
  recogniseDefaults,
} from "@netpolint/generate";

function pod(name: string, labels: Record<string, string>, spec: object = {}): object {
  const containers = [{ name: "c" }];
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "shop", labels }, spec: { containers, ...spec } };
}

function policy(name: string, spec: object): object {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace: "shop" }, spec };
}

async function open(...objects: readonly object[]): Promise<OpenedCluster> {
  const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
  return await openCluster([{ path: "cluster.json", text }]);
}

const web = pod("web", { app: "web" });
const selecting = policy("web", { podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Egress"], egress: [{}] });

/** `missing`: what the source says that it does not know. */
async function statusOf(objects: readonly object[], missing: string | undefined): Promise<PolicyStatus | undefined> {
  const { policies } = await open(...objects);
  return policyStatus(policies, { missing: () => missing })[0]?.status;
}

describe("the status of a workload", () => {
  // "Network Policy Applied": at least one pod of the workload has a policy applied, whatever is known of its traffic.
  it.each([
    ["selected, its traffic known", [web, selecting], undefined, "Network Policy Applied"],
    ["selected, its traffic not known", [web, selecting], "nothing is known", "Network Policy Applied"],
    ["not selected, its traffic not known", [web], "nothing is known", "Missing Runtime Info"],
    ["not selected, its traffic known", [web], undefined, "Network Policy is recommended"],
    ["in a namespace where others are selected", [web, policy("db", { podSelector: { matchLabels: { app: "db" } } })], undefined, "Network Policy is recommended"],
    ["selected by a policy that the API server refuses", [web, policy("web", { podSelector: {}, policyTypes: ["Inbound"] })], undefined, "Network Policy is recommended"],
    ["in the host network", [pod("web", { app: "web" }, { hostNetwork: true }), selecting], undefined, "Network Policy is recommended"],
  ] as const)("that is %s", async (_title, objects, missing, status) => {
    expect(await statusOf(objects, missing)).toBe(status);
  });

  it("comes with the policies that select it, and what is not sure about them", async () => {
    const refused = policy("broken", { podSelector: {}, policyTypes: ["Inbound"] });
    const { policies } = await open(web, selecting, refused);
    const [status] = policyStatus(policies, { missing: () => undefined });
    const found = status?.policies.map(({ policy: { meta }, directions, isSure }) => [meta.name, directions, isSure]);
    expect(found).toEqual([
      ["broken", ["ingress", "egress"], false],
      ["web", ["egress"], true],
    ]);
  });
});

describe("the usual default policies", () => {
  it.each(defaultPolicyNames)("%s is known again by what it does", async (name) => {
    const { yaml } = policyFile(defaultPolicy(name, "shop"));
    const { cluster } = await openCluster([{ path: "default.yaml", text: yaml }]);
    expect(cluster.networkPolicies.flatMap(({ refusals }) => refusals)).toEqual([]);
    expect(cluster.networkPolicies.map(recogniseDefaults)).toEqual([[name]]);
  });

  it.each([
    ["both directions at once", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }, ["default-deny-ingress", "default-deny-egress"]],
    ["no spec at all, which isolates for ingress", {}, ["default-deny-ingress"]],
    ["an empty list of ingress rules", { podSelector: {}, ingress: [] }, ["default-deny-ingress"]],
    ["one open rule among others", { podSelector: {}, ingress: [{ ports: [{ port: 1 }] }, {}] }, ["allow-all-ingress"]],
    ["some pods only", { podSelector: { matchLabels: { a: "b" } } }, []],
    ["some ports only", { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }, []],
    ["pods of every namespace, who are not everybody", { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }, []],
  ])("are told apart from others: %s", async (_title, spec, names) => {
    const text = await writeYaml([policy("any", spec) as never]);
    const { cluster } = await openCluster([{ path: "any.yaml", text }]);
    expect(cluster.networkPolicies.map(recogniseDefaults)).toEqual([names]);
  });
});
