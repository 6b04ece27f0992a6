import { defineRule } from "@netpolint/core";

/** A directive that is not understood disables nothing, in part neither. */
export const malformedDirective = defineRule({
  id: "malformed-directive",
  summary: "A directive is not understood",
  severity: "warning",
  category: "directive",
  precision: "very-high",
  messages: {
    malformed: {
      message: "This disables nothing, because {problem}.",
      help: "Write it as `netpolint-disable-next-line <rule>, <rule> until=YYYY-MM-DD -- <reason>`.",
    },
  },
  check: ({ hygiene }) =>
    hygiene.directives.flatMap(({ place, problem }) =>
      problem === null ? [] : [{ ...place, messageId: "malformed" as const, data: { problem } }],
    ),
});
