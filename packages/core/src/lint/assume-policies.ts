import type { Cluster, Workload } from "../cluster/cluster.js";
import { type AssumedPolicy, readAssumedPolicy } from "../resources/assumed-policy.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import { objectKey, objectName } from "../resources/resource.js";
import type { AssumedLabels, FlowPack } from "./flow-pack.js";
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
export function assumePolicies(written: Cluster, { packs, parameters }: AssumingPacks, memory?: AssumedMemory): Cluster {
  if (written.settings.world === "closed") return written;
  const cluster = packs.reduce((before, pack) => assumeLabels(before, pack, parameters), written);
  const assumed = packs
    .flatMap((pack) => ofPack(pack, cluster, parameters, memory?.packs))
    .map((policy) => readOnce(policy, memory));
  const own = new Set(cluster.networkPolicies.map(({ meta }) => objectKey(meta)));
  const assumedPolicies = assumed.filter(({ meta }) => !own.has(objectKey(meta)));
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

function assumeLabels(cluster: Cluster, pack: FlowPack, parameters: AssumingPacks["parameters"]): Cluster {
  if (!pack.assumeLabels || !pack.occurs(cluster)) return cluster;
  const labels = pack.assumeLabels({ cluster, parameters: parametersOf(pack.id, parameters) });
  if (labels.pods.size === 0 && labels.namespaces.size === 0) return cluster;
  return {
    ...cluster,
    workloads: cluster.workloads.map((workload) => withLabels(workload, labels.pods.get(workload))),
    assumedNamespaceLabels: new Map([...cluster.assumedNamespaceLabels, ...labels.namespaces]),
    assumedFacts: [...cluster.assumedFacts, factOf(labels)],
  };
}

/** Workloads with labels that were put on them, so that the same workload gets the same labels only once. */
const labelled = new WeakMap<Workload, { readonly key: string; readonly workload: Workload }>();

function withLabels(workload: Workload, put: ReadonlyMap<string, string> | undefined): Workload {
  if (!put || put.size === 0) return workload;
  const key = JSON.stringify([...put]);
  const known = labelled.get(workload);
  if (known?.key === key) return known.workload;
  const made = labelWorkload(workload, put);
  labelled.set(workload, { key, workload: made });
  return made;
}

function labelWorkload(workload: Workload, put: ReadonlyMap<string, string>): Workload {
  const pods = workload.pods.map((pod) => {
    const { entries, complete } = pod.labels;
    return { ...pod, labels: { entries: new Map([...entries, ...put]), complete } };
  });
  return { ...workload, pods };
}

/** Which labels these are is told by their common beginning: there are several for every pod. */
function factOf({ pods, namespaces, because }: AssumedLabels): string {
  const of = [countOf(pods.size, "workload", "pods of "), countOf(namespaces.size, "namespace", "")];
  return `Labels are on ${of.filter((text) => text !== "").join(" and on ")}, since ${because}.`;
}

function countOf(count: number, noun: string, before: string): string {
  return count === 0 ? "" : `${before}${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A sentence for each assumed policy, and for what else is assumed. */
export function assumptionsOf({ assumedPolicies, assumedFacts }: Cluster): readonly string[] {
  const policies = assumedPolicies.map(
    ({ meta, assumed }) => `NetworkPolicy \`${objectName(meta)}\` is in force, since ${assumed?.because ?? ""}.`,
  );
  return [...assumedFacts, ...policies];
}
