import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const forbiddenField: LintRule = refusalRule("forbidden-field", "A field that may not stand beside another");
