import type { CheckedFlow, CoveredField, PackRemark, Place, RequiredFlow } from "@netpolint/core";
import { policyTitle } from "./network-policy-words.js";

export type AdviceRemark = Extract<PackRemark, { type: "advice" }>;

/** What a finding on flows says of policies that are meant for them, in place of `pack-advice`. */
export interface AdviceTold {
  readonly related: readonly (Place & { readonly message: string })[];
  readonly covers: readonly CoveredField[];
}

/** Policies that were written for one of these flows and do not do what they look like: that is why it does not work. */
export function adviceOnFlows(remarks: readonly PackRemark[], flows: readonly CheckedFlow[]): AdviceTold {
  const meant = remarks.filter(
    (remark): remark is AdviceRemark => remark.type === "advice" && flows.some((checked) => isMeantFor(remark, checked)),
  );
  return {
    related: meant.map(({ place, pack, id, policy, labels, why }) => ({
      ...place,
      message: `${policyTitle(policy)} asks for \`${labelsText(labels)}\` here (${pack} ${id}): ${why}`,
    })),
    covers: meant.flatMap(({ place: { field } }) => (field ? [{ ruleId: "pack-advice", ...field }] : [])),
  };
}

/**
 * Whether the policy may be why the flow does not work: one that misses its subjects would have to be for the direction
 * that is blocked, one that misses a peer has to be among those that isolate.
 */
function isMeantFor({ pack, rows, part, policy }: AdviceRemark, { flow, blockedBy, outcome, answer }: CheckedFlow): boolean {
  if (!rowsAsking(flow, pack).some((id) => rows.includes(id))) return false;
  const sides = outcome === "broken" ? blockedBy : [answer.egress, answer.ingress];
  if (part === "peer") return sides.some(({ isolatedBy }) => isolatedBy.includes(policy));
  return sides.some(({ direction }) => policy.policyTypes[direction]);
}

function rowsAsking({ pack, ids, also = [] }: RequiredFlow, asked: string): readonly string[] {
  return [{ pack, ids }, ...also].flatMap((one) => (one.pack === asked ? one.ids : []));
}

export function labelsText(labels: ReadonlyMap<string, string>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(",");
}
