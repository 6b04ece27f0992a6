import { checkExpectations, evaluateFlow, openCluster, readExpectations, type World } from "@netpolint/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { labelChoices, labelCombinations } from "../../src/lint/expectations/possible-pods.js";
import { parseExpectationLine } from "../../src/lint/expectations/parse-expectation-line.js";
import { findStranger } from "../../src/lint/expectations/strangers.js";
import { hypotheticalEndpoint, hypotheticalPod, parseAskedPort, isNotUnderstood } from "../../src/policy/parse-endpoint.js";
import { toManifests } from "../naive/naive-cluster.js";
import { randomCluster } from "../naive/random-cluster.js";

const pod = (name: string, labels: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: ${labels} }\nspec: { containers: [] }\n`;
const policy = (ingress: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db, namespace: shop }\nspec:\n  podSelector: { matchLabels: { app: db } }\n  policyTypes: [Ingress]\n  ingress: ${ingress}\n`;
const shop = [pod("db", "{ app: db }"), pod("web", "{ app: web, tier: front }"), pod("jobs", "{ app: jobs }")].join("---\n");

/** `outcome message` of each line. */
function check(lines: string, ingress: string, world: World = "open"): Promise<readonly string[]> {
  return checkIn(`${shop}---\n${policy(ingress)}`, lines, world);
}

async function checkIn(text: string, lines: string, world: World = "open"): Promise<readonly string[]> {
  const { policies } = await openCluster([{ path: "in.yaml", text }], { world });
  const { cases, problems } = await readExpectations({ path: "e.yaml", text: `cases:\n  - name: x\n${lines}` });
  expect(problems).toEqual([]);
  return checkExpectations(policies, cases).flatMap(({ checked }) =>
    checked.map(({ outcome, message }) => (message === "" ? outcome : `${outcome} ${message}`)),
  );
}

const web = "[{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }]";

describe("allow", () => {
  it("holds where the flow works", async () => {
    expect(await check("    allow: [shop/web -> shop/db 5432]\n", web)).toEqual(["passed"]);
  });

  it("says who denies", async () => {
    expect(await check("    allow: [shop/jobs -> shop/db 5432]\n", web)).toEqual([
      "failed `shop/Pod/jobs` -> `shop/Pod/db` TCP 5432 is denied: `shop/db` isolates the destination for ingress, and no rule allows it.",
    ]);
  });

  it("is undecided where the input does not say enough", async () => {
    const team = "[{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }] }]";
    expect(await check("    allow: ['ops[app=x] -> shop/db 5432']\n", team)).toEqual([
      "undecided `ops[app=x]` -> `shop/Pod/db` TCP 5432 cannot be decided: the labels of namespace `ops` are not in the input.",
    ]);
  });

  it("does not hold where an end is not there", async () => {
    const [said] = await check("    allow: [shop/wep -> shop/db 5432]\n", web);
    expect(said).toMatch(/^failed The input has no workload or pod `shop\/wep`/);
  });
});

describe("deny and only in the open world", () => {
  it("do not hold where a pod that could exist gets through, and say with which labels", async () => {
    const said = await check("    only: [shop/web -> shop/db 5432]\n", web);
    // A pod of the same app that is not in front would get through.
    expect(said).toEqual(["failed A pod with the labels `app=web` in namespace `shop` can get to `shop/Pod/db` on TCP 5432."]);
  });

  it("hold where everybody who gets through is named", async () => {
    expect(await check("    only: ['shop[app=web] -> shop/db 5432']\n", web)).toEqual(["passed"]);
  });

  it("name the labels of a namespace that could exist", async () => {
    const team = "[{ from: [{ namespaceSelector: { matchLabels: { team: ops } }, podSelector: { matchLabels: { app: web } } }] }]";
    expect(await check("    deny: [anyone -> shop/db 5432]\n", team)).toEqual([
      "failed A pod with the labels `app=web` in a namespace with the labels `team=ops` can get to `shop/Pod/db` on TCP 5432.",
    ]);
  });

  it("look for labels that a negative selector lets in", async () => {
    const not = "[{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [jobs, db, web] }] } }] }]";
    expect(await check("    deny: [anyone -> shop/db 5432]\n", not)).toEqual([
      "failed A pod with any labels in namespace `shop` can get to `shop/Pod/db` on TCP 5432.",
    ]);
  });

  it("look for a value that no selector names", async () => {
    const other = "[{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: Exists }, { key: app, operator: NotIn, values: [jobs, db, web] }] } }] }]";
    expect(await check("    deny: [anyone -> shop/db 5432]\n", other)).toEqual([
      "failed A pod with the labels `app=any-other-value` in namespace `shop` can get to `shop/Pod/db` on TCP 5432.",
    ]);
  });

  it("look at addresses as well", async () => {
    const block = "[{ from: [{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.0/25] } }] }]";
    expect(await check("    deny: [anyone -> shop/db 5432]\n", block)).toEqual([
      "failed 192.0.2.128/25 can get to `shop/Pod/db` on TCP 5432.",
    ]);
    expect(await check("    only: [192.0.2.0/24 -> shop/db 5432]\n", block)).toEqual(["passed"]);
  });

  it("keep to the pods that a line names", async () => {
    expect(await check("    deny: ['shop[app=web] -> shop/db 5432', 'shop[app=evil] -> shop/db 5432']\n", web)).toEqual([
      "failed `shop/Pod/web` can get to `shop/Pod/db` on TCP 5432.",
      "passed",
    ]);
  });

  it("do not know whether pods that a line names have addresses of an ipBlock", async () => {
    const block = "[{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]";
    expect(await check("    deny: ['shop[app=evil] -> shop/db 5432', 'shop[app=evil] -> shop/web 5432']\n", block)).toEqual([
      "undecided Whether others can get to `shop/Pod/db` on TCP 5432 cannot be decided: an ipBlock is compared with pod `shop[app=evil]`, whose address is not in the input (a pod with the labels `app=evil` in namespace `shop`).",
      "failed A pod with the labels `app=evil` in namespace `shop` can get to `shop/Pod/web` on TCP 5432.",
    ]);
  });

  it("see that nobody is kept out where nothing isolates", async () => {
    const [said] = await check("    deny: [anyone -> shop/web 80]\n", web);
    expect(said).toBe("failed `shop/Pod/db` can get to `shop/Pod/web` on TCP 80.");
  });
});

describe("deny and only in the closed world", () => {
  it("ask about those who are there", async () => {
    expect(await check("    only: [shop/web -> shop/db 5432]\n", web, "closed")).toEqual(["passed"]);
  });

  it("do not pass for want of anybody with the labels that a line names", async () => {
    const lines = "    deny: ['shop[app=web,tier=back] -> shop/db 5432', 'shop[app=evil] -> shop/db 5432']\n";
    expect(await check(lines, web, "closed")).toEqual([
      "failed `shop[app=web,tier=back]` can get to `shop/Pod/db` on TCP 5432.",
      "passed",
    ]);
  });

  it("know the addresses of those who may", async () => {
    const block = "[{ from: [{ ipBlock: { cidr: 10.1.2.3/32 } }] }]";
    const text = `${pod("ops", "{ app: ops }")}status: { podIP: 10.1.2.3 }\n---\n${pod("db", "{ app: db }")}---\n${policy(block)}`;
    expect(await checkIn(text, "    only: [shop/ops -> shop/db 5432]\n", "closed")).toEqual(["passed"]);
  });
});

describe("a Service as destination", () => {
  it("that leads nowhere that is known does not stand for all pods of its namespace", async () => {
    const service = (spec: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop }\nspec: ${spec}\n`;
    const line = "    allow: [shop/web -> shop/Service/s 80]\n";
    expect(await checkIn(`${shop}---\n${service("{ ports: [{ port: 80 }] }")}`, line)).toEqual([
      "failed `shop/Service/s` cannot be followed: Service `shop/s` has no selector, so its endpoints are kept elsewhere.",
    ]);
    expect(
      await checkIn(`${shop}---\n${service("{ type: ExternalName, externalName: a.example, ports: [{ port: 80 }] }")}`, line),
    ).toEqual(["failed `shop/Service/s` cannot be followed: Service `shop/s` is an alias of a name outside."]);
  });
});

describe("an expectation file", () => {
  const problemsOf = async (text: string): Promise<readonly string[]> => {
    const { problems } = await readExpectations({ path: "e.yaml", text });
    return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  it("that expects nothing is a mistake", async () => {
    expect(await problemsOf("# nothing\n")).toEqual(["1:1 The file holds no case; write `cases:` with a list."]);
    expect(await problemsOf("cases: []\n")).toEqual(["1:1 The file holds no case; write `cases:` with a list."]);
    expect(await problemsOf("cases:\n  - name: a\n")).toEqual([
      "2:5 A case needs `allow`, `deny` or `only`; this one expects nothing.",
    ]);
  });

  it("is told where it is wrong", async () => {
    expect(await problemsOf("cases:\n  - name: a\n    alow: [a]\n    deny: [b]\n    only: []\n")).toEqual([
      "3:5 There is no field `alow` here; there are name, allow, deny, only.",
      "4:12 `b` is not written as `<from> -> <to> [ports]`.",
      "5:5 `only` is a list of lines such as `shop/web -> shop/db 5432`.",
    ]);
  });
});

describe("the published schema", () => {
  const schema = JSON.parse(readFileSync(new URL("../../schemas/expectations.schema.json", import.meta.url), "utf8")) as object;
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
  it.each([
    ["cases: [{ name: a, allow: ['a/b -> c/d 80'] }]", true],
    ["cases: [{ name: a, only: [{ from: [a/b], to: c/d, ports: [80, 53/udp], reason: r }] }]", true],
    ["cases: []", false],
    ["cases: [{ name: a }]", false],
    ["cases: [{ name: a, deny: [] }]", false],
    ["cases: [{ name: a, alow: [a] }]", false],
    ["cases: [{ name: a, deny: [b] }]", false],
    ["cases: [{ name: a, deny: [{ from: a/b }] }]", false],
  ])("says of %s what reading says", async (text, good) => {
    const { problems } = await readExpectations({ path: "e.yaml", text });
    expect([problems.length === 0, validate(parse(text))]).toEqual([good, good]);
  });
});

describe("parseExpectationLine", () => {
  it.each([
    ["a/b -> c/d 80", ["a/b"], ["c/d"], ["80"]],
    ["a/b, a[x=1,y=2] -> c/d, c/e 80, 53/udp", ["a/b", "a[x=1,y=2]"], ["c/d", "c/e"], ["80", "53/udp"]],
    ["@apiserver->::1", ["@apiserver"], ["::1"], []],
  ])("reads %s", (text, from, to, ports) => {
    expect(parseExpectationLine(text)).toEqual({ from, to, ports });
  });
});

describe("findStranger", () => {
  it("says nobody with some labels only where no such pod is let in from any address", async () => {
    const port = parseAskedPort("80");
    if (isNotUnderstood(port)) throw new Error(port.problem);
    let held = 0;
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const { cluster, policies } = await openCluster([{ path: "in.yaml", text: toManifests(naive) }]);
      const blocks = cluster.networkPolicies.flatMap(({ ingress }) =>
        ingress.flatMap((rule) => rule.peers.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : []))),
      );
      for (const workload of cluster.workloads.slice(0, 3)) {
        const near = { type: "workload", workload } as const;
        for (const namespace of new Set(cluster.workloads.map((one) => one.namespace))) {
          const scope = hypotheticalPod(namespace, new Map([["app", "a"]]));
          if (findStranger(policies, { near, side: "source", port, except: [], scope }).outcome !== "nobody") continue;
          held += 1;
          // Ends without a family in common do not connect.
          const known = workload.pods.flatMap(({ addresses }) => addresses.map(({ family }) => family));
          for (const { family, first } of blocks.filter((one) => known.length === 0 || known.includes(one.family))) {
            const from = hypotheticalEndpoint({ ...scope, addresses: [{ family, value: first }] });
            const { verdict, parts } = evaluateFlow(policies, { from, to: near, ...port });
            expect([verdict, ...parts.map((part) => part.verdict)]).not.toContain("allow");
          }
        }
      }
    });
    await fc.assert(property, { numRuns: process.env["NETPOLINT_LONG"] === undefined ? 100 : 3_000 });
    expect(held).toBeGreaterThan(10);
  });

  it("says nobody only where no pod with labels that selectors name is let in", async () => {
    const port = parseAskedPort("80");
    if (isNotUnderstood(port)) throw new Error(port.problem);
    let held = 0;
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const { cluster, policies } = await openCluster([{ path: "in.yaml", text: toManifests(naive) }]);
      const [workload] = cluster.workloads;
      if (!workload) return;
      const near = { type: "workload", workload } as const;
      if (findStranger(policies, { near, side: "source", port, except: [] }).outcome !== "nobody") return;
      held += 1;
      const selectors = cluster.networkPolicies.flatMap(({ podSelector, ingress }) => [
        podSelector,
        ...ingress.flatMap((rule) => rule.peers.flatMap((peer) => peer.podSelector ?? [])),
      ]);
      const namespaces = [...new Set(cluster.networkPolicies.map(({ meta }) => meta.namespace)), "elsewhere"];
      for (const labels of labelCombinations(labelChoices(selectors.slice(0, 3)), new Map()).slice(0, 30)) {
        for (const namespace of namespaces) {
          const pod = { ...hypotheticalPod(namespace, labels), labels: { entries: labels, complete: true } };
          const { verdict, parts } = evaluateFlow(policies, { from: hypotheticalEndpoint(pod), to: near, ...port });
          // An unknown address or namespace may leave it open; that anybody gets through may not be.
          expect([verdict, ...parts.map((part) => part.verdict)]).not.toContain("allow");
        }
      }
    });
    await fc.assert(property, { numRuns: process.env["NETPOLINT_LONG"] === undefined ? 100 : 3_000 });
    expect(held).toBeGreaterThan(2);
  });
});
