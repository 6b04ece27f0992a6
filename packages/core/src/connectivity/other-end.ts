import type { Pod, Workload } from "../cluster/cluster.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { CheckedItem, ItemOutcome } from "./checked-item.js";
import { type ConnectionSetId, noConnections } from "./connection-sets.js";
import type { GrantId } from "./grants.js";
import type { ItemStates } from "./item-states.js";
import type { Kernel } from "./kernel.js";
import { noAddress, unknownAddress } from "./label-classes.js";
import { anyPeer, type PeerSetId } from "./peer-sets.js";
import type { SubjectGroup, SubjectGroups } from "./subject-groups.js";

/** The pods at the other end of what one item opens to one group of subjects. */
export interface OtherEnd {
  /** Whether policies decide between some subject and the member in the family. */
  isAsked(member: number, family: IpFamily): boolean;
  /** Says in the outcome whether the member may allow some of the connections with some subject, or denies all. */
  ask(member: number, family: IpFamily, left: ConnectionSetId, outcome: ItemOutcome): void;
}

export interface OtherEnds {
  of(item: CheckedItem, group: SubjectGroup): OtherEnd;
}

export interface OtherEndParts {
  readonly kernel: Kernel;
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
    groups.selecting(member, direction).size === 0;

  /** Many items ask the same of the same policies. */
  const opening = { ingress: new Map<string, readonly PeerSetId[]>(), egress: new Map<string, readonly PeerSetId[]>() };
  const setsThatOpen = (
    member: number,
    direction: PolicyDirection,
    named: number,
    left: ConnectionSetId,
  ): readonly PeerSetId[] => {
    const key = `${groups.groupOf(member, direction)} ${named} ${left}`;
    const sets = opening[direction].get(key) ?? findSetsThatOpen(member, direction, named, left);
    opening[direction].set(key, sets);
    return sets;
  };
  const findSetsThatOpen: typeof setsThatOpen = (member, direction, named, left) => {
    const rules = [...groups.selecting(member, direction)].flatMap((policy) => policy.rules[direction] ?? []);
    const opens = (grant: GrantId): boolean => connections.intersect(left, opened(grant, named)) !== noConnections;
    const opening = rules.filter(({ whole }) => opens(whole.grant));
    return [...new Set(opening.map(({ whole }) => whole.set))];
  };

  const createOtherEnd = (item: CheckedItem, group: SubjectGroup): OtherEnd => {
    const direction = opposite[item.direction];
    /** Two subjects at most: one may be the very pod that is asked. */
    const allowed = new Map<string, readonly number[]>();
    const isAskedBy = (subject: number, member: number, family: IpFamily): boolean =>
      isCommon(subject, member, family) && !isAlwaysAllowed(item, subject, member);

    const findAllowed = (member: number, family: IpFamily, left: ConnectionSetId): readonly number[] => {
      const named = direction === "ingress" ? (classes.namedPorts[member] as number) : group.named;
      const sets = setsThatOpen(member, direction, named, left);
      const found: number[] = [];
      for (const subject of sets.length === 0 ? [] : group.subjects) {
        if (!isCommon(subject, member, family) || !sets.some((set) => mayMatch(set, subject, family))) continue;
        found.push(subject);
        if (found.length === 2) break;
      }
      return found;
    };
    const noteDenied = (member: number, family: IpFamily, outcome: ItemOutcome): void => {
      const subject = group.subjects.find((one) => isAskedBy(one, member, family)) ?? 0;
      outcome.denied ??= {
        subject: classes.examples[subject] as Pod,
        other: pods[(members[member] ?? []).find((pod) => pods[pod] !== classes.examples[subject]) ?? 0] as Pod,
      };
    };
    return {
      isAsked: (member, family) => group.subjects.some((subject) => isAskedBy(subject, member, family)),
      ask: (member, family, left, outcome) => {
        if (mayAllow(member, direction)) {
          outcome.isNeeded = true;
          return;
        }
        const key = `${groups.groupOf(member, direction)} ${family} ${left} ${mayHave(member, 4)} ${mayHave(member, 6)}`;
        const known = allowed.get(key);
        const subjects = known ?? findAllowed(member, family, left);
        if (subjects.some((subject) => !isAlwaysAllowed(item, subject, member))) {
          outcome.isNeeded = true;
          return;
        }
        noteDenied(member, family, outcome);
        if (known) return;
        allowed.set(key, subjects);
        for (const policy of groups.selecting(member, direction)) outcome.deniedBy.add(policy);
      },
    };
  };
  return { of: createOtherEnd };
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
