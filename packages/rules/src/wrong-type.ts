import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const wrongType: LintRule = refusalRule("wrong-type", "A value of another type than the API server expects");
