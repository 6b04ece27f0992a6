import { defineRule, type IdleItem, podName, type RuleFinding } from "@netpolint/core";
import { identityOfPart, idleParts, partsTeller, partTitle, placeOfPart, type ToldParts } from "./idle-parts.js";

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
  check: (context) => {
    const tell = { ingress: partsTeller("isolates it for ingress"), egress: partsTeller("isolates it for egress") };
    const items = (["rule", "peer", "port"] as const).flatMap((unit) => idleParts(context, unit, ["other-side"]));
    return items.map((item) => findingOf(item, tell[item.direction === "ingress" ? "egress" : "ingress"](item.because)));
  },
});

function findingOf(item: IdleItem, { titles, related }: ToldParts): RuleFinding<"denied"> {
  const end = item.direction === "ingress" ? "the egress of" : "the ingress of";
  const { denied } = item;
  const data = {
    part: partTitle(item),
    end,
    other: denied ? `\`${podName(denied.other)}\`` : "the other end",
    subject: denied ? `\`${podName(denied.subject)}\`` : "it",
    others: titles,
  };
  return { ...placeOfPart(item), messageId: "denied", identity: identityOfPart(item), data, related };
}
