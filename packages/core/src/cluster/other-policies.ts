import type { PolicyDirection } from "../resources/network-policy.js";
import type { OtherPolicy } from "../resources/other-policy.js";
import { matchesLabels } from "../sets/label-selector.js";
import { type Cluster, labelsOfNamespace, type Pod } from "./cluster.js";

/** The policies that are not evaluated and may say something about a pod in a direction. */
export function otherPoliciesFor(cluster: Cluster, pod: Pod, direction: PolicyDirection): readonly OtherPolicy[] {
  if (cluster.otherPolicies.length === 0) return [];
  const namespaceLabels = labelsOfNamespace(cluster, pod.namespace);
  return cluster.otherPolicies.filter(({ scope, subject }) => {
    if (scope !== "cluster" && scope.namespace !== pod.namespace) return false;
    if (!subject.directions[direction]) return false;
    return subject.pods.some(
      ({ namespaceSelector, podSelector }) =>
        matchesLabels(namespaceSelector, namespaceLabels) !== "no" && matchesLabels(podSelector, pod.labels) !== "no",
    );
  });
}
