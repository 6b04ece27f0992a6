import type { Cluster } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { JsonObject } from "../source/json-value.js";
import type { SourceDocument } from "../source/source-document.js";
import type { CheckedCase } from "./expectations/check-expectations.js";
import type { CheckedFlow } from "./check-flows.js";
import type { CheckedForbidden } from "./check-forbidden.js";
import type { CheckedDirective } from "./directives/directive.js";
import type { Finding, Severity } from "./finding.js";
import type { AddedObject, CommentFix, ObjectFix, ObjectSuggestion } from "./object-fix.js";
import type { PackRemark } from "./flow-pack.js";
import type { Place, PlaceField } from "./place.js";
import type { UnusedSuppression } from "./suppressions.js";

/** Everything a rule may look at. */
export interface LintContext {
  readonly documents: readonly SourceDocument[];
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
  readonly checkedFlows: readonly CheckedFlow[];
  readonly forbiddenFlows: readonly CheckedForbidden[];
  readonly expectations: readonly CheckedCase[];
  /** What packs say about the objects that they read. */
  readonly remarks: readonly PackRemark[];
  /** For rules of the category `directive`, which run after all others; empty for those. */
  readonly hygiene: Hygiene;
}

/** What is known once all other rules have run. */
export interface Hygiene {
  readonly directives: readonly CheckedDirective[];
  /** Entries of the suppressions file that name no finding, though the object that they name was read. */
  readonly unusedSuppressions: readonly UnusedSuppression[];
  /** The ids of all rules there are. */
  readonly rules: ReadonlySet<string>;
  /** Those that have reported all they can: not those that are off, nor those on flows where packs were left out. */
  readonly rulesOn: ReadonlySet<string>;
  /** False where packs were left out. */
  readonly isWhole: boolean;
}

export const noHygiene: Hygiene = { directives: [], unusedSuppressions: [], rules: new Set(), rulesOn: new Set(), isWhole: true };

/**
 * What a rule is about. `validity`: what the API server refuses, or reads otherwise than it looks. `flow`: flows that
 * have to work or must not. `order`: cluster-scoped policies and their tiers. `mistake`: written otherwise than meant.
 * `no-effect`: what does nothing. `too-open`: more is allowed than is usually wanted. `cluster`: what depends on the
 * network plugin or the platform. `brittle`: right today. `directive`: comments to netpolint itself.
 */
export type RuleCategory =
  | "validity"
  | "flow"
  | "order"
  | "mistake"
  | "no-effect"
  | "too-open"
  | "cluster"
  | "brittle"
  | "directive";

/** How often a finding is one that its reader wants to act on: `very-high` is always, `low` is a matter of taste. */
export type RulePrecision = "very-high" | "high" | "medium" | "low";

/**
 * What a finding of a rule may hang on. `object`: the one object that its `field` names, the settings of the cluster and
 * what the input says about its environment. `policy`: also all that the cluster holds beside NetworkPolicies and
 * cluster-scoped policies: pods, namespaces, Services; of policies that one alone. `cluster`: everything.
 *
 * Findings of objects that have not changed are reused for the first two, and such a rule is given no more than that.
 */
export type RuleReach = "object" | "policy" | "cluster";

/** Texts with `{name}` where a finding puts its data. Both are one sentence. */
export interface RuleMessage {
  /** Names the object and the consequence. */
  readonly message: string;
  /** What to do. */
  readonly help: string;
}

/** What fills the `{name}`s of a message. */
export type MessageData = Readonly<Record<string, string | number>>;

/**
 * What a rule says; the engine adds the rule's id and texts, and its severity where the rule gives none. Places are
 * fields of objects (`placeOf`), which the engine turns into ranges and fingerprints.
 */
export type RuleFinding<MessageId extends string = string> = Place & {
  readonly messageId: MessageId;
  readonly data?: MessageData;
  readonly related?: readonly (Place & { readonly message: string })[];
  /** What `--fix` may do about it: nothing that changes a verdict. */
  readonly fix?: ObjectFix | CommentFix;
  /** What a person may choose to do about it. */
  readonly suggestions?: readonly (ObjectSuggestion | AddedObject | CommentFix)[];
  /**
   * For a finding that stands for several, of which the order of the input says which comes first: all of them. Where
   * it is left out, the witness and the places say which finding it is.
   */
  readonly identity?: FindingIdentity;
  /** What other rules say of the same mistake and in fewer words: it is left out where this finding is reported. */
  readonly covers?: readonly CoveredField[];
} & Partial<Pick<Finding, "severity" | "witness" | "flow" | "undecided">>;

/** The findings of a rule at a field. */
export interface CoveredField extends PlaceField {
  readonly ruleId: string;
}

/** What a finding is recognised by from run to run. */
export interface FindingIdentity {
  /** In any order. */
  readonly parts: readonly string[];
  /** The objects that it rests on; where the specification of a policy among them changes it is another finding. */
  readonly objects: readonly ObjectMeta[];
}

/** What the configuration may set of a rule. */
export interface RuleOptions<Options> {
  /** A JSON Schema of the whole object. */
  readonly schema: JsonObject;
  /** What holds where the configuration says nothing. */
  readonly defaults: Options;
}

/** A check with an id that is also the name of its file, its test and its page. Pure: it keeps nothing between runs. */
export interface LintRule {
  readonly id: string;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly severity: Severity;
  readonly category: RuleCategory;
  readonly precision: RulePrecision;
  /** `cluster` where it is left out. */
  readonly reach?: RuleReach;
  readonly options?: RuleOptions<JsonObject>;
  readonly messages: Readonly<Record<string, RuleMessage>>;
  /** `options` holds every option, as configured or as the defaults have it. */
  check(context: LintContext, options: JsonObject): readonly RuleFinding[];
}

interface RuleDefinition<MessageId extends string, Options extends JsonObject>
  extends Omit<LintRule, "options" | "messages" | "check"> {
  readonly options?: RuleOptions<Options>;
  readonly messages: Readonly<Record<MessageId, RuleMessage>>;
  check(context: LintContext, options: Options): readonly RuleFinding<MessageId>[];
}

/** A rule whose findings can only use messages that it lists. */
export function defineRule<MessageId extends string, Options extends JsonObject = JsonObject>(
  rule: RuleDefinition<MessageId, Options>,
): LintRule {
  // The engine passes what the schema admits, filled up with the defaults.
  return rule;
}
