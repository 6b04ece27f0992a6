import { defineRule, type NetworkPolicy, placeOf, type PolicyDirection, type Protocol, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, bothDirections, pathText, type PolicyPeer, type PolicyPort, type PolicyRule, policyTitle, rulesInForce } from "./network-policy-words.js";
import { isSelectorWithin } from "./selector-relation.js";

/** RFC 7766: DNS needs both. Names are asked for over UDP, and over TCP where the answer is too long for it. */
export const dnsTcpOrUdpMissing = defineRule({
  id: "dns-tcp-or-udp-missing",
  summary: "A rule allows DNS over UDP or TCP alone",
  severity: "warning",
  category: "mistake",
  precision: "medium",
  messages: {
    noTcp: {
      message:
        "{rule} of {policy} allows DNS over UDP, and neither this policy nor another that selects all its pods allows it over TCP, so names with long answers are not resolved.",
      help: "Add port 53 with protocol TCP.",
    },
    noUdp: {
      message:
        "{rule} of {policy} allows DNS over TCP, and neither this policy nor another that selects all its pods allows it over UDP, over which names are asked for first, so names are not resolved.",
      help: "Add port 53 with protocol UDP; a port without a protocol is TCP.",
    },
  },
  check: ({ cluster }) => {
    const policies = acceptedPolicies(cluster);
    const openers = openersOf(policies);
    return policies.flatMap((policy) =>
      bothDirections
        .filter((direction) => policy.policyTypes[direction])
        .flatMap((direction) => findingsOf(openers, policy, direction)),
    );
  },
});

const dnsPort = 53;

/** Rules that allow DNS over a protocol by podSelector, for each namespace, direction and protocol. */
type Openers = ReadonlyMap<string, ReadonlyMap<NetworkPolicy["podSelector"], readonly PolicyRule[]>>;

function openersKey({ meta }: NetworkPolicy, direction: PolicyDirection, protocol: Protocol): string {
  return `${meta.namespace} ${direction} ${protocol}`;
}

function openersOf(policies: readonly NetworkPolicy[]): Openers {
  const found = new Map<string, Map<NetworkPolicy["podSelector"], PolicyRule[]>>();
  for (const policy of policies) {
    for (const { direction, rule } of rulesInForce(policy)) {
      for (const protocol of ["TCP", "UDP"] as const) {
        if (!opens(rule.ports, protocol)) continue;
        const key = openersKey(policy, direction, protocol);
        const bySelector = found.get(key) ?? new Map<NetworkPolicy["podSelector"], PolicyRule[]>();
        found.set(key, bySelector);
        const rules = bySelector.get(policy.podSelector);
        if (rules) rules.push(rule);
        else bySelector.set(policy.podSelector, [rule]);
      }
    }
  }
  return found;
}

/** A rule that names the port is one for DNS; one for every port is so only if it has the same peers. */
function joins(rule: PolicyRule, other: PolicyRule): boolean {
  if (other.ports.some(({ port }) => port === dnsPort) || other.peers.length === 0) return true;
  return rule.peers.length > 0 && rule.peers.every((peer) => other.peers.some((one) => isPeerWithin(peer, one)));
}

function isPeerWithin(peer: PolicyPeer, other: PolicyPeer): boolean {
  if (peer.ipBlock || other.ipBlock) return peer.ipBlock?.text === other.ipBlock?.text && other.ipBlock?.except.length === 0;
  if (!isSelectorWithin(peer.podSelector ?? everyPod, other.podSelector ?? everyPod)) return false;
  if (!other.namespaceSelector) return !peer.namespaceSelector;
  return isSelectorWithin(peer.namespaceSelector ?? everyPod, other.namespaceSelector);
}

const everyPod: NetworkPolicy["podSelector"] = { requirements: [] };

/** No list of ports is every port. */
function opens(ports: readonly PolicyPort[], protocol: Protocol): boolean {
  return ports.length === 0 || ports.some((port) => port.protocol === protocol && includesDns(port));
}

function includesDns({ port, endPort }: PolicyPort): boolean {
  if (port === undefined) return true;
  return typeof port === "number" && port <= dnsPort && (endPort ?? port) >= dnsPort;
}

function findingsOf(openers: Openers, policy: NetworkPolicy, direction: PolicyDirection): readonly RuleFinding<"noTcp" | "noUdp">[] {
  return policy[direction].flatMap((rule) => {
    const item = rule.ports.find(({ port }) => port === dnsPort);
    if (!item || item.protocol === "SCTP" || hasNamedPorts(rule)) return [];
    const missing = item.protocol === "TCP" ? "UDP" : "TCP";
    if (isJoined(openers, policy, rule, openersKey(policy, direction, missing))) return [];
    return [findingOf(policy, rule, item, missing)];
  });
}

/** Whether a rule for all pods of the policy allows the other protocol. */
function isJoined(openers: Openers, { podSelector }: NetworkPolicy, rule: PolicyRule, key: string): boolean {
  const bySelector = openers.get(key);
  if (!bySelector) return false;
  if (bySelector.get(podSelector)?.some((other) => joins(rule, other))) return true;
  return [...bySelector].some(
    ([selector, rules]) => isSelectorWithin(podSelector, selector) && rules.some((other) => joins(rule, other)),
  );
}

/** A named port may be that of a DNS server. */
function hasNamedPorts({ ports }: PolicyRule): boolean {
  return ports.some(({ port }) => typeof port === "string");
}

function findingOf(
  policy: NetworkPolicy,
  rule: PolicyRule,
  item: PolicyPort,
  missing: "TCP" | "UDP",
): RuleFinding<"noTcp" | "noUdp"> {
  const { meta } = policy;
  const ports = [...rule.path, "ports"];
  return {
    ...placeOf(meta, [...item.path, "port"]),
    messageId: missing === "TCP" ? "noTcp" : "noUdp",
    data: { rule: pathText(rule.path), policy: policyTitle(policy) },
    suggestions: [
      {
        title: `Add port 53 with protocol ${missing}`,
        edits: [{ meta, edit: { type: "insert", path: ports, value: { protocol: missing, port: dnsPort } } }],
      },
    ],
  };
}
