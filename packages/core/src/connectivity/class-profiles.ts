import type { PolicyDirection } from "../resources/network-policy.js";
import { keepShape } from "../sets/kept-shapes.js";
import { addInt, createIntList, type IntList } from "./int-list.js";
import type { LabelClasses } from "./label-classes.js";
import type { MemberLists } from "./member-lists.js";
import { effectCode, noEffect, type PlacedPolicy, type ProfileId, type Profiles } from "./profiles.js";

/** The profiles of every label class, by class. */
export interface ClassProfiles {
  readonly egress: Int32Array;
  readonly ingress: Int32Array;
}

export const directions: readonly PolicyDirection[] = ["egress", "ingress"];

/** The effects that were handed to classes so far, as chains: a list for each class would be most of the work. */
interface Handed {
  /** By class, the last place in `codes` and `next`, -1 where there is none. */
  readonly last: Int32Array;
  readonly codes: IntList;
  readonly next: IntList;
}

function startHanding(classes: number): Handed {
  return { last: new Int32Array(classes), codes: createIntList(), next: createIntList() };
}

keepShape(startHanding(0));

/** Hands every policy's effects to the classes it selects, namespace by namespace. */
export function findClassProfiles(
  classes: LabelClasses,
  profiles: Profiles,
  lists: MemberLists,
  placed: readonly (readonly PlacedPolicy[])[],
): ClassProfiles {
  const found = { egress: new Int32Array(classes.count), ingress: new Int32Array(classes.count) };
  const handed = startHanding(classes.count);
  const own = createIntList();
  for (const direction of directions) {
    handed.last.fill(-1);
    placed.forEach((policies, namespace) => {
      handed.codes.length = 0;
      handed.next.length = 0;
      for (const policy of policies) handOut(policy, direction, classes, lists, handed);
      const end = classes.namespaceStarts[namespace + 1] ?? 0;
      for (let id = classes.namespaceStarts[namespace] ?? 0; id < end; id += 1) {
        collectCodes(handed, id, own);
        found[direction][id] = profiles.intern(own, id, direction);
      }
    });
  }
  return found;
}

function handOut(
  policy: PlacedPolicy,
  direction: PolicyDirection,
  { hostNetwork }: LabelClasses,
  { members, starts, middles }: MemberLists,
  handed: Handed,
): void {
  const effect = policy[direction];
  if (effect === noEffect) return;
  const { subjects } = policy;
  const middle = middles[subjects] as number;
  const end = starts[subjects + 1] as number;
  for (let at = starts[subjects] as number; at < end; at += 1) {
    const id = members.values[at] as number;
    // No NetworkPolicy isolates a pod in its node's network.
    if (hostNetwork[id] === 1) continue;
    addInt(handed.codes, effectCode(effect, at < middle));
    addInt(handed.next, handed.last[id] as number);
    handed.last[id] = handed.codes.length - 1;
  }
}

function collectCodes({ last, codes, next }: Handed, classId: number, into: IntList): void {
  into.length = 0;
  for (let at = last[classId] as number; at !== -1; at = next.values[at] as number) addInt(into, codes.values[at] as number);
}

/** The profile of one class under the policies of its namespace. */
export function profileOfClass(
  classId: number,
  direction: PolicyDirection,
  classes: LabelClasses,
  profiles: Profiles,
  lists: MemberLists,
  policies: readonly PlacedPolicy[],
): ProfileId {
  const codes = createIntList(8);
  if (classes.hostNetwork[classId] === 0) {
    for (const policy of policies) {
      const effect = policy[direction];
      const membership = effect === noEffect ? "no" : lists.holds(policy.subjects, classId);
      if (membership !== "no") addInt(codes, effectCode(effect, membership === "yes"));
    }
  }
  return profiles.intern(codes, classId, direction);
}
