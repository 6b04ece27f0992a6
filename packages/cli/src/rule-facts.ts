import type { LintRule } from "@netpolint/core";
import { presetNames, presetOf } from "@netpolint/rules";
import { pageAddress } from "./homepage.js";

/** What is known of a rule beside its page, in one line. */
export function ruleFacts({ severity, category, precision, options }: LintRule): string {
  const names = options ? Object.keys(options.defaults) : [];
  const configured = names.length === 0 ? [] : [`options: ${names.join(", ")}`];
  return [`Severity: ${severity}`, `category: ${category}`, `precision: ${precision}`, ...configured].join(" · ");
}

/** The same for programs, with the severity that each preset gives it. */
export function ruleJson(rule: LintRule): object {
  const { id, summary, severity, category, precision, options, messages } = rule;
  const presets = presetNames.map((name) => [name, presetOf(name, [rule]).get(id) ?? severity]);
  return {
    id,
    summary,
    severity,
    category,
    precision,
    presets: Object.fromEntries(presets) as object,
    options: options ? { schema: options.schema, defaults: options.defaults } : null,
    messages: Object.values(messages).map(({ message }) => message),
    url: pageAddress("rules", id),
  };
}
