import {
  buildConnectivity,
  type CompiledPolicies,
  type Connectivity,
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
}

export function answerContext(policies: CompiledPolicies, textOf: AnswerContext["textOf"]): AnswerContext {
  let made: Connectivity | undefined;
  const connectivity = (): Connectivity => (made ??= buildConnectivity(policies));
  return { policies, workloads: policies.cluster.workloads, connectivity, textOf };
}
