import {
  buildConnectivity,
  type Cluster,
  type CompiledPolicies,
  compilePolicies,
  type Connectivity,
  objectName,
  type ObjectMeta,
  type Workload,
} from "@netpolint/core";
import type { PolicyText } from "../snapshot/policy-text.js";
import type { Suggested } from "./suggested.js";

/** Everything that questions are answered from. */
export interface AnswerContext {
  readonly policies: CompiledPolicies;
  readonly workloads: readonly Workload[];
  /** Made when it is first asked for. */
  readonly connectivity: () => Connectivity;
  readonly textOf: (meta: ObjectMeta) => PolicyText | undefined;
  readonly suggested: SuggestedContext | null;
}

/** What is suggested, and the cluster as it would be; undefined where nothing is. */
export interface SuggestedContext {
  readonly given: Suggested;
  readonly context: AnswerContext | undefined;
}

export function answerContext(policies: CompiledPolicies, textOf: AnswerContext["textOf"]): AnswerContext {
  let made: Connectivity | undefined;
  const connectivity = (): Connectivity => (made ??= buildConnectivity(policies));
  return { policies, workloads: policies.cluster.workloads, connectivity, textOf, suggested: null };
}

/** The same, with policies that are suggested. */
export function withSuggested(
  context: AnswerContext,
  suggested: Suggested | null,
  textOf: AnswerContext["textOf"] = context.textOf,
): AnswerContext {
  if (suggested === null) return context;
  if (suggested.type === "none") return { ...context, suggested: { given: suggested, context: undefined } };
  const policies = compilePolicies(suggestedCluster(context.policies.cluster, suggested));
  return { ...context, suggested: { given: suggested, context: answerContext(policies, textOf) } };
}

function suggestedCluster(cluster: Cluster, { how, policies }: Extract<Suggested, { type: "policies" }>): Cluster {
  if (how === "instead") return { ...cluster, networkPolicies: policies, assumedPolicies: [] };
  // Whoever applies an object replaces the one of its name.
  const names = new Set(policies.map(({ meta }) => objectName(meta)));
  const isKept = ({ meta }: (typeof policies)[number]): boolean => !names.has(objectName(meta));
  return {
    ...cluster,
    networkPolicies: [...cluster.networkPolicies.filter(isKept), ...policies],
    assumedPolicies: cluster.assumedPolicies.filter(isKept),
  };
}
