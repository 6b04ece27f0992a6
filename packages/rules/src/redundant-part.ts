import { defineRule, type IdleItem, type LintRule, type RuleFinding } from "@netpolint/core";
import { identityOfPart, idleParts, partsTeller, partTitle, placeOfPart, type ToldParts } from "./idle-parts.js";

interface RedundantUnit {
  readonly id: string;
  readonly unit: "rule" | "peer" | "port";
  readonly summary: string;
}

/** A rule about parts of a policy that open nothing that is not open without them. */
export function redundantPart({ id, unit, summary }: RedundantUnit): LintRule {
  return defineRule({
    id,
    summary,
    severity: "warning",
    category: "no-effect",
    precision: "high",
    messages: {
      covered: {
        message: "{part} changes nothing: all that it opens is open by {others}.",
        help: `Remove the ${unit}.`,
      },
      noPorts: {
        message: "{part} opens nothing: no pod that it is about has a port of that name.",
        help: "Declare the port under this name in the pods' containers, or give its number.",
      },
      alwaysAllowed: {
        message: "{part} changes nothing: it is only about connections of a pod with itself or from its own node, which no policy closes.",
        help: `Remove the ${unit}.`,
      },
    },
    check: (context) => {
      const idle = idleParts(context, unit, ["covered", "no-ports", "always-allowed"]);
      const tell = partsTeller("opens it");
      return idle.map((item) => findingOf(item, unit, idle, tell(item.because)));
    },
  });
}

type MessageId = "covered" | "noPorts" | "alwaysAllowed";

const messageOf = { covered: "covered", "no-ports": "noPorts", "always-allowed": "alwaysAllowed" } as const;

function findingOf(
  item: IdleItem,
  unit: string,
  idle: readonly IdleItem[],
  { titles, related }: ToldParts,
): RuleFinding<MessageId> {
  const messageId = messageOf[item.cause as keyof typeof messageOf];
  const part = partTitle(item);
  const place = { ...placeOfPart(item), identity: identityOfPart(item) };
  if (messageId === "noPorts") return { ...place, messageId, data: { part } };
  return {
    ...place,
    messageId,
    data: messageId === "covered" ? { part, others: titles } : { part },
    related,
    // A rule or list that loses all it has would mean something else; such parts are found as the whole rule.
    ...(isTypeKept(item, idle)
      ? { fix: { title: `Remove the ${unit}`, edits: [{ meta: item.policy.meta, edit: { type: "remove", path: item.path } }] } }
      : {}),
  };
}

/** Without policyTypes the egress rules are what makes a policy one for egress: the last of them has to stay. */
function isTypeKept({ unit, policy, direction }: IdleItem, idle: readonly IdleItem[]): boolean {
  if (unit !== "rule" || direction !== "egress") return true;
  const types = policy.meta.origin.valueAt(["spec", "policyTypes"]);
  if (Array.isArray(types) && types.length > 0) return true;
  const removed = idle.filter((other) => other.policy === policy && other.direction === "egress");
  return removed.length < policy.egress.length;
}
