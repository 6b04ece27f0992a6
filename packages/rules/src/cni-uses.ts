import { type Cluster, type IpBlock, type NetworkPolicy, type Path, protocols } from "@netpolint/core";
import { isWithin } from "./address-holders.js";
import type { CniFeature } from "./cni-limits.js";
import { acceptedPolicies, type PolicyPeer, type PolicyPort, type RuleInForce, rulesInForce } from "./network-policy-words.js";
import { cidrPath, requirementPath, selectorsInForce } from "./rules-in-force.js";

/** A place where a policy uses a feature. `does`: what it does there, the middle of a sentence. */
export interface CniUse {
  readonly policy: NetworkPolicy;
  readonly feature: CniFeature;
  readonly path: Path;
  readonly does: string;
}

type Use = Omit<CniUse, "policy">;

/** Of the features that are wanted. */
export function cniUses(cluster: Cluster, wanted: ReadonlySet<CniFeature>): readonly CniUse[] {
  const inner = innerRanges(cluster);
  return acceptedPolicies(cluster).flatMap((policy) =>
    usesOfPolicy(policy, inner, wanted)
      .filter(({ feature }) => wanted.has(feature))
      .map((use) => ({ ...use, policy })),
  );
}

/** Where the cluster's own pods and nodes are for sure. */
function innerRanges({ settings, environment }: Cluster): readonly IpBlock[] {
  const nodes = environment.nodes.facts.map(({ value: { family, value } }) => single(family, value));
  return [...settings.podRanges, ...settings.nodeRanges, ...nodes];
}

function single(family: IpBlock["family"], value: bigint): IpBlock {
  return { family, first: value, last: value, prefixLength: family === 4 ? 32 : 128, hostBits: false };
}

function usesOfPolicy(policy: NetworkPolicy, inner: readonly IpBlock[], wanted: ReadonlySet<CniFeature>): readonly Use[] {
  const rules = rulesInForce(policy);
  return [
    ...(policy.policyTypes.egress ? [use("egress", ["spec", "egress"], "is about egress")] : []),
    ...(wanted.has("negative-selector") ? negativeSelectors(policy) : []),
    ...rules.flatMap((one) => usesOfRule(one, inner)),
    ...(wanted.has("both-families") ? bothFamilies(rules) : []),
    ...(wanted.has("many-blocks") ? manyBlocks(rules) : []),
  ];
}

function use(feature: CniFeature, path: Path, does: string): Use {
  return { feature, path, does };
}

function usesOfRule({ direction, rule }: RuleInForce, inner: readonly IpBlock[]): readonly Use[] {
  if (isPlain(rule)) return none;
  const fromAddresses = direction === "ingress" && rule.peers.some(({ ipBlock }) => ipBlock !== undefined);
  return [
    ...rule.peers.flatMap((peer) => usesOfPeer(peer, inner)),
    ...rule.ports.flatMap((port) => usesOfPort(port, fromAddresses)),
    ...manyPorts(rule),
  ];
}

const none: readonly Use[] = [];

/** Selectors and a few ports of TCP or UDP by number: every plugin applies those. */
function isPlain({ peers, ports }: RuleInForce["rule"]): boolean {
  if (ports.length > portsTaken || peers.some(({ ipBlock }) => ipBlock !== undefined)) return false;
  return ports.every(({ protocol, port, endPort }) => protocol !== "SCTP" && typeof port !== "string" && endPort === undefined);
}

function usesOfPeer(peer: PolicyPeer, inner: readonly IpBlock[]): readonly Use[] {
  const { ipBlock, path } = peer;
  if (!ipBlock) return [];
  const { cidr, except } = ipBlock;
  return [
    ...(cidr.family === 6 ? [use("ipv6", cidrPath(peer), "is a block of IPv6")] : []),
    ...(isWithin(cidr, inner) ? [use("inner-block", cidrPath(peer), "holds the cluster's own addresses")] : []),
    ...(except.length > 0 ? [use("except", [...path, "ipBlock", "except"], "takes out exceptions")] : []),
  ];
}

function usesOfPort({ path, protocol, port, endPort }: PolicyPort, fromAddresses: boolean): readonly Use[] {
  const names = typeof port === "string" ? `names the port \`${port}\`` : undefined;
  return [
    ...(protocol === "SCTP" ? [use("sctp", [...path, "protocol"], "is SCTP")] : []),
    ...(names ? [use("named-port", [...path, "port"], names)] : []),
    ...(names && fromAddresses ? [use("named-port-from-addresses", [...path, "port"], `${names} beside an ipBlock`)] : []),
    ...(endPort !== undefined && endPort !== port ? [use("end-port", [...path, "endPort"], "ends a range of ports")] : []),
  ];
}

function negativeSelectors(policy: NetworkPolicy): readonly Use[] {
  return selectorsInForce(policy).flatMap((written) =>
    written.selector.requirements
      .filter(({ operator }) => operator === "NotIn" || operator === "DoesNotExist")
      .map((one) => use("negative-selector", requirementPath(policy.meta, written, one), `asks for ${one.operator}`)),
  );
}

const portsTaken = 24;

function manyPorts({ path, ports }: RuleInForce["rule"]): readonly Use[] {
  if (ports.length <= portsTaken) return [];
  return protocols.flatMap((protocol) => {
    const items = ports.filter((port) => port.protocol === protocol);
    const count = new Set(items.map(({ port, endPort }) => `${port}-${endPort}`)).size;
    return count > portsTaken ? [use("many-ports", [...path, "ports"], `has ${count} different items for ${protocol}`)] : [];
  });
}

function bothFamilies(rules: readonly RuleInForce[]): readonly Use[] {
  const peers = rules.flatMap(({ rule }) => rule.peers.filter(({ ipBlock }) => ipBlock !== undefined));
  const first = peers[0]?.ipBlock?.cidr.family;
  const other = peers.find(({ ipBlock }) => ipBlock?.cidr.family !== first);
  return other ? [use("both-families", cidrPath(other), "is of another address family than other blocks of it")] : [];
}

const blocksAdvised = 4;

function manyBlocks(rules: readonly RuleInForce[]): readonly Use[] {
  const peers = rules.flatMap(({ rule }) => rule.peers.filter(({ ipBlock }) => ipBlock !== undefined));
  const [, , , , fifth] = peers;
  return fifth ? [use("many-blocks", cidrPath(fifth), `is one of ${peers.length} ipBlocks (${blocksAdvised} are advised)`)] : [];
}
