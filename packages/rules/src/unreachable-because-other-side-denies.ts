import { defineRule, type IdleItem, podName, type RuleFinding } from "@netpolint/core";
import { identityOfPart, idleParts, partTitle, partTitles, placeOfPart, relatedParts } from "./idle-parts.js";

/** A connection has to be allowed at both of its ends. */
export const unreachableBecauseOtherSideDenies = defineRule({
  id: "unreachable-because-other-side-denies",
  summary: "One end of a connection allows what the other end denies",
  severity: "warning",
  category: "no-effect",
  precision: "high",
  messages: {
    denied: {
      message: "{part} opens nothing: {end} {other} denies what it allows {subject}, by {others}.",
      help: "Allow the connection at the other end as well, or remove it here.",
    },
  },
  check: (context) =>
    (["rule", "peer", "port"] as const).flatMap((unit) => idleParts(context, unit, ["other-side"])).map(findingOf),
});

function findingOf(item: IdleItem): RuleFinding<"denied"> {
  const [end, direction] = item.direction === "ingress" ? ["the egress of", "egress"] : ["the ingress of", "ingress"];
  const { denied } = item;
  const data = {
    part: partTitle(item),
    end,
    other: denied ? `\`${podName(denied.other)}\`` : "the other end",
    subject: denied ? `\`${podName(denied.subject)}\`` : "it",
    others: partTitles(item.because),
  };
  const identity = identityOfPart(item);
  return { ...placeOfPart(item), messageId: "denied", identity, data, related: relatedParts(item.because, `isolates it for ${direction}`) };
}
