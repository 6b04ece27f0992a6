import type { IpAddress } from "../sets/ip-address.js";
import type { Protocol } from "./network-policy.js";
import type { ObjectMeta } from "./resource.js";

/** A port that a container declares under a name. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly number: number;
}

/** The part of a pod spec that decides about connections. */
export interface PodNetwork {
  readonly labels: ReadonlyMap<string, string>;
  readonly hostNetwork: boolean;
  readonly nodeName: string | undefined;
  readonly namedPorts: readonly NamedPort[];
  /** Every container port that is declared, named or not. */
  readonly declaredPorts: readonly { readonly protocol: Protocol; readonly number: number }[];
}

export interface PodResource {
  readonly type: "Pod";
  readonly meta: ObjectMeta;
  readonly network: PodNetwork;
  /** Of status.podIPs; empty where the manifest has none. */
  readonly addresses: readonly IpAddress[];
  /** A pod that has ended has no network any more. */
  readonly ended: boolean;
}

/** An object that makes pods from a template. */
export interface WorkloadResource {
  readonly type: "Workload";
  readonly meta: ObjectMeta;
  readonly network: PodNetwork;
}
