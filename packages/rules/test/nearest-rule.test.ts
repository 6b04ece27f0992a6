import { analyze } from "@netpolint/core";
import { packOf } from "@netpolint/packs";
import { describe, expect, it } from "vitest";
import { requiredFlow } from "../src/required-flow.js";

const shop = packOf({
  id: "shop",
  title: "The shop",
  software: { name: "Shop", versions: "1" },
  link: "https://example.com",
  parameters: { protocol: { summary: "p", type: "choice", choices: ["TCP", "UDP"], default: "TCP" }, port: { summary: "p", type: "port", default: 8080 } },
  flows: [
    { id: "S-1", level: "must", from: { endpoint: "shop/Pod/web" }, to: { endpoint: "db/Pod/db" }, protocol: "${protocol}", port: "${port}", why: "it is a test" },
  ],
});

const pod = (name: string, namespace: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\nspec: { containers: [{ name: main, ports: [{ name: sql, containerPort: 8080 }] }] }\n---\n`;
const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: { name: db, labels: { kubernetes.io/metadata.name: db } }\n---\n";
const inDb = "namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: db } }";

/** What the finding says behind "isolates the source for egress and". */
async function saidOf(rules: readonly string[], parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec:\n  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n${rules.map((rule) => `    - ${rule}\n`).join("")}`;
  const files = [{ path: "all.yaml", text: `${namespace}${pod("web", "shop")}${pod("db", "db")}${policy}` }];
  const given = new Map(Object.entries(parameters).map(([name, value]) => [`shop.${name}`, value]));
  const { findings } = await analyze({ files, rules: [requiredFlow], packs: [shop], packIds: ["shop"], parameters: given });
  expect(findings).toHaveLength(1);
  return findings[0]?.message.split("for egress and ")[1] ?? "";
}

const dns = "{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }";
const dnsToAll = "{ ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }";
const nearest = (text: string): string => `no rule allows the destination; the nearest is ${text}.`;

describe("the rule that comes nearest", () => {
  it.each([
    ["is none for names, whose peer is another", [dns], "no rule allows the destination."],
    ["is none for names, whatever its peers", [dnsToAll], "no rule allows the destination."],
    ["is none for other pods at other ports", ["{ to: [{ podSelector: { matchLabels: { app: cache } } }], ports: [{ port: 6379 }] }"], "no rule allows the destination."],
    ["is none of another protocol at other ports", [`{ to: [{ ${inDb} }], ports: [{ port: 9000, protocol: UDP }] }`], "no rule allows the destination."],
    [
      "matches the port where one thing of the peer is wrong, before a rule for names",
      [dns, `{ to: [{ ${inDb}, podSelector: { matchLabels: { app: sql } } }], ports: [{ port: 8080 }] }`],
      nearest("`spec.egress[1]` of `shop/web`, but pod label `app` is `db`, not `sql`"),
    ],
    [
      "has fewer parts wrong",
      [
        "{ to: [{ namespaceSelector: { matchLabels: { a: b, c: d } }, podSelector: { matchLabels: { app: sql } } }], ports: [{ port: 8080 }] }",
        "{ to: [{ namespaceSelector: { matchLabels: { team: data } } }], ports: [{ port: 8080 }] }",
      ],
      nearest("`spec.egress[1]` of `shop/web`, but namespace label `team=data` is missing"),
    ],
    [
      "opens the number in another protocol",
      [dnsToAll, `{ to: [{ ${inDb} }], ports: [{ port: 8080, protocol: UDP }] }`],
      "the rule that matches the destination opens UDP 8080 only.",
    ],
    [
      "opens another port of the protocol, and a rule for names says nothing",
      [dnsToAll, `{ to: [{ ${inDb} }], ports: [{ port: 9090 }] }`],
      "the rule that matches the destination opens TCP 9090 only.",
    ],
    [
      "opens a name that nothing declares",
      [`{ to: [{ ${inDb} }], ports: [{ port: postgres }] }`],
      "the rule that matches the destination opens TCP postgres only (no container of the destination declares a port named `postgres`).",
    ],
    ["is none with a block that the address may be outside of, at another port", ["{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 9090 }] }"], "no rule allows the destination."],
  ])("%s", async (_name, rules, text) => {
    expect(await saidOf(rules)).toBe(text);
  });

  it("for names is the rule for names, whose protocol or peer is wrong", async () => {
    const asked = { protocol: "UDP", port: "53" };
    const tcp = "{ ports: [{ port: 53 }] }";
    expect(await saidOf([`{ to: [{ ${inDb} }], ports: [{ port: 443 }] }`, tcp], asked)).toBe("the rule that matches the destination opens TCP 53 only.");
    expect(await saidOf([dns], asked)).toBe(nearest("`spec.egress[0]` of `shop/web`, but the namespace is `db`, not `kube-system`"));
    expect(await saidOf([`{ to: [{ ${inDb} }], ports: [{ port: 443 }] }`], asked)).toBe("no rule allows the destination.");
  });
});
