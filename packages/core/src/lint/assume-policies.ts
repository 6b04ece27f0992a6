import type { Cluster } from "../cluster/cluster.js";
import { type AssumedPolicy, readAssumedPolicy } from "../resources/assumed-policy.js";
import { objectKey, objectName } from "../resources/resource.js";
import type { FlowPack } from "./flow-pack.js";
import { parametersOf } from "./require-flows.js";

/** Packs that say which policies operators make. */
export interface AssumingPacks {
  readonly packs: readonly FlowPack[];
  /** `<pack>.<name>` to value. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * The cluster with the policies that operators make for objects of the input. They exist whichever packs are checked.
 * One that the input holds is as it is written there, and a closed world has no policy that the input does not hold.
 */
export function assumePolicies(cluster: Cluster, { packs, parameters }: AssumingPacks): Cluster {
  if (cluster.settings.world === "closed") return cluster;
  const assumed = packs.flatMap((pack) => ofPack(pack, cluster, parameters)).map(readAssumedPolicy);
  const written = new Set(cluster.networkPolicies.map(({ meta }) => objectKey(meta)));
  const assumedPolicies = assumed.filter(({ meta }) => !written.has(objectKey(meta)));
  return assumedPolicies.length === 0 ? cluster : { ...cluster, assumedPolicies };
}

function ofPack(pack: FlowPack, cluster: Cluster, parameters: AssumingPacks["parameters"]): readonly AssumedPolicy[] {
  if (!pack.assumePolicies || !pack.occurs(cluster)) return [];
  return pack.assumePolicies({ cluster, parameters: parametersOf(pack.id, parameters) });
}

/** A sentence for each assumed policy. */
export function assumptionsOf({ assumedPolicies }: Cluster): readonly string[] {
  return assumedPolicies.map(
    ({ meta, assumed }) => `NetworkPolicy \`${objectName(meta)}\` is in force, since ${assumed?.because ?? ""}.`,
  );
}
