import type { FlowPack, LintRule, Session } from "@netpolint/core";
import { otterizePack } from "@netpolint/generate";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import type { DiffResult } from "./diff/diff-result.js";
import type { LintResult } from "./lint-result.js";

/** What a command has found, as data. */
export type Found =
  | { readonly type: "lint"; readonly result: LintResult; readonly exitCode: number }
  | { readonly type: "diff"; readonly result: DiffResult };

/** A plugin of the configuration. */
export interface LoadedPlugin {
  readonly prefix: string;
  /** The file that was loaded. */
  readonly path: string;
  /** Of its sources: reports of other sources are not its own. */
  readonly hash: string;
}

/** What the command line checks with. */
export interface Tools {
  readonly rules: readonly LintRule[];
  readonly packs: readonly FlowPack[];
  /** Of the plugins whose rules and packs are among these, what they are made of. */
  readonly plugins?: readonly LoadedPlugin[];
  /** Knows of earlier runs of this process. */
  readonly session?: Session;
  /** Is told what a command has found, once it is printed; for programs that are built on the command line. */
  readonly tell?: (found: Found) => void;
}

/** In the order of their ids. What Otterize makes of intents is written with the policies that are generated. */
const packs: readonly FlowPack[] = [...allPacks, otterizePack].sort((a, b) => (a.id < b.id ? -1 : 1));

export const builtInTools: Tools = { rules: allRules, packs };
