import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyPeer,
  type ClusterPolicyPort,
  formatSelector,
  type IpBlock,
  ipSetOf,
  ipSetToCidrs,
  type LabelSelector,
  namespaceNameLabel,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  objectName,
  type Path,
  type PolicyDirection,
} from "@netpolint/core";
import { type AddressFacts, addressFacts } from "./address-facts.js";

/** Where the other end of a rule may be. `anywhere`: a rule without peers. */
export type CanvasGroup = "anywhere" | "outside" | "namespace" | "cluster";

/** One peer of one rule of a policy, as a card beside the pods. */
export interface CanvasPeer {
  readonly group: CanvasGroup;
  /** What it stands for, in a few words. */
  readonly title: string;
  /** Selectors as kubectl writes them, each with what it selects by. */
  readonly chips: readonly Chip[];
  /** `TCP 443`, `TCP 8000-8080`, `TCP web`; empty: every port. */
  readonly ports: readonly string[];
  readonly effect: "allows" | "denies" | "passes";
  readonly policy: string;
  /** Number of the policy among those that are shown. */
  readonly policyIndex: number;
  /** `spec.ingress[0].from[1]` as steps. */
  readonly path: Path;
  readonly address: AddressFacts | null;
}

export interface Chip {
  readonly kind: "namespaces" | "pods" | "nodes" | "except" | "names";
  readonly text: string;
}

type PeerWords = Pick<CanvasPeer, "group" | "title" | "chips" | "address">;

/** The peers of a policy in one direction; a rule without any has a card for itself. */
export function networkPolicyPeers(
  cluster: Cluster,
  policy: NetworkPolicy,
  direction: PolicyDirection,
  policyIndex: number,
): readonly CanvasPeer[] {
  return policy[direction].flatMap(({ path, peers, ports }) => {
    const common = {
      ports: ports.map(portText),
      effect: "allows",
      policy: objectName(policy.meta),
      policyIndex,
    } as const;
    if (peers.length === 0) return [{ ...common, ...anybody, path }];
    return peers.map((peer) => ({ ...common, ...peerWords(cluster, peer), path: peer.path }));
  });
}

const anybody: PeerWords = {
  group: "anywhere",
  title: "Anybody, in the cluster and outside",
  chips: [],
  address: null,
};

function peerWords(cluster: Cluster, { ipBlock, podSelector, namespaceSelector }: NetworkPolicyPeer): PeerWords {
  if (ipBlock) {
    const except = ipBlock.except.map((block): Chip => ({ kind: "except", text: blockText(block) }));
    return { group: "outside", title: ipBlock.text, chips: except, address: addressFacts(cluster, ipBlock.text) };
  }
  const pods = podSelector && podSelector.requirements.length > 0 ? [chip("pods", podSelector)] : [];
  if (!namespaceSelector) {
    return {
      group: "namespace",
      title: pods.length > 0 ? "Pods of this namespace" : "Any pod of this namespace",
      chips: pods,
      address: null,
    };
  }
  return { ...podsElsewhere(namespaceSelector, pods), address: null };
}

function podsElsewhere(namespaces: LabelSelector, pods: readonly Chip[]): Omit<PeerWords, "address"> {
  const isAll = namespaces.requirements.length === 0;
  const [only, ...others] = namespaces.requirements;
  const isDns = pods.some(({ text }) => text === "k8s-app=kube-dns");
  if (isDns)
    return {
      group: "cluster",
      title: "Kubernetes DNS",
      chips: isAll ? pods : [chip("namespaces", namespaces), ...pods],
    };
  if (isAll)
    return {
      group: "cluster",
      title: pods.length > 0 ? "Pods of any namespace" : "Any pod of the cluster",
      chips: pods,
    };
  const isNamed = only?.key === namespaceNameLabel && only.operator === "In" && others.length === 0;
  const where = isNamed ? `namespace ${only.values.join(" or ")}` : "some namespaces";
  const title = `${pods.length > 0 ? "Pods" : "Any pod"} of ${where}`;
  return { group: "cluster", title, chips: isNamed ? pods : [chip("namespaces", namespaces), ...pods] };
}

function chip(kind: Chip["kind"], selector: LabelSelector): Chip {
  return { kind, text: formatSelector(selector) };
}

function blockText({ family, first, last }: IpBlock): string {
  return ipSetToCidrs(ipSetOf({ family, first, last })).join(",");
}

function portText({ protocol, port, endPort }: NetworkPolicyPort): string {
  if (port === undefined) return `${protocol} all`;
  return endPort === undefined ? `${protocol} ${port}` : `${protocol} ${port}-${endPort}`;
}

const effects = { Accept: "allows", Deny: "denies", Pass: "passes" } as const;

export function clusterPolicyPeers(
  cluster: Cluster,
  policy: ClusterPolicy,
  direction: PolicyDirection,
  policyIndex: number,
): readonly CanvasPeer[] {
  return policy[direction].flatMap(({ action, peers, ports }) =>
    peers.flatMap((peer) =>
      clusterPeerWords(cluster, peer).map((words) => ({
        ...words,
        ports: ports.map(clusterPortText),
        effect: effects[action],
        policy: policy.meta.name,
        policyIndex,
        path: peer.path,
      })),
    ),
  );
}

function clusterPeerWords(cluster: Cluster, peer: ClusterPolicyPeer): readonly PeerWords[] {
  switch (peer.type) {
    case "pods": {
      const { podSelector, namespaceSelector } = peer.pods;
      const pods = podSelector.requirements.length > 0 ? [chip("pods", podSelector)] : [];
      return [{ ...podsElsewhere(namespaceSelector, pods), address: null }];
    }
    case "networks":
      return peer.networks.map((block) => {
        const text = blockText(block);
        return { group: "outside", title: text, chips: [], address: addressFacts(cluster, text) };
      });
    case "nodes":
      return [{ group: "outside", title: "Nodes", chips: [chip("nodes", peer.nodeSelector)], address: null }];
    case "domainNames":
      return [
        {
          group: "outside",
          title: "Names outside",
          chips: [{ kind: "names", text: peer.domainNames.join(", ") }],
          address: null,
        },
      ];
    case "unknown":
      return [{ group: "anywhere", title: "A peer of a kind that is not known", chips: [], address: null }];
  }
}

function clusterPortText(port: ClusterPolicyPort): string {
  if (port.type === "name") return `${port.protocol ?? "any protocol"} ${port.name}`;
  const { protocol, first, last } = port;
  if (first === 1 && last === 65535) return `${protocol} all`;
  return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
}
