import type { CoveredField, ObjectMeta, Path } from "@netpolint/core";

/** What rules on openness say of a rule that is wide by mistake. */
export function widthOfRule(meta: ObjectMeta, path: Path): readonly CoveredField[] {
  const rules = ["allow-all", "cloud-metadata-reachable", "empty-rule", "world-open-egress", "world-open-ingress"];
  return rules.map((ruleId) => ({ ruleId, meta, path }));
}

/** What rules on the input say of a selector that selects nothing by mistake. `path` is the selector's. */
export function nothingSelected(meta: ObjectMeta, path: Path): readonly CoveredField[] {
  const isSubject = path.length === 2;
  return [
    isSubject
      ? { ruleId: "policy-selects-nothing", meta, path }
      : { ruleId: "peer-matches-nothing", meta, path: path.slice(0, -1) },
  ];
}
