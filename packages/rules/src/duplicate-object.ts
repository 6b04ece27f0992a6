import { defineRule, objectName, type ObjectMeta, placeOf } from "@netpolint/core";

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
        "{object} is defined before at {place}, and this definition replaces that one, since {order}.",
      help: "Give netpolint one rendering of the cluster, or rename one of the objects.",
    },
  },
  check: ({ cluster }) =>
    cluster.duplicates.map(({ earlier, later }) => ({
      messageId: "definedBefore",
      data: {
        object: `${later.kind} \`${objectName(later)}\``,
        order: orderText(earlier, later),
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

/** Why the later one wins, whatever it says: files are applied one after the other. */
function orderText({ origin: earlier }: ObjectMeta, { origin: later }: ObjectMeta): string {
  if (earlier.file === later.file) return "it comes later in the file";
  return `${later.file} comes after ${earlier.file} in the order of the paths`;
}
