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
  readonly rest: { readonly set: PeerSetId; readonly grant: GrantId } | undefined;
  /** True where the policy as a whole is in question. */
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
  /** Policies that isolate the other end of such a pair. */
  readonly deniedBy: Set<PolicyState>;
}

/** What a rule beside an item opens, and to whom: another rule, or what is left of the item's own. */
export interface OtherRule {
  readonly rule: RuleState;
  readonly set: PeerSetId;
  readonly grant: GrantId;
}
