import {
  type Cluster,
  compilePolicies,
  diffConnectivity,
  formatPath,
  type IdleItem,
  type NetworkPolicy,
  type Path,
} from "@netpolint/core";

/** A part of a policy. */
export type Part = Pick<IdleItem, "policy" | "path">;

export function keyOf({ policy: { meta }, path }: Part): string {
  return `${meta.namespace}/${meta.name} ${formatPath(path)}`;
}

/** The cluster without these parts. */
export function without(cluster: Cluster, parts: readonly Part[]): Cluster {
  const gone = new Set(parts.map(keyOf));
  const networkPolicies = cluster.networkPolicies
    .filter((policy) => !gone.has(keyOf({ policy, path: [] })))
    .map((policy) => ({ ...policy, ingress: rulesWithout(policy, "ingress", gone), egress: rulesWithout(policy, "egress", gone) }));
  return { ...cluster, networkPolicies };
}

/** A rule that loses its last peer goes: a list without peers would mean everybody. */
function rulesWithout(
  policy: NetworkPolicy,
  direction: "ingress" | "egress",
  gone: ReadonlySet<string>,
): NetworkPolicy["ingress"] {
  const stays = ({ path }: { readonly path: Path }): boolean => !gone.has(keyOf({ policy, path }));
  return policy[direction].filter(stays).flatMap((rule) => {
    const [peers, ports] = [rule.peers.filter(stays), rule.ports.filter(stays)];
    const isEmptied = (peers.length === 0 && rule.peers.length > 0) || (ports.length === 0 && rule.ports.length > 0);
    return isEmptied ? [] : [{ ...rule, peers, ports }];
  });
}

/** Whether two clusters have the same connections. */
export function isSame(before: Cluster, after: Cluster): boolean {
  const [base, head] = [before, after].map((cluster) => ({ cluster, policies: compilePolicies(cluster) }));
  const diff = diffConnectivity(base!, head!);
  return diff.gained.length + diff.lost.length + diff.undecidedChanges.length === 0;
}
