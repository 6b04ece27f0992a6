import type { Path } from "../source/json-value.js";
import type { Protocol } from "./network-policy.js";
import type { ObjectMeta } from "./resource.js";

export interface Service {
  readonly type: "Service";
  readonly meta: ObjectMeta;
  readonly serviceType: string;
  /** Empty or undefined: the Service selects no pods, its endpoints are kept by somebody else. */
  readonly selector: ReadonlyMap<string, string> | undefined;
  readonly clusterIPs: readonly string[];
  /** Addresses outside the cluster that are routed to it by hand. */
  readonly externalIPs: readonly string[];
  /** Which clients the load balancer lets in, as CIDRs; empty: all. */
  readonly loadBalancerSourceRanges: readonly string[];
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly path: Path;
  readonly name: string | undefined;
  readonly protocol: Protocol;
  readonly port: number;
  /** The port that every node listens on; undefined where none is written. */
  readonly nodePort: number | undefined;
  /** A number, or the name of a container port. The Service's own port where not written. */
  readonly targetPort: number | string;
}
