import { type Cluster } from "./cluster/cluster.js";
import { buildCluster } from "./cluster/build-cluster.js";
import type { FamilyMemory } from "./cluster/group-workloads.js";
import { commonSettings } from "./cluster/detect-environment.js";
import { type ClusterSettings, defaultSettings } from "./cluster/settings.js";
import { keepCluster } from "./cluster/keep-cluster.js";
import { type AssumedMemory, type AssumingPacks, assumePolicies } from "./lint/assume-policies.js";
import { checkFlows } from "./lint/check-flows.js";
import { checkForbidden } from "./lint/check-forbidden.js";
import { findDirectives } from "./lint/directives/find-directives.js";
import { findAndSuppress } from "./lint/find-and-suppress.js";
import { checkExpectations } from "./lint/expectations/check-expectations.js";
import { readExpectationFiles } from "./lint/expectations/read-expectations.js";
import type { Finding } from "./lint/finding.js";
import { type FixedReport, fixInPasses } from "./lint/fix-in-passes.js";
import { emptyFlowMemory, type FlowMemory, flowRound } from "./lint/flow-memory.js";
import type { FlowPack } from "./lint/flow-pack.js";
import type { LintRule } from "./lint/lint-rule.js";
import { makeReport } from "./lint/make-report.js";
import { emptyPackMemory, type PackMemory } from "./lint/pack-memory.js";
import type { Report } from "./lint/report.js";
import { requireFlows } from "./lint/require-flows.js";
import { fixResolver, type ResolveFix } from "./lint/resolve-fixes.js";
import { emptyRuleMemory, type RuleMemory } from "./lint/rule-memory.js";
import type { RuleSettings } from "./lint/rule-settings.js";
import { haveEdits, type RuleReport } from "./lint/run-rules.js";
import type { KnownSuppressions } from "./lint/suppressions.js";
import { compilePolicies, type CompiledPolicies, keepPolicies } from "./policy/compile.js";
import { type OnFile, type ReadMemory, type ReadSources, readSources } from "./resources/read-sources.js";
import { openAppender } from "./source/append-document.js";
import { openEditor } from "./source/edit-document.js";
import type { InputProblem } from "./source/input-problem.js";
import type { SourceDocument } from "./source/source-document.js";
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
  /** False leaves out what rules suggest, whose edits take time to write: for output that shows none. */
  readonly suggestions?: boolean;
  /** Files with flows that have to work or must not. */
  readonly expectationFiles?: readonly SourceFile[];
}

/**
 * A part of the work. `rule`: one rule runs; `completing`: fixes are turned into edits of text, and findings are put in
 * order; all else between reading and the report is `evaluating`.
 */
export type Stage = { readonly type: "parsing" | "evaluating" | "completing" } | { readonly type: "rule"; readonly ruleId: string };

/** The whole path from text to report. Throws only for a bug of ours; trouble with the input is in the report. */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  return (await analyzeWith(options)).report;
}

/** Analyses the same input again and again, as it changes. */
export interface Session {
  /**
   * What `analyze` would say of these options, at the cost of what has changed since the last call: texts, settings,
   * rules and packs may all be others. Calls are answered one after the other.
   */
  analyze(options: AnalyzeOptions): Promise<Report>;
  /** What the last call has read, for maps and questions. It is good until the next call. */
  opened(): OpenedCluster | undefined;
}

/** Nothing is remembered beyond what the next call may use; the memory goes with the session. */
export function openSession(): Session {
  let memory = emptyMemory();
  let last: Promise<unknown> = Promise.resolve();
  let opened: OpenedCluster | undefined;
  const analyzeNext = async (options: AnalyzeOptions): Promise<Report> => {
    try {
      const analysis = await analyzeWith(options, memory);
      opened = analysis.opened;
      return analysis.report;
    } catch (error) {
      // Half of it may be of this call, and half of the one before.
      memory = emptyMemory();
      throw error;
    }
  };
  return {
    analyze: (options) => {
      const next = last.then(() => analyzeNext(options));
      last = next.catch(() => undefined);
      return next;
    },
    opened: () => opened,
  };
}

/** What a session knows of its last call. */
interface AnalysisMemory {
  readonly files: ReadMemory;
  readonly families: FamilyMemory;
  readonly packs: PackMemory;
  readonly assumed: AssumedMemory;
  readonly flows: FlowMemory;
  readonly rules: RuleMemory;
  opened: OpenedCluster | undefined;
}

function emptyMemory(): AnalysisMemory {
  const packs = emptyPackMemory();
  return {
    files: new Map(),
    families: { families: new Map() },
    packs,
    assumed: { packs, read: new WeakMap() },
    flows: emptyFlowMemory(),
    rules: emptyRuleMemory(),
    opened: undefined,
  };
}

interface Analysis {
  readonly report: Report;
  readonly opened: OpenedCluster;
}

async function analyzeWith(options: AnalyzeOptions, memory?: AnalysisMemory): Promise<Analysis> {
  const { packs, packIds: named = [], parameters = new Map<string, string>() } = options;
  options.onStage?.({ type: "parsing" });
  const opened = await openCluster(options.files, options.settings, options.onFile, { packs, parameters }, memory);
  const { sources, cluster, policies } = opened;
  options.onStage?.({ type: "evaluating" });
  const required = requireFlows(policies, { packs, named, parameters }, memory?.packs);
  const round = flowRound(policies, memory?.flows);
  const checkedFlows = checkFlows(policies, required.flows, round);
  const forbiddenFlows = checkForbidden(policies, required.forbidden, round);
  const expected = await readExpectationFiles(options.expectationFiles ?? []);
  const problems = uniqueProblems([...sources.problems, ...required.problems, ...expected.problems]);
  const expectations = checkExpectations(policies, expected.cases);
  const { remarks } = required;
  const { findings, suppressed, failures } = await findAndSuppress({
    rules: options.rules,
    context: { documents: sources.documents, cluster, policies, checkedFlows, forbiddenFlows, expectations, remarks },
    files: options.files,
    directives: await findDirectives(options.files, cluster.objects),
    settings: options.ruleSettings,
    isWhole: named.length === 0 && !problems.some(({ code }) => code === "flow-pack"),
    today: options.today,
    suppressions: options.suppressions,
    onRule: (ruleId) => options.onStage?.(ruleId === null ? { type: "completing" } : { type: "rule", ruleId }),
    openFixes: (reports) => openFixes(reports, options.files, sources.documents),
    // What is remembered is for later calls, too.
    suggestions: memory !== undefined || options.suggestions !== false,
    memory: memory?.rules,
  });
  const read = { ...sources, problems };
  const found = { findings, suppressed, failures };
  const report = makeReport({ sources: read, cluster, required, checkedFlows, forbiddenFlows, expectations, ...found });
  return { report, opened };
}

/** A pack may fail in one way at several times. */
function uniqueProblems(problems: readonly InputProblem[]): readonly InputProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The same, with the wanted fixes made; those of all findings where nothing is said. */
export function analyzeAndFix(
  options: AnalyzeOptions,
  isWanted: (finding: Finding) => boolean = () => true,
): Promise<FixedReport> {
  return fixInPasses(options.files, (files) => analyze({ ...options, files }), isWanted);
}

/** The editor is loaded only where a rule has something to edit. */
async function openFixes(
  reports: readonly RuleReport[],
  files: readonly SourceFile[],
  documents: readonly SourceDocument[],
): Promise<ResolveFix> {
  return haveEdits(reports) ? fixResolver(await openEditor(), await openAppender(), files, documents) : () => null;
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
  memory?: AnalysisMemory,
): Promise<OpenedCluster> {
  const customKinds = assuming.packs.flatMap((pack) => pack.kinds ?? []);
  const sources = await readSources(files, { ...defaultSettings, ...settings, customKinds }, onFile, memory?.files);
  const before = memory?.opened;
  const built = keepCluster(before?.cluster, buildCluster(sources.resources, settings, memory?.families));
  const assumed = assumePolicies(built, assuming, memory?.assumed);
  const cluster = keepCluster(before?.cluster, assumed.cluster);
  const read = { ...sources, problems: [...sources.problems, ...assumed.problems] };
  const opened = { sources: read, cluster, policies: policiesOf(cluster, before) };
  if (memory) memory.opened = opened;
  return opened;
}

function policiesOf(cluster: Cluster, before: OpenedCluster | undefined): CompiledPolicies {
  if (before?.cluster === cluster) return before.policies;
  return keepPolicies(before?.policies, compilePolicies(cluster, undefined, before?.policies));
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
    const { cluster } = assumePolicies(buildCluster(sources.resources, { ...common, ...given }), assuming);
    return { sources, cluster, policies: compilePolicies(cluster) };
  };
  const isAlike = JSON.stringify(first.cluster.settings, asText) === JSON.stringify(second.cluster.settings, asText);
  return isAlike ? sides : [reopen(first), reopen(second)];
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
