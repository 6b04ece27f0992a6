import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const tooLong: LintRule = refusalRule("too-long", "A list or text that is longer than the API server takes");
