import type { Pod } from "../cluster/cluster.js";
import { type CompiledPolicies, compilePolicy } from "../policy/compile.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { directions, profileOfClass } from "./class-profiles.js";
import type { Kernel } from "./kernel.js";
import { areAddressesRead, type LabelClasses } from "./label-classes.js";
import type { PlacedPolicy } from "./profiles.js";

/** See `Connectivity.replacePolicy`. */
export function replacePolicy(
  kernel: Kernel,
  before: NetworkPolicy | undefined,
  after: NetworkPolicy | undefined,
): readonly number[] | undefined {
  const compiled = after && compilePolicy(after);
  if (compiled && !sees(kernel, compiled.policy)) return undefined;
  const affected = new Set<number>();
  const addSubjects = ({ subjects }: PlacedPolicy): void => {
    const { members, starts } = kernel.peerSets.lists;
    const end = starts[subjects + 1] as number;
    for (let at = starts[subjects] as number; at < end; at += 1) affected.add(members.values[at] as number);
  };
  const remove = (policy: NetworkPolicy): void => {
    const own = placedIn(kernel, policy) ?? [];
    const at = positionOf(policy, own);
    const removed = own[at];
    if (!removed) return;
    own.splice(at, 1);
    addSubjects(removed);
  };
  if (before) remove(before);
  if (compiled) {
    if (!before || !isOneObject(before, compiled.policy)) remove(compiled.policy);
    const placed = kernel.profiles.place(compiled);
    placedIn(kernel, compiled.policy)?.push(placed);
    addSubjects(placed);
  }
  return [...affected].filter((id) => refreshProfiles(kernel, id)).sort((a, b) => a - b);
}

/** -1 where it is not among them. Most edits name the policy that was read, so few names are compared. */
function positionOf(policy: NetworkPolicy, placed: readonly PlacedPolicy[]): number {
  for (let at = 0; at < placed.length; at += 1) if (placed[at]?.policy === policy) return at;
  return placed.findIndex((one) => one.policy.meta.name === policy.meta.name);
}

function isOneObject({ meta: a }: NetworkPolicy, { meta: b }: NetworkPolicy): boolean {
  return a === b || (a.namespace === b.namespace && a.name === b.name);
}

function placedIn({ classes, placed }: Kernel, { meta }: NetworkPolicy): PlacedPolicy[] | undefined {
  const namespace = classes.namespaceIds.get(meta.namespace);
  return namespace === undefined ? undefined : placed[namespace];
}

/** Works out the profiles of a class again; true where one of them is another now. */
function refreshProfiles({ classes, classProfiles, profiles, peerSets, placed }: Kernel, classId: number): boolean {
  const own = placed[classes.namespaceOf[classId] as number] ?? [];
  let changed = false;
  for (const direction of directions) {
    const profile = profileOfClass(classId, direction, classes, profiles, peerSets.lists, own);
    if (classProfiles[direction][classId] === profile) continue;
    classProfiles[direction][classId] = profile;
    changed = true;
  }
  return changed;
}

/** True where classes and atoms are fine enough for a policy. */
function sees({ classes, policies, atoms }: Kernel, policy: NetworkPolicy): boolean {
  const rules = [...policy.ingress, ...policy.egress];
  const peers = rules.flatMap((rule) => rule.peers);
  const podSelectors = [policy.podSelector, ...peers.flatMap((peer) => peer.podSelector ?? [])];
  if (podSelectors.some((selector) => selector.requirements.some(({ key }) => !classes.columns.has(key)))) return false;
  // Namespaces are few and their labels are read for the keys that were asked for; a new key means new columns.
  if (peers.some((peer) => peer.namespaceSelector?.requirements.some(({ key }) => !policies.namespaceKeys.has(key)))) return false;
  if (rules.some((rule) => rule.ports.some((item) => typeof item.port === "string")) && classes.namedPortLists.length === 1) return false;
  if (peers.some(({ ipBlock }) => ipBlock) && !areAddressesRead(policies, atoms)) return false;
  return peers.every((peer) => {
    if (!peer.ipBlock) return true;
    const { cidr, except } = peer.ipBlock;
    return [cidr, ...except].every((block) => isCut(policies, block.family, block.first) && isCut(policies, block.family, block.last + 1n));
  });
}

function isCut(policies: CompiledPolicies, family: IpFamily, value: bigint): boolean {
  const end = family === 4 ? 2n ** 32n : 2n ** 128n;
  return value === 0n || value === end || hasCut(policies.addressCuts[family], value);
}

function hasCut(cuts: readonly bigint[], value: bigint): boolean {
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as bigint) < value) low = middle + 1;
    else high = middle;
  }
  return cuts[low] === value;
}

/** See `Connectivity.relabelPod`. */
export function relabelPod(kernel: Kernel, pods: Pod[], index: number, pod: Pod): readonly number[] | undefined {
  const { classes } = kernel;
  const namespace = classes.namespaceIds.get(pod.namespace);
  if (namespace === undefined || pods[index]?.namespace !== pod.namespace) return undefined;
  const from = classes.classOfPod[index] as number;
  const first = classes.namespaceStarts[namespace] ?? 0;
  const end = classes.namespaceStarts[namespace + 1] ?? 0;
  for (let id = first; id < end; id += 1) {
    if (!isAlike(classes, pod, id)) continue;
    pods[index] = pod;
    if (id === from) return [];
    classes.classOfPod[index] = id;
    classes.sizes[from] = (classes.sizes[from] as number) - 1;
    classes.sizes[id] = (classes.sizes[id] as number) + 1;
    return [from, id].sort((a, b) => a - b);
  }
  return undefined;
}

/** True where the pod differs from those of a class in nothing that a policy can see. */
function isAlike(classes: LabelClasses, pod: Pod, classId: number): boolean {
  const example = classes.examples[classId] as Pod;
  if (example.hostNetwork !== pod.hostNetwork || example.labels.complete !== pod.labels.complete) return false;
  if (JSON.stringify(example.namedPorts) !== JSON.stringify(pod.namedPorts)) return false;
  if (!sameAddresses(example, pod)) return false;
  for (const key of classes.columns.keys()) {
    if (example.labels.entries.get(key) !== pod.labels.entries.get(key)) return false;
  }
  return true;
}

function sameAddresses(a: Pod, b: Pod): boolean {
  return (
    a.addresses.length === b.addresses.length &&
    a.addresses.every((address, index) => {
      const other = b.addresses[index];
      return other?.family === address.family && other.value === address.value;
    })
  );
}
