import { type Cluster, type IpFamily, type IpSet, knownFamilies, type Pod } from "@netpolint/core";

const allFamilies: readonly IpFamily[] = [4, 6];

/** The families that flows are asked about: both, unless the input says which the cluster has. */
export function familiesOfCluster(cluster: Cluster): readonly IpFamily[] {
  const known = knownFamilies(cluster);
  return known.length === 0 ? allFamilies : known;
}

/** Leaves out addresses of a family in which these pods have none; all are kept where that would leave nothing. */
export function reachableSets(cluster: Cluster, pods: readonly Pod[], sets: readonly IpSet[]): readonly IpSet[] {
  const known = familiesOfCluster(cluster);
  const own = familiesOfPods(cluster, pods);
  const reachable = sets.filter(({ family }) => known.includes(family) && own.includes(family));
  return reachable.length > 0 ? reachable : sets;
}

function familiesOfPods({ settings }: Cluster, pods: readonly Pod[]): readonly IpFamily[] {
  if (pods.every((pod) => pod.addresses.length > 0)) return pods.flatMap((pod) => pod.addresses.map(({ family }) => family));
  return settings.podRanges.length === 0 ? allFamilies : settings.podRanges.map(({ family }) => family);
}
