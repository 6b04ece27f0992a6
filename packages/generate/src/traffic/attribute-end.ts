import {
  classifyIpAddress,
  type Endpoint,
  formatIpAddress,
  hypotheticalEndpoint,
  hypotheticalPod,
  type IpAddress,
  ipSetOf,
  matchesLabels,
  parseCidr,
  parseIpAddress,
  selectorOf,
  type Service,
  workloadEndpoint,
} from "@netpolint/core";
import { selectableLabels } from "../label-keys.js";
import { type AddressOwner, type Inventory, serviceNamed } from "./inventory.js";
import type { ObservedEnd } from "./observed-flow.js";

/** Why traffic of one end, or between two ends, says nothing that a policy could be made of. */
export type UnattributedReason =
  | "own-node"
  | "loopback"
  | "not-unicast"
  | "unknown-pod"
  | "unknown-service"
  | "unknown-address"
  | "no-address"
  | "no-pod"
  | "direction"
  | "refused"
  | "protocol";

/** One end of a connection as the cluster has it. `name` is for people and stands for the end among its like. */
export type AttributedEnd =
  | {
      readonly type: "endpoints";
      readonly name: string;
      /** More than one where one selector stands for several workloads. */
      readonly endpoints: readonly Endpoint[];
      /** The node of the one pod, where it is known which it is. */
      readonly node: string | undefined;
      /** Services that select by exactly these labels: the port may be one of theirs. */
      readonly perhaps: readonly Service[];
    }
  | { readonly type: "service"; readonly name: string; readonly service: Service }
  | { readonly type: "address"; readonly name: string; readonly address: IpAddress; readonly names: readonly string[] }
  | { readonly type: "node"; readonly name: string; readonly node: string | undefined }
  | { readonly type: "unattributed"; readonly name: string; readonly reason: UnattributedReason };

/** Finds what an end is: by the names that the record gives, else by its address, else by its labels. */
export function attributeEnd(inventory: Inventory, end: ObservedEnd): AttributedEnd {
  if (end.place !== undefined) return attributePlace(inventory, end);
  if (end.service !== undefined && end.namespace !== undefined)
    return attributeService(inventory, end.namespace, end.service, end);
  if (end.namespace !== undefined) return attributePod(inventory, end.namespace, end);
  if (end.namespaceLabels) return attributeByNamespaceLabels(inventory, end);
  return end.address === undefined
    ? unattributed(nameOf(end), "unknown-pod")
    : attributeAddress(inventory, end, "perhaps-pod");
}

function unattributed(name: string, reason: UnattributedReason): AttributedEnd {
  return { type: "unattributed", name, reason };
}

function endpoints(
  name: string,
  found: readonly Endpoint[],
  more: { node?: string | undefined; perhaps?: readonly Service[] } = {},
): AttributedEnd {
  return { type: "endpoints", name, endpoints: found, node: more.node, perhaps: more.perhaps ?? [] };
}

const apiServer: AttributedEnd = endpoints("the API server", [{ type: "apiserver" }]);

function attributePlace(inventory: Inventory, end: ObservedEnd): AttributedEnd {
  switch (end.place) {
    case "apiserver":
      return apiServer;
    case "own-node":
      return unattributed(end.address ?? "the pod's own node", "own-node");
    case "node":
      return { type: "node", name: "a node", node: undefined };
    case "network":
      return unattributed(end.names?.[0] ?? "addresses outside the cluster", "no-address");
    default:
      return end.address === undefined ? attributeDomain(end) : attributeAddress(inventory, end, "no-pod");
  }
}

/** The engine knows such an end by its name and says what to do instead of naming it. */
function attributeDomain({ names = [] }: ObservedEnd): AttributedEnd {
  const [name] = names;
  return name === undefined ? unattributed("somewhere", "no-address") : endpoints(name, [{ type: "outside", name }]);
}

function attributeService(inventory: Inventory, namespace: string, name: string, end: ObservedEnd): AttributedEnd {
  const service = serviceNamed(inventory, namespace, name);
  if (service) return ofService(service);
  const address = end.address === undefined ? undefined : parseIpAddress(end.address);
  const owner = address && inventory.ownerOf(address);
  if (owner?.type === "service") return ofService(owner.service);
  return unattributed(`${namespace}/Service/${name}`, "unknown-service");
}

function ofService(service: Service): AttributedEnd {
  return { type: "service", name: `${service.meta.namespace}/Service/${service.meta.name}`, service };
}

function attributePod(inventory: Inventory, namespace: string, end: ObservedEnd): AttributedEnd {
  const byPod = end.pod === undefined ? undefined : inventory.workloadOfPod(namespace, end.pod);
  const byOwner = end.owner && inventory.workloadNamed(namespace, end.owner.kind, end.owner.name);
  const byPrefix = end.podPrefix === undefined ? undefined : inventory.workloadOfPrefix(namespace, end.podPrefix);
  const workload = (byPod?.pod ? byPod.workload : undefined) ?? byOwner ?? byPod?.workload ?? byPrefix;
  if (workload)
    return endpoints(`${namespace}/${workload.kind}/${workload.name}`, [workloadEndpoint(workload)], {
      node: byPod?.pod?.nodeName,
    });
  if (end.labels && end.labels.size > 0) return attributeByLabels(inventory, namespace, end, end.labels);
  if (end.hostNetwork === true) return { type: "node", name: "a node", node: undefined };
  return unattributed(nameOf(end), "unknown-pod");
}

function attributeByLabels(
  inventory: Inventory,
  namespace: string,
  end: ObservedEnd,
  labels: ReadonlyMap<string, string>,
): AttributedEnd {
  const found = inventory.workloadsLabelled(namespace, labels);
  const perhaps =
    end.pod === undefined && end.owner === undefined ? servicesSelecting(inventory, namespace, labels) : [];
  if (found.length > 0)
    return endpoints(
      found.map(({ kind, name }) => `${namespace}/${kind}/${name}`).join(", "),
      found.map(workloadEndpoint),
      { perhaps },
    );
  if (end.hostNetwork === true) return { type: "node", name: "a node", node: undefined };
  const lasting = new Map(selectableLabels(labels));
  if (lasting.size === 0) return unattributed(nameOf(end), "unknown-pod");
  const endpoint = hypotheticalEndpoint(hypotheticalPod(namespace, lasting));
  return endpoints("name" in endpoint ? endpoint.name : namespace, [endpoint], { perhaps });
}

/** Some agents write down a Service's selector where a connection went to its address. */
function servicesSelecting(
  { cluster }: Inventory,
  namespace: string,
  labels: ReadonlyMap<string, string>,
): readonly Service[] {
  const isSame = (selector: ReadonlyMap<string, string> | undefined): boolean =>
    selector !== undefined &&
    selector.size === labels.size &&
    [...selector].every(([key, value]) => labels.get(key) === value);
  return [...cluster.services.values()].filter(
    ({ meta, selector }) => meta.namespace === namespace && isSame(selector),
  );
}

function attributeByNamespaceLabels(inventory: Inventory, end: ObservedEnd): AttributedEnd {
  const selector = selectorOf(end.namespaceLabels ?? new Map());
  const found = [...inventory.cluster.namespaceLabels].filter(
    ([, entries]) => matchesLabels(selector, { entries, complete: true }) === "yes",
  );
  const [only] = found;
  if (!only || found.length > 1) return unattributed(nameOf(end), "unknown-pod");
  return attributePod(inventory, only[0], end);
}

/** `no-pod`: the record itself says that no pod has the address. */
function attributeAddress(inventory: Inventory, end: ObservedEnd, who: "no-pod" | "perhaps-pod"): AttributedEnd {
  const text = end.address ?? "";
  const address = parseIpAddress(text);
  if (!address) return attributeRange(text);
  const name = formatIpAddress(address);
  const kind = classifyIpAddress(address);
  if (kind === "loopback") return unattributed(name, "loopback");
  if (kind === "multicast" || address.value === 0n || (address.family === 4 && address.value === 0xffffffffn))
    return unattributed(name, "not-unicast");
  const owner = inventory.ownerOf(address);
  if (owner) return ofOwner(owner, name);
  // Behind an address that nobody owns there may have been a pod, unless pods have other addresses.
  const rangesKnown = inventory.cluster.settings.podRanges.some(({ family }) => family === address.family);
  if (who === "perhaps-pod" && kind !== "global" && !rangesKnown) return unattributed(name, "unknown-address");
  return { type: "address", name, address, names: end.names ?? [] };
}

function attributeRange(text: string): AttributedEnd {
  const block = parseCidr(text);
  if (!block) return unattributed(text, "no-address");
  return endpoints(text, [{ type: "addresses", sets: [ipSetOf(block)], name: text }]);
}

function ofOwner(owner: AddressOwner, name: string): AttributedEnd {
  switch (owner.type) {
    case "pods": {
      const { workload, pod } = owner;
      return endpoints(`${workload.namespace}/${workload.kind}/${workload.name}`, [workloadEndpoint(workload)], {
        node: pod.nodeName,
      });
    }
    case "service":
      return ofService(owner.service);
    case "apiserver":
      return apiServer;
    case "node":
      return { type: "node", name: "a node", node: owner.name };
    case "node-local-dns":
      return unattributed(name, "own-node");
    case "unknown-pod":
      return unattributed(name, "unknown-pod");
    case "unknown-service":
      return unattributed(name, "unknown-service");
  }
}

function nameOf({ namespace, pod, podPrefix, owner, labels, address }: ObservedEnd): string {
  const shown = pod ?? (podPrefix === undefined ? owner?.name : `${podPrefix}*`);
  if (shown !== undefined) return namespace === undefined ? shown : `${namespace}/${shown}`;
  const selector = [...(labels ?? [])].map(([key, value]) => `${key}=${value}`).join(",");
  if (selector !== "" || namespace !== undefined) return `${namespace ?? "some namespace"}[${selector}]`;
  return address ?? "a pod";
}
