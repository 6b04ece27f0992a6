import { endpointName, openCluster, type RequiredRows, type World } from "@netpolint/core";
import { type FlowPackDocument, type PackCode, packOf } from "@netpolint/packs";
import { describe, expect, it } from "vitest";

type Part = Partial<Omit<FlowPackDocument, "flows">> & { readonly flows: readonly Partial<FlowPackDocument["flows"][number]>[] };

interface Setup {
  readonly manifests?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly named?: boolean;
  readonly world?: World;
  readonly platform?: "openshift";
  readonly code?: PackCode;
}

function documentOf({ flows, ...part }: Part): FlowPackDocument {
  const row = { id: "T-1", level: "must", from: "external", to: { pods: "api" }, port: 80, why: "it is a test" } as const;
  return {
    id: "test",
    title: "A test",
    software: { name: "Test", versions: "1" },
    link: "https://example.com",
    pods: { api: { title: "the API", role: "subject", select: [{ selector: { matchLabels: { app: "api" } } }] } },
    flows: flows.map((flow) => ({ ...row, ...flow })),
    ...part,
  };
}

async function requireOf(part: Part, setup: Setup = {}): Promise<RequiredRows> {
  const { manifests = [], parameters = {}, named = false, world = "open", platform, code } = setup;
  const pack = packOf(documentOf(part), code);
  const files = [{ path: "all.yaml", text: manifests.join("---\n") }];
  const assuming = { packs: [pack], parameters: new Map<string, string>() };
  const { cluster, policies } = await openCluster(files, { world, ...(platform ? { platform } : {}) }, undefined, assuming);
  return pack.require({ cluster, policies, parameters: new Map(Object.entries(parameters)), named });
}

/** `id: from -> to PROTOCOL port` of each flow, and `unchecked id: reason`. */
async function rowsOf(part: Part, setup: Setup = {}): Promise<readonly string[]> {
  const { flows, forbidden = [], unchecked } = await requireOf(part, setup);
  return [
    ...[...flows, ...forbidden].map(({ ids, level, from, to, protocol, port, endPort }) => {
      const ports = endPort === undefined ? port : `${port}-${endPort}`;
      return `${level} ${ids.join("+")}: ${endpointName(from)} -> ${endpointName(to)} ${protocol} ${ports}`;
    }),
    ...unchecked.map(({ id, reason }) => `unchecked ${id}: ${reason}`),
  ];
}

function pod(name: string, namespace: string, labels: Readonly<Record<string, string>>): string {
  const text = Object.entries(labels).map(([key, value]) => `${key}: "${value}"`).join(", ");
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { ${text} } }\nspec: { containers: [] }\n`;
}

function store(name: string, namespace: string, spec: string): string {
  return `apiVersion: example.com/v1\nkind: Store\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
}

const api = pod("api", "shop", { app: "api" });
const resources = { store: { group: "example.com", kind: "Store" } } as const;

describe("selecting pods", () => {
  const select = (one: object): Part => ({
    pods: { api: { title: "the API", role: "subject", select: [one] } },
    flows: [{}],
  });
  const manifests = [api, pod("api-2", "shop-test", { app: "api" }), pod("web", "shop", { app: "web", tier: "front" })];
  const names = async (one: object): Promise<readonly string[]> =>
    (await requireOf(select(one), { manifests })).flows.map(({ to }) => endpointName(to));

  it.each([
    [{ selector: { matchLabels: { app: "api" } } }, ["shop/Pod/api", "shop-test/Pod/api-2"]],
    [{ selector: { matchLabels: { app: "api" } }, namespaces: ["shop"] }, ["shop/Pod/api"]],
    [{ namespaces: ["shop*", "!*-test"] }, ["shop/Pod/api", "shop/Pod/web"]],
    [{ names: ["api*"], namespaces: ["*-test"] }, ["shop-test/Pod/api-2"]],
    [{ selector: { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] } }, ["shop/Pod/api", "shop-test/Pod/api-2"]],
    [{ selector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["api"] }] } }, ["shop/Pod/web"]],
    [{ selector: { matchLabels: { constructor: "x" } } }, []],
    [{ when: { platform: "openshift" } }, []],
  ])("%j", async (one, expected) => {
    expect(await names(one)).toEqual(expected);
  });
});

describe("selecting pods by their namespaces and annotations", () => {
  const namespace = (name: string, metadata: string): string =>
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, ${metadata} }\n`;
  const deployment = (name: string, space: string, annotations: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: ${space}, annotations: { mesh: "no" } }\n` +
    `spec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} }, annotations: ${annotations} } } }\n`;
  const manifests = [
    namespace("meshed", 'labels: { mesh: "on" }, annotations: { mesh: "yes", constructor: "yes" }'),
    namespace("plain", 'labels: { mesh: "off" }'),
    deployment("inherits", "meshed", "{}"),
    deployment("opts-out", "meshed", '{ mesh: "no" }'),
    deployment("opts-in", "plain", '{ mesh: "yes" }'),
    deployment("elsewhere", "not-in-the-input", "{}"),
  ];
  const names = async (one: object): Promise<readonly string[]> => {
    const part: Part = { pods: { api: { title: "the API", role: "subject", select: [one] } }, flows: [{}] };
    return (await requireOf(part, { manifests })).flows.map(({ to }) => endpointName(to));
  };

  it.each([
    // Of a namespace that is not in the input the labels are not known, and nobody is selected for what they may be.
    [{ namespaceSelector: { matchLabels: { mesh: "on" } } }, ["meshed/Deployment/inherits", "meshed/Deployment/opts-out"]],
    [{ namespaceSelector: { matchExpressions: [{ key: "mesh", operator: "NotIn", values: ["on"] }] } }, ["plain/Deployment/opts-in"]],
    [{ namespaceSelector: { matchLabels: { mesh: "on" } }, names: ["opts-*"] }, ["meshed/Deployment/opts-out"]],
    // The template's annotation counts, not the Deployment's own; where it has none, the namespace's.
    [{ annotations: { mesh: "yes" } }, ["meshed/Deployment/inherits", "plain/Deployment/opts-in"]],
    [{ annotations: { mesh: "no" } }, ["meshed/Deployment/opts-out"]],
    [{ annotations: { constructor: "yes" } }, ["meshed/Deployment/inherits", "meshed/Deployment/opts-out"]],
    [{ annotations: { toString: "yes" } }, []],
  ])("%j", async (one, expected) => {
    expect(await names(one)).toEqual(expected);
  });

  it("takes the annotation of a bare pod", async () => {
    const bare = "apiVersion: v1\nkind: Pod\nmetadata: { name: bare, namespace: plain, annotations: { mesh: \"yes\" } }\nspec: { containers: [] }\n";
    const part: Part = { pods: { api: { title: "the API", role: "subject", select: [{ annotations: { mesh: "yes" } }] } }, flows: [{}] };
    expect((await requireOf(part, { manifests: [bare] })).flows.map(({ to }) => endpointName(to))).toEqual(["plain/Pod/bare"]);
  });
});

describe("ends", () => {
  const to = (end: FlowPackDocument["flows"][number]["to"], setup: Setup = {}): Promise<readonly string[]> =>
    rowsOf({ flows: [{ from: { pods: "api" }, to: end }] }, { manifests: [api], ...setup });
  const service = "apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { selector: { app: db }, ports: [{ port: 80, targetPort: 5432 }] }\n";
  const db = pod("db", "shop", { app: "db" });

  it.each([
    ["apiserver", "@apiserver TCP 80"],
    ["node", "@node TCP 80"],
    ["external", "@external TCP 80"],
  ] as const)("%s", async (end, expected) => {
    expect(await to(end)).toEqual([`must T-1: shop/Pod/api -> ${expected}`]);
  });

  it("are endpoints as on the command line, and CIDRs", async () => {
    expect(await to({ endpoint: "data[app=db]" })).toEqual(["must T-1: shop/Pod/api -> data[app=db] TCP 80"]);
    expect(await to({ cidrs: ["10.0.0.0/8", "2001:db8::/32"] })).toEqual([
      "must T-1: shop/Pod/api -> 10.0.0.0/8 TCP 80",
      "must T-1: shop/Pod/api -> 2001:db8::/32 TCP 80",
    ]);
  });

  it("follow Services and hosts to the pods and their port", async () => {
    const manifests = [api, db, service];
    const expected = ["must T-1: shop/Pod/api -> shop/Pod/db TCP 5432"];
    expect(await to({ service: { namespace: "shop", name: "db", port: 80 } }, { manifests })).toEqual(expected);
    expect(await to({ service: { namespace: "shop", name: "db" } }, { manifests })).toEqual(expected);
    expect(await to({ hosts: "http://db.shop", namespace: "other" }, { manifests })).toEqual(expected);
    expect(await to({ hosts: "db", namespace: "shop" }, { manifests })).toEqual(expected);
    expect(await to({ hosts: "db.example.com:443" }, { manifests })).toEqual(["must T-1: shop/Pod/api -> db.example.com TCP 443"]);
    expect(await to({ service: { namespace: "shop", name: "db", port: 81 } }, { manifests })).toEqual([
      "unchecked T-1: The pods are not known: Service `shop/db` has no TCP port 81.",
    ]);
    const named = [api, db, service.replace("port: 80", "name: sql, port: 80")];
    expect(await to({ service: { namespace: "shop", name: "db", port: "sql" } }, { manifests: named })).toEqual(expected);
    expect(await to({ service: { namespace: "shop", name: "db", port: "web" } }, { manifests: named })).toEqual([
      "unchecked T-1: The pods are not known: Service `shop/db` has no TCP port named `web`.",
    ]);
  });

  it("follow webhooks by the globs of their names", async () => {
    const webhook =
      "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: w }\n" +
      "webhooks:\n  - { name: a.shop.io, clientConfig: { service: { namespace: shop, name: db, port: 80 } } }\n" +
      "  - { name: b.other.io, clientConfig: { url: 'https://example.com' } }\n";
    const manifests = [api, db, service, webhook];
    const part = (names: readonly string[]): Part => ({ flows: [{ from: "apiserver", to: { webhooks: { names } } }] });
    expect(await rowsOf(part(["*.shop.io"]), { manifests })).toEqual(["must T-1: @apiserver -> shop/Pod/db TCP 5432"]);
    expect(await rowsOf(part(["b.*"]), { manifests })).toEqual(["unchecked T-1: Webhook `b.other.io` is not called through a Service."]);
    expect(await rowsOf(part(["c"]), { manifests })).toEqual(["unchecked T-1: The input registers no such webhook."]);
  });

  it("anyone is somebody unknown in the open world, and those who are there in a closed one", async () => {
    const part: Part = { flows: [{ level: "mustNot", from: "anyone" }] };
    const manifests = [api, pod("web", "shop", { app: "web" })];
    expect(await rowsOf(part, { manifests })).toEqual(["mustNot T-1: anyone -> shop/Pod/api TCP 80"]);
    expect(await rowsOf(part, { manifests, world: "closed" })).toEqual([
      "mustNot T-1: shop/Pod/web -> shop/Pod/api TCP 80",
      "mustNot T-1: @external -> shop/Pod/api TCP 80",
    ]);
  });
});

it("CIDRs that are none make a row unchecked, and others are asked for", async () => {
  const cidrs = ["10.0.0.0/8", "10.0.0.0/40"];
  expect(await rowsOf({ flows: [{ from: { cidrs } }] }, { manifests: [api] })).toEqual([
    "must T-1: 10.0.0.0/8 -> shop/Pod/api TCP 80",
    "unchecked T-1: `10.0.0.0/40` is no CIDR.",
  ]);
});

describe("DNS as an end", () => {
  const flow = { from: { pods: "api" }, to: "dns" } as const;
  const asked: Part = { flows: [{ ...flow, protocol: "UDP" }, { ...flow, protocol: "TCP" }] };
  const dns = (ports: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: kube-dns, namespace: kube-system }\nspec: { selector: { app: dns }, ports: [${ports}] }\n`;

  it("is where its Service leads, at the pods' own port", async () => {
    const both = dns("{ name: a, port: 53, targetPort: 5353, protocol: UDP }, { name: b, port: 53, targetPort: 5354 }");
    expect(await rowsOf(asked, { manifests: [api, both, pod("dns", "kube-system", { app: "dns" })] })).toEqual([
      "must T-1: shop/Pod/api -> kube-system/Pod/dns UDP 5353",
      "must T-1: shop/Pod/api -> kube-system/Pod/dns TCP 5354",
    ]);
  });

  it("is unchecked over TCP where the Service has no port for it", async () => {
    const udp = dns("{ port: 53, protocol: UDP }");
    expect(await rowsOf(asked, { manifests: [api, udp, pod("dns", "kube-system", { app: "dns" })] })).toEqual([
      "must T-1: shop/Pod/api -> kube-system/Pod/dns UDP 53",
      "unchecked T-1: DNS over TCP was not checked: Service `kube-system/kube-dns` has no TCP port 53.",
    ]);
  });

  it("is where it usually is, else", async () => {
    const usual = ["must T-1: shop/Pod/api -> kube-system[k8s-app=kube-dns] UDP 53", "must T-1: shop/Pod/api -> kube-system[k8s-app=kube-dns] TCP 53"];
    expect(await rowsOf(asked, { manifests: [api] })).toEqual(usual);
    const [openShift] = await rowsOf(asked, { manifests: [api], platform: "openshift" });
    expect(openShift).toBe("must T-1: shop/Pod/api -> openshift-dns[dns.operator.openshift.io/daemonset-dns=default] UDP 5353");
  });
});

describe("parameters", () => {
  const parameters = {
    port: { summary: "The port", type: "port", read: [{ from: "store", field: "spec.api.port" }], default: 8080 },
  } as const;
  const part: Part = { resources, parameters, flows: [{ port: "${port}" }] };
  const portOf = async (spec: string, given: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
    (await rowsOf(part, { manifests: [api, store("a", "shop", spec)], parameters: given })).map((row) => row.split(" ").at(-1) ?? "");

  it.each([
    ["{ api: { port: 9000 } }", "9000"],
    ['{ api: { port: "9000" } }', "9000"],
    ["{ api.port: 9000 }", "9000"],
    ["{ api: { port: 9000-9005 } }", "9000-9005"],
    ["{ api: { port: 0 } }", "8080"],
    ['{ api: { port: "0" } }', "8080"],
    ['{ api: { port: "" } }', "8080"],
    ["{ api: { port: null } }", "8080"],
    ["{}", "8080"],
  ])("of %s are %s", async (spec, expected) => {
    expect(await portOf(spec)).toEqual([expected]);
  });

  it.each([
    ["{ api: { port: 70000 } }", "`spec.api.port` of Store `shop/a` is not understood: it takes a port or a range of ports, not `70000`."],
    ['{ api: { port: "8080,8081" } }', "`spec.api.port` of Store `shop/a` is not understood: it takes a port or a range of ports, not `8080,8081`."],
    ["{ api: { port: [8080, 8081] } }", "`spec.api.port` of Store `shop/a` is not understood: it takes a port or a range of ports, not `[8080,8081]`."],
    ["{ api: { port: { a: 1 } } }", '`spec.api.port` of Store `shop/a` is not understood: it takes a port or a range of ports, not `{"a":1}`.'],
  ])("of %s have no value, and no default in its place", async (spec, reason) => {
    const manifests = [api, store("a", "shop", spec)];
    expect(await rowsOf(part, { manifests })).toEqual([`unchecked T-1: ${reason}`]);
    expect(await rowsOf(part, { manifests, parameters: { port: "7000" } })).toEqual(["must T-1: @external -> shop/Pod/api TCP 7000"]);
    const conditional: Part = { ...part, flows: [{ port: 80, when: { parameter: "port", is: 8080 } }] };
    expect(await rowsOf(conditional, { manifests })).toEqual([`unchecked T-1: ${reason}`]);
    expect(await rowsOf({ ...part, flows: [{ port: 80 }] }, { manifests })).toEqual(["must T-1: @external -> shop/Pod/api TCP 80"]);
  });

  it("are what the user gives, where that is of their form", async () => {
    expect(await portOf("{ api: { port: 9000 } }", { port: "7000" })).toEqual(["7000"]);
    expect(await portOf("{ api: { port: 9000 } }", { port: "many" })).toEqual(["9000"]);
    const [parameter] = packOf(documentOf(part)).parameters;
    expect(parameter?.problemOf?.("many")).toBe("it takes a port or a range of ports, not `many`");
    expect(parameter?.problemOf?.("7000")).toBeUndefined();
  });

  it("without a value make rows unchecked", async () => {
    const without = { port: { summary: "The port", type: "port" } } as const;
    expect(await rowsOf({ parameters: without, flows: [{ port: "${port}" }] }, { manifests: [api] })).toEqual([
      "unchecked T-1: Parameter `port` (The port) has no value; give it with `--param test.port=<value>`.",
    ]);
    const missing = { port: { ...without.port, missing: "Nobody knows." } };
    expect(await rowsOf({ parameters: missing, flows: [{ port: "${port}" }] }, { manifests: [api] })).toEqual(["unchecked T-1: Nobody knows."]);
  });

  it("are read by functions of the pack where no path says it", async () => {
    const read = { port: { summary: "The port", type: "ports", read: [{ from: "store", reader: "both" }] } } as const;
    const code: PackCode = { readers: { both: () => ["1", "2-3"] } };
    const manifests = [api, store("a", "shop", "{}")];
    expect(await rowsOf({ resources, parameters: read, flows: [{ port: "${port}" }] }, { manifests, code })).toEqual([
      "must T-1: @external -> shop/Pod/api TCP 1",
      "must T-1: @external -> shop/Pod/api TCP 2-3",
    ]);
  });
});

describe("objects", () => {
  const part: Part = {
    resources: { store: { group: "example.com", kind: "Store", label: "store" } },
    parameters: { port: { summary: "The port", type: "port", read: [{ from: "store", field: "spec.port" }], default: 80 } },
    pods: {
      api: {
        title: "the API",
        role: "subject",
        of: "store",
        select: [{ selector: { matchLabels: { app: "api" } } }],
        assume: [{ namespace: "${store.namespace}", labels: { app: "api", store: "${store.name}" } }],
      },
    },
    flows: [{ from: { pods: "api" }, port: "${port}" }],
  };
  const replica = (name: string, namespace: string, own: string): string => pod(name, namespace, { app: "api", store: own });

  it("have pods and parameters of their own", async () => {
    const manifests = [
      store("a", "shop", "{ port: 1 }"),
      store("b", "shop", "{ port: 2 }"),
      store("a", "test", "{ port: 3 }"),
      replica("a", "shop", "a"),
      replica("b", "shop", "b"),
    ];
    expect(await rowsOf(part, { manifests })).toEqual([
      "must T-1: shop/Pod/a -> shop/Pod/a TCP 1",
      "must T-1: shop/Pod/b -> shop/Pod/b TCP 2",
      "must T-1: test[app=api,store=a] -> test[app=api,store=a] TCP 3",
    ]);
  });

  it("are stood in for by pods whose object is not in the input, by namespace and label", async () => {
    const manifests = [store("a", "shop", "{ port: 1 }"), replica("a", "shop", "a"), replica("b", "shop", "b"), replica("c", "test", "c")];
    expect(await rowsOf(part, { manifests })).toEqual([
      "must T-1: shop/Pod/a -> shop/Pod/a TCP 1",
      "must T-1: shop/Pod/b -> shop/Pod/b TCP 80",
      "must T-1: test/Pod/c -> test/Pod/c TCP 80",
    ]);
  });

  it("have items, each of which is asked for", async () => {
    const items: Part = {
      resources: { store: { group: "example.com", kind: "Store" }, door: { within: "store", items: "spec.doors" } },
      parameters: { port: { summary: "The port", type: "port", read: [{ from: "door", field: "port" }], missing: "A door has no port." } },
      flows: [{ forEach: "door", port: "${port}", when: { not: { field: "shut", of: "door" } } }],
    };
    const manifests = [api, store("a", "shop", "{ doors: [{ port: 1 }, { port: 2, shut: true }, {}] }"), store("b", "shop", "{ doors: [{ port: 4 }] }")];
    expect(await rowsOf(items, { manifests })).toEqual([
      "must T-1: @external -> shop/Pod/api TCP 1",
      "must T-1: @external -> shop/Pod/api TCP 4",
      "unchecked T-1: A door has no port.",
    ]);
  });
});

describe("conditions", () => {
  const holds = async (when: object, setup: Setup = {}): Promise<boolean> => {
    const parameters = {
      on: { summary: "On", type: "boolean", read: [{ from: "store", field: "spec.on" }] },
      mode: { summary: "Mode", type: "choice", choices: ["Fast", "Slow"], read: [{ from: "store", field: "spec.mode" }] },
    } as const;
    const part = { resources, parameters, flows: [{ when }] } as Part;
    const manifests = [api, store("a", "shop", `{ "on": true, mode: FAST }`)];
    return (await rowsOf(part, { manifests, ...setup })).length > 0;
  };

  it.each([
    [{ parameter: "on" }, true],
    [{ parameter: "on", is: false }, false],
    [{ parameter: "on", is: true }, true],
    [{ parameter: "mode", is: ["Slow", "Fast"] }, true],
    [{ parameter: "mode", is: "Slow" }, false],
    [{ platform: "openshift" }, false],
    [{ field: "spec.on", of: "store" }, true],
    [{ field: "spec.off", of: "store" }, false],
    [{ pods: "api" }, true],
    [{ object: { kind: "Store" } }, true],
    [{ object: { group: "example.com", kind: "Store", names: ["b*"] } }, false],
    [{ object: { group: "example.org", kind: "Store" } }, false],
    [{ object: { kind: "Pod", namespaces: ["s*"] } }, true],
    [{ all: [{ parameter: "on" }, { platform: "openshift" }] }, false],
    [{ any: [{ parameter: "on" }, { platform: "openshift" }] }, true],
    [{ not: { platform: "openshift" } }, true],
  ])("%j is %j", async (when, expected) => {
    expect(await holds(when)).toBe(expected);
  });

  it("have objects read that nothing else reads", async () => {
    const manifests = [api, "{ apiVersion: example.org/v1, kind: Wing, metadata: { name: east, namespace: shop } }"];
    const wing = { object: { group: "example.org", kind: "Wing" } };
    expect(await holds(wing, { manifests })).toBe(true);
    expect(await holds({ not: { any: [{ all: [wing] }] } }, { manifests })).toBe(false);
    expect(await holds({ object: { group: "example.com", kind: "Wing" } }, { manifests })).toBe(false);
  });

  it("know the platform", async () => {
    expect(await holds({ platform: "openshift" }, { platform: "openshift" })).toBe(true);
  });
});

describe("a pack", () => {
  const part: Part = {
    pods: {
      api: {
        title: "the API",
        role: "subject",
        select: [{ selector: { matchLabels: { app: "api" } } }],
        assume: [{ namespace: "shop", labels: { app: "api" } }],
      },
    },
    flows: [{}],
  };
  const other = pod("web", "shop", { app: "web" });

  it("asks for nothing where the software is not there, unless it is named", async () => {
    expect(await rowsOf(part, { manifests: [other] })).toEqual([]);
    expect(await rowsOf(part, { manifests: [other], named: true })).toEqual(["must T-1: @external -> shop[app=api] TCP 80"]);
  });

  it("assumes no pods in a closed world", async () => {
    expect(await rowsOf(part, { manifests: [other], named: true, world: "closed" })).toEqual([]);
    const peers = { ...part.pods, db: { title: "the database", role: "peer", select: [{ selector: { matchLabels: { app: "db" } } }], assume: [{ namespace: "shop", labels: { app: "db" } }] } } as const;
    const toDb: Part = { ...part, pods: peers, flows: [{ from: { pods: "api" }, to: { pods: "db" } }] };
    expect(await rowsOf(toDb, { manifests: [api] })).toEqual(["must T-1: shop/Pod/api -> shop[app=db] TCP 80"]);
    expect(await rowsOf(toDb, { manifests: [api], world: "closed" })).toEqual(["unchecked T-1: The cluster has no pods of the database."]);
  });

  it("says what it assumes", async () => {
    const { flows } = await requireOf(part, { manifests: [other], named: true });
    expect(flows.map(({ assumed }) => assumed)).toEqual([
      ["Pods of Test that are not in the input were assumed with the labels that Test gives them."],
    ]);
  });

  it("takes the level, severity, link and evidence of a row", async () => {
    const evidence = { of: "store", field: "spec.port", message: "asked for here" };
    const row = { level: "may", severity: "info", link: "https://example.com/1", evidence } as const;
    const { flows } = await requireOf({ resources, flows: [row] }, { manifests: [api, store("a", "shop", "{ port: 1 }")] });
    expect(flows[0]).toMatchObject({ level: "may", severity: "info", link: "https://example.com/1" });
    expect(flows[0]?.evidence).toMatchObject({ file: "all.yaml", message: "asked for here", range: { start: { line: 9, column: 15 } } });
  });
});
