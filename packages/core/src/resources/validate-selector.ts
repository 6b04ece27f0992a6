import { fieldOf, isObject, type JsonValue, type Path } from "../source/json-value.js";
import { decodedString } from "./decode-refusals.js";
import { labelKeyProblems, labelValueProblems } from "./kubernetes-names.js";
import { listOf } from "./read-meta.js";
import {
  forbidden,
  invalid,
  invalidEntry,
  invalidText,
  meantWord,
  type Problem,
  quote,
  type Refusal,
  required,
} from "./refusal.js";

/** A label selector; a missing or null one is correct. What the decoder refuses is passed over. */
export function validateSelector(selector: JsonValue | undefined, path: Path): readonly Refusal[] {
  return [
    ...validateLabels(fieldOf(selector, "matchLabels"), [...path, "matchLabels"]),
    ...listOf(fieldOf(selector, "matchExpressions")).flatMap((expression, index) =>
      validateExpression(expression, [...path, "matchExpressions", index]),
    ),
  ];
}

/** A map of labels. The server names only the map; `at` names the entry. */
export function validateLabels(labels: JsonValue | undefined, path: Path): readonly Refusal[] {
  if (!isObject(labels)) return [];
  return Object.entries(labels).flatMap(([key, item]) => [
    ...labelKeyProblems(key).map((problem) => invalidEntry(path, key, "key", key, problem)),
    ...valueProblems(item).map(({ value, problem }) => invalidEntry(path, key, "value", value, problem)),
  ]);
}

function valueProblems(item: JsonValue): readonly { readonly value: string; readonly problem: Problem }[] {
  const value = decodedString(item);
  if (value === undefined) return [];
  return labelValueProblems(value).map((problem) => ({ value, problem }));
}

function validateExpression(expression: JsonValue, path: Path): readonly Refusal[] {
  if (expression !== null && !isObject(expression)) return [];
  const values = fieldOf(expression, "values");
  return [
    ...validateOperator(fieldOf(expression, "operator"), values, path),
    ...validateKey(fieldOf(expression, "key"), [...path, "key"]),
    ...listOf(values).flatMap((item, index) =>
      valueProblems(item).map(({ value, problem }) => invalidText([...path, "values", index], value, problem)),
    ),
  ];
}

const valuesNeeded: Problem = {
  detail: "must be specified when `operator` is 'In' or 'NotIn'",
  plain: "needs at least one value for the operators In and NotIn",
  mistake: "invalid-selector",
};

const valuesForbidden: Problem = {
  detail: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
  plain: "must be empty for the operators Exists and DoesNotExist",
  mistake: "invalid-selector",
};

function validateOperator(
  written: JsonValue | undefined,
  values: JsonValue | undefined,
  path: Path,
): readonly Refusal[] {
  const operator = decodedString(written);
  const count = valueCount(values);
  switch (operator) {
    case undefined:
      return [];
    case "In":
    case "NotIn":
      return count === 0 ? [required([...path, "values"], valuesNeeded)] : [];
    case "Exists":
    case "DoesNotExist":
      return count !== undefined && count > 0 ? [forbidden([...path, "values"], valuesForbidden)] : [];
    default:
      return [invalid([...path, "operator"], quote(operator), operatorProblem(operator))];
  }
}

/** Undefined where the decoder refuses the values. */
function valueCount(values: JsonValue | undefined): number | undefined {
  if (values === undefined || values === null) return 0;
  return Array.isArray(values) ? values.length : undefined;
}

const operators = ["In", "NotIn", "Exists", "DoesNotExist"];

function operatorProblem(operator: string): Problem {
  const plain = `is ${quote(operator)}, which is not one of ${operators.join(", ")}`;
  const detail = "not a valid selector operator";
  return { detail, plain, mistake: "invalid-selector", ...meantWord(operator, operators) };
}

function validateKey(written: JsonValue | undefined, path: Path): readonly Refusal[] {
  const key = decodedString(written);
  if (key === undefined) return [];
  return labelKeyProblems(key).map((problem) => invalidText(path, key, problem));
}
