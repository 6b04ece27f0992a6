import { defineRule, objectName, placeOf } from "@netpolint/core";

/** A later apply replaces an object of the same name; the two are never merged. */
export const duplicateObject = defineRule({
  id: "duplicate-object",
  summary: "One object is defined twice in the input",
  severity: "warning",
  category: "validity",
  precision: "high",
  messages: {
    definedBefore: {
      message:
        "{object} is defined before at {place}, and this definition replaces that one.",
      help: "Give netpolint one rendering of the cluster, or rename one of the objects.",
    },
  },
  check: ({ cluster }) =>
    cluster.duplicates.map(({ earlier, later }) => ({
      messageId: "definedBefore",
      data: {
        object: `${later.kind} \`${objectName(later)}\``,
        place: `${earlier.origin.file}:${earlier.origin.locate(["metadata", "name"]).start.line}`,
      },
      ...placeOf(later, ["metadata", "name"]),
      related: [
        {
          ...placeOf(earlier, ["metadata", "name"]),
          message: "this definition was not analysed",
        },
      ],
    })),
});
