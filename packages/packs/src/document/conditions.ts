import { findField } from "./field-values.js";
import type { ConditionDocument, ObjectDocument } from "./flow-pack-document.js";
import { matchesGlobs } from "./globs.js";
import { instanceOf } from "./instances.js";
import { entryOf, type Scope } from "./scope.js";
import { selectedAnywhere } from "./selected-workloads.js";
import { expand } from "./templates.js";
import { valuesOf } from "./values.js";

/** Whether a condition holds. A parameter without a value has none of the values that are asked for. */
export function holds(scope: Scope, condition: ConditionDocument): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(scope, one));
  if ("any" in condition) return condition.any.some((one) => holds(scope, one));
  if ("not" in condition) return !holds(scope, condition.not);
  if ("parameter" in condition) return holdsForParameter(scope, condition);
  if ("platform" in condition) return scope.cluster.settings.platform === condition.platform;
  if ("field" in condition) {
    const { object } = instanceOf(scope, condition.of);
    return object !== undefined && findField(object.value, condition.field) !== undefined;
  }
  if ("pods" in condition) {
    const pods = entryOf(scope.document.pods, condition.pods);
    return pods !== undefined && selectedAnywhere(scope, pods).length > 0;
  }
  return holdsObject(scope, condition.object);
}

function holdsForParameter(scope: Scope, condition: Extract<ConditionDocument, { parameter: string }>): boolean {
  const values = valuesOf(scope, condition.parameter) ?? [];
  if (!("is" in condition)) return values.length > 0 && !values.includes("false");
  const wanted = [condition.is].flat().map((value) => expand(scope, String(value)));
  return values.some((value) => wanted.includes(value));
}

function holdsObject({ cluster }: Scope, wanted: ObjectDocument): boolean {
  return cluster.objects.some(
    ({ apiVersion, kind, name, namespace }) =>
      kind === wanted.kind &&
      (wanted.group === undefined || wanted.group === groupOf(apiVersion)) &&
      matchesGlobs(name, wanted.names) &&
      matchesGlobs(namespace, wanted.namespaces),
  );
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/", 1)[0] ?? "") : "";
}
