import { fieldOf, formatPath, isObject, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import type { AmbiguousScalar } from "./ambiguous-scalar.js";
import { stringOf } from "./read-meta.js";
import { badServicePorts } from "./read-service.js";
import type { Origin } from "./resource.js";
import { labelMapsOf, textPaths } from "./text-paths.js";

export interface MetadataProblem {
  readonly path: Path;
  readonly message: string;
}

/**
 * Names and labels that are not strings. The API server refuses the object, and reading past them would select other
 * pods than the author meant: `app: on` is a boolean for Kubernetes. NetworkPolicies have findings of their own for it.
 */
export function metadataProblems(value: JsonValue, origin: Pick<Origin, "ambiguousAt">): readonly MetadataProblem[] {
  const kind = stringOf(fieldOf(value, "kind")) ?? "";
  const texts = mistypedPaths(value, kind).map((path) => {
    const message = sentence(path, kind, origin.ambiguousAt(path), valueAt(value, path) ?? null);
    return { path, message };
  });
  const ports = kind === "Service" ? badServicePorts(value).map((path) => portProblem(path, valueAt(value, path))) : [];
  return [...texts, ...ports];
}

/** Read on without the port, of which nobody can say what it leads to. */
function portProblem(path: Path, value: JsonValue | undefined): MetadataProblem {
  const field = `\`${formatPath(path)}\` of this Service is ${JSON.stringify(value)}`;
  return { path, message: `${field}, not a port number (1 to 65535), so the API server refuses the object.` };
}

function mistypedPaths(value: JsonValue, kind: string): readonly Path[] {
  if (validatedKinds.has(kind)) return mistypedTexts(value, [["metadata", "namespace"]]);
  const maps = knownLabelMaps(kind);
  if (maps.every((path) => holdsTexts(valueAt(value, path)))) return mistypedTexts(value, textPaths);
  return mistypedTexts(value, [...textPaths, ...maps.flatMap((path) => entriesBelow(value, path))]);
}

/** Kinds whose metadata is validated with the rest of the object. */
const validatedKinds: ReadonlySet<string> = new Set([
  "NetworkPolicy",
  "AdminNetworkPolicy",
  "BaselineAdminNetworkPolicy",
  "ClusterNetworkPolicy",
]);

/** Asked for every object of a dump. */
function knownLabelMaps(kind: string): readonly Path[] {
  const known = labelMaps.get(kind) ?? labelMapsOf(kind);
  labelMaps.set(kind, known);
  return known;
}

const labelMaps = new Map<string, readonly Path[]>();

/** Almost always, so that paths of entries are made for the other maps only. */
function holdsTexts(map: JsonValue | undefined): boolean {
  if (!isObject(map)) return true;
  for (const key in map) if (Object.hasOwn(map, key) && typeof map[key] !== "string") return false;
  return true;
}

function entriesBelow(value: JsonValue, path: Path): readonly Path[] {
  const map = valueAt(value, path);
  return isObject(map) ? Object.keys(map).map((key) => [...path, key]) : [];
}

function mistypedTexts(value: JsonValue, paths: readonly Path[]): readonly Path[] {
  const isMistyped = (path: Path): boolean => {
    const item = valueAt(value, path);
    return item !== undefined && item !== null && typeof item !== "string";
  };
  return paths.some(isMistyped) ? paths.filter(isMistyped) : [];
}

function sentence(path: Path, kind: string, ambiguous: AmbiguousScalar | undefined, value: JsonValue): string {
  const field = `\`${formatPath(path)}\` of this ${kind} is`;
  const end = "so the API server refuses the object; put it in quotes.";
  if (ambiguous) {
    const { written, otherReading } = ambiguous;
    return `${field} written \`${written}\`, which Kubernetes reads as ${shown(value)} (${otherReading}), ${end}`;
  }
  return `${field} ${shown(value)}, not a string, ${end}`;
}

function shown(value: JsonValue): string {
  return typeof value === "object" ? "a list or mapping" : `the ${typeof value} ${String(value)}`;
}
