import { defineRule } from "@netpolint/core";

/** Who comes after has to know whether the reason still holds. */
export const directiveWithoutReason = defineRule({
  id: "directive-without-reason",
  summary: "A directive does not say why",
  severity: "info",
  category: "directive",
  precision: "low",
  messages: {
    noReason: {
      message: "This does not say why something is disabled.",
      help: "Write the reason behind ` -- `.",
    },
  },
  check: ({ hygiene }) =>
    hygiene.directives
      .filter(({ kind, reason, problem }) => kind !== "enable" && reason === null && problem === null)
      .map(({ place }) => ({ ...place, messageId: "noReason" as const })),
});
