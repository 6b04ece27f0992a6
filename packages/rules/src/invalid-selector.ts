import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const invalidSelector: LintRule = refusalRule("invalid-selector", "An expression of a selector that cannot be evaluated");
