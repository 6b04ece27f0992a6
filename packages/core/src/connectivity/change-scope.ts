import type { NetworkPolicy, NetworkPolicyRule, PolicyDirection } from "../resources/network-policy.js";

/** Of one policy: it comes, goes or becomes another. */
export interface PolicyReplacement {
  readonly before: NetworkPolicy | undefined;
  readonly after: NetworkPolicy | undefined;
}

/** Where the connections of pods may differ whose policies do. */
export interface ChangeScope {
  /** The directions for which their policies differ. */
  readonly directions: ReadonlySet<PolicyDirection>;
  /** False where those of the one side and of the other say the same of addresses. */
  readonly addresses: boolean;
}

const directions: readonly PolicyDirection[] = ["ingress", "egress"];

export const everywhere: ChangeScope = { directions: new Set(directions), addresses: true };

/** Most edits are of one rule, and of a rule for pods. */
export function scopeOf(edits: readonly PolicyReplacement[]): ChangeScope {
  const gone = edits.flatMap(({ before = [] }) => before);
  const come = edits.flatMap(({ after = [] }) => after);
  const pairs = gone.map((before) => [before, come.find(({ meta }) => isOneName(meta, before.meta))] as const);
  if (gone.length !== come.length || !pairs.every(isRulesOnly)) return everywhere;
  const differs = (of: (rules: readonly NetworkPolicyRule[]) => unknown): readonly PolicyDirection[] =>
    directions.filter((direction) =>
      pairs.some(([before, after]) => textOf(of(before[direction])) !== textOf(of(after?.[direction] ?? []))),
    );
  return { directions: new Set(differs((rules) => rules)), addresses: differs(addressRules).length > 0 };
}

function isOneName(one: NetworkPolicy["meta"], other: NetworkPolicy["meta"]): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}

/** True where both are accepted, and select the same pods for the same directions. */
function isRulesOnly([before, after]: readonly [NetworkPolicy, NetworkPolicy | undefined]): boolean {
  if (!after || before.refusals.length > 0 || after.refusals.length > 0) return false;
  return textOf([before.podSelector, before.policyTypes]) === textOf([after.podSelector, after.policyTypes]);
}

/** Rules that addresses may match: for everybody, or with a block. Other peers of them stay as they are. */
function addressRules(rules: readonly NetworkPolicyRule[]): readonly NetworkPolicyRule[] {
  return rules.filter(({ peers }) => peers.length === 0 || peers.some(({ ipBlock }) => ipBlock !== undefined));
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
}
