import type { FlowPack, LintRule } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";

/** What the command line checks with. */
export interface Tools {
  readonly rules: readonly LintRule[];
  readonly packs: readonly FlowPack[];
}

export const builtInTools: Tools = { rules: allRules, packs: allPacks };
