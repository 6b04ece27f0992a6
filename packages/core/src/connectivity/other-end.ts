import type { Pod, Workload } from "../cluster/cluster.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { CheckedItem, ItemOutcome } from "./checked-item.js";
import { type ConnectionSetId, noConnections } from "./connection-sets.js";
import type { GrantId } from "./grants.js";
import { createPairTable, type PairTable, stepSequence } from "./interner.js";
import type { ItemStates } from "./item-states.js";
import type { KernelSets } from "./kernel.js";
import { noAddress, unknownAddress } from "./label-classes.js";
import { anyPeer, type PeerSetId } from "./peer-sets.js";
import type { SubjectGroup, SubjectGroups } from "./subject-groups.js";

/** The pods at the other end of what one item opens to one group of subjects. */
export interface OtherEnd {
  readonly item: CheckedItem;
  readonly group: SubjectGroup;
  /** Subjects that members allow, two at most (one may be the very pod that is asked), by what decides about them. */
  allowed: Map<number, readonly number[]> | undefined;
}

export function endOf(item: CheckedItem, group: SubjectGroup): OtherEnd {
  return { item, group, allowed: undefined };
}

export interface OtherEnds {
  /** Whether policies decide between some subject and the member in the family. */
  isAsked(end: OtherEnd, member: number, family: IpFamily): boolean;
  /** Says in the outcome whether the member may allow some of the connections with some subject, or denies all. */
  ask(end: OtherEnd, member: number, family: IpFamily, left: ConnectionSetId, outcome: ItemOutcome): void;
}

export interface OtherEndParts {
  readonly kernel: KernelSets;
  readonly states: ItemStates;
  readonly groups: SubjectGroups;
  readonly pods: readonly Pod[];
  /** Those of which some address is known. */
  readonly families: readonly IpFamily[];
  readonly hasAtom: (set: PeerSetId, family: IpFamily) => boolean;
  readonly opened: (grant: GrantId, named: number) => ConnectionSetId;
}

const opposite = { ingress: "egress", egress: "ingress" } as const;

export function otherEnds({ kernel, states, groups, pods, families, hasAtom, opened }: OtherEndParts): OtherEnds {
  const { classes, universe, peerSets, connections } = kernel;
  const { cluster } = kernel.policies;
  const members = membersByClass(classes.classOfPod, classes.count);
  const replicated = replicatedPods(cluster.workloads);
  const hasTiers = cluster.clusterPolicies.length > 0;

  const isOnePod = (classId: number): boolean => {
    const own = members[classId] ?? [];
    return own.length === 1 && !replicated.has(pods[own[0] as number] as Pod);
  };
  /** Pods reach themselves, and are reached from their own node, whatever policies say. */
  const isAlwaysAllowed = ({ direction }: CheckedItem, subject: number, member: number): boolean => {
    if (member === subject) return isOnePod(subject);
    if (direction !== "ingress" || classes.hostNetwork[member] !== 1) return false;
    const others = members[member] ?? [];
    return (members[subject] ?? []).every((pod) =>
      others.every((other) => isOnNodeOf(pods[pod] as Pod, pods[other] as Pod)),
    );
  };

  const mayHave = (classId: number, family: IpFamily): boolean => classes.atoms[family][classId] !== noAddress;
  /** As everywhere: the families of either where they share none. */
  const isCommon = (a: number, b: number, family: IpFamily): boolean =>
    (mayHave(a, family) && mayHave(b, family)) || !families.some((one) => mayHave(a, one) && mayHave(b, one));

  const mayMatch = (set: PeerSetId, classId: number, family: IpFamily): boolean => {
    if (set === anyPeer || peerSets.lists.holds(set, classId) !== "no") return true;
    const own = classes.atoms[family][classId] as number;
    if (own >= 0) return peerSets.lists.holds(set, universe.firstAtom[family] + own) !== "no";
    return own === unknownAddress && hasAtom(set, family);
  };
  const mayAllow = (member: number, direction: PolicyDirection): boolean =>
    hasTiers ||
    classes.hostNetwork[member] === 1 ||
    states.unsure.has(member) ||
    groups.selecting(member, direction).policies.size === 0;

  /** Many items ask the same of the same policies. Groups of one direction are none of the other. */
  const opening = new Map<number, readonly PeerSetId[]>();
  const openingKeys = createPairTable();
  const setsThatOpen = (
    member: number,
    direction: PolicyDirection,
    named: number,
    left: ConnectionSetId,
  ): readonly PeerSetId[] => {
    const key = keyOfThree(openingKeys, groups.groupOf(member, direction), named, left);
    const known = opening.get(key);
    if (known) return known;
    const sets = findSetsThatOpen(member, direction, named, left);
    opening.set(key, sets);
    return sets;
  };
  const findSetsThatOpen: typeof setsThatOpen = (member, direction, named, left) => {
    const sets: PeerSetId[] = [];
    for (const { whole } of groups.selecting(member, direction).rules) {
      const opens = connections.intersect(left, opened(whole.grant, named)) !== noConnections;
      if (opens && !sets.includes(whole.set)) sets.push(whole.set);
    }
    return sets;
  };

  const isAskedBy = ({ item }: OtherEnd, subject: number, member: number, family: IpFamily): boolean =>
    isCommon(subject, member, family) && !isAlwaysAllowed(item, subject, member);

  const findAllowed = (
    { item, group }: OtherEnd,
    member: number,
    family: IpFamily,
    left: ConnectionSetId,
  ): readonly number[] => {
    const direction = opposite[item.direction];
    const named = direction === "ingress" ? (classes.namedPorts[member] as number) : group.named;
    const sets = setsThatOpen(member, direction, named, left);
    if (sets.length === 0) return none;
    const found: number[] = [];
    for (const subject of group.subjects) {
      if (!isCommon(subject, member, family) || !sets.some((set) => mayMatch(set, subject, family))) continue;
      found.push(subject);
      if (found.length === 2) break;
    }
    return found;
  };
  const noteDenied = (end: OtherEnd, member: number, family: IpFamily, outcome: ItemOutcome): void => {
    if (outcome.denied) return;
    const subject = end.group.subjects.find((one) => isAskedBy(end, one, member, family)) ?? 0;
    outcome.denied = {
      subject: classes.examples[subject] as Pod,
      other: pods[(members[member] ?? []).find((pod) => pods[pod] !== classes.examples[subject]) ?? 0] as Pod,
    };
  };
  /** What decides which subjects a member allows; the same number for all members of which the same is so. */
  const allowedKeys = createPairTable();
  const keyOfAllowed = (member: number, direction: PolicyDirection, family: IpFamily, left: ConnectionSetId): number => {
    const families = family * 4 + (mayHave(member, 4) ? 2 : 0) + (mayHave(member, 6) ? 1 : 0);
    return keyOfThree(allowedKeys, groups.groupOf(member, direction), families, left);
  };
  return {
    isAsked: (end, member, family) => end.group.subjects.some((subject) => isAskedBy(end, subject, member, family)),
    ask: (end, member, family, left, outcome) => {
      const { item } = end;
      const direction = opposite[item.direction];
      if (mayAllow(member, direction)) {
        outcome.isNeeded = true;
        return;
      }
      const key = keyOfAllowed(member, direction, family, left);
      const known = end.allowed?.get(key);
      const subjects = known ?? findAllowed(end, member, family, left);
      if (subjects.some((subject) => !isAlwaysAllowed(item, subject, member))) {
        outcome.isNeeded = true;
        return;
      }
      if (!known) (end.allowed ??= new Map<number, readonly number[]>()).set(key, subjects);
      noteDenied(end, member, family, outcome);
      if (!known) outcome.deniedBy.add(groups.selecting(member, direction).policies);
    },
  };
}

const none: readonly number[] = [];

function keyOfThree(keys: PairTable, first: number, second: number, third: number): number {
  return stepSequence(keys, stepSequence(keys, stepSequence(keys, 0, first), second), third);
}

function isOnNodeOf(subject: Pod, other: Pod): boolean {
  return subject.nodeName !== undefined && subject.nodeName === other.nodeName;
}

function membersByClass(classOfPod: Int32Array, count: number): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  classOfPod.forEach((classId, pod) => lists[classId]?.push(pod));
  return lists;
}

/** Pods that stand for any number of replicas, which are different pods. */
function replicatedPods(workloads: readonly Workload[]): ReadonlySet<Pod> {
  return new Set(workloads.filter(({ single, pods }) => !single && pods.length === 1).flatMap(({ pods }) => pods));
}
