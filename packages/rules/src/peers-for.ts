import {
  type Cluster,
  type Endpoint,
  fieldOf,
  formatIpAddress,
  type IpBlock,
  ipSetOf,
  type IpSet,
  ipSetToCidrs,
  isObject,
  type JsonObject,
  type JsonValue,
  namespaceNameLabel,
  type Pod,
  type PolicyDirection,
} from "@netpolint/core";

/** Peers that stand for one end of a flow in a rule; none for a rule that names no peer. */
export interface Peers {
  readonly peers: readonly JsonObject[];
  /** "pods `app=web` of namespace `shop`". */
  readonly words: string;
}

const anyPeer: Peers = { peers: [], words: "any peer" };

/** More blocks than these are no edit that anybody would want to read. */
const mostBlocks = 16;

/** What could be written for an end, the narrowest first. `namespace` is the policy's. Empty where nothing is known. */
export function peersFor(
  { settings, environment }: Cluster,
  end: Endpoint,
  direction: PolicyDirection,
  namespace: string,
): readonly Peers[] {
  switch (end.type) {
    case "apiserver": {
      // From which of its addresses it calls is not said by what the input says of it.
      const seen = direction === "egress" ? environment.apiServer.facts.map(({ value }) => addressBlock(value)) : [];
      const blocks = settings.apiServer.length > 0 ? blocksOf(settings.apiServer) : seen;
      return [...blockPeers(blocks), anyPeer];
    }
    case "workload":
      return podPeers(end.workload.pods, settings.nodeRanges, namespace, labelsOf(end));
    case "hypothetical":
      return podPeers([end.pod], settings.nodeRanges, namespace, labelsOf(end));
    case "addresses":
      return blockPeers(cidrsOf(end.sets));
    case "outside":
      return end.sets ? blockPeers(cidrsOf(end.sets)) : [anyPeer];
    case "node":
      return [...blockPeers(blocksOf(settings.nodeRanges)), anyPeer];
    case "unknown":
      return [];
  }
}

function podPeers(
  pods: readonly Pod[],
  nodeRanges: readonly IpBlock[],
  namespace: string,
  labels: ReadonlyMap<string, string>,
): readonly Peers[] {
  const [first] = pods;
  if (!first) return [];
  // No selector matches pods in the host network for sure.
  if (first.hostNetwork) {
    const own = pods.every(({ addresses }) => addresses.length > 0);
    const blocks = own ? pods.flatMap(({ addresses }) => addresses.map(addressBlock)) : blocksOf(nodeRanges);
    return [...blockPeers(blocks), anyPeer];
  }
  const podSelector: JsonObject = labels.size === 0 ? {} : { matchLabels: Object.fromEntries(labels) };
  const isOwn = first.namespace === namespace;
  const namespaceSelector = { matchLabels: { [namespaceNameLabel]: first.namespace } };
  const chosen = [...labels].map(([key, value]) => `${key}=${value}`).join(",");
  const words = `${chosen === "" ? "the pods" : `pods \`${chosen}\``} of namespace \`${first.namespace}\``;
  return [{ peers: [isOwn ? { podSelector } : { namespaceSelector, podSelector }], words }];
}

/** Those that the workload selects its own pods by, where they are written, since they never change. */
function labelsOf(end: Extract<Endpoint, { type: "workload" | "hypothetical" }>): ReadonlyMap<string, string> {
  if (end.type === "hypothetical") return end.pod.labels.entries;
  const { pods, meta } = end.workload;
  const shared = [...(pods[0]?.labels.entries ?? [])].filter(
    ([key, value]) => !isPerPod(key) && pods.every(({ labels }) => labels.entries.get(key) === value),
  );
  const selector = fieldOf(meta.origin.valueAt(["spec", "selector"]), "matchLabels");
  const own = shared.filter(([key]) => isObject(selector) && Object.hasOwn(selector, key));
  return new Map(own.length > 0 ? own : shared);
}

/** Labels that controllers put on, which differ from one release or pod to the next. */
const perPod = new Set([
  "apps.kubernetes.io/pod-index",
  "controller-revision-hash",
  "controller-uid",
  "batch.kubernetes.io/controller-uid",
  "pod-template-generation",
  "pod-template-hash",
  "statefulset.kubernetes.io/pod-name",
]);

function isPerPod(key: string): boolean {
  return perPod.has(key);
}

function addressBlock(address: Parameters<typeof formatIpAddress>[0]): string {
  return `${formatIpAddress(address)}/${address.family === 4 ? 32 : 128}`;
}

function blocksOf(blocks: readonly IpBlock[]): readonly string[] {
  return cidrsOf(blocks.map(ipSetOf));
}

function cidrsOf(sets: readonly IpSet[]): readonly string[] {
  return sets.flatMap((set) => ipSetToCidrs(set));
}

function blockPeers(blocks: readonly string[]): readonly Peers[] {
  const cidrs = [...new Set(blocks)];
  if (cidrs.length === 0 || cidrs.length > mostBlocks) return [];
  const peers = cidrs.map((cidr): JsonObject => ({ ipBlock: { cidr } satisfies JsonValue }));
  return [{ peers, words: cidrs.map((cidr) => `\`${cidr}\``).join(", ") }];
}
