import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClusterPolicy } from "../../src/resources/cluster-policy.js";
import { readClusterPolicy, refusalsBesidesUnknownPeers } from "../../src/resources/read-cluster-policy.js";
import { readMeta } from "../../src/resources/read-meta.js";
import type { Origin } from "../../src/resources/resource.js";
import type { IpBlock } from "../../src/sets/ip-address.js";
import { formatSelector } from "../../src/sets/label-selector.js";
import { fieldOf, isList, type JsonValue, valueAt } from "../../src/source/json-value.js";
import { anp, anpFrom, anpTo, banp, cnp, cnpFrom, cnpTo } from "./cluster-policy-objects.js";

const nowhere: Origin = {
  file: "p.yaml",
  document: 0,
  base: [],
  locate: () => ({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
  valueAt: () => undefined,
  placement: {},
  holdsAmbiguous: () => false,
  ambiguousAt: () => undefined,
};

function read(value: JsonValue, channel: "standard" | "experimental" = "experimental"): ClusterPolicy {
  return readClusterPolicy(value, readMeta(value, nowhere, false, { namespace: "" }), { channel });
}

function selected({ subject }: ClusterPolicy): string {
  return `${formatSelector(subject.namespaceSelector)} / ${formatSelector(subject.podSelector)}`;
}

function blockText({ family, first, prefixLength }: IpBlock): string {
  return `${family}:${first}/${prefixLength}`;
}

/** The peers of all rules, in short. */
function peers({ ingress, egress }: ClusterPolicy): string[] {
  return [...ingress, ...egress].flatMap((rule) => rule.peers).map((peer) => {
    switch (peer.type) {
      case "pods":
        return `pods ${formatSelector(peer.pods.namespaceSelector)} / ${formatSelector(peer.pods.podSelector)}`;
      case "networks":
        return `networks ${peer.networks.map(blockText).join()}`;
      case "nodes":
        return `nodes ${formatSelector(peer.nodeSelector)}`;
      case "domainNames":
        return `domainNames ${peer.domainNames.join()}`;
      case "unknown":
        return "unknown";
    }
  });
}

function ports({ ingress, egress }: ClusterPolicy): string[] {
  return [...ingress, ...egress].flatMap((rule) => rule.ports).map((port) =>
    port.type === "name" ? `${port.name} of ${port.protocol ?? "any"}` : `${port.protocol} ${port.first}-${port.last}`,
  );
}

describe("tier and priority", () => {
  it.each([
    ["AdminNetworkPolicy", anp({ priority: 7 }), "admin", 7],
    ["BaselineAdminNetworkPolicy", banp(), "baseline", 0],
    ["ClusterNetworkPolicy Admin", cnp({ priority: 1000 }), "admin", 1000],
    ["ClusterNetworkPolicy Baseline", cnp({ tier: "Baseline", priority: 3 }), "baseline", 3],
  ] as const)("%s", (_kind, value, tier, priority) => {
    const policy = read(value);
    expect(policy).toMatchObject({ type: "ClusterPolicy", tier, priority, refusals: [] });
    expect(policy.meta.name).toBe(tier === "baseline" && policy.meta.kind.startsWith("B") ? "default" : "p");
  });
});

const web = { matchLabels: { app: "web" } };
const prod = { matchExpressions: [{ key: "env", operator: "In", values: ["prod"] }] };

describe("subjects", () => {
  it.each([
    ["namespaces", anp({ subject: { namespaces: prod } }), "env=prod / {}"],
    ["pods", anp({ subject: { pods: { namespaceSelector: prod, podSelector: web } } }), "env=prod / app=web"],
    ["pods of every namespace", cnp({ subject: { pods: { podSelector: web } } }), "{} / app=web"],
    ["a null namespaceSelector", cnp({ subject: { pods: { namespaceSelector: null, podSelector: {} } } }), "{} / {}"],
    // The server drops the label; a NetworkPolicy would select an empty value.
    ["a null label", cnp({ subject: { namespaces: { matchLabels: { a: null, b: "c" } } } }), "b=c / {}"],
  ] as const)("%s", (_item, value, text) => {
    const policy = read(value);
    expect(selected(policy)).toBe(text);
    expect(policy.refusals).toEqual([]);
  });
});

describe("peers", () => {
  it.each([
    ["namespaces", anpFrom({ from: [{ namespaces: prod }] }), ["pods env=prod / {}"]],
    ["pods", anpFrom({ from: [{ pods: { namespaceSelector: {}, podSelector: web } }] }), ["pods {} / app=web"]],
    ["v1alpha2 pods", cnpFrom({ from: [{ pods: { podSelector: web } }] }), ["pods {} / app=web"]],
    ["networks", cnpTo({ to: [{ networks: ["10.0.0.7/8", "::/0"] }] }), ["networks 4:167772160/8,6:0/0"]],
    ["nodes", anpTo({ to: [{ nodes: web }] }), ["nodes app=web"]],
    ["domainNames", cnpTo({ to: [{ domainNames: ["*.a.b", "c.d"] }] }), ["domainNames *.a.b,c.d"]],
    ["several", cnpTo({ to: [{ namespaces: {} }, { nodes: {} }] }), ["pods {} / {}", "nodes {}"]],
  ] as const)("%s", (_item, value, expected) => {
    const policy = read(value);
    expect(peers(policy)).toEqual(expected);
    expect(policy.refusals).toEqual([]);
  });

  it("are unknown where nobody knows a field, and that alone is no reason to refuse the rules", () => {
    const policy = read(cnpTo({ to: [{ services: {} }] }));
    expect(peers(policy)).toEqual(["unknown"]);
    expect(policy.refusals.map(({ reason }) => reason)).toEqual(["UnknownField"]);
    expect(refusalsBesidesUnknownPeers(policy)).toEqual([]);
  });

  it.each([
    ["empty", cnpTo({ to: [{}] }), "experimental", "unknown"],
    ["a list", cnpTo({ to: [[]] }), "experimental", "unknown"],
    ["null", cnpTo({ to: [{ pods: null }] }), "experimental", "unknown"],
    ["networks in ingress", cnpFrom({ from: [{ networks: ["::/0"] }] }), "experimental", "unknown"],
    ["nodes in the standard channel", cnpTo({ to: [{ nodes: {}, services: {} }] }), "standard", "nodes {}"],
  ] as const)("are refused: %s", (_item, value, channel, expected) => {
    const policy = read(value, channel);
    expect(peers(policy)).toEqual([expected]);
    expect(refusalsBesidesUnknownPeers(policy).some(({ reason }) => reason !== "UnknownField")).toBe(true);
  });

  it("count an unknown field that may have narrowed a rule", () => {
    const policy = read(cnpTo({ ports: [{ portNumber: { port: 80 } }], to: [{ services: {} }] }));
    expect(refusalsBesidesUnknownPeers(policy).map(({ path }) => path)).toEqual([["spec", "egress", 0, "ports"]]);
  });
});

describe("ports", () => {
  it.each([
    ["none", cnpTo({}), []],
    ["portNumber", anpTo({ ports: [{ portNumber: { protocol: "UDP", port: 53 } }] }), ["UDP 53-53"]],
    ["portNumber without protocol", anpTo({ ports: [{ portNumber: { port: 80 } }] }), ["TCP 80-80"]],
    ["portRange", anpTo({ ports: [{ portRange: { protocol: "SCTP", start: 1, end: 9 } }] }), ["SCTP 1-9"]],
    ["portRange without protocol", anpFrom({ ports: [{ portRange: { start: 5, end: 5 } }] }), ["TCP 5-5"]],
    ["namedPort", anpTo({ ports: [{ namedPort: "web" }] }), ["web of any"]],
    ["tcp", cnpTo({ protocols: [{ tcp: { destinationPort: { number: 80 } } }] }), ["TCP 80-80"]],
    ["udp", cnpTo({ protocols: [{ udp: { destinationPort: { range: { start: 1, end: 2 } } } }] }), ["UDP 1-2"]],
    ["sctp", cnpFrom({ protocols: [{ sctp: { destinationPort: { number: 7 } } }] }), ["SCTP 7-7"]],
    ["destinationNamedPort", cnpTo({ protocols: [{ destinationNamedPort: "web" }] }), ["web of any"]],
  ] as const)("%s", (_item, value, expected) => {
    const policy = read(value);
    expect(ports(policy)).toEqual(expected);
    expect(policy.refusals).toEqual([]);
  });
});

it("keeps names, actions and places", () => {
  const policy = read(
    anp({
      ingress: [{ name: "in", action: "Pass", from: [{ namespaces: {} }] }],
      egress: [
        { action: "Deny", to: [{ namespaces: {} }] },
        { action: "Allow", to: [{ networks: ["::/0"] }, { nodes: {} }], ports: [{ portNumber: { port: 1 } }] },
      ],
    }),
  );
  expect(policy.ingress.map(({ name, action, path }) => [name, action, path])).toEqual([
    ["in", "Pass", ["spec", "ingress", 0]],
  ]);
  expect(policy.egress.map(({ name, action }) => [name, action])).toEqual([
    ["", "Deny"],
    ["", "Accept"],
  ]);
  expect(policy.ingress[0]?.peers[0]?.path).toEqual(["spec", "ingress", 0, "from", 0]);
  expect(policy.egress[1]?.peers[1]?.path).toEqual(["spec", "egress", 1, "to", 1]);
  expect(policy.egress[1]?.ports[0]?.path).toEqual(["spec", "egress", 1, "ports", 0]);
  const v2 = read(cnpFrom({ protocols: [{ destinationNamedPort: "a" }, { destinationNamedPort: "b" }] }));
  expect(v2.ingress[0]?.ports[1]?.path).toEqual(["spec", "ingress", 0, "protocols", 1]);
});

const scalars = fc.constantFrom<JsonValue>(
  ..."TCP tcp Allow Deny In Is a.b 10.0.0.0/8 web".split(" "),
  ...([null, true, "", 0, 80, 90.5, 1e300] as const),
);
const keys =
  "namespaces pods namespaceSelector podSelector matchLabels matchExpressions key operator values networks nodes " +
  "domainNames portNumber portRange namedPort protocol port start end tcp udp destinationPort number range " +
  "destinationNamedPort __proto__ constructor services";
const documents = fc.letrec<{ readonly value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: "large" },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys.split(" ")), tie("value"), { maxKeys: 2 }),
  ),
})).value;

describe("any JSON", () => {
  it("is read, and what cannot be is refused", () => {
    const objects = fc.tuple(documents, documents, documents, fc.constantFrom(anp, banp, cnp)).map(
      ([peer, port, rest, make]) =>
        make({
          ingress: [{ action: "Deny", from: [peer, rest], ports: [port], protocols: [port] }],
          egress: [{ action: "Deny", to: [rest, peer], [make === cnp ? "protocols" : "ports"]: [port, rest] }, rest],
        }),
    );
    fc.assert(
      fc.property(objects, fc.constantFrom("standard" as const, "experimental" as const), (value, channel) => {
        const policy = read(value, channel);
        if (policy.refusals.some(({ reason }) => reason !== "UnknownField")) return;
        for (const rule of [...policy.ingress, ...policy.egress]) {
          const written = ["ports", "protocols"].map((field) => valueAt(value, [...rule.path, field]));
          const known = written[policy.meta.kind === "ClusterNetworkPolicy" ? 1 : 0];
          expect(rule.ports.length).toBeGreaterThanOrEqual(isList(known) ? known.length : 0);
          for (const peer of rule.peers) {
            const networks = fieldOf(valueAt(value, peer.path), "networks");
            if (peer.type === "networks") expect(peer.networks.length).toBe(isList(networks) ? networks.length : 0);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("of any shape is read", () => {
    fc.assert(
      fc.property(documents, documents, (value, spec) => {
        expect(() => [read(value), read({ ...anp(), spec }), read({ ...cnp(), spec })]).not.toThrow();
      }),
    );
  });
});
