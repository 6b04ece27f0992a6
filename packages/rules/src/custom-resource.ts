import { defineRule, type RuleFinding } from "@netpolint/core";

/** What packs find in the objects that they read their parameters from. */
export const customResource = defineRule({
  id: "custom-resource",
  summary: "A custom resource that a flow pack reads has a field or version that does not exist",
  severity: "warning",
  category: "mistake",
  precision: "very-high",
  messages: {
    unknownField: {
      message:
        "{object} has `{field}`, which its definition does not have: it is dropped, and the default of `{meant}` holds.",
      help: "Write `{meant}`.",
    },
    unservedVersion: {
      message: "{object} is written in {version}, {fact}, so the API server refuses it.",
      help: "Write it in {current}.",
    },
  },
  check: ({ remarks }) =>
    remarks.flatMap(({ place, ...remark }): readonly RuleFinding<"unknownField" | "unservedVersion">[] => {
      // Those on policies are for `pack-advice`.
      if (remark.type === "advice") return [];
      if (remark.type === "unknown-field") {
        const { object, field, meant } = remark;
        return [{ ...place, messageId: "unknownField", data: { object, field, meant } }];
      }
      const { object, version, fact, current } = remark;
      return [{ ...place, messageId: "unservedVersion", data: { object, version, fact, current } }];
    }),
});
