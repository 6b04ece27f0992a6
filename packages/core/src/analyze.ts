import { type Cluster } from "./cluster/cluster.js";
import { buildCluster } from "./cluster/build-cluster.js";
import { commonSettings } from "./cluster/detect-environment.js";
import { type ClusterSettings, defaultSettings } from "./cluster/settings.js";
import { type AssumingPacks, assumePolicies } from "./lint/assume-policies.js";
import { checkFlows } from "./lint/check-flows.js";
import { checkForbidden } from "./lint/check-forbidden.js";
import { findDirectives } from "./lint/directives/find-directives.js";
import { findAndSuppress } from "./lint/find-and-suppress.js";
import { checkExpectations } from "./lint/expectations/check-expectations.js";
import { readExpectationFiles } from "./lint/expectations/read-expectations.js";
import type { Finding } from "./lint/finding.js";
import { type FixedReport, fixInPasses } from "./lint/fix-in-passes.js";
import type { FlowPack } from "./lint/flow-pack.js";
import type { LintRule } from "./lint/lint-rule.js";
import { makeReport } from "./lint/make-report.js";
import type { Report } from "./lint/report.js";
import { requireFlows } from "./lint/require-flows.js";
import { fixResolver, type ResolveFix } from "./lint/resolve-fixes.js";
import type { RuleSettings } from "./lint/rule-settings.js";
import { haveEdits, type RuleReport } from "./lint/run-rules.js";
import type { KnownSuppressions } from "./lint/suppressions.js";
import { compilePolicies, type CompiledPolicies } from "./policy/compile.js";
import { type OnFile, type ReadMemory, type ReadSources, readSources } from "./resources/read-sources.js";
import { openAppender } from "./source/append-document.js";
import { openEditor } from "./source/edit-document.js";
import type { SourceFile } from "./source/source-file.js";

export interface AnalyzeOptions {
  readonly files: readonly SourceFile[];
  readonly rules: readonly LintRule[];
  readonly packs: readonly FlowPack[];
  /** The packs to check, by id; left out: those whose subjects occur in the input. */
  readonly packIds?: readonly string[];
  /** `<pack>.<name>` to value. */
  readonly parameters?: ReadonlyMap<string, string>;
  readonly settings?: Partial<ClusterSettings>;
  /** Severities and options of the rules; left out: the rules' own. */
  readonly ruleSettings?: RuleSettings;
  /** Called before each file is read. */
  readonly onFile?: OnFile;
  /** Called when a part of the work begins, which ends where the next one begins. */
  readonly onStage?: (stage: Stage) => void;
  /** `YYYY-MM-DD`, for directives that hold until a day; left out: they all hold. */
  readonly today?: string;
  /** Findings that are known and not to be reported. */
  readonly suppressions?: KnownSuppressions;
  /** Files with flows that have to work or must not. */
  readonly expectationFiles?: readonly SourceFile[];
  /** What earlier runs have read; files with the same text are not read again. */
  readonly memory?: ReadMemory;
}

/** A part of the work. `rule`: one rule runs; all else between reading and the report is `evaluating`. */
export type Stage = { readonly type: "parsing" | "evaluating" } | { readonly type: "rule"; readonly ruleId: string };

/** The whole path from text to report. Throws only for a bug of ours; trouble with the input is in the report. */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const { packs, packIds: named = [], parameters = new Map<string, string>() } = options;
  options.onStage?.({ type: "parsing" });
  const opened = await openCluster(options.files, options.settings, options.onFile, { packs, parameters }, options.memory);
  const { sources, cluster, policies } = opened;
  options.onStage?.({ type: "evaluating" });
  const required = requireFlows(policies, { packs, named, parameters });
  const checkedFlows = checkFlows(policies, required.flows);
  const forbiddenFlows = checkForbidden(policies, required.forbidden);
  const expected = await readExpectationFiles(options.expectationFiles ?? []);
  const expectations = checkExpectations(policies, expected.cases);
  const { remarks } = required;
  const { findings, suppressed, failures } = await findAndSuppress({
    rules: options.rules,
    context: { documents: sources.documents, cluster, policies, checkedFlows, forbiddenFlows, expectations, remarks },
    directives: await findDirectives(options.files, cluster.objects),
    settings: options.ruleSettings,
    isWhole: named.length === 0,
    today: options.today,
    suppressions: options.suppressions,
    onRule: (ruleId) => options.onStage?.(ruleId === null ? { type: "evaluating" } : { type: "rule", ruleId }),
    openFixes: (reports) => openFixes(reports, options.files),
  });
  const read = { ...sources, problems: [...sources.problems, ...expected.problems] };
  const found = { findings, suppressed, failures };
  return makeReport({ sources: read, cluster, required, checkedFlows, forbiddenFlows, expectations, ...found });
}

/** The same, with the wanted fixes made; those of all findings where nothing is said. */
export function analyzeAndFix(
  options: AnalyzeOptions,
  isWanted: (finding: Finding) => boolean = () => true,
): Promise<FixedReport> {
  return fixInPasses(options.files, (files) => analyze({ ...options, files }), isWanted);
}

/** The editor is loaded only where a rule has something to edit. */
async function openFixes(reports: readonly RuleReport[], files: readonly SourceFile[]): Promise<ResolveFix> {
  return haveEdits(reports) ? fixResolver(await openEditor(), await openAppender(), files) : () => null;
}

export interface OpenedCluster {
  readonly sources: ReadSources;
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
}

const noPacks: AssumingPacks = { packs: [], parameters: new Map() };

/**
 * Reads files into a cluster that can be asked about single flows. Policies that operators make belong to it where
 * packs are given that know of them.
 */
export async function openCluster(
  files: readonly SourceFile[],
  settings: Partial<ClusterSettings> = {},
  onFile?: OnFile,
  assuming: AssumingPacks = noPacks,
  memory?: ReadMemory,
): Promise<OpenedCluster> {
  const customKinds = assuming.packs.flatMap((pack) => pack.kinds ?? []);
  const sources = await readSources(files, { ...defaultSettings, ...settings, customKinds }, onFile, memory);
  const cluster = assumePolicies(buildCluster(sources.resources, settings), assuming);
  return { sources, cluster, policies: compilePolicies(cluster) };
}

/**
 * Opens two sides of a comparison again where what one of them says about the cluster the other does not: both are of
 * one cluster, and only their objects are compared. What the second side says wins.
 */
export function openAlike(
  sides: readonly [OpenedCluster, OpenedCluster],
  given: Partial<ClusterSettings> = {},
  assuming: AssumingPacks = noPacks,
): readonly [OpenedCluster, OpenedCluster] {
  const [first, second] = sides;
  const common = commonSettings(second.cluster, first.cluster);
  const reopen = ({ sources }: OpenedCluster): OpenedCluster => {
    const cluster = assumePolicies(buildCluster(sources.resources, { ...common, ...given }), assuming);
    return { sources, cluster, policies: compilePolicies(cluster) };
  };
  const isAlike = JSON.stringify(first.cluster.settings, asText) === JSON.stringify(second.cluster.settings, asText);
  return isAlike ? sides : [reopen(first), reopen(second)];
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
