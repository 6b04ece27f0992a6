import type { Cluster, JsonValue, ObjectMeta, Path } from "@netpolint/core";
import type { ConditionDocument, FlowPackDocument } from "./flow-pack-document.js";

/** A clause that says of something which is written that it is not understood. */
export interface NotUnderstood {
  readonly notUnderstood: string;
}

/** Finds values in an object where no path can say where they are. */
export type ValueReader = (object: JsonValue) => readonly string[] | NotUnderstood | undefined;

/** One object of a resource, or a stand-in for one that the input does not hold. */
export interface Instance {
  readonly resource: string;
  /** The object, with the path to the item where it is one. */
  readonly object: { readonly meta: ObjectMeta; readonly path: Path; readonly value: JsonValue } | undefined;
  /** Undefined where nothing says it. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** An object of which nothing is known. */
export function unknownInstance(resource: string): Instance {
  return { resource, object: undefined, name: undefined, namespace: undefined };
}

/** What parts of a pack's data ask each other: a value may hang on a condition, a condition on pods, pods on values. */
export interface Resolving {
  readonly holds: (scope: Scope, condition: ConditionDocument) => boolean;
  readonly valuesOf: (scope: Scope, parameter: string) => readonly string[] | undefined;
  readonly instanceOf: (scope: Scope, resource: string) => Instance;
}

/** Everything that a row of a pack depends on. */
export interface Scope {
  readonly document: FlowPackDocument;
  readonly cluster: Cluster;
  readonly resolve: Resolving;
  readonly readers: Readonly<Record<string, ValueReader>>;
  /** What the user gave, by name of the parameter. */
  readonly given: ReadonlyMap<string, string>;
  /** True where the user named the pack: the software is then taken to be there. */
  readonly named: boolean;
  /** The objects that a row is about, by resource. For others the first of the input stands. */
  readonly bound: ReadonlyMap<string, Instance>;
  /** The objects of each kind, once they have been looked for: clusters are large and many rows ask. */
  readonly found: Map<string, readonly Instance[]>;
  /** Sentences about values that were asked for, are written and are not understood. Nothing may be taken in their place. */
  readonly doubts: Set<string>;
}

export function bind(scope: Scope, instances: readonly Instance[]): Scope {
  const bound = new Map(scope.bound);
  for (const instance of instances) bound.set(instance.resource, instance);
  return { ...scope, bound };
}

/** An own entry: `constructor` is a name like any other. */
export function entryOf<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
