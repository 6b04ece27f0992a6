import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const invalidName: LintRule = refusalRule("invalid-name", "A name that the API server does not take");
