import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const invalidCidr: LintRule = refusalRule("invalid-cidr", "An address block that is none, or is not what it seems");
