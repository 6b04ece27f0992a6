import type { NodeResource } from "../resources/node.js";
import type { IpAddress } from "../sets/ip-address.js";
import type { Labels } from "../sets/label-selector.js";
import type { Cluster, Pod } from "./cluster.js";

/** The node that a pod runs on, where the input holds it. */
export function nodeOfPod({ nodes }: Cluster, { nodeName }: Pod): NodeResource | undefined {
  return nodeName === undefined ? undefined : nodes.find(({ meta }) => meta.name === nodeName);
}

/** The node of the input that has an address. */
export function nodeWithAddress({ nodes }: Cluster, { family, value }: IpAddress): NodeResource | undefined {
  return nodes.find(({ addresses }) => addresses.some((own) => own.value.family === family && own.value.value === value));
}

/** True where no address can be a node's unless the input says so: the whole cluster is there, each node with addresses. */
export function knowsAllNodes({ settings, nodes }: Cluster): boolean {
  return settings.world === "closed" && nodes.length > 0 && nodes.every(({ addresses }) => addresses.length > 0);
}

export function labelsOfNode({ meta }: NodeResource): Labels {
  return { entries: meta.labels, complete: true };
}
