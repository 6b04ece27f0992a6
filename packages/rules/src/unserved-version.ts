import type { LintRule } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

export const unservedVersion: LintRule = refusalRule("unserved-version", "A kind in a version that no API server serves");
