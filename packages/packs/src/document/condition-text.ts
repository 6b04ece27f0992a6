import type { ConditionDocument, FlowPackDocument } from "./flow-pack-document.js";
import { entryOf } from "./scope.js";

/** A condition in words. */
export function conditionText(document: FlowPackDocument, condition: ConditionDocument): string {
  const text = (one: ConditionDocument): string => conditionText(document, one);
  if ("all" in condition) return condition.all.map(text).join(" and ");
  if ("any" in condition) return condition.any.map(text).join(" or ");
  if ("not" in condition) return `not: ${text(condition.not)}`;
  if ("parameter" in condition) {
    const name = `\`${condition.parameter}\``;
    if ("is" in condition) return `${name} is ${[condition.is].flat().join(" or ")}`;
    const isBoolean = entryOf(document.parameters, condition.parameter)?.type === "boolean";
    return isBoolean ? name : `${name} is known`;
  }
  if ("platform" in condition) return condition.platform === "openshift" ? "OpenShift" : condition.platform;
  if ("field" in condition) return `\`${condition.field}\` is written`;
  if ("pods" in condition) return `the input has ${entryOf(document.pods, condition.pods)?.title ?? condition.pods}`;
  const { kind, names, namespaces } = condition.object;
  const where = namespaces ? ` in ${namespaces.join(", ")}` : "";
  return `the input has ${kind}${names ? ` ${names.join(", ")}` : ""}${where}`;
}
