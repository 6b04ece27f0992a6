import type { FlowPack, LintRule, ReadMemory } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";

/** What the command line checks with. */
export interface Tools {
  readonly rules: readonly LintRule[];
  readonly packs: readonly FlowPack[];
  /** What earlier runs of this process have read. */
  readonly memory?: ReadMemory;
}

export const builtInTools: Tools = { rules: allRules, packs: allPacks };
