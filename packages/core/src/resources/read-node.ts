import { parseCidr, parseIpAddress } from "../sets/ip-address.js";
import { fieldOf, type JsonValue, type Path } from "../source/json-value.js";
import type { NodeResource, Written } from "./node.js";
import { listOf, stringOf } from "./read-meta.js";
import type { ObjectMeta } from "./resource.js";

export function readNode(value: JsonValue, meta: ObjectMeta): NodeResource {
  const spec = fieldOf(value, "spec");
  const podCidrs = listOf(fieldOf(spec, "podCIDRs"));
  const addresses = listOf(fieldOf(fieldOf(value, "status"), "addresses"));
  return {
    type: "Node",
    meta,
    addresses: addresses.flatMap((entry, index) =>
      writtenAt(fieldOf(entry, "address"), ["status", "addresses", index, "address"], parseIpAddress),
    ),
    podRanges:
      podCidrs.length > 0
        ? podCidrs.flatMap((entry, index) => writtenAt(entry, ["spec", "podCIDRs", index], parseCidr))
        : writtenAt(fieldOf(spec, "podCIDR"), ["spec", "podCIDR"], parseCidr),
  };
}

/** The value at a path if it is text that `parse` understands. */
export function writtenAt<T>(
  value: JsonValue | undefined,
  path: Path,
  parse: (text: string) => T | undefined,
): readonly Written<T>[] {
  const text = stringOf(value);
  const read = text === undefined ? undefined : parse(text);
  return read === undefined ? [] : [{ value: read, path }];
}
