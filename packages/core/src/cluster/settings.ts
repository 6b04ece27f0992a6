import type { IpBlock } from "../sets/ip-address.js";

/** Whether pods and namespaces that are not in the input may exist. */
export type World = "open" | "closed";

export const platforms = ["kubernetes", "openshift"] as const;

/** `kubernetes`: nothing beside the Kubernetes API. */
export type Platform = (typeof platforms)[number];

export const cnis = [
  "antrea",
  "aws-vpc-cni",
  "azure-npm",
  "calico",
  "cilium",
  "flannel",
  "kindnet",
  "kube-router",
  "openshift-sdn",
  "ovn-kubernetes",
  "weave",
] as const;

/** The network plugin that applies NetworkPolicies; `flannel` applies none. */
export type Cni = (typeof cnis)[number];

/** Where pods ask for names: an endpoint as `why` takes it, and the port that the server listens on. */
export interface DnsServer {
  readonly to: string;
  readonly port: number;
}

/** What is known about the cluster beside its objects. Empty lists: not known. */
export interface ClusterSettings {
  readonly world: World;
  /** Addresses from which the API server calls and at which it is reached. */
  readonly apiServer: readonly IpBlock[];
  readonly platform: Platform | undefined;
  /** Which channel of the policy.networking.k8s.io definitions the cluster has installed. */
  readonly channel: "standard" | "experimental";
  /** The release of the API server, as `parseKubernetesVersion` reads it; undefined: not known. */
  readonly kubernetesVersion: string | undefined;
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** True where the user named it, so that nothing was assumed. */
  readonly namespaceGiven: boolean;
  /** Every pod outside the host network has its addresses in here, and none of a family that is missing. */
  readonly podRanges: readonly IpBlock[];
  /** The addresses of Services themselves. */
  readonly serviceRanges: readonly IpBlock[];
  /** Every node has its addresses in here, in both directions. */
  readonly nodeRanges: readonly IpBlock[];
  readonly dns: readonly DnsServer[];
  readonly cni: Cni | undefined;
}

export const defaultSettings: ClusterSettings = {
  world: "open",
  apiServer: [],
  platform: undefined,
  channel: "experimental",
  kubernetesVersion: undefined,
  namespace: "default",
  namespaceGiven: false,
  podRanges: [],
  serviceRanges: [],
  nodeRanges: [],
  dns: [],
  cni: undefined,
};
