import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const invalidPort: LintRule = refusalRule("invalid-port", "A port or range of ports that cannot be");
