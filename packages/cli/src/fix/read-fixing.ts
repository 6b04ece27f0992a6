import type { Finding, RuleCategory } from "@netpolint/core";
import type { Arguments, WrongUsage } from "../parse-arguments.js";
import type { Tools } from "../tools.js";

/** Whether findings are fixed, and which of them. */
export interface Fixing {
  /** `write`: in the files. `dry-run`: for the report only. */
  readonly mode: "none" | "write" | "dry-run";
  readonly isWanted: (finding: Finding) => boolean;
}

/** As ESLint has them: what is wrong, what is right and could be better, and comments to netpolint itself. */
export const fixTypes = ["problem", "suggestion", "directive"] as const;

type FixType = (typeof fixTypes)[number];

const typeOf: Readonly<Record<RuleCategory, FixType>> = {
  validity: "problem",
  flow: "problem",
  order: "problem",
  mistake: "problem",
  cluster: "problem",
  "no-effect": "suggestion",
  "too-open": "suggestion",
  brittle: "suggestion",
  directive: "directive",
};

export function readFixing({ flags, values }: Arguments, { rules }: Tools): Fixing | WrongUsage {
  const types = values.get("fix-type") ?? [];
  const [write, dryRun] = [flags.has("fix"), flags.has("fix-dry-run")];
  if (write && dryRun) return { problem: "`--fix` and `--fix-dry-run` contradict each other." };
  if (types.length > 0 && !write && !dryRun) return { problem: "`--fix-type` goes with `--fix` or `--fix-dry-run`." };
  const categories = new Map(rules.map(({ id, category }) => [id, category]));
  const isWanted = ({ ruleId, severity }: Finding): boolean => {
    // What is not shown is not changed either.
    if (flags.has("quiet") && severity !== "error") return false;
    const category = categories.get(ruleId);
    return types.length === 0 || (category !== undefined && types.includes(typeOf[category]));
  };
  return { mode: write ? "write" : dryRun ? "dry-run" : "none", isWanted };
}
