import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const invalidField: LintRule = refusalRule("invalid-field", "Another value that the API server refuses");
