import type { NodeResource } from "../resources/node.js";
import type { PodResource } from "../resources/pod.js";
import type { Resource } from "../resources/read-resources.js";
import { type IpAddress, type IpBlock, formatIpAddress } from "../sets/ip-address.js";
import { objectName } from "../resources/resource.js";
import type { Facts } from "./environment.js";
import type { Cni, World } from "./settings.js";

/** Plugins that give their pods addresses of spec.podCIDRs of the node, whatever their settings. */
const pluginsThatAskNodes: ReadonlySet<Cni> = new Set(["kindnet", "flannel", "kube-router"]);

/**
 * The ranges of all pods: what OpenShift's configuration says, else what the nodes have been given. Nodes count only
 * where the plugin is known to use their ranges and the input holds all of them.
 */
export function detectPodRanges(
  resources: readonly Resource[],
  { world, cni }: { readonly world: World; readonly cni: Cni | undefined },
): Facts<IpBlock> {
  const configured = resources.filter((resource) => resource.type === "NetworkRanges");
  const facts = configured.flatMap(({ meta, podRanges }) => podRanges.map((written) => ({ ...written, meta })));
  if (facts.length > 0) return { facts, unused: contradiction(resources, facts.map(({ value }) => value)) };
  const nodes = resources.filter((resource) => resource.type === "Node");
  const ofNodes = nodes.flatMap(({ meta, podRanges }) => podRanges.map((written) => ({ ...written, meta })));
  const ranges = ofNodes.map(({ value }) => value);
  const unused = ofNodes.length === 0 ? undefined : (whyNotOfNodes(nodes, world, cni) ?? contradiction(resources, ranges));
  return { facts: ofNodes, unused };
}

function whyNotOfNodes(nodes: readonly NodeResource[], world: World, cni: Cni | undefined): string | undefined {
  if (world === "open") return "other nodes may exist";
  if (cni === undefined) return "it is not known whether the network plugin uses the ranges of the nodes";
  if (!pluginsThatAskNodes.has(cni)) return `${cni} may give pods other addresses than those of their nodes`;
  return nodes.every(({ podRanges }) => podRanges.length > 0) ? undefined : "some nodes have no range yet";
}

/** A pod elsewhere shows that the ranges are not what they are taken for. */
function contradiction(resources: readonly Resource[], ranges: readonly IpBlock[]): string | undefined {
  for (const resource of resources) {
    if (resource.type !== "Pod" || resource.ended || resource.network.hostNetwork) continue;
    const stray = strayAddress(resource, ranges);
    if (stray) return `pod \`${objectName(resource.meta)}\` has address ${formatIpAddress(stray)}, which is in none of them`;
  }
  return undefined;
}

function strayAddress({ addresses }: PodResource, ranges: readonly IpBlock[]): IpAddress | undefined {
  return addresses.find((address) => !ranges.some((range) => blockHolds(range, address)));
}

export function blockHolds({ family, first, last }: IpBlock, address: IpAddress): boolean {
  return family === address.family && first <= address.value && address.value <= last;
}

/** What ServiceCIDRs and OpenShift's configuration say. */
export function detectServiceRanges(resources: readonly Resource[]): Facts<IpBlock> {
  const configured = resources.filter((resource) => resource.type === "NetworkRanges");
  const facts = configured.flatMap(({ meta, serviceRanges }) => serviceRanges.map((written) => ({ ...written, meta })));
  return { facts, unused: undefined };
}

export function detectNodes(resources: readonly Resource[]): Facts<IpAddress> {
  const nodes = resources.filter((resource) => resource.type === "Node");
  return {
    facts: nodes.flatMap(({ meta, addresses }) => addresses.map((written) => ({ ...written, meta }))),
    unused: undefined,
  };
}
