import { type ClusterPolicy, type NetworkPolicy, objectName } from "@netpolint/core";
import type { PolicyText } from "../snapshot/policy-text.js";
import type { AnswerContext } from "./answer-context.js";

/** A policy with its text. */
export interface ShownPolicy {
  /** `namespace/name`, or the name of a cluster-scoped one. */
  readonly name: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly text: PolicyText | null;
  /** Why it is taken to exist although no manifest holds it; "" where one does. */
  readonly assumed: string;
  /** Why the API server would refuse it, a sentence each. */
  readonly refusals: readonly string[];
}

export function shownPolicy({ textOf }: AnswerContext, policy: NetworkPolicy | ClusterPolicy): ShownPolicy {
  const { meta, refusals } = policy;
  return {
    name: objectName(meta),
    kind: meta.kind,
    file: meta.origin.file,
    line: meta.origin.locate(["metadata", "name"]).start.line,
    text: textOf(meta) ?? null,
    assumed: policy.type === "NetworkPolicy" ? (policy.assumed?.because ?? "") : "",
    refusals: refusals.map(({ message }) => message),
  };
}
