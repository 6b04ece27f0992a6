import type { Cluster } from "../cluster/cluster.js";
import { surroundingParts } from "../cluster/keep-cluster.js";
import { compilePolicies } from "../policy/compile.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { LintContext, RuleReach } from "./lint-rule.js";

/** The parts of a cluster that a rule with this reach may look at beside the objects that it is about. */
const surroundings: Readonly<Record<Exclude<RuleReach, "cluster">, readonly (keyof Cluster)[]>> = {
  object: ["settings", "environment"],
  policy: surroundingParts,
};

export type NarrowReach = keyof typeof surroundings;

export const narrowReaches: readonly NarrowReach[] = ["object", "policy"];

export function surroundingsOf(reach: NarrowReach): readonly (keyof Cluster)[] {
  return surroundings[reach];
}

const nothing: Cluster["services"] & Cluster["namespaceLabels"] = new Map<string, never>();

/** What a rule with this reach is given: what it has not declared to look at is not there. */
export function confine(context: LintContext, reach: NarrowReach): LintContext {
  const { cluster, policies } = context;
  const objectOnly: Partial<Cluster> = {
    nodes: [],
    namespaceLabels: nothing,
    workloads: [],
    otherPolicies: [],
    services: nothing,
    serviceRoutes: [],
    monitors: [],
    apiServices: [],
    webhooks: [],
    customResources: [],
  };
  const confined: Cluster = { ...cluster, ...(reach === "object" ? objectOnly : {}), duplicates: [] };
  return {
    ...context,
    cluster: confined,
    policies: { ...policies, cluster: confined },
    documents: [],
    checkedFlows: [],
    forbiddenFlows: [],
    expectations: [],
    remarks: [],
  };
}

/** The same with some of the objects only. */
export function narrow(context: LintContext, isAsked: (meta: ObjectMeta) => boolean): LintContext {
  const { cluster } = context;
  const narrowed: Cluster = {
    ...cluster,
    networkPolicies: cluster.networkPolicies.filter(({ meta }) => isAsked(meta)),
    assumedPolicies: cluster.assumedPolicies.filter(({ meta }) => isAsked(meta)),
    clusterPolicies: cluster.clusterPolicies.filter(({ meta }) => isAsked(meta)),
    objects: cluster.objects.filter(isAsked),
  };
  return { ...context, cluster: narrowed, policies: compilePolicies(narrowed) };
}

/** The objects that rules may be about one by one. */
export function objectsOf({ cluster }: LintContext): ReadonlySet<ObjectMeta> {
  return new Set([...cluster.objects, ...cluster.assumedPolicies.map(({ meta }) => meta)]);
}
