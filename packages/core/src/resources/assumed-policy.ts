import { type JsonValue, type Path, valueAt } from "../source/json-value.js";
import type { NetworkPolicy } from "./network-policy.js";
import { readMeta } from "./read-meta.js";
import { readNetworkPolicy } from "./read-network-policy.js";
import type { ObjectMeta } from "./resource.js";

/** A NetworkPolicy that no manifest holds: an operator makes it because of an object that the input does hold. */
export interface AssumedPolicy {
  /** The whole object, with its namespace. */
  readonly manifest: JsonValue;
  /** A clause: "the NetObserv operator makes it for FlowCollector `cluster`". */
  readonly because: string;
  /** A clause: what to change of the object so that the policy opens more. */
  readonly remedy: string;
  /** The object, and the field of it that decides. */
  readonly of: ObjectMeta;
  readonly path: Path;
}

/** The policy as if it had been read. Wherever it is pointed at, the field that makes it is shown. */
export function readAssumedPolicy({ manifest, because, remedy, of, path }: AssumedPolicy): NetworkPolicy {
  const origin: ObjectMeta["origin"] = {
    file: of.origin.file,
    get document() {
      return of.origin.document;
    },
    base: of.origin.base,
    get placement() {
      return of.origin.placement;
    },
    locate: () => of.origin.locate(path),
    valueAt: (asked) => valueAt(manifest, asked),
    holdsAmbiguous: () => false,
    ambiguousAt: () => undefined,
  };
  const meta = readMeta(manifest, origin, true, { namespace: of.namespace });
  return { ...readNetworkPolicy(manifest, meta, { kubernetesVersion: undefined }), assumed: { because, remedy } };
}
