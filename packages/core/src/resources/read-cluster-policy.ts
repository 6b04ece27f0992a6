import { type IpBlock, parseCidr } from "../sets/ip-address.js";
import { everything, type LabelSelector } from "../sets/label-selector.js";
import { fieldOf, formatPath, isObject, type JsonValue, type Path } from "../source/json-value.js";
import type {
  ClusterPolicy,
  ClusterPolicyPeer,
  ClusterPolicyPort,
  ClusterPolicyRule,
  PodsOfNamespaces,
  PolicyAction,
  PolicyTier,
} from "./cluster-policy.js";
import { prunedSelector } from "./custom-resource-selector.js";
import type { PolicyDirection, Protocol } from "./network-policy.js";
import { listOf, numberOf, stringOf } from "./read-meta.js";
import { readSelector } from "./read-network-policy.js";
import { readProtocol } from "./read-pod.js";
import type { Refusal } from "./refusal.js";
import type { ObjectMeta } from "./resource.js";
import { clusterPolicyKind, type ClusterPolicyOptions, validateClusterPolicy } from "./validate-cluster-policy.js";

/**
 * Reads an AdminNetworkPolicy, a BaselineAdminNetworkPolicy or a ClusterNetworkPolicy and fills in the API's defaults.
 * What the API server would refuse is kept in `refusals`; the typed rules are then only as good as the text allows.
 */
export function readClusterPolicy(value: JsonValue, meta: ObjectMeta, options: ClusterPolicyOptions): ClusterPolicy {
  const spec = fieldOf(value, "spec");
  return {
    type: "ClusterPolicy",
    meta,
    tier: readTier(value),
    priority: numberOf(fieldOf(spec, "priority")) ?? 0,
    subject: readPods(fieldOf(spec, "subject")) ?? { namespaceSelector: everything, podSelector: everything },
    ingress: readRules(spec, "ingress"),
    egress: readRules(spec, "egress"),
    refusals: validateClusterPolicy(value, options),
  };
}

/**
 * The refusals but for unknown fields in peers of type `unknown`, which fail closed. Where any is left, the rules are
 * not what the text seems to say: an unknown field anywhere else may have narrowed what now matches more.
 */
export function refusalsBesidesUnknownPeers({ ingress, egress, refusals }: ClusterPolicy): readonly Refusal[] {
  const peers = [...ingress, ...egress].flatMap((rule) => rule.peers).filter(({ type }) => type === "unknown");
  const places = new Set(peers.map(({ path }) => formatPath(path)));
  return refusals.filter(({ reason, path }) => reason !== "UnknownField" || !places.has(formatPath(path.slice(0, -1))));
}

function readTier(value: JsonValue): PolicyTier {
  const kind = clusterPolicyKind(value);
  if (kind !== "ClusterNetworkPolicy") return kind === "BaselineAdminNetworkPolicy" ? "baseline" : "admin";
  return fieldOf(fieldOf(value, "spec"), "tier") === "Baseline" ? "baseline" : "admin";
}

function readRules(spec: JsonValue | undefined, direction: PolicyDirection): ClusterPolicyRule[] {
  return listOf(fieldOf(spec, direction)).map((rule, index) => readRule(rule, direction, ["spec", direction, index]));
}

function readRule(rule: JsonValue, direction: PolicyDirection, path: Path): ClusterPolicyRule {
  const peerField = direction === "ingress" ? "from" : "to";
  return {
    path,
    name: stringOf(fieldOf(rule, "name")) ?? "",
    action: readAction(fieldOf(rule, "action")),
    peers: listOf(fieldOf(rule, peerField)).map((peer, at) => ({
      path: [...path, peerField, at],
      ...readPeer(peer, direction),
    })),
    ports: [
      ...readPorts(rule, "ports", path, readAdminPort),
      ...readPorts(rule, "protocols", path, readClusterProtocol),
    ],
  };
}

/** Anything else is refused. */
function readAction(action: JsonValue | undefined): PolicyAction {
  if (action === "Allow" || action === "Accept") return "Accept";
  return action === "Pass" ? "Pass" : "Deny";
}

type PeerFields = ClusterPolicyPeer extends infer T ? (T extends { path: Path } ? Omit<T, "path"> : never) : never;

function readPeer(peer: JsonValue, direction: PolicyDirection): PeerFields {
  const pods = readPods(peer);
  if (pods) return { type: "pods", pods };
  return (direction === "egress" ? readEgressPeer(peer) : undefined) ?? { type: "unknown" };
}

function readEgressPeer(peer: JsonValue): PeerFields | undefined {
  const networks = fieldOf(peer, "networks");
  if (Array.isArray(networks)) return { type: "networks", networks: listOf(networks).flatMap(readNetwork) };
  const nodes = fieldOf(peer, "nodes");
  if (isObject(nodes)) return { type: "nodes", nodeSelector: readPrunedSelector(nodes) };
  const domainNames = fieldOf(peer, "domainNames");
  if (!Array.isArray(domainNames)) return undefined;
  return { type: "domainNames", domainNames: listOf(domainNames).filter((name) => typeof name === "string") };
}

function readNetwork(value: JsonValue): IpBlock[] {
  const block = typeof value === "string" ? parseCidr(value) : undefined;
  return block ? [block] : [];
}

/** A subject or a peer: whole namespaces, or pods of namespaces. In v1alpha2 a missing `namespaceSelector` is empty. */
function readPods(value: JsonValue | undefined): PodsOfNamespaces | undefined {
  const namespaces = fieldOf(value, "namespaces");
  if (isObject(namespaces)) return { namespaceSelector: readPrunedSelector(namespaces), podSelector: everything };
  const pods = fieldOf(value, "pods");
  if (!isObject(pods)) return undefined;
  return {
    namespaceSelector: readPrunedSelector(fieldOf(pods, "namespaceSelector")),
    podSelector: readPrunedSelector(fieldOf(pods, "podSelector")),
  };
}

function readPrunedSelector(value: JsonValue | undefined): LabelSelector {
  return readSelector(prunedSelector(value));
}

type PortFields = ClusterPolicyPort extends infer T ? (T extends { path: Path } ? Omit<T, "path"> : never) : never;

/** Items that cannot be read are left out; the object is refused for them. */
function readPorts(
  rule: JsonValue,
  field: "ports" | "protocols",
  path: Path,
  read: (item: JsonValue) => PortFields | undefined,
): ClusterPolicyPort[] {
  return listOf(fieldOf(rule, field)).flatMap((item, at) => {
    const port = read(item);
    return port ? [{ path: [...path, field, at], ...port }] : [];
  });
}

function readAdminPort(item: JsonValue): PortFields | undefined {
  const name = stringOf(fieldOf(item, "namedPort"));
  if (name !== undefined) return { type: "name", name, protocol: undefined };
  const number = fieldOf(item, "portNumber");
  const match = number ?? fieldOf(item, "portRange");
  const protocol = readProtocol(fieldOf(match, "protocol"));
  const [first, last] = number ? (["port", "port"] as const) : (["start", "end"] as const);
  return protocol && readRange(match, protocol, first, last);
}

const protocolFields: readonly (readonly [field: string, protocol: Protocol])[] = [
  ["tcp", "TCP"],
  ["udp", "UDP"],
  ["sctp", "SCTP"],
];

function readClusterProtocol(item: JsonValue): PortFields | undefined {
  const name = stringOf(fieldOf(item, "destinationNamedPort"));
  if (name !== undefined) return { type: "name", name, protocol: undefined };
  const written = protocolFields.find(([field]) => isObject(fieldOf(item, field)));
  if (!written) return undefined;
  const port = fieldOf(fieldOf(item, written[0]), "destinationPort");
  const [, protocol] = written;
  return readRange(port, protocol, "number", "number") ?? readRange(fieldOf(port, "range"), protocol, "start", "end");
}

function readRange(
  match: JsonValue | undefined,
  protocol: Protocol,
  firstField: string,
  lastField: string,
): PortFields | undefined {
  const [first, last] = [numberOf(fieldOf(match, firstField)), numberOf(fieldOf(match, lastField))];
  return first === undefined || last === undefined ? undefined : { type: "range", protocol, first, last };
}
