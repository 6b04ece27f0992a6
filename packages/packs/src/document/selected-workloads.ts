import {
  candidatesFor,
  type Cluster,
  type LabelSelector,
  labelsOfNamespace,
  matchesLabels,
  type Workload,
} from "@netpolint/core";
import type { LabelSelectorDocument, PodsDocument, SelectDocument } from "./flow-pack-document.js";
import { globTest } from "./globs.js";
import { annotationOf } from "./pod-annotations.js";
import { bind, type Scope, unknownInstance } from "./scope.js";
import { expand } from "./templates.js";

/** The workloads of the input that these pods may be, whichever object makes them. */
export function selectedAnywhere(scope: Scope, { select, of }: PodsDocument): readonly Workload[] {
  const anyObject = of === undefined ? scope : bind(scope, [unknownInstance(of)]);
  return workloadsOf(anyObject, select, undefined);
}

/** The workloads that some selection takes. `namespace` stands in where a selection names none; undefined: any. */
export function workloadsOf(
  scope: Scope,
  select: readonly SelectDocument[],
  namespace: string | undefined,
): readonly Workload[] {
  const { workloads } = scope.cluster;
  // A file of policies alone has none, and every pack looks for its own.
  if (workloads.length === 0) return [];
  const inForce = select.filter(({ when }) => when === undefined || scope.resolve.holds(scope, when));
  const positions = new Set(inForce.flatMap((one) => positionsOf(scope, one, namespace)));
  return [...positions].sort((a, b) => a - b).flatMap((position) => workloads[position] ?? []);
}

function positionsOf(scope: Scope, one: SelectDocument, namespace: string | undefined): readonly number[] {
  const { cluster } = scope;
  const { workloads } = cluster;
  const selector = selectorOf(scope, one.selector);
  const written = one.namespaces?.flatMap((text) => expand(scope, text) ?? []);
  const namespaces = written && written.length > 0 ? written : namespace === undefined ? undefined : [namespace];
  const [inNamespace, hasName] = [globTest(namespaces), globTest(one.names)];
  const hasLabels = namespaceTest(cluster, one.namespaceSelector && selectorOf(scope, one.namespaceSelector));
  const annotations = Object.entries(one.annotations ?? {});
  const isSelected = (workload: Workload): boolean =>
    workload.pods.some(({ labels }) => matchesLabels(selector, labels) !== "no") &&
    inNamespace(workload.namespace) &&
    hasName(workload.name) &&
    hasLabels(workload.namespace) &&
    annotations.every(([key, value]) => annotationOf(cluster, workload, key) === value);
  return [...candidatesFor(workloads, selector)].filter((position) => {
    const workload = workloads[position];
    return workload !== undefined && isSelected(workload);
  });
}

function namespaceTest(cluster: Cluster, selector: LabelSelector | undefined): (namespace: string) => boolean {
  if (!selector) return () => true;
  return (namespace) => matchesLabels(selector, labelsOfNamespace(cluster, namespace)) === "yes";
}

/** A label whose value is not known may have any. */
function selectorOf(scope: Scope, { matchLabels = {}, matchExpressions = [] }: LabelSelectorDocument = {}): LabelSelector {
  const labels = Object.entries(matchLabels).map(([key, text]) => {
    const value = expand(scope, text);
    return value === undefined ? { key, operator: "Exists" as const, values: [] } : { key, operator: "In" as const, values: [value] };
  });
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => ({ key, operator, values }));
  return { requirements: [...labels, ...expressions] };
}
