/** Label selectors over labels that may be known only in part, in three-valued logic (reference 1.6). */

import type { Labels, NaiveRequirement, NaiveSelector } from "./naive-cluster.js";

export type Answer = "yes" | "no" | "unknown";

export interface KnownLabels {
  readonly labels: ReadonlyMap<string, string>;
  /** False: a key that is not in `labels` may be there with any value, or not be there. */
  readonly complete: boolean;
}

export function every(answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

export function some(answers: readonly Answer[]): Answer {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

export function toLabelMap(labels: Labels | null | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(labels ?? {}));
}

/** Both halves of a selector as one list: `matchLabels` k: v is `k In [v]`, also for v = "" (reference 1.6). */
export function requirementsOf(selector: NaiveSelector): readonly NaiveRequirement[] {
  const equalities = Object.entries(selector.matchLabels ?? {}).map(([key, value]): NaiveRequirement => ({
    key,
    operator: "In",
    values: [value],
  }));
  return [...equalities, ...(selector.matchExpressions ?? [])];
}

/** Reference 1.6, the operator table. `undefined` is the absent key. Throws on an operator that the API refuses. */
export function valueMeets(requirement: NaiveRequirement, value: string | undefined): boolean {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      throw new Error(`not a valid selector operator: ${String(requirement.operator)}`);
  }
}

export function requirementAnswer(requirement: NaiveRequirement, known: KnownLabels): Answer {
  const value = known.labels.get(requirement.key);
  if (value === undefined && !known.complete) return "unknown";
  return valueMeets(requirement, value) ? "yes" : "no";
}

/** Rule R1: the AND of the requirements, except that a selector which nothing can satisfy is a plain no. */
export function selectorAnswer(selector: NaiveSelector, known: KnownLabels): Answer {
  if (!isSatisfiable(selector)) return "no";
  return every(requirementsOf(selector).map((requirement) => requirementAnswer(requirement, known)));
}

/** Whether any label set at all satisfies the selector. Keys are independent of each other. */
export function isSatisfiable(selector: NaiveSelector): boolean {
  const requirements = requirementsOf(selector);
  return requirements.every(({ key }) => {
    const sameKey = requirements.filter((requirement) => requirement.key === key);
    return candidateValues(sameKey).some((value) => sameKey.every((requirement) => valueMeets(requirement, value)));
  });
}

/** The absent key, every value that is mentioned, and one value that is not. */
function candidateValues(requirements: readonly NaiveRequirement[]): readonly (string | undefined)[] {
  const mentioned = requirements.flatMap((requirement) => requirement.values ?? []);
  return [undefined, ...mentioned, `${mentioned.join("")}x`];
}

export function isEmptySelector(selector: NaiveSelector): boolean {
  return requirementsOf(selector).length === 0;
}
