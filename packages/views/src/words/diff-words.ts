import type { ConnectivityDiff, DiffReason, DiffReasonKind, EndpointConnection } from "@netpolint/core";

/** What made the difference, without its place. */
export function diffReasonText(reason: DiffReason): string {
  return sentences[reason.kind](reason);
}

const sentences = {
  allows: (reason) => `allowed by ${ruleText(reason)}`,
  allowed: (reason) => `was allowed by ${ruleText(reason)}`,
  denies: (reason) => `denied by ${ruleText(reason)}`,
  denied: (reason) => `was denied by ${ruleText(reason)}`,
  isolates: ({ direction, policy }) => `${direction} now isolated by ${policy ?? ""}`,
  isolated: ({ direction, policy }) => `${direction} no longer isolated, as it was by ${policy ?? ""}`,
  undecided: ({ side, missing }) => `cannot be decided in ${side}: ${missing?.message ?? "it is not known why"}`,
  pods: ({ direction }) => `the pods, their addresses or nodes differ at the end whose ${direction} is asked for`,
} as const satisfies Record<DiffReasonKind, (reason: DiffReason) => string>;

function ruleText({ part, policy }: DiffReason): string {
  return `${part} of ${policy ?? ""}`;
}

/** `undefined` is what output calls undecided. */
export function stateText(state: EndpointConnection["state"] | "denied"): string {
  return state === "undecided" ? "undefined" : state;
}

/** The policies that differ, each with how. */
export function changedPolicies({ policies }: ConnectivityDiff): readonly string[] {
  return [
    ...policies.changed.map((name) => `${name} (changed)`),
    ...policies.onlyInBase.map((name) => `${name} (only in base)`),
    ...policies.onlyInHead.map((name) => `${name} (only in head)`),
  ];
}
