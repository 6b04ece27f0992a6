import { type CheckedDirective, defineRule, removeDirective } from "@netpolint/core";

/** The day has passed up to which something was to be left alone. */
export const expiredDirective = defineRule({
  id: "expired-directive",
  summary: "A directive held until a day that has passed",
  severity: "warning",
  category: "directive",
  precision: "very-high",
  messages: {
    expired: {
      message: "This held until {day}, so what it disabled is reported again.",
      help: "Mend what is reported, or set a later day and say why.",
    },
  },
  check: ({ hygiene }) =>
    hygiene.directives
      // One that nothing needs any more is unused, whatever the day.
      .filter(({ expired, used }) => expired && used.size > 0)
      .map((directive: CheckedDirective) => ({
        ...directive.place,
        messageId: "expired" as const,
        data: { day: directive.until ?? "" },
        suggestions: [removeDirective(directive, "Remove the directive")],
      })),
});
