/**
 * Random cluster-scoped policies of both versions, in the same alphabets as the rest of the cluster.
 *
 * All of it is accepted by the API server, with two exceptions: a peer of a newer version (`serviceAccounts`), which a
 * reader sees only when the served version is newer than itself, and the label key `__proto__`.
 */

import fc from "fast-check";
import type {
  NaiveAdminPort,
  NaiveClusterPolicy,
  NaiveNamespacedPods,
  NaiveProtocol,
  NaiveTierPeer,
  NaiveTierRule,
  NaiveTierSubject,
  TierAction,
} from "./naive-cluster-policy.js";
import type { NaiveSelector, Protocol } from "./naive-cluster.js";
import { metadataNameKey } from "./naive-ends.js";
import {
  blocks,
  labelValues,
  namespaceNames,
  namespaceSelectors,
  podSelectors,
  portNames,
  portNumbers,
  protocols,
  written,
} from "./random-parts.js";

/** Up to four policies; a BaselineAdminNetworkPolicy is never beside baseline policies of v1alpha2. */
export function randomClusterPolicies(keys: readonly string[]): fc.Arbitrary<readonly NaiveClusterPolicy[]> {
  const slot = fc.record({
    place: fc.constantFrom<Place>("v1alpha1 admin", "v1alpha2 admin", "v1alpha2 admin", "baseline", "baseline"),
    priority: fc.constantFrom(0, 1, 1, 1, 1, 2, 1000),
    parts: randomParts(keys),
  });
  const someOrNone = fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.array(slot, { minLength: 1, maxLength: 2, size: "max" }) },
    { weight: 11, arbitrary: fc.array(slot, { minLength: 3, maxLength: 4, size: "max" }) },
  );
  return fc
    .tuple(fc.constantFrom<Baseline>("v1alpha1", "v1alpha2"), someOrNone)
    .map(([baseline, all]) => all.map((each, index) => policyAt(each, index, placeOf(baseline, all, index))));
}

type Place = "v1alpha1 admin" | "v1alpha2 admin" | "baseline";
type Baseline = "v1alpha1" | "v1alpha2";
type Kind = "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "admin" | "baseline";

/** There is one BaselineAdminNetworkPolicy at most: further ones become AdminNetworkPolicies. */
function placeOf(baseline: Baseline, all: readonly { readonly place: Place }[], index: number): Kind {
  const place = all[index]!.place;
  if (place === "v1alpha1 admin") return "AdminNetworkPolicy";
  if (place === "v1alpha2 admin") return "admin";
  if (baseline === "v1alpha2") return "baseline";
  const first = all.findIndex((each) => each.place === "baseline");
  return first === index ? "BaselineAdminNetworkPolicy" : "AdminNetworkPolicy";
}

interface Slot {
  readonly priority: number;
  readonly parts: Parts;
}

function policyAt({ priority, parts }: Slot, index: number, kind: Kind): NaiveClusterPolicy {
  const metadata = { name: index === 0 ? "constructor" : `tier-${index}` };
  switch (kind) {
    case "AdminNetworkPolicy": {
      const spec = { priority, ...specOf(withFullSubject(parts), adminRule) };
      return { apiVersion: "policy.networking.k8s.io/v1alpha1", kind, metadata, spec };
    }
    case "BaselineAdminNetworkPolicy": {
      const spec = specOf(withFullSubject(parts), baselineAdminRule);
      return { apiVersion: "policy.networking.k8s.io/v1alpha1", kind, metadata: { name: "default" }, spec };
    }
    case "admin":
    case "baseline": {
      const tier = kind === "admin" ? ("Admin" as const) : ("Baseline" as const);
      const spec = { tier, priority, ...specOf(parts, currentRule) };
      return { apiVersion: "policy.networking.k8s.io/v1alpha2", kind: "ClusterNetworkPolicy", metadata, spec };
    }
  }
}

// What the versions have in common

interface Parts {
  readonly subject: NaiveTierSubject;
  readonly ingress: readonly RuleParts[] | undefined;
  readonly egress: readonly RuleParts[] | undefined;
}

interface RuleParts {
  readonly name: string | undefined;
  readonly action: TierAction;
  readonly peers: readonly NaiveTierPeer[];
  readonly ports: readonly PortParts[] | undefined;
}

interface PortParts {
  readonly form: "number" | "range" | "name";
  readonly protocol: Protocol | undefined;
  readonly number: number;
  readonly reach: number;
  readonly name: string;
}

type RuleWriter<Action> = (parts: RuleParts, peerField: "from" | "to") => NaiveTierRule<Action>;

function specOf<Action>({ subject, ingress, egress }: Parts, write: RuleWriter<Action>) {
  return {
    subject,
    ...written({
      ingress: ingress?.map((rule) => write(rule, "from")),
      egress: egress?.map((rule) => write(rule, "to")),
    }),
  };
}

function withFullSubject(parts: Parts): Parts {
  return { ...parts, subject: withNamespaceSelector(parts.subject) };
}

const adminRule: RuleWriter<"Allow" | "Deny" | "Pass"> = ({ name, action, peers, ports }, peerField) => ({
  ...written({ name, ports: ports?.map(adminPort) }),
  action: action === "Accept" ? "Allow" : action,
  [peerField]: peers.map(withNamespaceSelector),
});

/** The baseline of v1alpha1 has neither Pass nor domain names. */
const baselineAdminRule: RuleWriter<"Allow" | "Deny"> = (parts, peerField) => {
  const peers = parts.peers.map((peer) => (peer.domainNames === undefined ? peer : { networks: ["203.0.113.0/24"] }));
  const rule = adminRule({ ...parts, peers }, peerField);
  return { ...rule, action: rule.action === "Pass" ? "Deny" : rule.action };
};

const currentRule: RuleWriter<TierAction> = ({ name, action, peers, ports }, peerField) => ({
  ...written({ name, protocols: ports?.map(currentPort) }),
  action,
  [peerField]: peers,
});

/** v1alpha1 wants both selectors. */
function withNamespaceSelector<T extends NaiveTierSubject | NaiveTierPeer>(chosen: T): T {
  return chosen.pods === undefined ? chosen : { ...chosen, pods: { namespaceSelector: {}, ...chosen.pods } };
}

function adminPort({ form, protocol, number, reach, name }: PortParts): NaiveAdminPort {
  if (form === "name") return { namedPort: name };
  if (form === "number") return { portNumber: { ...written({ protocol }), port: number } };
  return { portRange: { ...written({ protocol }), start: number, end: number + reach } };
}

function currentPort({ form, protocol, number, reach, name }: PortParts): NaiveProtocol {
  if (form === "name") return { destinationNamedPort: name };
  const destinationPort = form === "number" ? { number } : { range: { start: number, end: number + reach } };
  const fields = { TCP: "tcp", UDP: "udp", SCTP: "sctp" } as const;
  return { [fields[protocol ?? "TCP"]]: { destinationPort } };
}

// Random parts

function randomParts(keys: readonly string[]): fc.Arbitrary<Parts> {
  return fc.record({
    subject: randomSubject(keys),
    ingress: randomRules(randomIngressPeer(keys)),
    egress: randomRules(randomEgressPeer(keys)),
  });
}

function randomRules(peer: fc.Arbitrary<NaiveTierPeer>): fc.Arbitrary<readonly RuleParts[] | undefined> {
  const rule = fc
    .record({
      name: fc.constantFrom(undefined, "constructor"),
      action: fc.constantFrom<TierAction>("Accept", "Accept", "Deny", "Deny", "Pass"),
      peers: fc.array(peer, { minLength: 1, maxLength: 2 }),
      ports: fc.oneof(fc.constant(undefined), fc.array(randomPort, { minLength: 1, maxLength: 3 })),
    })
    .map(withoutNamesBesideAddresses);
  return fc.oneof(
    { weight: 14, arbitrary: fc.array(rule, { minLength: 1, maxLength: 3, size: "max" }) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** The experimental channel refuses a named port in a rule that has networks, nodes or domain names. */
function withoutNamesBesideAddresses(rule: RuleParts): RuleParts {
  const hasAddresses = rule.peers.some((peer) => (peer.networks ?? peer.nodes ?? peer.domainNames) !== undefined);
  if (!hasAddresses) return rule;
  return { ...rule, ports: rule.ports?.map((port) => (port.form === "name" ? { ...port, form: "number" } : port)) };
}

const randomPort: fc.Arbitrary<PortParts> = fc.record({
  form: fc.constantFrom("number", "number", "range", "name", "name"),
  protocol: fc.constantFrom(undefined, ...protocols),
  number: fc.constantFrom(...portNumbers),
  reach: fc.constantFrom(1, 2, 363),
  name: fc.constantFrom(...portNames),
});

function randomSubject(keys: readonly string[]): fc.Arbitrary<NaiveTierSubject> {
  return fc.oneof(
    tierNamespaces(keys).map((namespaces) => ({ namespaces })),
    randomNamespacedPods(keys).map((pods) => ({ pods })),
  );
}

function randomIngressPeer(keys: readonly string[]): fc.Arbitrary<NaiveTierPeer> {
  return fc.oneof(
    { weight: 5, arbitrary: tierNamespaces(keys).map((namespaces) => ({ namespaces })) },
    { weight: 5, arbitrary: randomNamespacedPods(keys).map((pods) => ({ pods })) },
    { weight: 2, arbitrary: fc.constant({ serviceAccounts: {} }) },
  );
}

function randomEgressPeer(keys: readonly string[]): fc.Arbitrary<NaiveTierPeer> {
  return fc.oneof(
    { weight: 10, arbitrary: randomIngressPeer(keys) },
    { weight: 5, arbitrary: randomNetworks.map((networks) => ({ networks })) },
    { weight: 3, arbitrary: randomNodes.map((nodes) => ({ nodes })) },
    { weight: 3, arbitrary: randomDomainNames.map((domainNames) => ({ domainNames })) },
  );
}

function randomNamespacedPods(keys: readonly string[]): fc.Arbitrary<NaiveNamespacedPods> {
  return fc
    .record({
      namespaceSelector: fc.option(tierNamespaces(keys), { nil: undefined, freq: 4 }),
      podSelector: tierPods(keys),
    })
    .map(({ namespaceSelector, podSelector }) => ({ ...written({ namespaceSelector }), podSelector }));
}

/** Mostly something that selects, since a policy of a tier matters only where it does. */
function tierNamespaces(keys: readonly string[]): fc.Arbitrary<NaiveSelector> {
  const byName = fc
    .record({ operator: fc.constantFrom("In" as const, "NotIn" as const), name: fc.constantFrom(...namespaceNames) })
    .map(({ operator, name }) => ({ matchExpressions: [{ key: metadataNameKey, operator, values: [name] }] }));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: byName },
    { weight: 2, arbitrary: absentOrOther(keys) },
    { weight: 4, arbitrary: namespaceSelectors(keys).map(withoutNulls) },
  );
}

function tierPods(keys: readonly string[]): fc.Arbitrary<NaiveSelector> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: absentOrOther(keys) },
    { weight: 3, arbitrary: podSelectors(keys).map(withoutNulls) },
  );
}

function absentOrOther(keys: readonly string[]): fc.Arbitrary<NaiveSelector> {
  return fc
    .tuple(fc.constantFrom(...keys), fc.constantFrom(...labelValues))
    .map(([key, value]) => ({ matchExpressions: [{ key, operator: "NotIn" as const, values: [value] }] }));
}

/** A custom resource has no null where its schema has an object or a list. */
function withoutNulls({ matchLabels, matchExpressions }: NaiveSelector): NaiveSelector {
  return written({
    matchLabels: matchLabels ?? undefined,
    matchExpressions: matchExpressions?.map(({ key, operator, values }) => ({
      key,
      operator,
      ...written({ values: values ?? undefined }),
    })),
  });
}

const randomNetworks: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...blocks), { minLength: 1, maxLength: 3 }),
  fc.constantFrom<readonly string[]>(
    ["0.0.0.0/0", "::/0"],
    ["0.0.0.0/0", "::/0"],
    ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"],
    ["0.0.0.0/1", "::/1"],
  ),
);

/** Never one that no node can satisfy. */
const randomNodes = fc.constantFrom<NaiveSelector>(
  {},
  {},
  { matchLabels: { "node-role.kubernetes.io/worker": "" } },
  { matchExpressions: [{ key: "node-role.kubernetes.io/control-plane", operator: "DoesNotExist" }] },
);

const randomDomainNames = fc.constantFrom<readonly string[]>(
  ["api.example.org"],
  ["*.example.org"],
  ["*.example.org", "example.com"],
);
