import type { Pod } from "../cluster/cluster.js";
import type { CompiledRule } from "../policy/compile.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { GrantId } from "./grants.js";
import type { PolicyState, RuleState } from "./item-states.js";
import type { PeerSetId } from "./peer-sets.js";

/** Something that a policy allows, and what is left of its rule without it. */
export interface CheckedItem {
  readonly policy: PolicyState;
  readonly direction: PolicyDirection;
  readonly set: PeerSetId;
  readonly grant: GrantId;
  readonly ports: CompiledRule["ports"];
  /** The rule that the item is of. */
  readonly of: RuleState;
  readonly rest: RestOfRule | undefined;
  /** True where the policy as a whole is in question: then the item is needed too where the other end denies it. */
  readonly withoutPolicy: boolean;
}

/** Two pods of which one end allows what the other denies. */
export interface DeniedPair {
  readonly subject: Pod;
  readonly other: Pod;
}

export interface ItemOutcome {
  /** True where some connection is lost, or may be, without the item. */
  isNeeded: boolean;
  /** Whether there are pods or addresses that it matches, and connections to them that it opens. */
  hasPeers: boolean;
  hasConnections: boolean;
  /** Rules that open the same connections. */
  readonly coveredBy: Set<RuleState>;
  denied: DeniedPair | undefined;
  /** Policies that isolate the other ends of such pairs, together for each. */
  readonly deniedBy: Set<ReadonlySet<PolicyState>>;
}

/** What is left of a rule without one of its parts. */
export interface RestOfRule {
  readonly type: "rest";
  readonly of: RuleState;
  readonly set: PeerSetId;
  readonly grant: GrantId;
}

/** What opens something beside an item, and to whom: another rule, or what is left of the item's own. */
export type OtherRule = RuleState | RestOfRule;

export function ruleOf(other: OtherRule): RuleState {
  return other.type === "rest" ? other.of : other;
}
