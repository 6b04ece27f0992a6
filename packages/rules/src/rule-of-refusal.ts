import { type ClusterPolicy, formatPath, type Mistake, type NetworkPolicy, type Refusal } from "@netpolint/core";

/** The lint rule that reports a refusal: of its kind of mistake, or one of its own where there is one. */
export function ruleOfRefusal(
  policy: NetworkPolicy | ClusterPolicy,
  refusal: Refusal,
): Mistake | "ambiguous-scalar" | "experimental-field" | "named-port-with-networks" {
  if (refusal.mistake === "wrong-type" && policy.meta.origin.ambiguousAt(refusal.at)) return "ambiguous-scalar";
  if (policy.type === "NetworkPolicy") return refusal.mistake;
  if (isExperimentalField(policy, refusal) || isEmptyWithoutOne(policy, refusal)) return "experimental-field";
  return isNamedPortExclusion(policy, refusal) ? "named-port-with-networks" : refusal.mistake;
}

/** In the standard channel these fields are not known; elsewhere than at their places they are not in any channel. */
function isExperimentalField({ meta }: ClusterPolicy, { reason, path }: Refusal): boolean {
  const [, direction, , list] = path;
  if (reason !== "UnknownField" || path.length !== 6) return false;
  switch (path[5]) {
    case "nodes":
      return direction === "egress" && list === "to";
    case "domainNames":
      return direction === "egress" && list === "to" && meta.kind !== "BaselineAdminNetworkPolicy";
    case "namedPort":
      return list === "ports" && meta.kind !== "ClusterNetworkPolicy";
    default:
      return false;
  }
}

/** An item that has nothing but such a field is empty once that is dropped, which needs no finding of its own. */
function isEmptyWithoutOne(policy: ClusterPolicy, { reason, path }: Refusal): boolean {
  if (reason === "UnknownField") return false;
  const item = formatPath(path);
  const experimental = policy.refusals.filter((other) => isExperimentalField(policy, other));
  return experimental.some((other) => formatPath(other.path.slice(0, -1)) === item);
}

/** A rule that is an object breaks no other rule of the definitions as a whole. */
function isNamedPortExclusion({ egress }: ClusterPolicy, { reason, path }: Refusal): boolean {
  const rule = path.length === 3 && path[1] === "egress" ? egress[Number(path[2])] : undefined;
  return reason === "Invalid" && (rule?.ports.some(({ type }) => type === "name") ?? false);
}
