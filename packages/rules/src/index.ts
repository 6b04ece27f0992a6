import type { LintRule } from "@netpolint/core";
import { denyBlocksPods } from "./deny-blocks-pods.js";
import { domainNamesOnDeny } from "./domain-names-on-deny.js";
import { duplicateKey } from "./duplicate-key.js";
import { duplicateObject } from "./duplicate-object.js";
import { equalPriority } from "./equal-priority.js";
import { experimentalField } from "./experimental-field.js";
import { invalidPolicy } from "./invalid-policy.js";
import { missingNamespace } from "./missing-namespace.js";
import { namedPortWithNetworks } from "./named-port-with-networks.js";
import { overriddenByAdminDeny } from "./overridden-by-admin-deny.js";
import { requiredFlow } from "./required-flow.js";
import { supersededApi } from "./superseded-api.js";
import { undecidedFlow } from "./undecided-flow.js";
import { unreachableBaselineRule } from "./unreachable-baseline-rule.js";
import { unreachableClusterRule } from "./unreachable-cluster-rule.js";

/** Every rule, in the order of ids. */
export const allRules: readonly LintRule[] = [
  denyBlocksPods,
  domainNamesOnDeny,
  duplicateKey,
  duplicateObject,
  equalPriority,
  experimentalField,
  invalidPolicy,
  missingNamespace,
  namedPortWithNetworks,
  overriddenByAdminDeny,
  requiredFlow,
  supersededApi,
  undecidedFlow,
  unreachableBaselineRule,
  unreachableClusterRule,
];
