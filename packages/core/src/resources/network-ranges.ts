import type { IpBlock } from "../sets/ip-address.js";
import type { Written } from "./node.js";
import type { ObjectMeta } from "./resource.js";

/** An object that says which addresses the whole cluster gives out, or which network plugin it runs. */
export interface NetworkRanges {
  readonly type: "NetworkRanges";
  readonly meta: ObjectMeta;
  readonly podRanges: readonly Written<IpBlock>[];
  readonly serviceRanges: readonly Written<IpBlock>[];
  /** `networkType` of OpenShift's configuration, as written. */
  readonly plugin: Written<string> | undefined;
}

/** An object that only one platform has. */
export interface PlatformObject {
  readonly type: "PlatformObject";
  readonly meta: ObjectMeta;
  readonly platform: "openshift";
}
