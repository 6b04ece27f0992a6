import type { LintRule } from "@netpolint/core";
import { duplicateKey } from "./duplicate-key.js";
import { duplicateObject } from "./duplicate-object.js";
import { invalidPolicy } from "./invalid-policy.js";
import { missingNamespace } from "./missing-namespace.js";
import { requiredFlow } from "./required-flow.js";
import { undecidedFlow } from "./undecided-flow.js";

/** Every rule, in the order of ids. */
export const allRules: readonly LintRule[] = [
  duplicateKey,
  duplicateObject,
  invalidPolicy,
  missingNamespace,
  requiredFlow,
  undecidedFlow,
];
