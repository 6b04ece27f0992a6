import type { NetworkPolicy } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type CompiledPolicies, type CompiledPolicy, compilePolicies } from "./compile.js";

/**
 * The same policies with some NetworkPolicies in place of others of the same namespace, and with more of them. Only the
 * new ones are compiled, so that many changes can be tried in a large cluster. Cuts of the old ones stay, which tells
 * more apart than is asked.
 */
export function replacePolicies(
  policies: CompiledPolicies,
  replacements: ReadonlyMap<NetworkPolicy, NetworkPolicy>,
  more: readonly NetworkPolicy[] = [],
): CompiledPolicies {
  const { cluster } = policies;
  const networkPolicies = [...cluster.networkPolicies, ...more];
  for (const [before, after] of replacements) networkPolicies[networkPolicies.indexOf(before)] = after;
  const alone = { ...cluster, networkPolicies: [...replacements.values(), ...more], assumedPolicies: [], clusterPolicies: [] };
  const added = compilePolicies(alone);
  const compiled = new Map([...added.byNamespace.values()].flat().map((one) => [one.policy, one]));
  const byNamespace = new Map(policies.byNamespace);
  for (const namespace of added.byNamespace.keys()) {
    const inNamespace = policies.byNamespace.get(namespace) ?? [];
    const further = more.filter(({ meta }) => meta.namespace === namespace).flatMap((policy) => compiled.get(policy) ?? []);
    byNamespace.set(namespace, [...inNamespace.map((one) => replaced(one, replacements, compiled)), ...further]);
  }
  const addressCuts = (family: IpFamily): readonly bigint[] =>
    [...new Set([...policies.addressCuts[family], ...added.addressCuts[family]])].sort((a, b) => (a < b ? -1 : 1));
  return {
    cluster: { ...cluster, networkPolicies },
    byNamespace,
    tiers: policies.tiers,
    addressCuts: { 4: addressCuts(4), 6: addressCuts(6) },
    portCuts: [...new Set([...policies.portCuts, ...added.portCuts])].sort((a, b) => a - b),
    podKeys: new Set([...policies.podKeys, ...added.podKeys]),
    namespaceKeys: new Set([...policies.namespaceKeys, ...added.namespaceKeys]),
    namedPorts: policies.namedPorts || added.namedPorts,
  };
}

function replaced(
  one: CompiledPolicy,
  replacements: ReadonlyMap<NetworkPolicy, NetworkPolicy>,
  compiled: ReadonlyMap<NetworkPolicy, CompiledPolicy>,
): CompiledPolicy {
  const replacement = replacements.get(one.policy);
  return (replacement && compiled.get(replacement)) ?? one;
}
