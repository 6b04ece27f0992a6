import type { JsonObject } from "../source/json-value.js";
import type { Finding, Severity } from "./finding.js";
import type { LintRule } from "./lint-rule.js";

export type RuleSeverity = Severity | "off";

/** What a configuration says of one rule. */
export interface RuleSetting {
  readonly severity: RuleSeverity;
  /** In place of the rule's defaults, option by option. */
  readonly options: JsonObject;
}

/** Other severities for the findings of some files or objects. */
export interface SeverityOverride {
  applies(finding: Pick<Finding, "file" | "object">): boolean;
  readonly severities: ReadonlyMap<string, RuleSeverity>;
}

export interface RuleSettings {
  /** By rule id; a rule that is not here is as it is. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Later ones win. */
  readonly overrides: readonly SeverityOverride[];
}

export const noRuleSettings: RuleSettings = { rules: new Map(), overrides: [] };

/** False where none of the rule's findings can be reported, so that it need not run. */
export function isOn({ id }: LintRule, { rules, overrides }: RuleSettings): boolean {
  if (rules.get(id)?.severity !== "off") return true;
  return overrides.some(({ severities }) => (severities.get(id) ?? "off") !== "off");
}

export function optionsOf({ id, options }: LintRule, { rules }: RuleSettings): JsonObject {
  return { ...options?.defaults, ...rules.get(id)?.options };
}

/**
 * The finding with the severity that is set for it; undefined where it is off. A severity is set for what the rule
 * reports with its own; what it reports as milder stays milder.
 */
export function applySettings(finding: Finding, rule: LintRule, { rules, overrides }: RuleSettings): Finding | undefined {
  const override = overrides.findLast((one) => one.severities.has(rule.id) && one.applies(finding));
  const set = override?.severities.get(rule.id) ?? rules.get(rule.id)?.severity;
  if (set === undefined) return finding;
  if (set === "off") return undefined;
  const severity = rank[finding.severity] < rank[rule.severity] ? milder(finding.severity, set) : set;
  return severity === finding.severity ? finding : withSeverity(finding, severity);
}

/** Spreading would work out what is only worked out when it is asked for. */
function withSeverity(finding: Finding, severity: Severity): Finding {
  const fields = Object.getOwnPropertyDescriptors(finding);
  return Object.create(Object.prototype, { ...fields, severity: { ...fields.severity, value: severity } }) as Finding;
}

const rank: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function milder(a: Severity, b: Severity): Severity {
  return rank[a] < rank[b] ? a : b;
}
