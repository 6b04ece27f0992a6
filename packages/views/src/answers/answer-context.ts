import {
  buildConnectivity,
  type CompiledPolicies,
  compilePolicies,
  type Connectivity,
  type NetworkPolicy,
  type ObjectMeta,
  type Workload,
} from "@netpolint/core";
import type { PolicyText } from "../snapshot/policy-text.js";

/** Everything that questions are answered from. */
export interface AnswerContext {
  readonly policies: CompiledPolicies;
  readonly workloads: readonly Workload[];
  /** Made when it is first asked for. */
  readonly connectivity: () => Connectivity;
  readonly textOf: (meta: ObjectMeta) => PolicyText | undefined;
  /** The same cluster with other NetworkPolicies in the place of its own; undefined where none are suggested. */
  readonly suggested: AnswerContext | undefined;
}

export function answerContext(
  policies: CompiledPolicies,
  textOf: AnswerContext["textOf"],
  suggested: readonly NetworkPolicy[] | null = null,
): AnswerContext {
  let made: Connectivity | undefined;
  const connectivity = (): Connectivity => (made ??= buildConnectivity(policies));
  const { cluster } = policies;
  const others = suggested && compilePolicies({ ...cluster, networkPolicies: suggested, assumedPolicies: [] });
  const other = others ? answerContext(others, textOf) : undefined;
  return { policies, workloads: cluster.workloads, connectivity, textOf, suggested: other };
}
