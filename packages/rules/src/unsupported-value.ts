import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const unsupportedValue: LintRule = refusalRule("unsupported-value", "A word other than those that the field takes");
