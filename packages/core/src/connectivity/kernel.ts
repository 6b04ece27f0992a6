import type { Cluster, Pod, Workload } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import { findAddressAtoms } from "./address-atoms.js";
import { type ClassProfiles, findClassProfiles } from "./class-profiles.js";
import { type ConnectionSets, createConnectionSets } from "./connection-sets.js";
import { createGrants, type Grants } from "./grants.js";
import { type FamilyAtoms, findLabelClasses, type LabelClasses } from "./label-classes.js";
import { createPeerSets, type PeerSetId, type PeerSets, type Universe, universeOf } from "./peer-sets.js";
import { createProfiles, noEffect, type PlacedPolicy, type Profiles } from "./profiles.js";
import { tierSets } from "./tiering.js";

/** What the policies of a cluster tell apart, and the sets that their peers and ports are put into. */
export interface KernelSets {
  readonly policies: CompiledPolicies;
  readonly classes: LabelClasses;
  readonly atoms: FamilyAtoms;
  readonly universe: Universe;
  readonly connections: ConnectionSets;
  readonly grants: Grants;
  readonly peerSets: PeerSets;
}

/** What is known of a cluster after building. Edits change `placed`, `classProfiles` and what pods are in classes. */
export interface Kernel extends KernelSets {
  readonly profiles: Profiles;
  /** The policies of each namespace, by namespace id. */
  readonly placed: PlacedPolicy[][];
  readonly classProfiles: ClassProfiles;
  /** What administrators' policies tell apart beside. */
  readonly tierSets: readonly Int32Array[];
}

/** The pods of all workloads, in the order of workloads. */
export function podsOf({ workloads }: Cluster): { pods: Pod[]; workloadOfPod: Int32Array } {
  let count = 0;
  for (let index = 0; index < workloads.length; index += 1) count += (workloads[index] as Workload).pods.length;
  const pods: Pod[] = [];
  const workloadOfPod = new Int32Array(count);
  for (let index = 0; index < workloads.length; index += 1) {
    const own = (workloads[index] as Workload).pods;
    for (let at = 0; at < own.length; at += 1) {
      workloadOfPod[pods.length] = index;
      pods.push(own[at] as Pod);
    }
  }
  return { pods, workloadOfPod };
}

/** Enough for who puts rules into sets one by one, and has no need for what they do to each class. */
export function buildSets(policies: CompiledPolicies, pods: readonly Pod[]): KernelSets {
  const atoms: FamilyAtoms = { 4: findAddressAtoms(policies, 4), 6: findAddressAtoms(policies, 6) };
  const classes = findLabelClasses(policies, pods, atoms);
  const universe = universeOf(classes, atoms);
  const connections = createConnectionSets();
  const grants = createGrants(connections, classes.namedPortLists);
  const peerSets = createPeerSets(policies, classes, atoms, universe);
  return { policies, classes, atoms, universe, connections, grants, peerSets };
}

export function buildKernel(policies: CompiledPolicies, pods: readonly Pod[]): Kernel {
  const { classes, atoms, universe, connections, grants, peerSets } = buildSets(policies, pods);
  const profiles = createProfiles(policies, classes, peerSets, grants);
  const placed: PlacedPolicy[][] = classes.namespaces.map((namespace) =>
    (policies.byNamespace.get(namespace) ?? []).map(profiles.place),
  );
  const classProfiles = findClassProfiles(classes, profiles, peerSets.lists, placed);
  return {
    policies,
    classes,
    atoms,
    universe,
    connections,
    grants,
    peerSets,
    profiles,
    placed,
    classProfiles,
    tierSets: tierSets(policies, peerSets, atoms, universe),
  };
}

/** The peer sets of the rules of all policies, each once. */
export function usedPeerSets({ profiles, peerSets, placed }: Kernel): readonly PeerSetId[] {
  const { starts, peers } = profiles.effects;
  const seenEffects = new Uint8Array(starts.length);
  const seenSets = new Uint8Array(peerSets.count);
  const used: PeerSetId[] = [];
  const addEffect = (effect: number): void => {
    if (effect === noEffect || seenEffects[effect] === 1) return;
    seenEffects[effect] = 1;
    for (let at = starts[effect] as number; at < (starts[effect + 1] as number); at += 1) {
      const id = peers[at] as PeerSetId;
      if (seenSets[id] === 1) continue;
      seenSets[id] = 1;
      used.push(id);
    }
  };
  for (let namespace = 0; namespace < placed.length; namespace += 1) {
    const own = placed[namespace] as readonly PlacedPolicy[];
    for (let at = 0; at < own.length; at += 1) {
      addEffect((own[at] as PlacedPolicy).egress);
      addEffect((own[at] as PlacedPolicy).ingress);
    }
  }
  return used;
}
