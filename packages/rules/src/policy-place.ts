import {
  type ClusterPolicy,
  type DirectionResult,
  type JsonValue,
  type NetworkPolicy,
  type Path,
  type Place,
  placeOf,
  type PolicyDirection,
  type Reason,
} from "@netpolint/core";

const typeNames: Readonly<Record<PolicyDirection, string>> = { ingress: "Ingress", egress: "Egress" };

/** Where a policy says that it isolates: its policyTypes item, else its podSelector, else its spec. */
export function isolatingPlace({ meta }: NetworkPolicy, direction: PolicyDirection): Place {
  const { origin } = meta;
  const types = origin.valueAt(["spec", "policyTypes"]);
  const index = Array.isArray(types) ? (types as readonly JsonValue[]).indexOf(typeNames[direction]) : -1;
  if (index !== -1) return placeOf(meta, ["spec", "policyTypes", index]);
  const candidates: readonly Path[] = [["spec", "podSelector"], ["spec"]];
  const path = candidates.find((candidate) => origin.valueAt(candidate) !== undefined) ?? [];
  return placeOf(meta, path);
}

/** A rule of a cluster-scoped policy that denies a flow. */
export interface Denial {
  readonly policy: ClusterPolicy;
  readonly place: Place;
  /** `spec.ingress[2]`. */
  readonly rule: Path;
}

/** The rule that denies a side whatever its NetworkPolicies say, where there is one. */
export function denialOf({ reasons }: DirectionResult): Denial | undefined {
  for (const reason of reasons) {
    const denial = reason.matched === true && reason.action === "Deny" ? denialAt(reason) : undefined;
    if (denial) return denial;
  }
  return undefined;
}

function denialAt({ policy, path }: Reason): Denial | undefined {
  if (policy?.type !== "ClusterPolicy") return undefined;
  const rule = path.slice(0, 3);
  return { policy, rule, place: placeOf(policy.meta, [...rule, "action"]) };
}
