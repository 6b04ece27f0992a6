import type { CustomKind } from "@netpolint/core";
import type { ConditionDocument, FlowPackDocument, ObjectDocument } from "./flow-pack-document.js";

/** The kinds that have to be read for a pack: those it takes values from, and those its conditions ask for. */
export function kindsOf(document: FlowPackDocument): readonly CustomKind[] {
  const resources = Object.values(document.resources ?? {}).filter((resource) => "kind" in resource);
  const asked = conditionsOf(document).flatMap(objectsIn);
  return [...resources, ...asked].flatMap(({ group, kind, namespaced = true }) =>
    group === undefined ? [] : [{ group, kind, namespaced }],
  );
}

function conditionsOf({ parameters = {}, pods = {}, flows }: FlowPackDocument): readonly ConditionDocument[] {
  const conditional = [
    ...Object.values(parameters).flatMap(({ read = [] }) => read),
    ...Object.values(pods).flatMap(({ select, assume = [] }) => [...select, ...assume]),
    ...flows,
  ];
  return conditional.flatMap(({ when }) => (when ? [when] : []));
}

function objectsIn(condition: ConditionDocument): readonly ObjectDocument[] {
  if ("all" in condition) return condition.all.flatMap(objectsIn);
  if ("any" in condition) return condition.any.flatMap(objectsIn);
  if ("not" in condition) return objectsIn(condition.not);
  return "object" in condition ? [condition.object] : [];
}
