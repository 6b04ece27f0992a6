import type { CompiledPolicies } from "../policy/compile.js";
import { replacePolicies } from "../policy/replace-policies.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import { readNetworkPolicy } from "../resources/read-network-policy.js";
import { fieldOf, type JsonObject } from "../source/json-value.js";
import { applyObjectEdits, type ObjectEdit } from "../source/object-edit.js";

/** An edit of the manifest of a policy of the input. */
export interface PolicyEdit {
  readonly policy: NetworkPolicy;
  readonly edit: ObjectEdit;
}

/** The cluster's policies as they would be with the edits made; undefined where that cannot be said. */
export function editedPolicies(policies: CompiledPolicies, edits: readonly PolicyEdit[]): CompiledPolicies | undefined {
  const replacements = new Map<NetworkPolicy, NetworkPolicy>();
  for (const policy of new Set(edits.map((one) => one.policy))) {
    const edited = editPolicy(policies, policy, edits.filter((one) => one.policy === policy));
    if (!edited) return undefined;
    replacements.set(policy, edited);
  }
  return replacePolicies(policies, replacements);
}

function editPolicy(
  { cluster }: CompiledPolicies,
  policy: NetworkPolicy,
  edits: readonly PolicyEdit[],
): NetworkPolicy | undefined {
  // What an operator makes has the places of another object, and no text of its own.
  if (policy.assumed || policy.refusals.length > 0) return undefined;
  const value = policy.meta.origin.valueAt([]);
  const edited = value && applyObjectEdits(value, edits.map(({ edit }) => edit));
  if (edited === undefined) return undefined;
  const { kubernetesVersion } = cluster.settings;
  const after = readNetworkPolicy(edited, policy.meta, { kubernetesVersion });
  return after.refusals.length > 0 ? undefined : after;
}

/**
 * The cluster's policies with one more, written in the namespace of one that is there; undefined where the API server
 * would refuse it, or the other is of an operator.
 */
export function policiesWith(policies: CompiledPolicies, beside: NetworkPolicy, manifest: JsonObject): CompiledPolicies | undefined {
  const name = fieldOf(fieldOf(manifest, "metadata"), "name");
  if (beside.assumed || typeof name !== "string") return undefined;
  const { kubernetesVersion } = policies.cluster.settings;
  const meta = { ...beside.meta, name, labels: new Map<string, string>(), annotations: new Map<string, string>(), owners: [] };
  const added = readNetworkPolicy(manifest, meta, { kubernetesVersion });
  return added.refusals.length > 0 ? undefined : replacePolicies(policies, new Map(), [added]);
}
