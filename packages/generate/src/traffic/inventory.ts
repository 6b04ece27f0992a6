import {
  type Cluster,
  findService,
  formatIpAddress,
  type IpAddress,
  type IpBlock,
  matchesLabels,
  parseIpAddress,
  type Pod,
  selectorOf,
  type Service,
  type Workload,
} from "@netpolint/core";
import { selectableLabels } from "../label-keys.js";

/** What has an address, as far as the input says. */
export type AddressOwner =
  | { readonly type: "pods"; readonly workload: Workload; readonly pod: Pod }
  | { readonly type: "service"; readonly service: Service }
  | { readonly type: "apiserver" }
  | { readonly type: "node"; readonly name: string }
  | { readonly type: "node-local-dns" }
  /** In a range of pods or Services, and none of the input has it. */
  | { readonly type: "unknown-pod" }
  | { readonly type: "unknown-service" };

export interface FoundPod {
  readonly workload: Workload;
  readonly pod: Pod | undefined;
}

/** The workloads and addresses of a cluster, to be asked again and again. */
export interface Inventory {
  readonly cluster: Cluster;
  /** True where some pod of the input has an address. */
  readonly knowsAddresses: boolean;
  ownerOf(address: IpAddress): AddressOwner | undefined;
  /** The workload of a pod by its name, and the pod where the input holds it. */
  workloadOfPod(namespace: string, pod: string): FoundPod | undefined;
  workloadOfPrefix(namespace: string, prefix: string): Workload | undefined;
  workloadNamed(namespace: string, kind: string | undefined, name: string): Workload | undefined;
  /** Workloads that all labels select, else the one whose own labels are among them. */
  workloadsLabelled(namespace: string, labels: ReadonlyMap<string, string>): readonly Workload[];
  /** Whether one of the workload's pods, or a Service in front of them, says that it listens there. */
  listens(workload: Workload, protocol: string, port: number): boolean;
}

export function takeInventory(cluster: Cluster): Inventory {
  const byNamespace = workloadsByNamespace(cluster.workloads);
  const owners = addressOwners(cluster);
  const pods = podNames(cluster.workloads);
  const inNamespace = (namespace: string): readonly Workload[] => byNamespace.get(namespace) ?? [];
  return {
    cluster,
    knowsAddresses: cluster.workloads.some((workload) => workload.pods.some(({ addresses }) => addresses.length > 0)),
    ownerOf: (address) => owners.get(formatIpAddress(address)) ?? ownerByRange(cluster, address),
    workloadOfPod: (namespace, pod) =>
      pods.get(`${namespace}/${pod}`) ?? workloadByPodName(inNamespace(namespace), pod),
    workloadOfPrefix: (namespace, prefix) => workloadByPrefix(inNamespace(namespace), prefix),
    workloadNamed: (namespace, kind, name) => workloadByName(inNamespace(namespace), kind, name),
    workloadsLabelled: (namespace, labels) => workloadsByLabels(inNamespace(namespace), labels),
    listens: (workload, protocol, port) => listensOn(cluster, workload, protocol, port),
  };
}

function workloadsByNamespace(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.namespace);
    if (group) group.push(workload);
    else groups.set(workload.namespace, [workload]);
  }
  return groups;
}

/** By canonical text. What comes first wins: a pod outside the host network has its address for itself. */
function addressOwners(cluster: Cluster): ReadonlyMap<string, AddressOwner> {
  const owners = new Map<string, AddressOwner>();
  const add = (address: IpAddress, owner: AddressOwner): void => {
    const text = formatIpAddress(address);
    if (!owners.has(text)) owners.set(text, owner);
  };
  for (const workload of cluster.workloads) {
    for (const pod of workload.pods) {
      if (!pod.hostNetwork) pod.addresses.forEach((address) => add(address, { type: "pods", workload, pod }));
    }
  }
  for (const service of cluster.services.values()) {
    for (const text of [...service.clusterIPs, ...service.externalIPs]) {
      const address = parseIpAddress(text);
      if (address) add(address, { type: "service", service });
    }
  }
  const { apiServer, apiServerService, nodeLocalDns } = cluster.environment;
  for (const { value } of apiServer.facts) add(value, { type: "apiserver" });
  for (const { value } of apiServerService.facts) add(value, { type: "unknown-service" });
  for (const { value } of nodeLocalDns.facts) add(value, { type: "node-local-dns" });
  for (const { meta, addresses } of cluster.nodes) {
    for (const { value } of addresses) add(value, { type: "node", name: meta.name });
  }
  return owners;
}

function ownerByRange({ settings }: Cluster, address: IpAddress): AddressOwner | undefined {
  const isIn = (range: IpBlock): boolean =>
    range.family === address.family && range.first <= address.value && address.value <= range.last;
  if (settings.serviceRanges.some(isIn)) return { type: "unknown-service" };
  if (settings.apiServer.some(isIn)) return { type: "apiserver" };
  if (settings.nodeRanges.some(isIn)) return { type: "node", name: formatIpAddress(address) };
  return settings.podRanges.some(isIn) ? { type: "unknown-pod" } : undefined;
}

/** A template goes by the name of its workload and is no pod. */
function podNames(workloads: readonly Workload[]): ReadonlyMap<string, FoundPod> {
  return new Map(
    workloads.flatMap((workload) =>
      workload.pods
        .filter((pod) => workload.kind === "Pod" || pod.name !== ownName(workload))
        .map((pod) => [`${pod.namespace}/${pod.name}`, { workload, pod }] as const),
    ),
  );
}

/** Without the pod by which a revision is told from the others. */
function ownName({ name }: Workload): string {
  return name.split("@", 1)[0] ?? name;
}

/** What Kubernetes makes random names of: no vowels, and no digits that look like letters. */
const random = "[bcdfghjklmnpqrstvwxz2456789]";

/** What a controller puts behind its own name for the names of its pods. */
const podSuffixes: ReadonlyMap<string, RegExp> = new Map([
  ["Deployment", new RegExp(`^-${random}{1,10}-${random}{5}$`)],
  ["ReplicaSet", new RegExp(`^-${random}{5}$`)],
  ["ReplicationController", new RegExp(`^-${random}{5}$`)],
  ["DaemonSet", new RegExp(`^-${random}{5}$`)],
  ["Job", new RegExp(`^-(?:\\d+-)?${random}{5}$`)],
  ["CronJob", new RegExp(`^-\\d+-(?:\\d+-)?${random}{5}$`)],
  ["StatefulSet", /^-\d+$/],
]);

/** Manifests do not hold the pods that records name; the name of a pod is made of that of its workload. */
function workloadByPodName(workloads: readonly Workload[], pod: string): FoundPod | undefined {
  const fits = workloads.filter((workload) => {
    const name = ownName(workload);
    return pod.startsWith(name) && podSuffixes.get(workload.kind)?.test(pod.slice(name.length)) === true;
  });
  const workload = only(fits);
  return workload && { workload, pod: undefined };
}

function workloadByPrefix(workloads: readonly Workload[], prefix: string): Workload | undefined {
  const fits = workloads.filter((workload) => {
    const { kind } = workload;
    const name = ownName(workload);
    const rest = prefix.slice(name.length);
    if (!prefix.startsWith(name) || !podSuffixes.has(kind)) return false;
    if (kind === "Deployment") return new RegExp(`^-${random}{1,10}-$`).test(rest);
    return kind === "CronJob" ? /^-\d+-$/.test(rest) : rest === "-";
  });
  return only(fits);
}

/** Two revisions of one workload that differ are two; which of them it was is not known. */
function only(workloads: readonly Workload[]): Workload | undefined {
  return workloads.length === 1 ? workloads[0] : undefined;
}

function workloadByName(workloads: readonly Workload[], kind: string | undefined, name: string): Workload | undefined {
  const named = workloads.filter((one) => ownName(one) === name && (kind === undefined || one.kind === kind));
  if (named.length > 0) return only(named) ?? named[0];
  // Records name the ReplicaSet of a Deployment where its owner was not looked up.
  return kind === "ReplicaSet" || kind === undefined ? workloadByPrefix(workloads, `${name}-`) : undefined;
}

function workloadsByLabels(workloads: readonly Workload[], labels: ReadonlyMap<string, string>): readonly Workload[] {
  const lasting = new Map(selectableLabels(labels));
  if (lasting.size === 0) return [];
  const selector = selectorOf(lasting);
  const selected = workloads.filter(({ pods }) => pods.some((pod) => matchesLabels(selector, pod.labels) === "yes"));
  if (selected.length > 0) return selected;
  // What runs may have labels that were added to those of its template.
  const within = workloads.filter(({ pods }) => pods.some((pod) => isWithin(pod.labels.entries, lasting)));
  const most = Math.max(...within.map(labelCount));
  const closest = within.filter((workload) => labelCount(workload) === most);
  return closest.length === 1 ? closest : [];
}

function isWithin(own: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  const lasting = selectableLabels(own);
  return lasting.length > 0 && lasting.every(([key, value]) => labels.get(key) === value);
}

function labelCount({ pods }: Workload): number {
  return selectableLabels(pods[0]?.labels.entries ?? new Map()).length;
}

function listensOn(cluster: Cluster, { namespace, pods }: Workload, protocol: string, port: number): boolean {
  if (
    pods.some((pod) => pod.namedPorts?.some((named) => named.protocol === protocol && named.number === port) === true)
  ) {
    return true;
  }
  for (const service of cluster.services.values()) {
    if (service.meta.namespace !== namespace || !service.selector) continue;
    const leads = service.ports.some((one) => one.protocol === protocol && one.targetPort === port);
    const selector = selectorOf(service.selector);
    if (leads && pods.some((pod) => matchesLabels(selector, pod.labels) === "yes")) return true;
  }
  return false;
}

/** The Service of that name, where the input has it. */
export function serviceNamed({ cluster }: Inventory, namespace: string, name: string): Service | undefined {
  return findService(cluster, namespace, name);
}

/** The Service behind which the API server is. It has no selector, but its target port is the server's. */
export function isOfApiServer({ meta }: Service): boolean {
  return meta.namespace === "default" && meta.name === "kubernetes";
}
