import type { Path } from "../source/json-value.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { IpAddress, IpBlock } from "../sets/ip-address.js";
import type { Cni, Platform } from "./settings.js";

/** Something that an object of the input says about the cluster, and where. */
export interface Fact<T> {
  readonly value: T;
  readonly meta: ObjectMeta;
  /** The field that says it; empty for the object as a whole. */
  readonly path: Path;
}

/** The facts about one thing. `unused`: why no answer rests on them, the end of a sentence. */
export interface Facts<T> {
  readonly facts: readonly Fact<T>[];
  readonly unused: string | undefined;
}

/** A Service behind which the cluster's DNS servers are. */
export interface DnsService {
  readonly namespace: string;
  readonly name: string;
}

/** What the input says about the cluster it is for. Settings that were given win over all of it. */
export interface Environment {
  readonly platform: Facts<Platform>;
  /** `unused` where they name several plugins that apply policies. */
  readonly cni: Facts<Cni>;
  /**
   * Where the API servers are reached. From which of their addresses they call is not said: routing decides, and
   * network plugins with tunnels put an address of the tunnel in its place.
   */
  readonly apiServer: Facts<IpAddress>;
  /** The address of Service `default/kubernetes`, which is not the API server's own. */
  readonly apiServerService: Facts<IpAddress>;
  readonly podRanges: Facts<IpBlock>;
  readonly serviceRanges: Facts<IpBlock>;
  /** Where nodes are reached; the same as for the API server goes for connections from them. */
  readonly nodes: Facts<IpAddress>;
  readonly dns: Facts<DnsService>;
  /** Where the pods of NodeLocal DNSCache listen on every node. */
  readonly nodeLocalDns: Facts<IpAddress>;
}
