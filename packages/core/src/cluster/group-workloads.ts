import type { PodNetwork, PodResource, WorkloadResource } from "../resources/pod.js";
import type { ObjectMeta, OwnerReference } from "../resources/resource.js";
import type { Labels } from "../sets/label-selector.js";
import { compareText } from "./compare-text.js";
import type { Pod, Workload } from "./cluster.js";
import { mapAt, type NestedMap } from "./nested-map.js";

/** Labels that controllers write on single pods. They tell pods apart only where a policy asks for them. */
const generatedLabels: ReadonlySet<string> = new Set([
  "pod-template-hash",
  "controller-revision-hash",
  "pod-template-generation",
  "statefulset.kubernetes.io/pod-name",
  "apps.kubernetes.io/pod-index",
  "batch.kubernetes.io/job-completion-index",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-name",
  "controller-uid",
  "job-name",
]);

/** The owner under which pods are put together. `meta` is the owner's own, or of its first pod where it is not in the input. */
interface Top {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly meta: ObjectMeta;
}

interface Family {
  readonly top: Top;
  readonly template: WorkloadResource | undefined;
  readonly pods: PodResource[];
}

/** What families were made into, for who groups again and again. */
export interface FamilyMemory {
  /** By the object that gives each its name, or by its first pod. */
  families: ReadonlyMap<ObjectMeta, KnownFamily>;
}

interface KnownFamily extends Family {
  /** The generated labels that were asked for. */
  readonly asked: string;
  readonly workloads: readonly Workload[];
}

/**
 * Makes one endpoint of each workload: the top owner by ownerReferences, with its real pods where the input has them
 * and its template where not. Pods of one owner that differ in a way that a policy can see are endpoints of their own.
 * Pods that have ended are left out: they have no network any more. What memory knows of the same pods is not made anew.
 */
export function groupWorkloads(
  pods: readonly PodResource[],
  templates: readonly WorkloadResource[],
  selectedKeys: ReadonlySet<string>,
  memory?: FamilyMemory,
): readonly Workload[] {
  const known: Templates = new Map();
  for (const template of templates) alike(known, template.meta).set(template.meta.name, template);
  const families: NestedMap<Family> = new Map();
  const familyOf = (meta: ObjectMeta): Family => {
    const top = topOwner(meta, known);
    const neighbours = alike(families, top);
    const family = neighbours.get(top.name) ?? { top, template: alike(known, top).get(top.name), pods: [] };
    neighbours.set(top.name, family);
    return family;
  };
  for (const { meta } of templates) familyOf(meta);
  const living = pods.filter((pod) => !pod.ended).sort((a, b) => compareText(a.meta.name, b.meta.name));
  for (const pod of living) familyOf(pod.meta).pods.push(pod);
  const all = [...families.values()].flatMap((kinds) => [...kinds.values()].flatMap((names) => [...names.values()]));
  return workloadsOfAll(all, selectedKeys, memory).sort(compareWorkloads);
}

function workloadsOfAll(all: readonly Family[], selectedKeys: ReadonlySet<string>, memory?: FamilyMemory): Workload[] {
  if (!memory) return all.flatMap((family) => workloadsOf(family, selectedKeys));
  const asked = [...generatedLabels].filter((label) => selectedKeys.has(label)).join();
  const made = all.map((family): KnownFamily => {
    const before = memory.families.get(family.top.meta);
    return { ...family, asked, workloads: before && isSame(before, family, asked) ? before.workloads : workloadsOf(family, selectedKeys) };
  });
  memory.families = new Map(made.map((family) => [family.top.meta, family]));
  return made.flatMap(({ workloads }) => workloads);
}

function isSame(before: KnownFamily, { template, pods }: Family, asked: string): boolean {
  if (before.asked !== asked || before.template !== template || before.pods.length !== pods.length) return false;
  return pods.every((pod, index) => pod === before.pods[index]);
}

type Templates = NestedMap<WorkloadResource>;

/** Those of one namespace and kind, by name. */
function alike<V>(maps: NestedMap<V>, { namespace, kind }: Pick<Top, "namespace" | "kind">): Map<string, V> {
  return mapAt(maps, namespace, kind);
}

function compareWorkloads(a: Workload, b: Workload): number {
  return compareText(a.namespace, b.namespace) || compareText(a.kind, b.kind) || compareText(a.name, b.name);
}

/** Controllers of Kubernetes itself, whose pods are replicas of each other. */
const replicatingKinds: ReadonlySet<string> = new Set([
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
  "DaemonSet",
  "Job",
]);

/** Follows controlling owners as far as the input holds them, at most five steps; real chains have three. */
function topOwner(meta: ObjectMeta, known: Templates): Top {
  let top: Top = { namespace: meta.namespace, kind: meta.kind, name: meta.name, meta };
  for (let step = 0; step < 5; step += 1) {
    const owner = controllerOf(top.meta);
    if (!owner) return top;
    const next = alike(known, { namespace: meta.namespace, kind: owner.kind }).get(owner.name);
    if (!next) return unseenOwner(top, owner);
    top = { namespace: meta.namespace, kind: owner.kind, name: owner.name, meta: next.meta };
  }
  return top;
}

/** A dump of pods alone still says which of them are replicas of one workload. */
function unseenOwner(top: Top, owner: OwnerReference): Top {
  if (top.kind !== "Pod" || !replicatingKinds.has(owner.kind)) return top;
  return { namespace: top.namespace, kind: owner.kind, name: owner.name, meta: top.meta };
}

function controllerOf(meta: ObjectMeta): OwnerReference | undefined {
  return meta.owners.find((owner) => owner.controller) ?? meta.owners[0];
}

function workloadsOf({ top, template, pods }: Family, selectedKeys: ReadonlySet<string>): Workload[] {
  if (pods.length === 0) return template ? [makeWorkload(top, top.name, [templatePod(template, selectedKeys)])] : [];
  const revisions = groupBy(pods, (pod) => signature(pod.network, selectedKeys));
  if (revisions.length === 1) return [makeWorkload(top, top.name, realPods(pods))];
  return revisions.map((revision) => makeWorkload(top, `${top.name}@${revision[0]?.meta.name ?? ""}`, realPods(revision)));
}

function makeWorkload(top: Top, name: string, pods: readonly Pod[]): Workload {
  return { namespace: top.namespace, kind: top.kind, name, pods, single: top.kind === "Pod", meta: top.meta };
}

/** Two pods with one signature cannot be told apart by a policy, apart from their addresses. */
function signature(network: PodNetwork, selectedKeys: ReadonlySet<string>): string {
  const labels = [...network.labels].filter(([key]) => selectedKeys.has(key) || !generatedLabels.has(key));
  labels.sort(([a], [b]) => compareText(a, b));
  return JSON.stringify([labels, network.hostNetwork, network.namedPorts]);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** A policy that asks for a generated label cannot be answered from a template, which does not have it yet. */
function templatePod({ meta, network }: WorkloadResource, selectedKeys: ReadonlySet<string>): Pod {
  const isAsked = [...selectedKeys].some((key) => generatedLabels.has(key));
  const labels = isAsked
    ? { entries: network.labels, complete: false, open: generatedLabels }
    : { entries: network.labels, complete: true };
  return makePod(meta, network, labels, noAddresses);
}

const noAddresses: Pod["addresses"] = [];

/** Pods that were read with the same labels share what is known of them. */
function realPods(pods: readonly PodResource[]): readonly Pod[] {
  let labels: Labels | undefined;
  return pods.map(({ meta, network, addresses }) => {
    if (labels?.entries !== network.labels) labels = { entries: network.labels, complete: true };
    return makePod(meta, network, labels, addresses);
  });
}

function makePod(
  { namespace, name }: ObjectMeta,
  { hostNetwork, nodeName, namedPorts }: PodNetwork,
  labels: Labels,
  addresses: Pod["addresses"],
): Pod {
  return { namespace, name, labels, hostNetwork, nodeName, addresses, namedPorts };
}
