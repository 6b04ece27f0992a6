import {
  evaluateFlow,
  type FlowAnswer,
  isNotUnderstood,
  openCluster,
  parseAskedPort,
  parseEndpoint,
  type Verdict,
} from "@netpolint/core";
import { describe, expect, test } from "vitest";

// Thirteen properties of NetworkPolicy as people learn them, each with what it means exactly.

type Spec = Readonly<Record<string, unknown>>;

const namespaces = ["shop", "office"].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));

function pod(namespace: string, name: string, ips: readonly string[], spec: Spec = {}): unknown {
  const metadata = { namespace, name, labels: { app: name } };
  return { apiVersion: "v1", kind: "Pod", metadata, spec, status: { podIPs: ips.map((ip) => ({ ip })) } };
}

const webPorts = [{ ports: [{ name: "http", containerPort: 8080 }] }];
const pods = [
  pod("shop", "web", ["10.0.0.1", "fd00::1"], { containers: webPorts }),
  pod("shop", "api", ["10.0.0.2", "fd00::2"]),
  pod("shop", "db", ["10.0.0.3", "fd00::3"]),
  pod("office", "web", ["10.0.1.1", "fd00::1:1"]),
  pod("office", "api", ["10.0.1.2", "fd00::1:2"]),
];

/** A policy of namespace shop. */
function policy(spec: Spec, name = "policy"): unknown {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { namespace: "shop", name }, spec };
}

const web: Spec = { matchLabels: { app: "web" } };
const api: Spec = { matchLabels: { app: "api" } };
const office: Spec = { matchLabels: { "kubernetes.io/metadata.name": "office" } };

async function ask(policies: readonly unknown[], from: string, to: string, port: string): Promise<FlowAnswer> {
  const list = { apiVersion: "v1", kind: "List", items: [...namespaces, ...pods, ...policies] };
  const opened = await openCluster([{ path: "cluster.json", text: JSON.stringify(list) }]);
  const ends = [parseEndpoint(opened.cluster, from), parseEndpoint(opened.cluster, to)] as const;
  const asked = parseAskedPort(port);
  if (isNotUnderstood(ends[0])) throw new Error(ends[0].problem);
  if (isNotUnderstood(ends[1])) throw new Error(ends[1].problem);
  if (isNotUnderstood(asked)) throw new Error(asked.problem);
  return evaluateFlow(opened.policies, { from: ends[0], to: ends[1], ...asked });
}

type Asked = readonly [from: string, to: string, port: string, verdict: Verdict];

async function expectVerdicts(policies: readonly unknown[], asked: readonly Asked[]): Promise<void> {
  const answers: Asked[] = [];
  for (const [from, to, port] of asked) {
    answers.push([from, to, port, (await ask(policies, from, to, port)).verdict as Verdict]);
  }
  expect(answers).toEqual(asked);
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe("the semantics people learn", () => {
  test("N1: a pod that no policy selects may be reached and may connect, per direction", async () => {
    await expectVerdicts([policy({ podSelector: web, policyTypes: ["Ingress"] })], [
      ["shop/web", "shop/api", "80", "allow"],
      ["shop/api", "shop/db", "80", "allow"],
      ["@external", "shop/api", "80", "allow"],
      ["shop/api", "shop/web", "80", "deny"],
    ]);
  });

  test("N2: a pod that is selected has nothing but what a rule allows, per direction", async () => {
    const egress = [{ to: [{ podSelector: api }] }];
    await expectVerdicts([policy({ podSelector: web, policyTypes: ["Egress"], egress })], [
      ["shop/web", "shop/api", "80", "allow"],
      ["shop/web", "shop/db", "80", "deny"],
      ["shop/db", "shop/web", "80", "allow"],
    ]);
  });

  test("N3: rules only allow; one match suffices, in whatever order policies, rules and peers stand", async () => {
    const peers = [{ podSelector: api }, { namespaceSelector: office, podSelector: web }];
    const rules = [{ from: peers, ports: [{ port: 80 }] }, { ports: [{ port: 443 }] }];
    const asked: readonly Asked[] = [
      ["shop/api", "shop/web", "80", "allow"],
      ["office/web", "shop/web", "80", "allow"],
      ["office/api", "shop/web", "80", "deny"],
      ["office/api", "shop/web", "443", "allow"],
      ["shop/db", "shop/web", "5432", "allow"],
      ["shop/api", "shop/web", "5432", "deny"],
    ];
    const deny = policy({ podSelector: {}, policyTypes: ["Ingress"] }, "deny");
    const fromDb = { from: [{ podSelector: { matchLabels: { app: "db" } } }] };
    const db = policy({ podSelector: web, ingress: [fromDb] }, "db");
    for (const [first, second] of permutations(peers)) {
      for (const ingress of permutations([{ ...rules[0], from: [first, second] }, rules[1]])) {
        for (const policies of permutations([deny, db, policy({ podSelector: web, ingress }, "rules")])) {
          await expectVerdicts(policies, asked);
        }
      }
    }
  });

  test("N4: an empty podSelector selects all pods of the policy's own namespace and none of another", async () => {
    await expectVerdicts([policy({ podSelector: {}, policyTypes: ["Ingress"] })], [
      ["office/api", "shop/web", "80", "deny"],
      ["office/api", "shop/db", "80", "deny"],
      ["shop/api", "office/web", "80", "allow"],
    ]);
  });

  test("N5: ingress that is missing, null or empty denies all; one empty rule allows all", async () => {
    const closed = [{}, { ingress: null }, { ingress: [] }];
    for (const rules of closed) {
      await expectVerdicts([policy({ podSelector: web, policyTypes: ["Ingress"], ...rules })], [
        ["shop/api", "shop/web", "80", "deny"],
        ["@external", "shop/web", "80", "deny"],
      ]);
    }
    await expectVerdicts([policy({ podSelector: web, policyTypes: ["Ingress"], ingress: [{}] })], [
      ["shop/api", "shop/web", "80", "allow"],
      ["@external", "shop/web", "53/udp", "allow"],
    ]);
  });

  test("N6: peers of one rule are alternatives; the two selectors of one peer must both match", async () => {
    const either = { from: [{ namespaceSelector: office }, { podSelector: api }] };
    await expectVerdicts([policy({ podSelector: web, ingress: [either] })], [
      ["office/web", "shop/web", "80", "allow"],
      ["office/api", "shop/web", "80", "allow"],
      ["shop/api", "shop/web", "80", "allow"],
      ["shop/db", "shop/web", "80", "deny"],
    ]);
    const both = { from: [{ namespaceSelector: office, podSelector: api }] };
    await expectVerdicts([policy({ podSelector: web, ingress: [both] })], [
      ["office/web", "shop/web", "80", "deny"],
      ["office/api", "shop/web", "80", "allow"],
      ["shop/api", "shop/web", "80", "deny"],
    ]);
  });

  test("N7: an ipBlock has one family, and except carves out of its own block only", async () => {
    const everything4 = { ipBlock: { cidr: "0.0.0.0/0" } };
    await expectVerdicts([policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [everything4] }] })], [
      ["shop/web", "203.0.113.1", "443", "allow"],
      ["shop/web", "2001:db8::1", "443", "deny"],
    ]);
    const both = [everything4, { ipBlock: { cidr: "::/0" } }];
    await expectVerdicts([policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to: both }] })], [
      ["shop/web", "2001:db8::1", "443", "allow"],
    ]);
    const carved = { ipBlock: { cidr: "203.0.113.0/24", except: ["203.0.113.128/25"] } };
    const again = { ipBlock: { cidr: "203.0.113.200/32" } };
    await expectVerdicts([policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [carved, again] }] })], [
      ["shop/web", "203.0.113.127", "443", "allow"],
      ["shop/web", "203.0.113.128", "443", "deny"],
      ["shop/web", "203.0.113.200", "443", "allow"],
      ["shop/web", "203.0.114.1", "443", "deny"],
    ]);
    const outside = { ipBlock: { cidr: "203.0.113.0/24", except: ["2001:db8::/32"] } };
    const refused = policy({ podSelector: web, ingress: [{ from: [outside] }] });
    const { verdict, notes } = await ask([refused], "shop/api", "shop/web", "80");
    expect([verdict, notes.map((note) => note.code)]).toEqual(["undefined", ["policy-refused"]]);
  });

  test("N8: an empty namespaceSelector is all namespaces, an empty podSelector alone the own one", async () => {
    await expectVerdicts([policy({ podSelector: web, ingress: [{ from: [{ namespaceSelector: {} }] }] })], [
      ["shop/api", "shop/web", "80", "allow"],
      ["office/api", "shop/web", "80", "allow"],
      ["@external", "shop/web", "80", "deny"],
    ]);
    await expectVerdicts([policy({ podSelector: web, ingress: [{ from: [{ podSelector: {} }] }] })], [
      ["shop/api", "shop/web", "80", "allow"],
      ["office/api", "shop/web", "80", "deny"],
    ]);
  });

  test("N9: ports are the pods', numbers or names of container ports, never a Service's", async () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { namespace: "shop", name: "web" },
      spec: { selector: { app: "web" }, ports: [{ name: "front", port: 443, targetPort: 8080 }] },
    };
    const opening = (port: unknown): unknown => policy({ podSelector: web, ingress: [{ ports: [{ port }] }] });
    await expectVerdicts([service, opening(443)], [["shop/api", "shop/web", "8080", "deny"]]);
    await expectVerdicts([service, opening(8080)], [["shop/api", "shop/web", "8080", "allow"]]);
    await expectVerdicts([service, opening("http")], [["shop/api", "shop/web", "8080", "allow"]]);
    await expectVerdicts([service, opening("front")], [["shop/api", "shop/web", "8080", "deny"]]);
  });

  test("N10: a port is TCP unless it says UDP or SCTP; endPort is included and needs a number below", async () => {
    await expectVerdicts([policy({ podSelector: web, ingress: [{ ports: [{ port: 53 }, { protocol: "SCTP" }] }] })], [
      ["shop/api", "shop/web", "53", "allow"],
      ["shop/api", "shop/web", "53/udp", "deny"],
      ["shop/api", "shop/web", "9/sctp", "allow"],
    ]);
    await expectVerdicts([policy({ podSelector: web, ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }] })], [
      ["shop/api", "shop/web", "7999", "deny"],
      ["shop/api", "shop/web", "8000", "allow"],
      ["shop/api", "shop/web", "8080", "allow"],
      ["shop/api", "shop/web", "8081", "deny"],
    ]);
    for (const port of [{ port: "http", endPort: 8080 }, { port: 8080, endPort: 8000 }, { endPort: 8080 }]) {
      await expectVerdicts([policy({ podSelector: web, ingress: [{ ports: [port] }] })], [
        ["shop/api", "shop/web", "8080", "undefined"],
      ]);
    }
  });

  test("N11: replies need no rule; both ends must allow a connection, and each way is its own", async () => {
    const isolate = policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] }, "isolate");
    const egress = [{ to: [{ podSelector: api }] }];
    const leave = policy({ podSelector: web, policyTypes: ["Egress"], egress }, "leave");
    const enter = policy({ podSelector: api, ingress: [{ from: [{ podSelector: web }] }] }, "enter");
    await expectVerdicts([isolate, leave], [["shop/web", "shop/api", "80", "deny"]]);
    await expectVerdicts([isolate, enter], [["shop/web", "shop/api", "80", "deny"]]);
    await expectVerdicts([isolate, leave, enter], [
      ["shop/web", "shop/api", "80", "allow"],
      ["shop/api", "shop/web", "80", "deny"],
    ]);
    const { notes } = await ask([isolate, leave, enter], "shop/web", "shop/api", "80");
    expect(notes.map(({ code, message }) => [code, message])).toContainEqual([
      "replies-allowed",
      "replies to an allowed connection need no rule of their own; only who may open connections is decided",
    ]);
  });

  test("N12: egress to every namespace is egress to pods: not to nodes, the API server or the outside", async () => {
    const egress = [{ to: [{ namespaceSelector: {} }] }];
    const inCluster = policy({ podSelector: web, policyTypes: ["Egress"], egress });
    const hostPod = pod("office", "agent", ["192.0.2.10"], { hostNetwork: true });
    await expectVerdicts([inCluster, hostPod], [
      ["shop/web", "office/api", "80", "allow"],
      ["shop/web", "shop/db", "80", "allow"],
      ["shop/web", "203.0.113.1", "443", "deny"],
      ["shop/web", "@node", "10250", "deny"],
      ["shop/web", "office/agent", "9100", "undefined"],
    ]);
    const { verdict, notes } = await ask([inCluster], "shop/web", "@apiserver", "6443");
    expect([verdict, notes.map((note) => note.code)]).toEqual(["undefined", ["hostnetwork-peer"]]);
  });

  test("N13: without policyTypes a policy is for ingress, and for egress where it has an egress rule", async () => {
    await expectVerdicts([policy({ podSelector: web })], [
      ["shop/api", "shop/web", "80", "deny"],
      ["shop/web", "shop/api", "80", "allow"],
    ]);
    await expectVerdicts([policy({ podSelector: web, egress: [] })], [
      ["shop/api", "shop/web", "80", "deny"],
      ["shop/web", "shop/api", "80", "allow"],
    ]);
    await expectVerdicts([policy({ podSelector: web, policyTypes: [], egress: [{ to: [{ podSelector: api }] }] })], [
      ["shop/api", "shop/web", "80", "deny"],
      ["shop/web", "shop/api", "80", "allow"],
      ["shop/web", "shop/db", "80", "deny"],
    ]);
    await expectVerdicts([policy({ podSelector: web, policyTypes: ["Egress"], ingress: [{}] })], [
      ["shop/api", "shop/web", "80", "allow"],
      ["shop/web", "shop/api", "80", "deny"],
    ]);
  });
});
