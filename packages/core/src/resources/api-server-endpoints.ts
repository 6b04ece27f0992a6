import type { IpAddress } from "../sets/ip-address.js";
import type { Written } from "./node.js";
import type { ObjectMeta } from "./resource.js";

/** The EndpointSlice or Endpoints object of Service `default/kubernetes`, which the API servers keep themselves. */
export interface ApiServerEndpoints {
  readonly type: "ApiServerEndpoints";
  readonly meta: ObjectMeta;
  readonly addresses: readonly Written<IpAddress>[];
}
