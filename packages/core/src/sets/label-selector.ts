/** Labels of an object. `complete: false`: keys that are not in the map may or may not be present with any value. */
export interface Labels {
  readonly entries: ReadonlyMap<string, string>;
  readonly complete: boolean;
  /** Where that is false: the only keys that may be present beside those of the map. Left out: any key. */
  readonly open?: ReadonlySet<string>;
}

/** Whether an object with these labels may have the key, though nothing is known of it. */
export function mayHaveKey({ entries, complete, open }: Labels, key: string): boolean {
  return !complete && !entries.has(key) && (open === undefined || open.has(key));
}

/** An answer that may depend on facts that are not known: Kleene's three-valued logic. */
export type Ternary = "yes" | "no" | "unknown";

export type SelectorOperator = "In" | "NotIn" | "Exists" | "DoesNotExist";

/** `values` has a meaning for `In` and `NotIn` only. */
export interface SelectorRequirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** AND of all requirements; none selects everything. A `matchLabels` entry `k: v` is `k In [v]`. */
export interface LabelSelector {
  readonly requirements: readonly SelectorRequirement[];
}

/** The selector `{}`. */
export const everything: LabelSelector = { requirements: [] };

/**
 * Whether the selector selects an object with these labels, as Kubernetes label selectors do.
 * `unknown` is answered only where the labels that are not known decide: a selector that no labels at all can
 * satisfy is "no" for every object, even if no single requirement is.
 */
export function matchesLabels(selector: LabelSelector, labels: Labels): Ternary {
  let answer: Ternary = "yes";
  for (const requirement of selector.requirements) {
    answer = and(answer, matchRequirement(requirement, labels));
    if (answer === "no") return "no";
  }
  return answer === "unknown" && !isSatisfiable(selector) ? "no" : answer;
}

/**
 * Whether some object could be selected. Exact over all strings as label values; that a value such as `a b` is no
 * legal label value is the reader's to report.
 */
export function isSatisfiable(selector: LabelSelector): boolean {
  // As most are.
  if (selector.requirements.length <= 1) return isSatisfiableAt(selector.requirements);
  const requirementsByKey = [...groupByKey(selector.requirements).values()];
  return requirementsByKey.every(isSatisfiableAt);
}

/** Requirements of one key. */
function isSatisfiableAt(requirements: readonly SelectorRequirement[]): boolean {
  return canBeAbsent(requirements) || canBePresent(requirements);
}

/**
 * The first requirement that by itself refuses these labels. `undefined` also where only several requirements
 * together cannot be met (`x`, `!x`) and the label is not known.
 */
export function firstFailingRequirement(selector: LabelSelector, labels: Labels): SelectorRequirement | undefined {
  return selector.requirements.find((requirement) => matchRequirement(requirement, labels) === "no");
}

/** As kubectl writes selectors: `app=web,tier in (a,b),!x,y,z notin (q)`; `{}` for everything. */
export function formatSelector(selector: LabelSelector): string {
  if (selector.requirements.length === 0) return "{}";
  return selector.requirements.map(formatRequirement).join(",");
}

/** Equal for two selectors if and only if they have the same requirements; order and repetition do not count. */
export function canonicalSelector(selector: LabelSelector): string {
  const requirements = new Set(selector.requirements.map(canonicalRequirement));
  return `[${[...requirements].sort().join(",")}]`;
}

export function and(a: Ternary, b: Ternary): Ternary {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "unknown";
}

export function or(a: Ternary, b: Ternary): Ternary {
  if (a === "yes" || b === "yes") return "yes";
  return a === "no" && b === "no" ? "no" : "unknown";
}

export function not(a: Ternary): Ternary {
  if (a === "unknown") return "unknown";
  return a === "yes" ? "no" : "yes";
}

function matchRequirement(requirement: SelectorRequirement, labels: Labels): Ternary {
  const value = labels.entries.get(requirement.key);
  if (value !== undefined) return ternary(acceptsValue(requirement, value));
  return mayHaveKey(labels, requirement.key) ? matchUnknown(requirement) : ternary(acceptsAbsence(requirement));
}

/** An empty list of values, which the API server refuses, settles the answer without the label. */
function matchUnknown({ operator, values }: SelectorRequirement): Ternary {
  if (values.length > 0) return "unknown";
  if (operator === "In") return "no";
  return operator === "NotIn" ? "yes" : "unknown";
}

function acceptsValue({ operator, values }: SelectorRequirement, value: string): boolean {
  switch (operator) {
    case "In":
      return values.includes(value);
    case "NotIn":
      return !values.includes(value);
    case "Exists":
      return true;
    case "DoesNotExist":
      return false;
  }
}

/** `NotIn` also selects objects without the key, unlike what its name suggests. */
function acceptsAbsence({ operator }: SelectorRequirement): boolean {
  return operator === "NotIn" || operator === "DoesNotExist";
}

function canBeAbsent(requirements: readonly SelectorRequirement[]): boolean {
  return requirements.every(acceptsAbsence);
}

/** Only `In` limits the values to a list; without it some string escapes every `NotIn`. */
function canBePresent(requirements: readonly SelectorRequirement[]): boolean {
  if (requirements.some(({ operator }) => operator === "DoesNotExist")) return false;
  const listed = requirements.find(({ operator }) => operator === "In");
  if (listed === undefined) return true;
  return listed.values.some((value) => requirements.every((requirement) => acceptsValue(requirement, value)));
}

function groupByKey(requirements: readonly SelectorRequirement[]): Map<string, SelectorRequirement[]> {
  const groups = new Map<string, SelectorRequirement[]>();
  for (const requirement of requirements) {
    const group = groups.get(requirement.key);
    if (group === undefined) groups.set(requirement.key, [requirement]);
    else group.push(requirement);
  }
  return groups;
}

function formatRequirement({ key, operator, values }: SelectorRequirement): string {
  switch (operator) {
    case "In":
      return values.length === 1 ? `${key}=${values.join()}` : `${key} in (${values.join(",")})`;
    case "NotIn":
      return `${key} notin (${values.join(",")})`;
    case "Exists":
      return key;
    case "DoesNotExist":
      return `!${key}`;
  }
}

function canonicalRequirement({ key, operator, values }: SelectorRequirement): string {
  const listed = operator === "In" || operator === "NotIn" ? [...new Set(values)].sort() : [];
  return JSON.stringify([key, operator, listed]);
}

function ternary(answer: boolean): Ternary {
  return answer ? "yes" : "no";
}
