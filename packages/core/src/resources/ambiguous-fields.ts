import { isList, isObject, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import type { AmbiguousScalar } from "./ambiguous-scalar.js";
import { listOf, templatePathOf } from "./read-meta.js";
import type { ObjectMeta } from "./resource.js";
import { selectorPathOf, textPaths } from "./text-paths.js";

export interface AmbiguousField {
  readonly path: Path;
  readonly scalar: AmbiguousScalar;
}

/**
 * Fields that name an object or decide about connections, as far as they are written in a way that YAML 1.1 and 1.2
 * read differently: names, labels, annotations, selectors, ports, and all of the spec of a policy.
 */
export function ambiguousFields({ kind, origin }: ObjectMeta, isPolicy: boolean): readonly AmbiguousField[] {
  const value = origin.holdsAmbiguous() ? origin.valueAt([]) : undefined;
  if (value === undefined) return [];
  const roots = isPolicy ? policyRoots : rootsOf(value, kind);
  return roots.flatMap((root) => scalarPaths(valueAt(value, root), root)).flatMap((path) => {
    const scalar = origin.ambiguousAt(path);
    return scalar ? [{ path, scalar }] : [];
  });
}

const metadata: readonly Path[] = [...textPaths, ["metadata", "labels"], ["metadata", "annotations"]];
const policyRoots: readonly Path[] = [...metadata, ["spec"]];

function rootsOf(value: JsonValue, kind: string): readonly Path[] {
  const template = templatePathOf(kind);
  const pod: Path = kind === "Pod" ? ["spec"] : [...template, "spec"];
  const templateMaps = ["labels", "annotations"].map((field) => [...template, "metadata", field]);
  return [...metadata, ...templateMaps, selectorPathOf(kind), ["spec", "ports"], ...containerPorts(value, pod)];
}

function containerPorts(value: JsonValue, pod: Path): readonly Path[] {
  return ["containers", "initContainers"].flatMap((field) =>
    listOf(valueAt(value, [...pod, field])).map((_, index) => [...pod, field, index, "ports"]),
  );
}

function scalarPaths(value: JsonValue | undefined, path: Path): readonly Path[] {
  if (isList(value)) return value.flatMap((item, index) => scalarPaths(item, [...path, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => scalarPaths(item, [...path, key]));
  return value === undefined || value === null ? [] : [path];
}
