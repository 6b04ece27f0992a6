import type { Cluster } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { SourceDocument } from "../source/source-document.js";
import type { CheckedFlow } from "./check-flows.js";
import type { Finding, Severity } from "./finding.js";
import type { Place } from "./place.js";

/** Everything a rule may look at. */
export interface LintContext {
  readonly documents: readonly SourceDocument[];
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
  readonly checkedFlows: readonly CheckedFlow[];
}

/** What a rule says; the engine adds the rule's id, and its severity where the rule gives none. */
export type RuleFinding = Place &
  Pick<Finding, "message" | "help"> &
  Partial<Pick<Finding, "severity" | "witness" | "flow" | "undecided">> & {
    readonly related?: readonly (Place & { readonly message: string })[];
  };

/** A check with an id that is also the name of its file, its test and its page. Pure: it keeps nothing between runs. */
export interface LintRule {
  readonly id: string;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly severity: Severity;
  check(context: LintContext): readonly RuleFinding[];
}
