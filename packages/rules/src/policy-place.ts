import type {
  ClusterPolicy,
  DirectionResult,
  JsonValue,
  NetworkPolicy,
  Path,
  Place,
  PolicyDirection,
  Reason,
} from "@netpolint/core";

const typeNames: Readonly<Record<PolicyDirection, string>> = { ingress: "Ingress", egress: "Egress" };

/** Where a policy says that it isolates: its policyTypes item, else its podSelector, else its spec. */
export function isolatingPlace({ meta }: NetworkPolicy, direction: PolicyDirection): Place {
  const { origin } = meta;
  const types = origin.valueAt(["spec", "policyTypes"]);
  const index = Array.isArray(types) ? (types as readonly JsonValue[]).indexOf(typeNames[direction]) : -1;
  const candidates: readonly Path[] = [["spec", "policyTypes", index], ["spec", "podSelector"], ["spec"]];
  const path = candidates.find((candidate) => origin.valueAt(candidate) !== undefined) ?? [];
  return { file: origin.file, range: origin.locate(path) };
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
  const { origin } = policy.meta;
  return { policy, rule, place: { file: origin.file, range: origin.locate([...rule, "action"]) } };
}
