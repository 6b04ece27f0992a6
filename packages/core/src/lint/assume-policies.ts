import type { Cluster, Workload } from "../cluster/cluster.js";
import { type AssumedPolicy, readAssumedPolicy } from "../resources/assumed-policy.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import { objectKey, objectName } from "../resources/resource.js";
import type { InputProblem } from "../source/input-problem.js";
import type { AssumedLabels, FlowPack } from "./flow-pack.js";
import { type Heard, hearPack } from "./hear-pack.js";
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

/** A cluster with what packs assume, and the problems of packs that failed. */
export interface AssumedCluster {
  readonly cluster: Cluster;
  readonly problems: readonly InputProblem[];
}

/**
 * The cluster with the policies that operators make for objects of the input. They exist whichever packs are checked.
 * One that the input holds is as it is written there, and a closed world has no policy that the input does not hold.
 */
export function assumePolicies(
  written: Cluster,
  { packs, parameters }: AssumingPacks,
  memory?: AssumedMemory,
): AssumedCluster {
  if (written.settings.world === "closed") return { cluster: written, problems: [] };
  const labelled = assumeLabels(written, packs, parameters);
  const { cluster } = labelled;
  const heard = packs.map((pack) => ofPack(pack, cluster, parameters, memory));
  const own = new Set(cluster.networkPolicies.map(({ meta }) => objectKey(meta)));
  const assumed = heard.flatMap((one) => ("answer" in one ? one.answer : []));
  const assumedPolicies = assumed.filter(({ meta }) => !own.has(objectKey(meta)));
  const problems = [...labelled.problems, ...heard.flatMap(problemOf)];
  return { cluster: assumedPolicies.length === 0 ? cluster : { ...cluster, assumedPolicies }, problems };
}

function problemOf(heard: Heard<unknown>): readonly InputProblem[] {
  return "problem" in heard ? [heard.problem] : [];
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
  memory: AssumedMemory | undefined,
): Heard<readonly NetworkPolicy[]> {
  const { assumePolicies: assume } = pack;
  if (!assume) return { answer: [] };
  const occurs = occursIn(cluster, pack, memory?.packs);
  if ("problem" in occurs) return occurs;
  if (!occurs.answer) return { answer: [] };
  const parameters = parametersOf(pack.id, given);
  const question = { name: `${pack.id} assumes`, given: JSON.stringify([...parameters]), cluster };
  return hearPack(pack, "assumePolicies", () =>
    askPack(memory?.packs, question, (view) => assume.call(pack, { cluster: view.cluster, parameters })).map((policy) =>
      readOnce(policy, memory),
    ),
  );
}

/** One pack after the other: each sees the labels of those before it. */
function assumeLabels(
  written: Cluster,
  packs: readonly FlowPack[],
  parameters: AssumingPacks["parameters"],
): AssumedCluster {
  let cluster = written;
  const problems: InputProblem[] = [];
  for (const pack of packs) {
    const heard = hearPack(pack, "assumeLabels", () => withLabelsOf(pack, cluster, parameters));
    if ("answer" in heard) cluster = heard.answer;
    else problems.push(heard.problem);
  }
  return { cluster, problems };
}

function withLabelsOf(pack: FlowPack, cluster: Cluster, parameters: AssumingPacks["parameters"]): Cluster {
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
