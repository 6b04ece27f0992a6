import { parseIpAddress } from "../sets/ip-address.js";
import { fieldOf, type JsonValue } from "../source/json-value.js";
import type { ApiServerEndpoints } from "./api-server-endpoints.js";
import { writtenAt } from "./read-node.js";
import { listOf } from "./read-meta.js";
import type { ObjectMeta } from "./resource.js";

const serviceNameLabel = "kubernetes.io/service-name";

/** Of all EndpointSlices only that of Service `default/kubernetes` is read: others belong to pods. */
export function isOfApiServer({ kind, namespace, name, labels }: ObjectMeta): boolean {
  if (namespace !== "default") return false;
  return kind === "EndpointSlice" ? labels.get(serviceNameLabel) === "kubernetes" : name === "kubernetes";
}

export function readEndpointSlice(value: JsonValue, meta: ObjectMeta): ApiServerEndpoints {
  const addresses = listOf(fieldOf(value, "endpoints")).flatMap((endpoint, index) =>
    listOf(fieldOf(endpoint, "addresses")).flatMap((address, at) =>
      writtenAt(address, ["endpoints", index, "addresses", at], parseIpAddress),
    ),
  );
  return { type: "ApiServerEndpoints", meta, addresses };
}

export function readEndpoints(value: JsonValue, meta: ObjectMeta): ApiServerEndpoints {
  const addresses = listOf(fieldOf(value, "subsets")).flatMap((subset, index) =>
    listOf(fieldOf(subset, "addresses")).flatMap((address, at) =>
      writtenAt(fieldOf(address, "ip"), ["subsets", index, "addresses", at, "ip"], parseIpAddress),
    ),
  );
  return { type: "ApiServerEndpoints", meta, addresses };
}
