import type { ClusterPolicy, PolicyAction } from "../resources/cluster-policy.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { Path } from "../source/json-value.js";
import type { Note } from "./note.js";

/** The answer for one flow. */
export type Verdict = "allow" | "deny" | "undefined";

/** The answer for a question about several flows at once, which may differ. */
export type CombinedVerdict = Verdict | "mixed";

/** Why a part of a policy did or did not match. The list is closed. */
export type ReasonCode =
  | "matched"
  | "no-rules"
  | "refused"
  | "peer-labels"
  | "peer-namespace"
  | "peer-not-a-pod"
  | "address-outside-block"
  | "address-in-except"
  | "address-family"
  | "address-unknown"
  | "labels-unknown"
  | "hostnetwork-peer"
  | "peer-unknown"
  | "protocol"
  | "port"
  | "named-port"
  | "named-port-unknown"
  | "own-node"
  | "peer-not-a-node"
  | "domain-name"
  | "fail-closed"
  | "priority-tie"
  | "other-policy";

/** One part of a policy that was compared with the flow. */
export interface Reason {
  readonly policy: NetworkPolicy | ClusterPolicy | undefined;
  /** What a rule of a cluster-scoped policy does where it matches; null for NetworkPolicies, which only allow. */
  readonly action: PolicyAction | null;
  /** Name to print, of the policy or of the object of another kind. */
  readonly policyName: string;
  /** null: cannot be decided. */
  readonly matched: boolean | null;
  readonly code: ReasonCode;
  /** 0-based; null where the reason is about the whole policy, rule or peer list. */
  readonly rule: number | null;
  readonly peer: number | null;
  readonly port: number | null;
  /** Path of the deciding part within the policy. */
  readonly path: Path;
  /** True where the peer matches for sure and only the port or protocol does not. */
  readonly otherPort: boolean;
  /** The fact that is missing, where `matched` is null. */
  readonly missing: Note | undefined;
}

/** One side of a flow: the egress of its source or the ingress of its destination. */
export interface DirectionResult {
  readonly direction: PolicyDirection;
  /** Selected by a policy for this direction; null where that cannot be decided. */
  readonly isolated: boolean | null;
  readonly verdict: CombinedVerdict;
  /** The policies that isolate, or may. */
  readonly isolatedBy: readonly NetworkPolicy[];
  readonly reasons: readonly Reason[];
  readonly notes: readonly Note[];
}

/** A flow is allowed where both ends allow it, denied where either denies it. */
export function bothDirections(egress: Verdict, ingress: Verdict): Verdict {
  if (egress === "deny" || ingress === "deny") return "deny";
  return egress === "allow" && ingress === "allow" ? "allow" : "undefined";
}

/** The common answer of several flows that were all asked about. */
export function combineAsked<V extends CombinedVerdict>(verdicts: readonly V[]): V | "mixed" {
  const [first] = verdicts;
  if (first === undefined) return "mixed";
  return verdicts.every((verdict) => verdict === first) ? first : "mixed";
}

/** A verdict with the address family it is for. */
export interface FamilyVerdict {
  readonly family: IpFamily;
  readonly verdict: CombinedVerdict;
}

/** One family after the other; where one is undefined, so is the whole, for the ends may have only that one. */
export function combineFamilies(verdicts: readonly FamilyVerdict[]): CombinedVerdict {
  const [first] = verdicts;
  if (first === undefined) return "undefined";
  if (verdicts.every(({ verdict }) => verdict === first.verdict)) return first.verdict;
  const perFamily = [...new Set(verdicts.map(({ family }) => family))].map((family) =>
    combineAsked<CombinedVerdict>(verdicts.filter((one) => one.family === family).map(({ verdict }) => verdict)),
  );
  const combined = combineAsked<CombinedVerdict>(perFamily);
  return combined === "mixed" && perFamily.includes("undefined") ? "undefined" : combined;
}

/** The answer for one flow of which it is not known which of several it is. */
export function combineCandidates(verdicts: readonly Verdict[]): Verdict {
  const combined = combineAsked(verdicts);
  return combined === "mixed" ? "undefined" : combined;
}
