import type { Cluster, Pod, Workload } from "../cluster/cluster.js";
import { type CompiledPolicies, compilePolicy } from "../policy/compile.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { IpSet } from "../sets/ip-set.js";
import { findAddressAtoms } from "./address-atoms.js";
import { type ConnectionVisitor, visitConnections } from "./all-connections.js";
import { createColumnRows } from "./column-rows.js";
import { type ConnectionPorts, type ConnectionSets, createConnectionSets } from "./connection-sets.js";
import { type Answer, type AnswerId, createGrants, type GrantId, type Grants, noGrant } from "./grants.js";
import { type FamilyAtoms, findLabelClasses, type LabelClasses, noAddress, unknownAddress } from "./label-classes.js";
import { anyPeer, createPeerSets, type PeerSetId, type PeerSets, type Universe, universeOf } from "./peer-sets.js";
import { createProfiles, type EffectId, hasMember, type PlacedPolicy, type Profile, type Profiles } from "./profiles.js";
import { type ClassProfiles, findQuotient, type Quotient } from "./quotient.js";
import { createAccumulator } from "./rows.js";
import { createTiering, type Tiering, tierSets } from "./tiering.js";

/** The ports of a connection: allowed for sure, and where it cannot be decided. */
export interface ConnectionAnswer {
  readonly allowed: ConnectionPorts;
  readonly undecided: ConnectionPorts;
}

/** A column of the listing: pods that nothing tells apart, or addresses. */
export type ColumnMembers =
  | { readonly type: "pods"; readonly pods: readonly number[] }
  | { readonly type: "addresses"; readonly family: IpFamily; readonly sets: readonly IpSet[] };

/** Who can connect to whom in a whole cluster, kept by classes of pods, never by pairs of pods. */
export interface Connectivity {
  readonly pods: readonly Pod[];
  readonly workloadOfPod: Int32Array;
  readonly classes: LabelClasses;
  /** The listing's columns; worked out when first asked for after a change. */
  quotient(): Quotient;
  membersOf(column: number): ColumnMembers;
  visit(family: IpFamily, visitor: ConnectionVisitor): void;
  /** The answer for two pods, by index, in one family. Loopback and the own node are not looked at. */
  ask(source: number, destination: number, family: IpFamily): AnswerId;
  answerOf(id: AnswerId): ConnectionAnswer;
  /** True where some policy selects the class for the direction, or may. */
  isIsolated(classId: number, direction: PolicyDirection): boolean;
  /** Whether some policy selects the class for the direction; null where that cannot be decided. */
  isolationOf(classId: number, direction: PolicyDirection): boolean | null;
  /**
   * Replaces, adds or removes one policy. Returns the label classes whose connections may differ now, or undefined
   * where the policy can see what no policy saw before (a label key, an address border, named ports): then build anew.
   */
  replacePolicy(before: NetworkPolicy | undefined, after: NetworkPolicy | undefined): readonly number[] | undefined;
  /** Moves a pod to other labels. Undefined where no pod of the namespace has such labels yet: then build anew. */
  relabelPod(index: number, pod: Pod): readonly number[] | undefined;
}

interface Kernel {
  readonly policies: CompiledPolicies;
  readonly classes: LabelClasses;
  readonly atoms: FamilyAtoms;
  readonly universe: Universe;
  readonly connections: ConnectionSets;
  readonly grants: Grants;
  readonly peerSets: PeerSets;
  readonly profiles: Profiles;
  /** The policies of each namespace, by namespace id. */
  readonly placed: PlacedPolicy[][];
  readonly classProfiles: ClassProfiles;
  /** What administrators' policies tell apart beside. */
  readonly tierSets: readonly Int32Array[];
}

export function buildConnectivity(policies: CompiledPolicies): Connectivity {
  const { pods, workloadOfPod } = podsOf(policies.cluster);
  const kernel = buildKernel(policies, pods, workloadOfPod);
  return makeConnectivity(kernel, pods, workloadOfPod);
}

function podsOf(cluster: Cluster): { pods: Pod[]; workloadOfPod: Int32Array } {
  const pods: Pod[] = [];
  const owners: number[] = [];
  cluster.workloads.forEach((workload: Workload, index) => {
    for (const pod of workload.pods) {
      pods.push(pod);
      owners.push(index);
    }
  });
  return { pods, workloadOfPod: Int32Array.from(owners) };
}

function buildKernel(policies: CompiledPolicies, pods: readonly Pod[], workloadOfPod: Int32Array): Kernel {
  const atoms: FamilyAtoms = { 4: findAddressAtoms(policies, 4), 6: findAddressAtoms(policies, 6) };
  const classes = findLabelClasses(policies, pods, workloadOfPod, atoms);
  const universe = universeOf(classes, atoms);
  const connections = createConnectionSets();
  const grants = createGrants(connections, classes.namedPortLists);
  const peerSets = createPeerSets(policies, classes, atoms, universe);
  const profiles = createProfiles(policies, classes, peerSets, grants);
  const placed: PlacedPolicy[][] = classes.namespaces.map((namespace) =>
    (policies.byNamespace.get(namespace) ?? []).map(profiles.place),
  );
  const classProfiles = findClassProfiles(classes, profiles, placed);
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

const directions: readonly PolicyDirection[] = ["egress", "ingress"];

/** Hands every policy's effects to the classes it selects, namespace by namespace. */
function findClassProfiles(
  classes: LabelClasses,
  profiles: Profiles,
  placed: readonly (readonly PlacedPolicy[])[],
): ClassProfiles {
  const found = { egress: new Int32Array(classes.count), ingress: new Int32Array(classes.count) };
  // One list for each class, emptied after use: most namespaces are small.
  const lists: EffectLists = { sure: classes.examples.map(() => []), unsure: classes.examples.map(() => []) };
  placed.forEach((own, namespace) => {
    for (const direction of directions) fillProfiles(found[direction], classes, profiles, own, direction, namespace, lists);
  });
  return found;
}

interface EffectLists {
  readonly sure: readonly EffectId[][];
  readonly unsure: readonly EffectId[][];
}

function fillProfiles(
  into: Int32Array,
  classes: LabelClasses,
  profiles: Profiles,
  placed: readonly PlacedPolicy[],
  direction: PolicyDirection,
  namespace: number,
  { sure, unsure }: EffectLists,
): void {
  const first = classes.namespaceStarts[namespace] ?? 0;
  const end = classes.namespaceStarts[namespace + 1] ?? 0;
  const add = (lists: readonly EffectId[][], members: Int32Array, effect: EffectId): void => {
    for (const id of members) if (classes.hostNetwork[id] === 0) lists[id]?.push(effect);
  };
  for (const { subjects, effects } of placed) {
    const effect = effects[direction];
    if (effect === undefined) continue;
    add(sure, subjects.yes, effect);
    add(unsure, subjects.maybe, effect);
  }
  for (let id = first; id < end; id += 1) {
    const other = profiles.otherPoliciesOf(id, direction);
    const [ownSure, ownUnsure] = [sure[id] as EffectId[], unsure[id] as EffectId[]];
    if (other === "none" && ownSure.length === 0 && ownUnsure.length === 0) continue;
    into[id] = profiles.intern(ownSure, ownUnsure, other);
    ownSure.length = 0;
    ownUnsure.length = 0;
  }
}

function makeConnectivity(kernel: Kernel, pods: Pod[], workloadOfPod: Int32Array): Connectivity {
  const { classes, grants, profiles, classProfiles } = kernel;
  let quotient: Quotient | undefined;
  const currentQuotient = (): Quotient => {
    quotient ??= findQuotient(classes, classProfiles, kernel.peerSets, usedPeerSets(kernel), kernel.universe, kernel.tierSets);
    return quotient;
  };
  let tiering: { readonly of: Quotient; readonly tiering: Tiering } | undefined;
  const currentTiering = (): Tiering | undefined => {
    if (kernel.policies.cluster.clusterPolicies.length === 0) return undefined;
    const columns = currentQuotient();
    if (tiering?.of !== columns) tiering = { of: columns, tiering: createTiering({ ...kernel, quotient: columns, sets: kernel.tierSets }) };
    return tiering.tiering;
  };
  const accumulator = createAccumulator(profiles, kernel.peerSets, grants, kernel.universe);
  const ask = createPairQuestions(kernel, currentQuotient);
  return {
    pods,
    workloadOfPod,
    classes,
    quotient: currentQuotient,
    membersOf: (column) => membersOf(kernel, currentQuotient(), column),
    visit: (family, visitor) => {
      const columns = currentQuotient();
      const tiers = currentTiering();
      const rows = createColumnRows(accumulator, grants, classes, kernel.universe, columns, tiers === undefined);
      visitConnections(columns, profiles, rows, grants, family, visitor, tiers);
    },
    ask: (source, destination, family) =>
      ask(classes.classOfPod[source] as number, classes.classOfPod[destination] as number, family, currentTiering()),
    answerOf: (id) => describeAnswer(kernel, grants.answerOf(id)),
    isIsolated: (classId, direction) => {
      const { sure, unsure } = profiles.byId(classProfiles[direction][classId] as number);
      return sure.length + unsure.length > 0;
    },
    isolationOf: (classId, direction) => {
      const { sure, unsure, other } = profiles.byId(classProfiles[direction][classId] as number);
      if (sure.length > 0) return true;
      return unsure.length > 0 || other !== "none" ? null : false;
    },
    replacePolicy: (before, after) => {
      const changed = replacePolicy(kernel, before, after);
      if (changed && changed.length > 0) quotient = undefined;
      return changed;
    },
    relabelPod: (index, pod) => {
      const changed = relabelPod(kernel, pods, index, pod);
      if (changed && changed.length > 0) quotient = undefined;
      return changed;
    },
  };
}

function usedPeerSets({ profiles, placed }: Kernel): ReadonlySet<PeerSetId> {
  const used = new Set<PeerSetId>();
  const seen: boolean[] = [];
  for (const own of placed) {
    for (const { effects } of own) {
      for (const effect of [effects.egress, effects.ingress]) {
        if (effect === undefined || seen[effect]) continue;
        seen[effect] = true;
        for (const { peers } of profiles.effectOf(effect)) used.add(peers);
      }
    }
  }
  return used;
}

function membersOf(kernel: Kernel, quotient: Quotient, column: number): ColumnMembers {
  const family = quotient.families[column];
  if (family === 4 || family === 6) {
    const first = kernel.universe.firstAtom[family];
    const sets: IpSet[] = [];
    for (let atom = 0; atom < kernel.atoms[family].count; atom += 1) {
      if (quotient.columnOf[first + atom] === column) sets.push(kernel.atoms[family].addressesOf(atom));
    }
    return { type: "addresses", family, sets };
  }
  const pods: number[] = [];
  kernel.classes.classOfPod.forEach((classId, pod) => {
    if (quotient.columnOf[classId] === column) pods.push(pod);
  });
  return { type: "pods", pods };
}

function describeAnswer({ connections }: Kernel, { allowed, possible }: Answer): ConnectionAnswer {
  const undecided = connections.subtract(possible, allowed);
  return { allowed: connections.portsOf(allowed), undecided: connections.portsOf(undecided) };
}

/** Answers for pairs of label classes, from memberships alone: nothing has to be listed first. */
function createPairQuestions(
  kernel: Kernel,
  quotientOf: () => Quotient,
): (source: number, destination: number, family: IpFamily, tiering: Tiering | undefined) => AnswerId {
  const { classes, grants, profiles, peerSets, universe, classProfiles } = kernel;
  const accumulator = createAccumulator(profiles, peerSets, grants, universe);
  const unknownBases = new Map<number, GrantId>();

  const byEffects = (effects: readonly EffectId[], member: number, start: GrantId): GrantId => {
    let sum = start;
    for (const effect of effects) {
      for (const { peers, grant } of profiles.effectOf(effect)) {
        if (peers === anyPeer) {
          sum = grants.union(sum, grant);
          continue;
        }
        const { yes, maybe } = peerSets.membersOf(peers);
        if (hasMember(yes, member)) sum = grants.union(sum, grant);
        else if (maybe.length > 0 && hasMember(maybe, member)) sum = grants.union(sum, grants.asPossible(grant));
      }
    }
    return sum;
  };

  const grantTo = (profile: Profile, member: number): GrantId => {
    if (profile.other === "may do anything") return grants.withEverythingPossible(noGrant);
    const found = plainGrant(profile, member);
    return profile.other === "may deny" ? grants.asPossible(found) : found;
  };
  const plainGrant = (profile: Profile, member: number): GrantId => {
    const { sure, unsure } = profile;
    if (sure.length > 0) {
      const known = byEffects(sure, member, noGrant);
      return unsure.length === 0 ? known : grants.union(known, grants.asPossible(byEffects(unsure, member, noGrant)));
    }
    if (unsure.length === 0) return 1;
    const each = unsure.map((effect) => byEffects([effect], member, noGrant));
    return grants.withEverythingPossible(each.reduce((a, b) => grants.surelyBoth(a, b)));
  };

  const unknownBase = (profileId: number, family: IpFamily): GrantId => {
    const key = profileId * 8 + family;
    const known = unknownBases.get(key);
    if (known !== undefined) return known;
    const found = accumulator.forUnknownAddress(accumulator.accumulate(profiles.byId(profileId)), family);
    unknownBases.set(key, found);
    return found;
  };

  const grantToClass = (profileId: number, classId: number, family: IpFamily): GrantId => {
    if (profileId === 0) return 1;
    const profile = profiles.byId(profileId);
    const byLabels = grantTo(profile, classId);
    const atom = classes.atoms[family][classId] as number;
    if (atom === noAddress) return byLabels;
    if (atom === unknownAddress) return grants.union(byLabels, unknownBase(profileId, family));
    return grants.union(byLabels, grantTo(profile, universe.firstAtom[family] + atom));
  };

  return (source, destination, family, tiering) => {
    const named = classes.namedPorts[destination] as number;
    const egress = grantToClass(classProfiles.egress[source] as number, destination, family);
    if (egress === noGrant && !tiering) return noGrant;
    const ingress = grantToClass(classProfiles.ingress[destination] as number, source, family);
    const answers = [grants.resolve(egress, named), grants.resolve(ingress, named)] as const;
    if (!tiering) return grants.both(...answers);
    const { columnOf } = quotientOf();
    const [from, to] = [columnOf[source] as number, columnOf[destination] as number];
    return grants.both(
      tiering.lay("egress", from, to, family, answers[0]),
      tiering.lay("ingress", to, from, family, answers[1]),
    );
  };
}

function replacePolicy(
  kernel: Kernel,
  before: NetworkPolicy | undefined,
  after: NetworkPolicy | undefined,
): readonly number[] | undefined {
  const compiled = after && compilePolicy(after);
  if (compiled && !sees(kernel, compiled.policy)) return undefined;
  const affected = new Set<number>();
  const remove = (policy: NetworkPolicy): void => {
    const own = placedIn(kernel, policy);
    const at = own?.findIndex((one) => one.compiled.policy.meta.name === policy.meta.name) ?? -1;
    const [removed] = own && at >= 0 ? own.splice(at, 1) : [];
    for (const list of [removed?.subjects.yes, removed?.subjects.maybe]) for (const id of list ?? []) affected.add(id);
  };
  if (before) remove(before);
  if (compiled) {
    remove(compiled.policy);
    const placed = kernel.profiles.place(compiled);
    placedIn(kernel, compiled.policy)?.push(placed);
    for (const list of [placed.subjects.yes, placed.subjects.maybe]) for (const id of list) affected.add(id);
  }
  return [...affected].filter((id) => refreshProfiles(kernel, id)).sort((a, b) => a - b);
}

function placedIn({ classes, placed }: Kernel, { meta }: NetworkPolicy): PlacedPolicy[] | undefined {
  const namespace = classes.namespaceIds.get(meta.namespace);
  return namespace === undefined ? undefined : placed[namespace];
}

/** Works out the profiles of a class again; true where one of them is another now. */
function refreshProfiles({ classes, classProfiles, profiles, placed }: Kernel, classId: number): boolean {
  const own = placed[classes.namespaceOf[classId] as number] ?? [];
  let changed = false;
  for (const direction of directions) {
    const profile = profiles.profileOf(own, classId, direction);
    if (classProfiles[direction][classId] === profile) continue;
    classProfiles[direction][classId] = profile;
    changed = true;
  }
  return changed;
}

/** True where classes and atoms are fine enough for a policy. */
function sees({ classes, policies }: Kernel, policy: NetworkPolicy): boolean {
  const rules = [...policy.ingress, ...policy.egress];
  const peers = rules.flatMap((rule) => rule.peers);
  const podSelectors = [policy.podSelector, ...peers.flatMap((peer) => peer.podSelector ?? [])];
  if (podSelectors.some((selector) => selector.requirements.some(({ key }) => !classes.columns.has(key)))) return false;
  // Namespaces are few and their labels are read for the keys that were asked for; a new key means new columns.
  if (peers.some((peer) => peer.namespaceSelector?.requirements.some(({ key }) => !policies.namespaceKeys.has(key)))) return false;
  if (rules.some((rule) => rule.ports.some((item) => typeof item.port === "string")) && classes.namedPortLists.length === 1) return false;
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

function relabelPod(kernel: Kernel, pods: Pod[], index: number, pod: Pod): readonly number[] | undefined {
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
