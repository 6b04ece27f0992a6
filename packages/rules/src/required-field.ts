import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const requiredField: LintRule = refusalRule("required-field", "Something that has to be there is missing");
