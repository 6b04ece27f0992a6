import type { Pod, Workload } from "../cluster/cluster.js";
import type { Protocol } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { IpSet } from "../sets/ip-set.js";
import type { PortSet } from "../sets/port-set.js";

/** One end of a connection, as a question names it. */
export type Endpoint =
  | { readonly type: "workload"; readonly workload: Workload }
  /** A pod that something makes and the input does not hold. Labels are partly known, addresses are not. */
  | { readonly type: "hypothetical"; readonly pod: Pod; readonly name: string }
  /** Addresses outside the cluster's pods; every one of them is asked about. */
  | { readonly type: "addresses"; readonly sets: readonly IpSet[]; readonly name: string }
  /** One address outside the cluster that is known by name only; it is in `sets`, where given. */
  | { readonly type: "outside"; readonly name: string; readonly sets?: readonly IpSet[] }
  | { readonly type: "apiserver" }
  /** A node, but not the one the other end runs on. */
  | { readonly type: "node" }
  /** A pod or an address of which nothing is known. Its own policies are not looked at. `settle`: how to name it. */
  | { readonly type: "unknown"; readonly name: string; readonly settle: string };

/** The ports a question is about. */
export type AskedPorts =
  | { readonly type: "numbers"; readonly ports: PortSet }
  /** A container port by name, resolved on the destination. */
  | { readonly type: "name"; readonly name: string };

/** `ICMP` is here to be answered with `undefined`: the API does not define it. */
export type AskedProtocol = Protocol | "ICMP";

export interface FlowQuestion {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** At least one. */
  readonly protocols: readonly AskedProtocol[];
  readonly ports: AskedPorts;
  /** Asks about these families only, where the ends have any of them. All that the ends have, where not given. */
  readonly families?: readonly IpFamily[];
}
