import {
  type CompiledPolicies,
  defineRule,
  evaluateFlow,
  formatIpAddress,
  formatPath,
  intersectPortSets,
  type IpAddress,
  ipSetOf,
  type IpSet,
  isEmptyIpSet,
  isEmptyPortSet,
  intersectIpSets,
  objectName,
  type ObjectSuggestion,
  parseIpAddress,
  placeOf,
  portRange,
  type RuleFinding,
} from "@netpolint/core";
import { type DirectedRule, directedRules } from "./directed-rule.js";
import { coverOf } from "./port-words.js";
import { firstSurelySelected } from "./workload-index.js";

/** Where most clouds answer, and where AWS answers over IPv6. */
const metadataTexts = ["169.254.169.254", "fd00:ec2::254"] as const;

let known: readonly IpAddress[] | undefined;

/** Read when the first rule opens the port: what reads IPv6 takes longer to load than a small run. */
function metadataAddresses(): readonly IpAddress[] {
  return (known ??= metadataTexts.flatMap((text) => parseIpAddress(text) ?? []));
}

const port = 80;

/** An address block that is meant for the world holds the node's credentials too. */
export const cloudMetadataReachable = defineRule({
  id: "cloud-metadata-reachable",
  summary: "A rule lets pods reach the cloud's metadata service",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  messages: {
    reachable: {
      message:
        "{part} of NetworkPolicy {policy} lets pods reach {address} on TCP 80, where clouds tell whoever asks the credentials of the node.",
      help: "Take the address out with `except`, in every rule that holds it, or name the addresses that the pods need.",
    },
  },
  check: ({ policies }) => directedRules(policies, "egress").flatMap((directed) => findingsOf(policies, directed)),
});

function findingsOf(policies: CompiledPolicies, directed: DirectedRule): readonly RuleFinding<"reachable">[] {
  const { policy, rule } = directed;
  const opened = intersectPortSets(coverOf(rule.ports).numbers.TCP, portRange(port, port));
  if (isEmptyPortSet(opened)) return [];
  if (rule.peers.length === 0) return openToAll(policies, directed);
  return rule.peers.flatMap((peer) => {
    if (!peer.addresses || !peer.ipBlock) return [];
    const { addresses } = peer;
    const address = metadataAddresses().find((one) => holds(addresses, one));
    // The address by itself is somebody's choice.
    if (!address || peer.ipBlock.cidr.first === peer.ipBlock.cidr.last) return [];
    if (!ask(policies, directed, address)) return [];
    const path = [...peer.path, "ipBlock", "cidr"];
    return [{ ...findingOf(directed, peer.path, address), ...placeOf(policy.meta, path), suggestions: [withoutAddress(directed, peer, address)] }];
  });
}

function openToAll(policies: CompiledPolicies, directed: DirectedRule): readonly RuleFinding<"reachable">[] {
  const address = parseIpAddress(metadataTexts[0]);
  return address && ask(policies, directed, address) ? [findingOf(directed, directed.rule.path, address)] : [];
}

function setOf({ family, value }: IpAddress): IpSet {
  return ipSetOf({ family, first: value, last: value });
}

function holds(set: IpSet, address: IpAddress): boolean {
  return set.family === address.family && !isEmptyIpSet(intersectIpSets(set, setOf(address)));
}

/** False where a cluster-scoped policy denies it. */
function ask(policies: CompiledPolicies, { policy }: DirectedRule, address: IpAddress): boolean {
  if (policies.cluster.clusterPolicies.length === 0) return true;
  const workload = firstSurelySelected(policies.cluster, policy.meta.namespace, policy.podSelector);
  if (!workload) return true;
  const answer = evaluateFlow(policies, {
    from: { type: "workload", workload },
    to: { type: "addresses", sets: [setOf(address)], name: formatIpAddress(address) },
    protocols: ["TCP"],
    ports: { type: "numbers", ports: portRange(port, port) },
    families: [address.family],
  });
  return answer.egress.verdict !== "deny";
}

function findingOf({ policy }: DirectedRule, path: DirectedRule["rule"]["path"], address: IpAddress): RuleFinding<"reachable"> {
  return {
    ...placeOf(policy.meta, path),
    messageId: "reachable",
    data: { part: `\`${formatPath(path)}\``, policy: `\`${objectName(policy.meta)}\``, address: formatIpAddress(address) },
  };
}

function withoutAddress({ policy: { meta } }: DirectedRule, peer: DirectedRule["rule"]["peers"][number], address: IpAddress): ObjectSuggestion {
  const text = formatIpAddress(address);
  const cidr = `${text}/${address.family === 4 ? 32 : 128}`;
  const path = [...peer.path, "ipBlock", "except"];
  const isThere = Array.isArray(meta.origin.valueAt(path));
  const edit = isThere ? ({ type: "insert", path, value: cidr } as const) : ({ type: "set", path, value: [cidr] } as const);
  return { title: `Take ${text} out of the block`, edits: [{ meta, edit }] };
}
