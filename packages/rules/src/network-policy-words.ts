import { type Cluster, formatPath, formatSelector, type LabelSelector, type NetworkPolicy, objectName, type Path, type PolicyDirection } from "@netpolint/core";
import { remembered } from "./remembered.js";

export type PolicyRule = NetworkPolicy["ingress"][number];
export type PolicyPeer = PolicyRule["peers"][number];
export type PolicyPort = PolicyRule["ports"][number];

export const bothDirections: readonly PolicyDirection[] = ["ingress", "egress"];

/** As policyTypes names a direction. */
export const typeNames: Readonly<Record<PolicyDirection, "Ingress" | "Egress">> = { ingress: "Ingress", egress: "Egress" };

/** The field of a rule that holds its peers. */
export const peerFields: Readonly<Record<PolicyDirection, "from" | "to">> = { ingress: "from", egress: "to" };

/** What a refused policy does hangs on how it is mended, so nothing is said about its rules. */
export function acceptedPolicies({ networkPolicies }: Cluster): readonly NetworkPolicy[] {
  return acceptedAmong(networkPolicies);
}

const acceptedAmong = remembered((policies: readonly NetworkPolicy[]) =>
  policies.filter(({ refusals }) => refusals.length === 0),
);

export interface RuleInForce {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly rule: PolicyRule;
}

/** The rules that decide: those of a direction that is not in force have no effect. */
export const rulesInForce = remembered((policy: NetworkPolicy): readonly RuleInForce[] =>
  bothDirections
    .filter((direction) => policy.policyTypes[direction])
    .flatMap((direction) => policy[direction].map((rule) => ({ direction, rule, policy }))),
);

/** Those of all policies that the API server takes. */
export function allRulesInForce(cluster: Cluster): readonly RuleInForce[] {
  return rulesAmong(acceptedPolicies(cluster));
}

const rulesAmong = remembered((policies: readonly NetworkPolicy[]) => policies.flatMap(rulesInForce));

/** NetworkPolicy `shop/web`. */
export function policyTitle({ meta }: NetworkPolicy): string {
  return `NetworkPolicy \`${objectName(meta)}\``;
}

/** `spec.ingress[0]`, in backticks. */
export function pathText(path: Path): string {
  return `\`${formatPath(path)}\``;
}

/** `pods app=web`, `every pod`. */
export function podsText(selector: LabelSelector): string {
  return isEverything(selector) ? "every pod" : `pods \`${formatSelector(selector)}\``;
}

/** `namespaces env=prod`, `every namespace`. */
export function namespacesText(selector: LabelSelector): string {
  return isEverything(selector) ? "every namespace" : `namespaces \`${formatSelector(selector)}\``;
}

export function isEverything({ requirements }: LabelSelector): boolean {
  return requirements.length === 0;
}

/** `1 rule`, `2 rules`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
