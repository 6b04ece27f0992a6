import type { CompiledPolicy, CompiledRule } from "../policy/compile.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import { directions } from "./class-profiles.js";
import { rulesInOrder } from "./content-order.js";
import type { GrantId } from "./grants.js";
import type { KernelSets } from "./kernel.js";
import type { PeerSetId } from "./peer-sets.js";

/** A rule with what is still looked at of it: items that were found to do nothing are taken out as they are found. */
export interface RuleState {
  readonly type: "rule";
  readonly policy: PolicyState;
  readonly direction: PolicyDirection;
  readonly rule: CompiledRule;
  /** What it opens as it is written, and to whom. */
  readonly whole: { readonly set: PeerSetId; readonly grant: GrantId };
  /** False once the whole rule was taken out. */
  isKept: boolean;
  /** What is kept of the peers and ports, which are never emptied. */
  peers: CompiledRule["peers"];
  ports: CompiledRule["ports"];
  set: PeerSetId;
  grant: GrantId;
}

export interface PolicyState {
  /** Its place among all of them. */
  readonly index: number;
  readonly policy: NetworkPolicy;
  readonly rules: Readonly<Record<PolicyDirection, readonly RuleState[] | undefined>>;
  /** Classes that it selects, for sure or perhaps, outside the host network. */
  readonly subjects: readonly number[];
  /** True where it may select some pod of the host network, on which it has no effect. */
  readonly selectsHostNetwork: boolean;
  isKept: boolean;
}

export interface ItemStates {
  /** Policies that the API server accepts, in the order of the input, assumed ones included. */
  readonly policies: readonly PolicyState[];
  /** Those that select a class for sure, by class. */
  readonly selecting: ReadonlyMap<number, readonly PolicyState[]>;
  /** Classes that some policy may select of which that, or what it allows, is not known. */
  readonly unsure: ReadonlySet<number>;
}

/** The items of all policies over the kernel's sets, those of one policy by what they hold. */
export function stateItems(kernel: KernelSets): ItemStates {
  const policies: PolicyState[] = [];
  const selecting = new Map<number, PolicyState[]>();
  const unsure = new Set<number>();
  const { networkPolicies, assumedPolicies } = kernel.policies.cluster;
  const compiled = new Map([...kernel.policies.byNamespace.values()].flat().map((one) => [one.policy, one]));
  for (const policy of [...networkPolicies, ...assumedPolicies]) {
    const refused = policy.refusals.length > 0;
    const id = kernel.peerSets.ofSubjects(refused ? undefined : policy.podSelector, policy.meta.namespace, true);
    const { yes, maybe } = kernel.peerSets.membersOf(id);
    for (const member of refused ? yes : []) unsure.add(member);
    for (const member of maybe) unsure.add(member);
    const rules = compiled.get(policy);
    if (refused || !rules) continue;
    const all = [...yes, ...maybe];
    const subjects = all.filter((member) => kernel.classes.hostNetwork[member] !== 1);
    const selectsHostNetwork = subjects.length < all.length;
    const state = stateOf(kernel, rules, { index: policies.length, policy, subjects, selectsHostNetwork });
    policies.push(state);
    for (const member of yes) addTo(selecting, member, state);
  }
  return { policies, selecting, unsure };
}

function addTo(lists: Map<number, PolicyState[]>, key: number, state: PolicyState): void {
  const list = lists.get(key);
  if (list) list.push(state);
  else lists.set(key, [state]);
}

function stateOf(
  kernel: KernelSets,
  compiled: CompiledPolicy,
  about: Omit<PolicyState, "rules" | "isKept">,
): PolicyState {
  const rules: Record<PolicyDirection, RuleState[] | undefined> = { ingress: undefined, egress: undefined };
  const state: PolicyState = { ...about, rules, isKept: true };
  for (const direction of directions) rules[direction] = statesOfRules(kernel, compiled, state, direction);
  return state;
}

function statesOfRules(
  { peerSets, grants }: KernelSets,
  compiled: CompiledPolicy,
  policy: PolicyState,
  direction: PolicyDirection,
): RuleState[] | undefined {
  const written = compiled[direction];
  return written && rulesInOrder(compiled.policy, written).map((rule) => {
    const { peers, ports } = rule;
    const whole = { set: peerSets.ofPeers(peers, compiled.policy.meta.namespace), grant: grants.ofPorts(ports) };
    return { type: "rule", policy, direction, rule, whole, isKept: true, peers, ports, set: whole.set, grant: whole.grant };
  });
}
