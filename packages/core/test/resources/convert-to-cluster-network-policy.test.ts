import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClusterPolicy, ClusterPolicyRule } from "../../src/resources/cluster-policy.js";
import {
  convertToClusterNetworkPolicy,
  type ConvertedClusterPolicy,
} from "../../src/resources/convert-to-cluster-network-policy.js";
import { readClusterPolicy } from "../../src/resources/read-cluster-policy.js";
import { readMeta } from "../../src/resources/read-meta.js";
import type { JsonObject, JsonValue } from "../../src/source/json-value.js";
import { anp, anpTo, banp, cnp, times } from "./cluster-policy-objects.js";

function read(value: JsonValue): ClusterPolicy {
  const locate = () => ({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
  const nothing = () => undefined;
  const scalars = { holdsAmbiguous: () => false, placement: {}, ambiguousAt: nothing };
  const origin = { file: "p.yaml", document: 0, base: [], locate, valueAt: nothing, ...scalars };
  return readClusterPolicy(value, readMeta(value, origin, false, { namespace: "" }), { channel: "experimental" });
}

function convert(value: JsonValue): ConvertedClusterPolicy {
  return convertToClusterNetworkPolicy(value, read(value));
}

/** The text, so that the order of keys counts. */
function text(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

describe("what is converted", () => {
  it("AdminNetworkPolicy", () => {
    const subject = { pods: { namespaceSelector: { matchLabels: { env: "prod" } }, podSelector: {} } };
    const metadata = {
      annotations: { note: "n" },
      labels: { team: "a" },
      name: "tenants",
      uid: "u",
      resourceVersion: "7",
      creationTimestamp: "2024-01-01T00:00:00Z",
    };
    const spec = {
      egress: [
        {
          to: [{ networks: ["10.0.0.0/8"] }, { nodes: {} }, { domainNames: ["*.a.b"] }],
          ports: [
            { portNumber: { protocol: "UDP", port: 53 } },
            { portNumber: { port: 80 } },
            { portRange: { protocol: "SCTP", start: 1, end: 9 } },
            { portRange: { start: 7, end: 7 } },
          ],
          action: "Allow",
          name: "out",
        },
        { action: "Deny", to: [{ namespaces: {} }], ports: [{ namedPort: "web" }] },
      ],
      ingress: [{ action: "Pass", from: [{ namespaces: { matchLabels: { a: "b" } } }] }],
      subject,
      priority: 30,
    };
    const value = { ...anp(spec, metadata), status: { conditions: [] } };
    const object = {
      apiVersion: "policy.networking.k8s.io/v1alpha2",
      kind: "ClusterNetworkPolicy",
      metadata: { name: "tenants", labels: { team: "a" }, annotations: { note: "n" } },
      spec: {
        tier: "Admin",
        priority: 30,
        subject,
        ingress: [{ action: "Pass", from: [{ namespaces: { matchLabels: { a: "b" } } }] }],
        egress: [
          {
            name: "out",
            action: "Accept",
            to: [{ networks: ["10.0.0.0/8"] }, { nodes: {} }, { domainNames: ["*.a.b"] }],
            protocols: [
              { udp: { destinationPort: { number: 53 } } },
              { tcp: { destinationPort: { number: 80 } } },
              { sctp: { destinationPort: { range: { start: 1, end: 9 } } } },
              { tcp: { destinationPort: { number: 7 } } },
            ],
          },
          { action: "Deny", to: [{ namespaces: {} }], protocols: [{ destinationNamedPort: "web" }] },
        ],
      },
    };
    expect(text(convert(value))).toBe(text({ object }));
  });

  it("BaselineAdminNetworkPolicy", () => {
    const value = banp({ ingress: [{ action: "Deny", from: [{ namespaces: {} }], ports: null }], egress: [] });
    const object = {
      apiVersion: "policy.networking.k8s.io/v1alpha2",
      kind: "ClusterNetworkPolicy",
      metadata: { name: "default" },
      spec: {
        tier: "Baseline",
        priority: 1000,
        subject: { namespaces: {} },
        ingress: [{ action: "Deny", from: [{ namespaces: {} }] }],
      },
    };
    expect(text(convert(value))).toBe(text({ object }));
  });
});

const network = (index: number): JsonObject => ({ networks: [`10.0.${index}.0/24`] });
const port = (index: number): JsonValue => ({ portNumber: { protocol: "TCP", port: index + 1 } });
const protocol = (index: number): JsonValue => ({ tcp: { destinationPort: { number: index + 1 } } });

describe("what becomes several rules", () => {
  it("26 peers and 51 ports", () => {
    const value = anpTo({ name: "wide", action: "Deny", to: times(26, network), ports: times(51, port) });
    const all = { peers: times(26, network), protocols: times(51, protocol) };
    const head = { name: "wide", action: "Deny" };
    const rule = (peers: JsonValue[], protocols: JsonValue[]) => ({ ...head, to: peers, protocols });
    const egress = [
      rule(all.peers.slice(0, 25), all.protocols.slice(0, 25)),
      rule(all.peers.slice(0, 25), all.protocols.slice(25, 50)),
      rule(all.peers.slice(0, 25), all.protocols.slice(50)),
      rule(all.peers.slice(25), all.protocols.slice(0, 25)),
      rule(all.peers.slice(25), all.protocols.slice(25, 50)),
      rule(all.peers.slice(25), all.protocols.slice(50)),
    ];
    expect(convert(value)).toMatchObject({ object: { spec: { egress } } });
  });

  it("25 of each stay one", () => {
    const converted = convert(anpTo({ to: times(25, network), ports: times(25, port) }));
    const egress = [{ action: "Accept", to: times(25, network), protocols: times(25, protocol) }];
    expect(converted).toMatchObject({ object: { spec: { egress } } });
  });
});

const rule = { action: "Deny", to: [{ namespaces: {} }] };
const narrow = { action: "Deny", from: [{ namespaces: {} }] };

describe("what is refused", () => {
  it.each([
    ["a ClusterNetworkPolicy", cnp(), "It is a ClusterNetworkPolicy already."],
    [
      "what the API refuses",
      anpTo({ to: [] }),
      "`spec.egress[0].to` is empty, but needs at least one item, so the API server refuses the object.",
    ],
    [
      "an unknown field",
      anpTo({ prots: [] }),
      "`spec.egress[0].prots` is not a field of AdminNetworkPolicyEgressRule (did you mean `ports`?), " +
        "so the API server refuses the object.",
    ],
    [
      "a range that ends before it starts",
      anpTo({ ports: [{ portNumber: { port: 1 } }, { portRange: { start: 9, end: 8 } }] }),
      "`spec.egress[0].ports[1]` ends before it starts and matches nothing, which ClusterNetworkPolicy cannot say.",
    ],
    [
      "26 rules",
      anp({ egress: times(26, () => rule) }),
      "It takes 26 egress rules, and a ClusterNetworkPolicy has at most 25.",
    ],
    [
      "24 rules and one that becomes two",
      banp({ ingress: [...times(24, () => narrow), { ...narrow, from: times(26, () => ({ namespaces: {} })) }] }),
      "It takes 26 ingress rules, and a ClusterNetworkPolicy has at most 25.",
    ],
  ])("%s", (_item, value, refused) => {
    expect(convert(value)).toEqual({ refused });
  });

  it("not 25 rules of each direction", () => {
    const value = anp({ egress: times(25, () => rule), ingress: times(25, () => narrow) });
    expect(convert(value)).toHaveProperty("object");
  });
});

const selectors = fc.constantFrom<JsonValue>({}, { matchLabels: { a: "b" } }, { matchLabels: { a: null, c: "d" } });
const podPeers = fc.oneof(
  selectors.map((namespaces) => ({ namespaces })),
  fc.record({ namespaceSelector: selectors, podSelector: selectors }).map((pods) => ({ pods })),
);
const portNumbers = fc.integer({ min: 1, max: 65535 });
const protocols = fc.constantFrom("TCP", "UDP", "SCTP");
const ports = fc.oneof(
  fc.record({ protocol: protocols, port: portNumbers }).map((portNumber) => ({ portNumber })),
  fc
    .tuple(protocols, portNumbers, portNumbers)
    .map(([name, a, b]) => ({ portRange: { protocol: name, start: Math.min(a, b), end: Math.max(a, b) } })),
);
const rules = (peerField: "from" | "to"): fc.Arbitrary<JsonValue> =>
  fc
    .tuple(
      fc.constantFrom("Allow", "Deny", "Pass"),
      fc.array(podPeers, { minLength: 1, maxLength: 60 }),
      fc.option(fc.array(ports, { minLength: 1, maxLength: 60 })),
    )
    .map(([action, list, portList]) => ({ action, [peerField]: list, ...(portList ? { ports: portList } : {}) }));

/** Which peer on which port each rule of one action after another decides; equal where neighbours are split. */
function decisions(list: readonly ClusterPolicyRule[]): string[] {
  const runs: { action: string; pairs: Set<string> }[] = [];
  for (const { action, peers, ports: rulePorts } of list) {
    const last = runs.at(-1);
    const run = last?.action === action ? last : { action, pairs: new Set<string>() };
    if (run !== last) runs.push(run);
    for (const { path: _peer, ...peer } of peers) {
      const written = rulePorts.length === 0 ? [{}] : rulePorts.map(({ path: _port, ...item }) => item);
      for (const item of written) run.pairs.add(text([peer, item]));
    }
  }
  return runs.map(({ action, pairs }) => text([action, [...pairs].sort()]));
}

it("keeps the meaning, and the API takes the result", () => {
  const policies = fc
    .tuple(fc.array(rules("from"), { maxLength: 4 }), fc.array(rules("to"), { maxLength: 4 }))
    .map(([ingress, egress]) => anp({ ingress, egress }));
  fc.assert(
    fc.property(policies, (value) => {
      const before = read(value);
      const converted = convert(value);
      if (!("object" in converted)) throw new Error(converted.refused);
      const after = read(converted.object);
      expect(after.refusals).toEqual([]);
      expect([after.tier, after.priority, after.subject]).toEqual([before.tier, before.priority, before.subject]);
      expect(decisions(after.ingress)).toEqual(decisions(before.ingress));
      expect(decisions(after.egress)).toEqual(decisions(before.egress));
    }),
    { numRuns: 60 },
  );
});
