import type { JsonValue, NetworkPolicy, Path, Place, PolicyDirection } from "@netpolint/core";

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
