import type { Cluster } from "../cluster/cluster.js";
import { type AssumedPolicy, readAssumedPolicy } from "../resources/assumed-policy.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import { objectKey, objectName } from "../resources/resource.js";
import type { FlowPack } from "./flow-pack.js";
import { askPack, type PackMemory } from "./pack-memory.js";
import { occursIn, parametersOf } from "./require-flows.js";

/** Packs that say which policies operators make. */
export interface AssumingPacks {
  readonly packs: readonly FlowPack[];
  /** `<pack>.<name>` to value. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What packs assumed, for who asks again and again. */
export interface AssumedMemory {
  readonly packs: PackMemory;
  /** What was read of each policy. */
  readonly read: WeakMap<AssumedPolicy, NetworkPolicy>;
}

/**
 * The cluster with the policies that operators make for objects of the input. They exist whichever packs are checked.
 * One that the input holds is as it is written there, and a closed world has no policy that the input does not hold.
 */
export function assumePolicies(cluster: Cluster, { packs, parameters }: AssumingPacks, memory?: AssumedMemory): Cluster {
  if (cluster.settings.world === "closed") return cluster;
  const assumed = packs
    .flatMap((pack) => ofPack(pack, cluster, parameters, memory?.packs))
    .map((policy) => readOnce(policy, memory));
  const written = new Set(cluster.networkPolicies.map(({ meta }) => objectKey(meta)));
  const assumedPolicies = assumed.filter(({ meta }) => !written.has(objectKey(meta)));
  return assumedPolicies.length === 0 ? cluster : { ...cluster, assumedPolicies };
}

function readOnce(policy: AssumedPolicy, memory: AssumedMemory | undefined): NetworkPolicy {
  const read = memory?.read.get(policy) ?? readAssumedPolicy(policy);
  memory?.read.set(policy, read);
  return read;
}

function ofPack(
  pack: FlowPack,
  cluster: Cluster,
  given: AssumingPacks["parameters"],
  memory?: PackMemory,
): readonly AssumedPolicy[] {
  const { assumePolicies: assume } = pack;
  if (!assume || !occursIn(cluster, pack, memory)) return [];
  const parameters = parametersOf(pack.id, given);
  const question = { name: `${pack.id} assumes`, given: JSON.stringify([...parameters]), cluster };
  return askPack(memory, question, (view) => assume.call(pack, { cluster: view.cluster, parameters }));
}

/** A sentence for each assumed policy. */
export function assumptionsOf({ assumedPolicies }: Cluster): readonly string[] {
  return assumedPolicies.map(
    ({ meta, assumed }) => `NetworkPolicy \`${objectName(meta)}\` is in force, since ${assumed?.because ?? ""}.`,
  );
}
