import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const unknownField: LintRule = refusalRule("unknown-field", "A field that the API does not have, or not there");
