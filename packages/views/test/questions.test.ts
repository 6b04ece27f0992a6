import { describe, expect, test } from "vitest";
import { type CompiledPolicies, type NetworkPolicy, openCluster } from "@netpolint/core";
import {
  answer,
  answerContext,
  type AnswerContext,
  type ClusterQuestion,
  type Questions,
  withSuggested,
} from "../src/index.js";

async function contextOf(text: string): Promise<AnswerContext> {
  const { policies } = await openCluster([{ path: "a.yaml", text }], { podRanges: [], serviceRanges: [] });
  return answerContext(policies, () => undefined);
}

async function ask<Name extends ClusterQuestion>(text: string, name: Name, question: Questions[Name]["question"]) {
  return answer(await contextOf(text), name, question);
}

const shop = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: {}
status: { podIPs: [{ ip: 192.168.0.1 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: {}
status: { podIPs: [{ ip: 192.168.0.2 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: tool, namespace: ops, labels: { app: tool } }
spec: {}
status: { podIPs: [{ ip: 192.168.0.3 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
    - from:
        - podSelector: { matchLabels: { app: web } }
        - ipBlock: { cidr: 10.1.0.0/16, except: [10.1.2.0/24] }
      ports: [{ port: 5432 }]
`;

function pod(name: string, namespace: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\nspec: {}\n---\n`;
}

describe("map", () => {
  const lines = (map: Questions["map"]["answer"]): readonly string[] => {
    if ("problem" in map) return [map.problem];
    return map.lines.map(
      ({ from, to, state, ports }) => `${map.nodes[from]?.name} ${map.nodes[to]?.name} ${state} ${ports.allowed}`,
    );
  };

  test("has one node for a namespace until it is opened", async () => {
    const map = await ask(shop, "map", { open: [], apart: [], port: "" });
    expect(
      "nodes" in map && map.nodes.filter(({ type }) => type !== "addresses").map(({ name, size }) => [name, size]),
    ).toEqual([
      ["ops", 1],
      ["shop", 2],
    ]);
  });

  test("has a node for each workload of an open namespace", async () => {
    const map = await ask(shop, "map", { open: ["shop"], apart: [], port: "" });
    const found = lines(map).filter((line) => !line.includes("/0") && !line.includes(","));
    expect(found).toContain("shop/Pod/web shop/Pod/db partly TCP 5432");
    expect(found).toContain("shop/Pod/db shop/Pod/web allowed all ports");
    expect(found).toContain("ops shop/Pod/web allowed all ports");
    expect(found.filter((line) => line.startsWith("ops shop/Pod/db"))).toEqual([]);
  });

  test("shows what connects on a port only, and then the port is all there is", async () => {
    const map = await ask(shop, "map", { open: ["shop"], apart: [], port: "5432" });
    expect(lines(map)).toContain("shop/Pod/web shop/Pod/db allowed TCP 5432");
    const other = await ask(shop, "map", { open: ["shop"], apart: [], port: "5433" });
    expect(lines(other).filter((line) => line.startsWith("shop/Pod/web shop/Pod/db"))).toEqual([]);
  });

  test("takes the protocol of the port", async () => {
    const udp = await ask(shop, "map", { open: ["shop"], apart: [], port: "5432/udp" });
    expect(lines(udp).filter((line) => line.startsWith("shop/Pod/web shop/Pod/db"))).toEqual([]);
    expect(lines(udp)).toContain("shop/Pod/db shop/Pod/web allowed UDP 5432");
  });

  test("calls a line undecided as soon as one of its ports is", async () => {
    const rules =
      "[{ ports: [{ port: 80 }] }, { from: [{ namespaceSelector: { matchLabels: { a: b } } }], ports: [{ port: 81 }] }]";
    const text = `${pod("web", "shop")}${pod("tool", "ops")}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, ingress: ${rules} }
`;
    const map = await ask(text, "map", { open: [], apart: [], port: "" });
    expect(lines(map)).toContain("ops shop undecided TCP 80");
  });

  test("says what is no port", async () => {
    expect(await ask(shop, "map", { open: [], apart: [], port: "0" })).toHaveProperty("problem");
  });
});

describe("matrix", () => {
  test("has the workloads of the namespaces that are asked for", async () => {
    const { ends, rows, columns, cells } = await ask(shop, "matrix", { by: "workload", from: "shop", to: "ops" });
    const named = (list: readonly number[]) =>
      list
        .map((end) => ends[end])
        .filter((end) => end?.type === "workload")
        .map((end) => end?.name);
    expect(named(rows)).toEqual(["shop/Pod/db", "shop/Pod/web"]);
    expect(named(columns)).toEqual(["ops/Pod/tool"]);
    const between = cells.filter(({ from, to }) => ends[from]?.workload != null && ends[to]?.workload != null);
    expect(between.map(({ state }) => state)).toEqual(["allowed", "allowed"]);
  });
});

describe("the page of a workload", () => {
  test("says what policies allow, and what comes of them", async () => {
    const page = await ask(shop, "workload", 1);
    expect(page?.row.name).toBe("shop/Pod/db");
    expect(page?.ingress).toMatchObject({
      isolated: true,
      isolatedBy: ["shop/db"],
      summary: { outside: "partly", namespace: "partly", cluster: "denied" },
    });
    expect(page?.egress).toMatchObject({
      isolated: false,
      summary: { outside: "allowed", namespace: "allowed", cluster: "allowed" },
    });
    expect(page?.ingress.peers.map(({ group, title, ports }) => [group, title, ports])).toEqual([
      ["namespace", "Pods of this namespace", ["TCP 5432"]],
      ["outside", "10.1.0.0/16", ["TCP 5432"]],
    ]);
    expect(page?.ingress.peers[1]?.chips).toEqual([{ kind: "except", text: "10.1.2.0/24" }]);
    expect(page?.ingress.peers[1]?.address).toMatchObject({ classes: ["private"], count: "65536", owners: [] });
  });

  test("does not call the outside allowed where a part of it is", async () => {
    const text = `${pod("db", "shop")}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]
`;
    const page = await ask(text, "workload", 0);
    expect(page?.ingress.summary.outside).toBe("partly");
    expect(page?.egress.summary.outside).toBe("denied");
  });

  test("sets suggested policies beside those of the input, with what they would change", async () => {
    const others = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress] }
`;
    const { cluster } = await openCluster([{ path: "b.yaml", text: others }]);
    const { policies } = await openCluster([{ path: "a.yaml", text: shop }], { podRanges: [], serviceRanges: [] });
    const context = suggesting(policies, "instead", cluster.networkPolicies);
    const page = answer(context, "workload", 1);
    expect(page?.policies.map(({ name }) => name)).toEqual(["shop/db"]);
    const { names, changes, remarks } = suggestedOf(answer(context, "suggested", 1));
    expect(names).toEqual(["shop/closed"]);
    expect(remarks).toEqual(["It is old."]);
    expect(changes).toEqual([
      ["ingress", "shop/Pod/web", "partly", "denied"],
      ["ingress", "addresses outside", "partly", "denied"],
      ["egress", "ops", "allowed", "denied"],
      ["egress", "shop/Pod/web", "allowed", "denied"],
      ["egress", "addresses outside", "allowed", "denied"],
    ]);
  });

  test("adds suggested policies to those of the input, but for one of the same name", async () => {
    const others = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: out, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }
`;
    const { cluster } = await openCluster([{ path: "b.yaml", text: others }]);
    const { policies } = await openCluster([{ path: "a.yaml", text: shop }], { podRanges: [], serviceRanges: [] });
    const [out, db] = cluster.networkPolicies;
    const added = suggestedOf(answer(suggesting(policies, "beside", out ? [out] : []), "suggested", 1));
    expect(added.names).toEqual(["shop/out"]);
    expect(added.changes).toEqual([
      ["egress", "ops", "allowed", "denied"],
      ["egress", "shop/Pod/web", "allowed", "denied"],
      ["egress", "addresses outside", "allowed", "denied"],
    ]);
    const replaced = suggestedOf(answer(suggesting(policies, "beside", db ? [db] : []), "suggested", 1));
    expect(replaced.changes).toEqual([
      ["ingress", "shop/Pod/web", "partly", "denied"],
      ["ingress", "addresses outside", "partly", "denied"],
    ]);
  });

  test("says why nothing is suggested", async () => {
    const { policies } = await openCluster([{ path: "a.yaml", text: shop }]);
    const context = withSuggested(answerContext(policies, () => undefined), { type: "none", because: "There are many." });
    expect(answer(context, "suggested", 1)).toEqual({ type: "none", because: "There are many." });
  });

  test("has nothing suggested where nothing is", async () => {
    expect(await ask(shop, "suggested", 1)).toBeNull();
  });

  test("knows nobody by another number", async () => {
    expect(await ask(shop, "workload", 7)).toBeUndefined();
  });
});

function suggesting(
  policies: CompiledPolicies,
  how: "beside" | "instead",
  suggested: readonly NetworkPolicy[],
): AnswerContext {
  const remarks = new Map([["shop/Pod/db", ["It is old."]]]);
  return withSuggested(
    answerContext(policies, () => undefined),
    { type: "policies", how, policies: suggested, madeFrom: "", remarks },
  );
}

function suggestedOf(suggested: Questions["suggested"]["answer"]) {
  if (suggested?.type !== "policies") throw new Error("nothing is suggested");
  const { policies, changes, remarks } = suggested;
  return {
    names: policies.map(({ name }) => name),
    changes: changes.map(({ direction, name, before, after }) => [direction, name, before.state, after.state]),
    remarks,
  };
}

describe("why", () => {
  test("has a step for each end, with what matched", async () => {
    const result = await ask(shop, "why", { from: "shop/Pod/web", to: "shop/Pod/db", port: "5432" });
    if ("problem" in result) throw new Error(result.problem);
    const [{ steps }] = result.answers as [(typeof result.answers)[number]];
    expect(result.verdict).toBe("allow");
    expect(steps.map(({ direction, sentence }) => `${direction}: ${sentence}`)).toEqual([
      "egress: not isolated, so all egress is allowed.",
      "ingress: isolated by 1 NetworkPolicy; allowed.",
    ]);
    expect(steps[1]?.policies[0]?.reasons.map(({ matched, part }) => [matched, part])).toEqual([
      [true, "spec.ingress[0].from[0] with ports[0]"],
    ]);
  });

  test("takes the name of a workload as it is, whatever characters it has", async () => {
    const text = shop.replaceAll("name: tool", 'name: "[a=b]@10.0.0.1/x"');
    const result = await ask(text, "why", { from: "ops/Pod/[a=b]@10.0.0.1/x", to: "shop/Pod/db", port: "" });
    expect(result).toMatchObject({ verdict: "deny" });
  });

  test("says what is no end", async () => {
    expect(await ask(shop, "why", { from: "nobody", to: "shop/Pod/db", port: "" })).toHaveProperty("problem");
  });

  test("follows a Service to the pods behind it", async () => {
    const service =
      "---\napiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { selector: { app: db }, ports: [{ port: 80, targetPort: 5432 }] }\n";
    const result = await ask(shop + service, "why", { from: "shop/Pod/web", to: "shop/Service/db", port: "80" });
    expect(result).toMatchObject({ verdict: "allow", answers: [{ to: "shop/Pod/db" }] });
  });
});
