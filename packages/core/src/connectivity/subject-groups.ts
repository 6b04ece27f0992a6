import type { PolicyDirection } from "../resources/network-policy.js";
import { createPairTable, stepSequence } from "./interner.js";
import type { ItemStates, PolicyState, RuleState } from "./item-states.js";
import type { LabelClasses } from "./label-classes.js";

/** The policies for a direction that select the same classes for sure, in the order of the input. */
export interface SelectingPolicies {
  readonly policies: ReadonlySet<PolicyState>;
  /** All of their rules for the direction. */
  readonly rules: readonly RuleState[];
}

/** Classes that the same policies select for sure, and that have the same named ports where connections end there. */
export interface SubjectGroup {
  readonly subjects: readonly number[];
  readonly selecting: SelectingPolicies;
  /** Id of the named ports; 0 where connections begin at the subjects. */
  readonly named: number;
}

export interface SubjectGroups {
  /** The subjects of a policy in groups. */
  ofPolicy(policy: PolicyState, direction: PolicyDirection): readonly SubjectGroup[];
  /** The same number for classes that may be in one group, whatever the direction. */
  groupOf(classId: number, direction: PolicyDirection): number;
  /** The policies for the direction that select a class for sure. */
  selecting(classId: number, direction: PolicyDirection): SelectingPolicies;
}

export function createSubjectGroups({ selecting }: ItemStates, { namedPorts, count }: LabelClasses): SubjectGroups {
  const sequences = createPairTable();
  const numbers = new Map<number, number>();
  const groups: SelectingPolicies[] = [];
  const groupOfClass = { ingress: new Int32Array(count).fill(-1), egress: new Int32Array(count).fill(-1) };
  const newGroups = (): Map<PolicyState, readonly SubjectGroup[]> => new Map();
  const ofPolicies = { ingress: newGroups(), egress: newGroups() };

  const namedAt = (classId: number, direction: PolicyDirection): number =>
    direction === "ingress" ? (namedPorts[classId] as number) : 0;
  const findGroup = (classId: number, direction: PolicyDirection): number => {
    const own = (selecting.get(classId) ?? []).filter(({ rules }) => rules[direction]);
    let state = stepSequence(sequences, 0, direction === "ingress" ? 1 : 0);
    state = stepSequence(sequences, state, namedAt(classId, direction));
    for (const { index } of own) state = stepSequence(sequences, state, index);
    const known = numbers.get(state);
    if (known !== undefined) return known;
    numbers.set(state, groups.length);
    groups.push({ policies: new Set(own), rules: own.flatMap(({ rules }) => rules[direction] ?? []) });
    return groups.length - 1;
  };
  const groupOf = (classId: number, direction: PolicyDirection): number => {
    const ofClasses = groupOfClass[direction];
    const known = ofClasses[classId] as number;
    if (known !== -1) return known;
    const found = findGroup(classId, direction);
    ofClasses[classId] = found;
    return found;
  };
  const selectingIn = (group: number): SelectingPolicies => groups[group] as SelectingPolicies;
  const groupsOf = ({ subjects }: PolicyState, direction: PolicyDirection): readonly SubjectGroup[] =>
    [...groupBy(subjects, (subject) => groupOf(subject, direction))].map(([group, own]) => ({
      subjects: own,
      selecting: selectingIn(group),
      named: namedAt(own[0] ?? 0, direction),
    }));
  return {
    groupOf,
    selecting: (classId, direction) => selectingIn(groupOf(classId, direction)),
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
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
