import type { JsonValue, Path } from "../source/json-value.js";
import type { SourceRange } from "../source/source-range.js";
import type { AmbiguousScalar } from "./ambiguous-scalar.js";

/** Where an object came from. Not for copying with `...`: origins share their functions. */
export interface Origin {
  readonly file: string;
  /** 0-based number of the document within the file. */
  readonly document: number;
  /** Path of the object within its document: empty, or `items[3]` of a List. */
  readonly base: Path;
  /** The small range that stands for the field at `path` of the object; the nearest ancestor where it is not written. */
  locate(path: Path): SourceRange;
  /** Another one as soon as some place in the document is another. */
  readonly placement: object;
  /** What is written at `path` of the object, or undefined. */
  valueAt(path: Path): JsonValue | undefined;
  /** False where nothing in the file can be read in two ways, so that nobody has to ask for any path. */
  holdsAmbiguous(): boolean;
  /** What is written at `path`, where YAML 1.1 and 1.2 read it differently; undefined everywhere else. */
  ambiguousAt(path: Path): AmbiguousScalar | undefined;
}

/** What every object has. Names and namespaces are kept as written. */
export interface ObjectMeta {
  readonly apiVersion: string;
  readonly kind: string;
  /** "" for cluster-scoped objects. */
  readonly namespace: string;
  /** False where the manifest names no namespace, nobody else does, and one was assumed. */
  readonly namespaceWritten: boolean;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly owners: readonly OwnerReference[];
  readonly origin: Origin;
}

export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly controller: boolean;
}

/** `namespace/name`, or `name` for a cluster-scoped object. */
export function objectName(meta: ObjectMeta): string {
  return meta.namespace === "" ? meta.name : `${meta.namespace}/${meta.name}`;
}

/** The identity under which a later object replaces an earlier one: group, kind, namespace and name. */
export function objectKey(meta: ObjectMeta): string {
  return JSON.stringify([kindKey(meta), meta.namespace, meta.name]);
}

/** The part of it that is the same for all objects of a kind, whatever their version: `apps/Deployment`, `/Pod`. */
export function kindKey({ apiVersion, kind }: ObjectMeta): string {
  return `${apiVersion.slice(0, Math.max(apiVersion.indexOf("/"), 0))}/${kind}`;
}
