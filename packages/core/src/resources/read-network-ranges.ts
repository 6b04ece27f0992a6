import { parseCidr } from "../sets/ip-address.js";
import { fieldOf, type JsonValue } from "../source/json-value.js";
import type { NetworkRanges } from "./network-ranges.js";
import { listOf, stringOf } from "./read-meta.js";
import { writtenAt } from "./read-node.js";
import type { ObjectMeta } from "./resource.js";

/** A ServiceCIDR: the API server gives addresses of it to Services. */
export function readServiceCidr(value: JsonValue, meta: ObjectMeta): NetworkRanges {
  const cidrs = listOf(fieldOf(fieldOf(value, "spec"), "cidrs"));
  return {
    type: "NetworkRanges",
    meta,
    podRanges: [],
    serviceRanges: cidrs.flatMap((cidr, index) => writtenAt(cidr, ["spec", "cidrs", index], parseCidr)),
    plugin: undefined,
  };
}

/** OpenShift's `Network` of config.openshift.io. Its status is what is in force; its spec, what was asked for. */
export function readOpenShiftNetwork(value: JsonValue, meta: ObjectMeta): NetworkRanges {
  const part = listOf(fieldOf(fieldOf(value, "status"), "clusterNetwork")).length > 0 ? "status" : "spec";
  const config = fieldOf(value, part);
  const plugin = stringOf(fieldOf(config, "networkType"));
  return {
    type: "NetworkRanges",
    meta,
    podRanges: listOf(fieldOf(config, "clusterNetwork")).flatMap((entry, index) =>
      writtenAt(fieldOf(entry, "cidr"), [part, "clusterNetwork", index, "cidr"], parseCidr),
    ),
    serviceRanges: listOf(fieldOf(config, "serviceNetwork")).flatMap((entry, index) =>
      writtenAt(entry, [part, "serviceNetwork", index], parseCidr),
    ),
    plugin: plugin === undefined ? undefined : { value: plugin, path: [part, "networkType"] },
  };
}
