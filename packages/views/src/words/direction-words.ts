import type { CombinedVerdict, DirectionResult, Reason } from "@netpolint/core";
import { formatPath } from "@netpolint/core";

/** What is said of a verdict in a sentence. */
export const verdictClauses = {
  allow: "allowed.",
  deny: "denied.",
  undefined: "this cannot be decided.",
  mixed: "the answer is not the same for all that was asked.",
} as const satisfies Record<CombinedVerdict, string>;

/** How policies isolate one end of a flow, and what comes of it: `isolated by 1 NetworkPolicy; allowed.` */
export function directionSentence({ isolated, isolatedBy, verdict, direction, reasons }: DirectionResult): string {
  const plain = reasons.every((reason) => reason.policy?.type !== "ClusterPolicy");
  if (isolated === false && verdict === "allow" && plain) return `not isolated, so all ${direction} is allowed.`;
  const count = isolatedBy.length;
  const policies = `${count} ${count === 1 ? "NetworkPolicy" : "NetworkPolicies"}`;
  const subject = { true: `isolated by ${policies}`, null: `perhaps isolated by ${policies}`, false: "not isolated" };
  if (verdict === "deny" && plain) return `${subject[`${isolated}`]}; denied, for no rule allows this.`;
  return `${subject[`${isolated}`]}; ${verdictClauses[verdict]}`;
}

/** `spec.ingress[0].from[1]`, and the port of the rule where that decided. */
export function partName({ path, peer, port, policy, rule, action }: Reason): string {
  if (policy?.type === "ClusterPolicy")
    return rule === null ? "the whole policy" : `${formatPath(path.slice(0, 3))} ${action}`;
  const text = formatPath(path);
  if (port === null || peer === null || rule === null || !policy) return text === "" ? "the whole policy" : text;
  const direction = path[1] === "egress" ? "to" : "from";
  return `${formatPath(path.slice(0, 3))}.${direction}[${peer}] with ports[${port}]`;
}
