import { defineRule } from "@netpolint/core";
import { identityOfPart, idleParts, partsTeller, partTitle, placeOfPart } from "./idle-parts.js";

/** A policy that isolates and opens nothing that others do not. Taking it out would still be a choice. */
export const redundantPolicy = defineRule({
  id: "redundant-policy",
  summary: "A NetworkPolicy isolates and opens nothing that others do not",
  severity: "info",
  category: "no-effect",
  precision: "medium",
  messages: {
    covered: {
      message: "{policy} changes nothing: the pods that it selects are isolated and have all that it opens by {others}.",
      help: "Remove it, or keep it for pods that come later.",
    },
    nothingLeft: {
      message: "{policy} changes nothing: none of its rules opens a connection, and the pods that it selects are isolated by {others}.",
      help: "Mend its rules, or remove it.",
    },
  },
  check: (context) => {
    const tell = partsTeller("applies to the same pods");
    return idleParts(context, "policy", ["covered", "nothing-left"]).map((item) => {
      const { titles, related } = tell(item.because);
      return {
        ...placeOfPart(item),
        messageId: item.cause === "covered" ? "covered" : "nothingLeft",
        identity: identityOfPart(item),
        data: { policy: partTitle(item), others: titles },
        related,
      };
    });
  },
});
