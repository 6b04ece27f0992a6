import type { PolicyDirection } from "../resources/network-policy.js";
import { createPairTable, stepSequence } from "./interner.js";
import type { ItemStates, PolicyState } from "./item-states.js";
import type { LabelClasses } from "./label-classes.js";

/** Classes that the same policies select for sure, and that have the same named ports where connections end there. */
export interface SubjectGroup {
  readonly subjects: readonly number[];
  /** Those of the policies that are for the direction, in the order of the input. */
  readonly selecting: ReadonlySet<PolicyState>;
  /** Id of the named ports; 0 where connections begin at the subjects. */
  readonly named: number;
}

export interface SubjectGroups {
  /** The subjects of a policy in groups. */
  ofPolicy(policy: PolicyState, direction: PolicyDirection): readonly SubjectGroup[];
  /** The same number for classes that may be in one group. */
  groupOf(classId: number, direction: PolicyDirection): number;
  /** The policies for the direction that select a class for sure. */
  selecting(classId: number, direction: PolicyDirection): ReadonlySet<PolicyState>;
}

export function createSubjectGroups({ policies, selecting }: ItemStates, { namedPorts }: LabelClasses): SubjectGroups {
  const indexOf = new Map(policies.map((policy, index) => [policy, index]));
  const sequences = createPairTable();
  const sets = new Map<number, ReadonlySet<PolicyState>>();
  const groupOfClass = { ingress: new Map<number, number>(), egress: new Map<number, number>() };
  const newGroups = (): Map<PolicyState, readonly SubjectGroup[]> => new Map();
  const ofPolicies = { ingress: newGroups(), egress: newGroups() };

  const namedAt = (classId: number, direction: PolicyDirection): number =>
    direction === "ingress" ? (namedPorts[classId] as number) : 0;
  const findGroup = (classId: number, direction: PolicyDirection): number => {
    const own = (selecting.get(classId) ?? []).filter(({ rules }) => rules[direction]);
    const start = stepSequence(sequences, stepSequence(sequences, 0, direction === "ingress" ? 1 : 0), namedAt(classId, direction));
    const id = own.reduce((state, policy) => stepSequence(sequences, state, indexOf.get(policy) ?? -1), start);
    if (!sets.has(id)) sets.set(id, new Set(own));
    return id;
  };
  const groupOf = (classId: number, direction: PolicyDirection): number => {
    const known = groupOfClass[direction].get(classId) ?? findGroup(classId, direction);
    groupOfClass[direction].set(classId, known);
    return known;
  };
  const groupsOf = ({ subjects }: PolicyState, direction: PolicyDirection): readonly SubjectGroup[] =>
    [...groupBy(subjects, (subject) => groupOf(subject, direction))].map(([id, own]) => ({
      subjects: own,
      selecting: sets.get(id) ?? new Set(),
      named: namedAt(own[0] ?? 0, direction),
    }));
  return {
    groupOf,
    selecting: (classId, direction) => sets.get(groupOf(classId, direction)) ?? new Set(),
    ofPolicy: (policy, direction) => {
      const known = ofPolicies[direction].get(policy) ?? groupsOf(policy, direction);
      ofPolicies[direction].set(policy, known);
      return known;
    },
  };
}

function groupBy(items: readonly number[], keyOf: (item: number) => number): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
