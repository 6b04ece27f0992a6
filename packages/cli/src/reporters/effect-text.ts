import type { Suggestion } from "@netpolint/core";

/** What a suggestion opens and closes, as clauses. Empty where it was not computed. */
export function effectClauses({ effect }: Pick<Suggestion, "effect">): readonly string[] {
  if (!effect) return [];
  const gained = effect.gained.length === 0 ? [] : [`opens ${effect.gained.join(", ")}`];
  const lost = effect.lost.length === 0 ? [] : [`closes ${effect.lost.join(", ")}`];
  const clauses = [...gained, ...lost];
  return clauses.length === 0 ? ["opens and closes nothing else that the input holds"] : clauses;
}
