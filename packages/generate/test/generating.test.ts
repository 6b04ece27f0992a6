import { describe, expect, it } from "vitest";
import {
  ipSetOf,
  isNotUnderstood,
  openCluster,
  type OpenedCluster,
  parseCidr,
  parseEndpoint,
  type ClusterSettings,
} from "@netpolint/core";
import { type Generated, generatePolicies, manifestOf, proveGenerated, type WantedFlow } from "@netpolint/generate";

/** A workload with labels; its pods have the addresses, or it is a template where none is given. */
function workload(name: string, labels: Record<string, string>, more: Record<string, unknown> = {}): object {
  const template = { metadata: { labels }, spec: { containers: [{ name: "c" }], ...more } };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace: "shop" }, spec: { template } };
}

function pod(name: string, namespace: string, labels: Record<string, string>, podIPs: readonly string[] = [], more: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: "c", ports: [{ name: "http", containerPort: 8080 }] }], ...more },
    status: { podIPs: podIPs.map((ip) => ({ ip })) },
  };
}

async function open(objects: readonly object[], settings: Partial<ClusterSettings> = {}): Promise<OpenedCluster> {
  const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
  const opened = await openCluster([{ path: "cluster.json", text }], settings);
  expect(opened.sources.problems).toEqual([]);
  return opened;
}

function flow({ cluster }: OpenedCluster, from: string, to: string, port: number | null, protocol: "TCP" | "UDP" = "TCP"): WantedFlow {
  const [source, destination] = [parseEndpoint(cluster, from), parseEndpoint(cluster, to)];
  if (isNotUnderstood(source)) throw new Error(source.problem);
  if (isNotUnderstood(destination)) throw new Error(destination.problem);
  return { from: source, to: destination, protocol, port, because: ["wanted"] };
}

function specs(generated: Generated): Record<string, unknown> {
  return Object.fromEntries(generated.policies.map((policy) => [`${policy.namespace}/${policy.name}`, manifestOf(policy)["spec"]]));
}

const both = { policyTypes: ["Ingress", "Egress"] };

describe("what is selected", () => {
  it("is asked for by no label that a controller or a release of a chart writes", async () => {
    const labels = { app: "web", "pod-template-hash": "6d4cf", "job-name": "web-1", "helm.sh/chart": "web-1.2.3", "statefulset.kubernetes.io/pod-name": "web-0" };
    const opened = await open([workload("web", labels)]);
    expect(specs(generatePolicies(opened.cluster, []))).toEqual({
      "shop/deployment-web": { podSelector: { matchLabels: { app: "web" } }, ...both },
    });
  });

  it("takes as many labels as tell it from the others of its namespace", async () => {
    const opened = await open([
      workload("web", { app: "web", tier: "front" }),
      workload("api", { app: "api", tier: "back" }),
      workload("canary", { app: "web", tier: "back" }),
    ]);
    expect(specs(generatePolicies(opened.cluster, []))).toMatchObject({
      "shop/deployment-web": { podSelector: { matchLabels: { app: "web", tier: "front" } } },
      "shop/deployment-api": { podSelector: { matchLabels: { app: "api" } } },
      "shop/deployment-canary": { podSelector: { matchLabels: { app: "web", tier: "back" } } },
    });
  });

  it("leaves out those that have the same labels and more", async () => {
    const opened = await open([workload("web", { app: "web" }), workload("canary", { app: "web", track: "canary" })]);
    expect(specs(generatePolicies(opened.cluster, []))).toMatchObject({
      "shop/deployment-web": {
        podSelector: { matchLabels: { app: "web" }, matchExpressions: [{ key: "track", operator: "DoesNotExist" }] },
      },
      "shop/deployment-canary": { podSelector: { matchLabels: { app: "web", track: "canary" } } },
    });
  });

  it("shares a policy with those that no label tells apart, and says whom it selects besides", async () => {
    const opened = await open([workload("web", { app: "web" }), workload("copy", { app: "web" })]);
    const all = generatePolicies(opened.cluster, []);
    expect(all.policies.map(({ subjects }) => subjects)).toEqual([["shop/Deployment/copy", "shop/Deployment/web"]]);
    const one = generatePolicies(opened.cluster, [], { isInScope: ({ name }) => name === "web" });
    expect(one.policies.map(({ subjects, remarks }) => ({ subjects, remarks }))).toEqual([
      { subjects: ["shop/Deployment/web"], remarks: ["`app=web` also selects shop/Deployment/copy: no label tells them apart."] },
    ]);
  });

  it("is nothing where a pod has no label, instead of the whole namespace", async () => {
    const opened = await open([pod("bare", "shop", {}), pod("web", "shop", { app: "web" })]);
    const generated = generatePolicies(opened.cluster, []);
    expect(generated.policies.map(({ subjects }) => subjects)).toEqual([["shop/Pod/web"]]);
    expect(generated.unselectable).toEqual([
      { subject: "shop/Pod/bare", problem: "its pods have no label that a selector could ask for; give them one" },
    ]);
  });

  it("is all revisions of one workload", async () => {
    const owner = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-1", controller: true }];
    const revision = (name: string, version: string): object => {
      const own = pod(name, "shop", { app: "web", version }) as { metadata: object };
      return { ...own, metadata: { ...own.metadata, ownerReferences: owner } };
    };
    const opened = await open([revision("web-1-a", "1"), revision("web-1-b", "2"), pod("db", "shop", { app: "db" })]);
    const generated = generatePolicies(opened.cluster, [flow(opened, "shop/db", "shop/ReplicaSet/web-1@web-1-a", 80)]);
    expect(specs(generated)).toMatchObject({
      "shop/replicaset-web-1": {
        podSelector: { matchLabels: { app: "web" } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: "db" } } }], ports: [{ protocol: "TCP", port: 80 }] }],
      },
    });
  });
});

describe("rules", () => {
  it("have peers with the same ports together, and ports of one peer together", async () => {
    const opened = await open([workload("web", { app: "web" }), workload("api", { app: "api" }), workload("db", { app: "db" })]);
    const wanted = [
      flow(opened, "shop/web", "shop/db", 5432),
      flow(opened, "shop/api", "shop/db", 5432),
      flow(opened, "shop/api", "shop/db", 5433),
      flow(opened, "shop/web", "shop/db", 5433),
      flow(opened, "shop/web", "shop/db", 5434),
    ];
    const { ingress } = specs(generatePolicies(opened.cluster, wanted.slice(0, 4)))["shop/deployment-db"] as { ingress: unknown };
    const ports = [{ protocol: "TCP", port: 5432 }, { protocol: "TCP", port: 5433 }];
    const [api, web] = ["api", "web"].map((app) => ({ podSelector: { matchLabels: { app } } }));
    expect(ingress).toEqual([{ from: [api, web], ports }]);
    const more = specs(generatePolicies(opened.cluster, wanted))["shop/deployment-db"] as { ingress: unknown };
    expect(more.ingress).toEqual([
      { from: [api], ports },
      { from: [web], ports: [{ protocol: "TCP", port: 5432, endPort: 5434 }] },
    ]);
  });

  it("leave out ports that a wider peer opens to the same pods", async () => {
    const opened = await open([workload("web", { app: "web" }), workload("db", { app: "db", tier: "back" })]);
    // A pod that the input does not hold is known by some labels only, so that no other can be told from it.
    const wanted = [flow(opened, "shop/web", "shop[tier=back]", 80), flow(opened, "shop/web", "shop/db", 80), flow(opened, "shop/web", "shop/db", 81)];
    const [wide, narrow] = [{ tier: "back" }, { app: "db" }].map((matchLabels) => ({ podSelector: { matchLabels } }));
    expect(specs(generatePolicies(opened.cluster, wanted))["shop/deployment-web"]).toMatchObject({
      egress: [
        { to: [narrow], ports: [{ protocol: "TCP", port: 81 }] },
        { to: [wide], ports: [{ protocol: "TCP", port: 80 }] },
      ],
    });
  });

  it("select pods of other namespaces by the name that every namespace has", async () => {
    const opened = await open([pod("web", "shop", { app: "web" }), pod("scraper", "monitoring", { app: "scraper" })]);
    const generated = generatePolicies(opened.cluster, [flow(opened, "monitoring/scraper", "shop/web", 9090)]);
    expect(specs(generated)["shop/pod-web"]).toEqual({
      podSelector: { matchLabels: { app: "web" } },
      ...both,
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
              podSelector: { matchLabels: { app: "scraper" } },
            },
          ],
          ports: [{ protocol: "TCP", port: 9090 }],
        },
      ],
    });
  });

  it("name single addresses as /32 and /128, and blocks no wider than wanted", async () => {
    const opened = await open([workload("web", { app: "web" })]);
    const wanted = ["203.0.113.6", "203.0.113.7", "2001:db8::1"].map((to) => flow(opened, "shop/web", to, 443));
    const generated = generatePolicies(opened.cluster, [...wanted, flow(opened, "shop/web", "198.51.100.1", null, "UDP")]);
    const blocks = (...cidrs: string[]): object[] => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    expect(specs(generated)["shop/deployment-web"]).toMatchObject({
      egress: [
        { to: blocks("203.0.113.6/31", "2001:db8::1/128"), ports: [{ protocol: "TCP", port: 443 }] },
        { to: blocks("198.51.100.1/32"), ports: [{ protocol: "UDP" }] },
      ],
    });
  });

  it("open no address on a port that nobody wants there", async () => {
    const opened = await open([workload("web", { app: "web" })]);
    const wanted = [flow(opened, "shop/web", "203.0.113.0/24", 80), flow(opened, "shop/web", "203.0.113.9", 443), flow(opened, "shop/web", "203.0.113.9", 80)];
    expect(specs(generatePolicies(opened.cluster, wanted))["shop/deployment-web"]).toMatchObject({
      egress: [
        { to: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ protocol: "TCP", port: 80 }] },
        { to: [{ ipBlock: { cidr: "203.0.113.9/32" } }], ports: [{ protocol: "TCP", port: 443 }] },
      ],
    });
  });

  it("put the pods of a Service in the place of its address, at their own port, and pods in the place of theirs", async () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: "shop" },
      spec: { clusterIP: "10.96.0.7", selector: { app: "web" }, ports: [{ port: 80, targetPort: "http" }] },
    };
    const opened = await open([service, pod("web", "shop", { app: "web" }, ["10.0.0.1"]), pod("cli", "shop", { app: "cli" }, ["10.0.0.2"])]);
    const at = (text: string): WantedFlow["from"] => {
      const set = ipSetOf(parseCidr(`${text}/32`)!);
      return { type: "addresses", sets: [set], name: text };
    };
    const wanted: WantedFlow = { from: at("10.0.0.2"), to: at("10.96.0.7"), protocol: "TCP", port: 80, because: ["seen"] };
    const generated = generatePolicies(opened.cluster, [wanted]);
    const ports = [{ protocol: "TCP", port: 8080 }];
    expect(specs(generated)).toMatchObject({
      "shop/pod-cli": { egress: [{ to: [{ podSelector: { matchLabels: { app: "web" } } }], ports }] },
      "shop/pod-web": { ingress: [{ from: [{ podSelector: { matchLabels: { app: "cli" } } }], ports }] },
    });
    expect(generated.unexpressible).toEqual([]);
  });
});

describe("what no policy can say", () => {
  const agent = pod("agent", "shop", { app: "agent" }, ["192.168.0.4"], { hostNetwork: true, nodeName: "n1" });
  const web = pod("web", "shop", { app: "web" }, ["10.0.0.1"], { nodeName: "n2" });

  it("is listed with what to do instead", async () => {
    const opened = await open([agent, web]);
    const outside: WantedFlow = {
      from: flow(opened, "shop/web", "shop/agent", 1).from,
      to: { type: "outside", name: "api.example.com" },
      protocol: "TCP",
      port: 443,
      because: ["seen"],
    };
    const wanted = [flow(opened, "shop/agent", "shop/web", 80), outside, flow(opened, "@apiserver", "shop/web", 8443), flow(opened, "shop/web", "shop/web", 1)];
    const generated = generatePolicies(opened.cluster, wanted);
    expect(generated.unexpressible.map(({ flow: at, direction }) => [at, direction])).toEqual([
      [0, "ingress"],
      [1, "egress"],
      [2, "ingress"],
    ]);
    expect(generated.unexpressible.map(({ instead }) => instead)).toEqual([
      expect.stringContaining("--node-range"),
      expect.stringContaining("ipBlock"),
      expect.stringContaining("--apiserver"),
    ]);
    const proof = await proveGenerated(opened.cluster, generated);
    // A pod always reaches itself; the others are not said to be allowed.
    expect(proof.flows.map(({ isAllowed }) => isAllowed)).toEqual([false, false, false, true]);
  });

  it("is said by the addresses of nodes and of the API server, where they are known", async () => {
    const blocks = { nodeRanges: [parseCidr("192.168.0.0/24")!], apiServer: [parseCidr("172.16.0.1/32")!] };
    const opened = await open([agent, web], blocks);
    const wanted = [flow(opened, "shop/agent", "shop/web", 80), flow(opened, "@apiserver", "shop/web", 8443), flow(opened, "@node", "shop/web", 80)];
    const generated = generatePolicies(opened.cluster, wanted);
    expect(generated.unexpressible).toEqual([]);
    const proof = await proveGenerated(opened.cluster, generated);
    expect(proof.flows.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true]);
  });
});

describe("the proof", () => {
  it("names what is allowed beside what is wanted, and why", async () => {
    const existing = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "open", namespace: "shop" },
      spec: { podSelector: { matchLabels: { app: "db" } }, ingress: [{ from: [{ podSelector: {} }] }] },
    };
    const opened = await open([workload("web", { app: "web" }), workload("db", { app: "db" }), existing], { world: "closed" });
    const generated = generatePolicies(opened.cluster, [flow(opened, "shop/web", "shop/db", 5432)]);
    const proof = await proveGenerated(opened.cluster, generated);
    expect(proof.extra.alone).toEqual([]);
    // Egress of web is closed but for 5432, and db may not connect to itself either.
    expect(proof.extra.beside).toEqual([]);
    const onlyDb = generatePolicies(opened.cluster, [flow(opened, "shop/web", "shop/db", 5432)], { isInScope: ({ name }) => name === "db" });
    const loose = await proveGenerated(opened.cluster, onlyDb);
    expect(loose.extra.alone).toEqual([]);
    expect(loose.extra.beside.map(({ from, to, because }) => ({ from, to, because }))).toEqual([
      {
        from: "shop/Deployment/web",
        to: "shop/Deployment/db",
        because: ["`shop/Deployment/web` is not isolated for egress", "`spec.ingress[0].from[0]` of `shop/open` matches too"],
      },
    ]);
  });

  it("is about the policies of the input as well: one that isolates the other end is not overlooked", async () => {
    const closed = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "closed", namespace: "shop" },
      spec: { podSelector: { matchLabels: { app: "db" } }, policyTypes: ["Ingress"] },
    };
    const opened = await open([workload("web", { app: "web" }), workload("db", { app: "db" }), closed]);
    const generated = generatePolicies(opened.cluster, [flow(opened, "shop/web", "shop/db", 5432)], { isInScope: ({ name }) => name === "web" });
    const proof = await proveGenerated(opened.cluster, generated);
    expect(proof.flows.map(({ alone, beside, isAllowed }) => [alone.verdict, beside.verdict, isAllowed])).toEqual([["allow", "deny", false]]);
    const replaced = generatePolicies(opened.cluster, [flow(opened, "shop/web", "shop/db", 5432)]);
    const proofOfAll = await proveGenerated(opened.cluster, replaced, undefined, { replace: true });
    expect(proofOfAll.beside.cluster.networkPolicies.map(({ meta }) => meta.name).sort()).toEqual(["deployment-db", "deployment-web"]);
  });

  it("gives a policy another name where the input has one of that name that is not ours", async () => {
    const taken = (annotations: object): object => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "deployment-web", namespace: "shop", annotations },
      spec: { podSelector: {} },
    });
    const names = async (annotations: object): Promise<readonly string[]> => {
      const opened = await open([workload("web", { app: "web" }), taken(annotations)]);
      return generatePolicies(opened.cluster, []).policies.map(({ name }) => name);
    };
    expect(await names({})).toEqual(["deployment-web-generated"]);
    expect(await names({ "netpolint.dev/generated": "true" })).toEqual(["deployment-web"]);
  });
});
