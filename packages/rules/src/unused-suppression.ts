import { defineRule } from "@netpolint/core";

/** An entry that names no finding waits for one that nobody has looked at. */
export const unusedSuppression = defineRule({
  id: "unused-suppression",
  summary: "An entry of the suppressions file names a finding that there is not",
  severity: "warning",
  category: "directive",
  precision: "very-high",
  messages: {
    gone: {
      message: "{rule} does not report this about {object} any more.",
      help: "Take out what is not needed with `--prune-suppressions`.",
    },
    fewer: {
      message: "{rule} reports this about {object} {count} fewer times than the entry counts.",
      help: "Take out what is not needed with `--prune-suppressions`.",
    },
  },
  check: ({ hygiene }) =>
    hygiene.unusedSuppressions.map(({ file, entry, missing }) => ({
      file,
      range: entry.range,
      messageId: missing < entry.count ? ("fewer" as const) : ("gone" as const),
      data: {
        rule: `\`${entry.rule}\``,
        object: entry.object === "" ? "the input" : `\`${entry.object}\``,
        count: missing,
      },
    })),
});
