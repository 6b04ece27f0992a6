import { compareText } from "@netpolint/core";

/** Labels that controllers write on single pods or on each revision: a selector on them soon matches nothing. */
const generatedKeys: ReadonlySet<string> = new Set([
  "apps.kubernetes.io/pod-index",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-completion-index",
  "batch.kubernetes.io/job-name",
  "controller-revision-hash",
  "controller-uid",
  "job-name",
  "pod-template-generation",
  "pod-template-hash",
  "rollouts-pod-template-hash",
  "statefulset.kubernetes.io/pod-name",
]);

/** Labels that the next release of the software, or of its chart, changes; and those that say nothing about the pods. */
const changingKeys: ReadonlySet<string> = new Set([
  "app.kubernetes.io/created-by",
  "app.kubernetes.io/managed-by",
  "app.kubernetes.io/version",
  "chart",
  "helm.sh/chart",
  "heritage",
  "scheduler.alpha.kubernetes.io/node-selector",
]);

/** Otterize's operator writes these and takes them away again. */
const ofOtterize = "intents.otterize.com/";

/** Labels that people select pods by, the most telling first. */
const usualKeys: readonly string[] = [
  "app.kubernetes.io/name",
  "app",
  "k8s-app",
  "name",
  "app.kubernetes.io/component",
  "component",
  "app.kubernetes.io/instance",
  "tier",
  "role",
];

/** Labels by which pods can be selected for as long as their workload exists, the most telling first. */
export function selectableLabels(labels: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...labels]
    .filter(([key]) => !generatedKeys.has(key) && !changingKeys.has(key) && !key.startsWith(ofOtterize))
    .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
}

function rank(key: string): number {
  const at = usualKeys.indexOf(key);
  // `version` tells two workloads apart only where nothing else does.
  if (at < 0) return key === "version" ? usualKeys.length + 1 : usualKeys.length;
  return at;
}
