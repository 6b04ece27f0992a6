import { defineRule, removeDirective, removeRules } from "@netpolint/core";

/** A name that is misspelt disables nothing, and one that was a rule once never will again. */
export const unknownDirectiveRule = defineRule({
  id: "unknown-directive-rule",
  summary: "A directive names a rule that there is not",
  severity: "warning",
  category: "directive",
  precision: "very-high",
  messages: {
    unknown: {
      message: "There is no rule {rule}, so this does not disable what it was written for.",
      help: "Write the id that stands behind the finding, or take it out. What cannot be read or checked cannot be disabled.",
    },
  },
  check: ({ hygiene }) =>
    hygiene.directives
      .filter(({ problem }) => problem === null)
      .flatMap((directive) => {
        const strangers = directive.rules.filter((rule) => !hygiene.rules.has(rule));
        return strangers.map((rule) => ({
          ...directive.place,
          messageId: "unknown" as const,
          data: { rule: `\`${rule}\`` },
          suggestions: [
            directive.rules.length === 1
              ? removeDirective(directive, "Remove the directive")
              : removeRules(directive, [rule], "Take the rule out of the directive"),
          ],
        }));
      }),
});
