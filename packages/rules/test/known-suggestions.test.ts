import { type CheckedFlow, openSession, type Session } from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { knownOfFlows, namespacesOfEdit } from "../src/known-suggestions.js";
import { documents, networkPolicy, pod } from "./manifests.js";

const system = "apiVersion: v1\nkind: Pod\nmetadata: { name: dns, namespace: kube-system, labels: { app: dns } }\nspec: {}\n";
const house = "apiVersion: v1\nkind: Pod\nmetadata: { name: cat, namespace: house, labels: { app: cat } }\nspec: {}\n";
const pods = [pod("web"), pod("db"), system, house];

function web(egress: string, selector = "{ matchLabels: { app: web } }"): string {
  return networkPolicy("web", `  podSelector: ${selector}\n  policyTypes: [Egress]\n  egress: ${egress}\n`);
}

async function open(session: Session, ...policies: readonly string[]): Promise<NonNullable<ReturnType<Session["opened"]>>> {
  await session.analyze({ files: [{ path: "all.yaml", text: documents(...pods, ...policies) }], rules: [], packs: [] });
  const opened = session.opened();
  if (!opened) throw new Error("nothing was read");
  return opened;
}

async function namespacesOf(before: string, after: string): Promise<readonly string[] | undefined> {
  const session = openSession();
  const { cluster } = await open(session, before);
  const found = namespacesOfEdit(cluster, (await open(session, after)).cluster);
  return found && [...found].sort();
}

describe("the namespaces that an edit is about", () => {
  const dns = "{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }] }";

  it("are that of the policy and those of the pods that a differing rule may match", async () => {
    expect(await namespacesOf(web("[]"), web(`[${dns}]`))).toEqual(["kube-system", "shop"]);
    expect(await namespacesOf(web(`[${dns}]`), web("[]"))).toEqual(["kube-system", "shop"]);
    expect(await namespacesOf(web(`[${dns}]`), web(`[{ to: [{ podSelector: {} }] }, ${dns}]`))).toEqual(["shop"]);
  });

  it("are all where labels of namespaces are not known, addresses are meant, or more than rules differs", async () => {
    expect(await namespacesOf(web("[]"), web("[{ to: [{ namespaceSelector: { matchLabels: { team: a } } }] }]"))).toEqual([
      "house",
      "kube-system",
      "shop",
    ]);
    expect(await namespacesOf(web("[]"), web("[{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]"))).toBeUndefined();
    expect(await namespacesOf(web("[]"), web("[{ ports: [{ port: 80 }] }]"))).toBeUndefined();
    expect(await namespacesOf(web("[]"), web("[]", "{}"))).toBeUndefined();
  });
});

describe("what is known of flows", () => {
  const flow = { answer: {}, flow: {} } as CheckedFlow;
  const other = (namespace: string, name: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { podSelector: {} }\n`;

  it("is still so while the policies of its namespaces are the same ones", async () => {
    const session = openSession();
    const known = knownOfFlows<string>();
    const first = await open(session, web("[]"));
    known.keep([flow], { policies: first.policies, namespaces: new Set(["shop", "kube-system"]), value: "as found" });
    const elsewhere = await open(session, web("[]"), other("house", "closed"));
    expect(known.find(elsewhere.policies, [flow])).toBe("as found");
    const there = await open(session, web("[]"), other("house", "closed"), other("kube-system", "closed"));
    expect(known.find(there.policies, [flow])).toBeUndefined();
  });

  it("is not so for other flows, nor where any policy may change it", async () => {
    const session = openSession();
    const known = knownOfFlows<string>();
    const first = await open(session, web("[]"));
    known.keep([flow], { policies: first.policies, namespaces: undefined, value: "as found" });
    expect(known.find(first.policies, [flow])).toBe("as found");
    expect(known.find(first.policies, [flow, flow])).toBeUndefined();
    expect(known.find(first.policies, [{ ...flow, flow: { ...flow.flow, partly: true } }])).toBeUndefined();
    const elsewhere = await open(session, web("[]"), other("house", "closed"));
    expect(known.find(elsewhere.policies, [flow])).toBeUndefined();
  });
});
