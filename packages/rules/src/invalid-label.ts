import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const invalidLabel: LintRule = refusalRule("invalid-label", "A key or value of a label that breaks its syntax");
