import type { IpBlock } from "../sets/ip-address.js";

/** Whether pods and namespaces that are not in the input may exist. */
export type World = "open" | "closed";

/** What is known about the cluster beside its objects. */
export interface ClusterSettings {
  readonly world: World;
  /** Addresses from which the API server calls and at which it is reached. Empty: not known. */
  readonly apiServer: readonly IpBlock[];
  readonly platform: "openshift" | undefined;
  /** Which channel of the policy.networking.k8s.io definitions the cluster has installed. */
  readonly channel: "standard" | "experimental";
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** True where the user named it, so that nothing was assumed. */
  readonly namespaceGiven: boolean;
}

export const defaultSettings: ClusterSettings = {
  world: "open",
  apiServer: [],
  platform: undefined,
  channel: "experimental",
  namespace: "default",
  namespaceGiven: false,
};
