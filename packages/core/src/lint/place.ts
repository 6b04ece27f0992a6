import { formatPath, type Path } from "../source/json-value.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { SourceRange } from "../source/source-range.js";

/** A place in the user's files. */
export interface Place {
  readonly file: string;
  readonly range: SourceRange;
  /** The field that is written there; left out where the place is no field of an object that was read. */
  readonly field?: PlaceField;
}

/** A field of an object, or the place where it would be written. */
export interface PlaceField {
  readonly meta: ObjectMeta;
  readonly path: Path;
}

/** Where a field of an object is written; the nearest ancestor where it is not. */
export function placeOf(meta: ObjectMeta, path: Path): Place {
  return { file: meta.origin.file, range: meta.origin.locate(path), field: { meta, path } };
}

/** The object that a finding is about, in the API's words. */
export interface FindingObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** "" for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
  /** The field, as the API server writes it; "" for the whole object. */
  readonly path: string;
}

/** The same as facts that can be printed. */
export function objectOfField({ meta, path }: PlaceField): FindingObject {
  const { apiVersion, kind, namespace, name } = meta;
  return { apiVersion, kind, namespace, name, path: formatPath(path) };
}
