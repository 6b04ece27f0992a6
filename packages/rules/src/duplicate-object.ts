import { type LintRule, objectName, placeOf } from "@netpolint/core";

/** A later apply replaces an object of the same name; the two are never merged. */
export const duplicateObject: LintRule = {
  id: "duplicate-object",
  summary: "One object is defined twice in the input",
  severity: "warning",
  check: ({ cluster }) =>
    cluster.duplicates.map(({ earlier, later }) => ({
      message: `${later.kind} \`${objectName(later)}\` is defined before at ${earlier.origin.file}:${earlier.origin.locate(["metadata", "name"]).start.line}, and this definition replaces that one.`,
      help: "Give netpolint one rendering of the cluster, or rename one of the objects.",
      ...placeOf(later, ["metadata", "name"]),
      related: [
        {
          ...placeOf(earlier, ["metadata", "name"]),
          message: "this definition was not analysed",
        },
      ],
    })),
};
