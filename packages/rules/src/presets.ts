import type { LintRule, RuleSeverity } from "@netpolint/core";

export const presetNames = ["recommended", "strict", "security", "all"] as const;

export type PresetName = (typeof presetNames)[number];

/** A preset but `all`, which is every rule with its own severity. */
type ChosenPreset = Exclude<PresetName, "all">;

/**
 * What each preset sets for each rule. `recommended` is for every repository: what is wrong, or nearly always is.
 * `strict` fails a run for what `recommended` only warns of, and reports matters of taste. `security` has what lets
 * traffic in or out that was meant to be stopped, or leaves open whether it does, and nothing else.
 */
const table: readonly (readonly [id: string, settings: Readonly<Record<ChosenPreset, RuleSeverity>>])[] = [
  ["allow-all", { recommended: "off", strict: "warning", security: "warning" }],
  ["ambiguous-scalar", { recommended: "error", strict: "error", security: "error" }],
  ["any-namespace", { recommended: "off", strict: "warning", security: "warning" }],
  ["cloud-metadata-reachable", { recommended: "off", strict: "warning", security: "warning" }],
  ["cni-unsupported", { recommended: "warning", strict: "error", security: "warning" }],
  ["cross-tenant", { recommended: "warning", strict: "error", security: "warning" }],
  ["custom-resource", { recommended: "warning", strict: "error", security: "warning" }],
  ["deny-blocks-pods", { recommended: "warning", strict: "error", security: "off" }],
  ["directive-without-reason", { recommended: "off", strict: "warning", security: "off" }],
  ["dns-tcp-or-udp-missing", { recommended: "warning", strict: "error", security: "off" }],
  ["domain-names-on-deny", { recommended: "error", strict: "error", security: "error" }],
  ["dual-stack-half-open", { recommended: "warning", strict: "error", security: "off" }],
  ["duplicate-key", { recommended: "error", strict: "error", security: "error" }],
  ["duplicate-object", { recommended: "warning", strict: "error", security: "warning" }],
  ["empty-braces", { recommended: "off", strict: "info", security: "off" }],
  ["empty-list", { recommended: "warning", strict: "error", security: "warning" }],
  ["empty-rule", { recommended: "warning", strict: "error", security: "warning" }],
  ["equal-priority", { recommended: "error", strict: "error", security: "error" }],
  ["except-refilled-by-another-peer", { recommended: "warning", strict: "error", security: "warning" }],
  ["except-removes-nothing", { recommended: "warning", strict: "error", security: "off" }],
  ["experimental-field", { recommended: "error", strict: "error", security: "error" }],
  ["expired-directive", { recommended: "warning", strict: "error", security: "warning" }],
  ["exposed-without-policy", { recommended: "off", strict: "warning", security: "warning" }],
  ["external-traffic-blocked", { recommended: "error", strict: "error", security: "off" }],
  ["failed-expectation", { recommended: "error", strict: "error", security: "error" }],
  ["forbidden-field", { recommended: "error", strict: "error", security: "error" }],
  ["forbidden-flow", { recommended: "error", strict: "error", security: "error" }],
  ["generated-label-in-selector", { recommended: "warning", strict: "error", security: "warning" }],
  ["hostnetwork-peer", { recommended: "warning", strict: "error", security: "off" }],
  ["hostnetwork-selected", { recommended: "warning", strict: "error", security: "warning" }],
  ["invalid-cidr", { recommended: "error", strict: "error", security: "error" }],
  ["invalid-field", { recommended: "error", strict: "error", security: "error" }],
  ["invalid-label", { recommended: "error", strict: "error", security: "error" }],
  ["invalid-name", { recommended: "error", strict: "error", security: "error" }],
  ["invalid-port", { recommended: "error", strict: "error", security: "error" }],
  ["invalid-selector", { recommended: "error", strict: "error", security: "error" }],
  ["ipblock-for-service-address", { recommended: "warning", strict: "error", security: "off" }],
  ["ipblock-selects-pods", { recommended: "warning", strict: "error", security: "warning" }],
  ["malformed-directive", { recommended: "warning", strict: "error", security: "warning" }],
  ["missing-namespace", { recommended: "warning", strict: "error", security: "warning" }],
  ["misspelt-label", { recommended: "warning", strict: "error", security: "warning" }],
  ["named-port-with-networks", { recommended: "error", strict: "error", security: "error" }],
  ["namespace-name-label", { recommended: "warning", strict: "error", security: "warning" }],
  ["no-default-deny", { recommended: "off", strict: "warning", security: "warning" }],
  ["null-label", { recommended: "warning", strict: "error", security: "warning" }],
  ["null-value", { recommended: "warning", strict: "error", security: "warning" }],
  ["openshift-namespace-selector-without-pod-selector", { recommended: "warning", strict: "error", security: "off" }],
  ["overridden-by-admin-deny", { recommended: "warning", strict: "error", security: "off" }],
  ["pack-advice", { recommended: "warning", strict: "error", security: "warning" }],
  ["peer-in-other-namespace", { recommended: "warning", strict: "error", security: "off" }],
  ["peer-matches-nothing", { recommended: "warning", strict: "error", security: "off" }],
  ["platform-label-on-other-platform", { recommended: "warning", strict: "error", security: "off" }],
  ["policy-selects-nothing", { recommended: "warning", strict: "error", security: "warning" }],
  ["pod-not-isolated", { recommended: "off", strict: "warning", security: "warning" }],
  ["policy-types-mismatch", { recommended: "warning", strict: "error", security: "warning" }],
  ["ports-and-peers-in-separate-rules", { recommended: "warning", strict: "error", security: "warning" }],
  ["probes-note", { recommended: "off", strict: "info", security: "off" }],
  ["protocol-defaulted", { recommended: "off", strict: "info", security: "off" }],
  ["redundant-peer", { recommended: "warning", strict: "error", security: "off" }],
  ["redundant-policy", { recommended: "off", strict: "info", security: "off" }],
  ["redundant-port", { recommended: "warning", strict: "error", security: "off" }],
  ["redundant-rule", { recommended: "warning", strict: "error", security: "off" }],
  ["required-field", { recommended: "error", strict: "error", security: "error" }],
  ["required-flow", { recommended: "error", strict: "error", security: "off" }],
  ["selector-never-matches", { recommended: "warning", strict: "error", security: "warning" }],
  ["sensitive-port", { recommended: "warning", strict: "error", security: "warning" }],
  ["service-port-instead-of-pod-port", { recommended: "warning", strict: "error", security: "off" }],
  ["single-pod-address", { recommended: "warning", strict: "error", security: "warning" }],
  ["snat-hides-client", { recommended: "warning", strict: "error", security: "off" }],
  ["split-peer-selectors", { recommended: "warning", strict: "error", security: "warning" }],
  ["superseded-api", { recommended: "info", strict: "warning", security: "off" }],
  ["too-long", { recommended: "error", strict: "error", security: "error" }],
  ["udp-port-as-tcp", { recommended: "warning", strict: "error", security: "off" }],
  ["undecided-flow", { recommended: "warning", strict: "error", security: "off" }],
  ["unknown-directive-rule", { recommended: "warning", strict: "error", security: "warning" }],
  ["unknown-field", { recommended: "error", strict: "error", security: "error" }],
  ["unknown-named-port", { recommended: "warning", strict: "error", security: "off" }],
  ["unreachable-baseline-rule", { recommended: "warning", strict: "error", security: "warning" }],
  ["unreachable-because-other-side-denies", { recommended: "warning", strict: "error", security: "off" }],
  ["unreachable-cluster-rule", { recommended: "warning", strict: "error", security: "warning" }],
  ["unresolved-variable", { recommended: "error", strict: "error", security: "error" }],
  ["unserved-version", { recommended: "error", strict: "error", security: "error" }],
  ["unsupported-value", { recommended: "error", strict: "error", security: "error" }],
  ["unused-directive", { recommended: "warning", strict: "error", security: "warning" }],
  ["unused-suppression", { recommended: "warning", strict: "error", security: "warning" }],
  ["webhook-from-anywhere", { recommended: "off", strict: "info", security: "info" }],
  ["world-open-egress", { recommended: "off", strict: "warning", security: "warning" }],
  ["world-open-ingress", { recommended: "off", strict: "warning", security: "warning" }],
  ["wrong-type", { recommended: "error", strict: "error", security: "error" }],
];

/** The severities of a preset, by rule id. A rule that is in no preset is as it is. */
export function presetOf(name: PresetName, rules: readonly LintRule[]): ReadonlyMap<string, RuleSeverity> {
  if (name === "all") return new Map(rules.map(({ id, severity }) => [id, severity]));
  return new Map(table.map(([id, settings]) => [id, settings[name]]));
}
