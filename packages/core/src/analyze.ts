import { type Cluster } from "./cluster/cluster.js";
import { buildCluster } from "./cluster/build-cluster.js";
import { type ClusterSettings, defaultSettings } from "./cluster/settings.js";
import { checkFlows } from "./lint/check-flows.js";
import type { FlowPack } from "./lint/flow-pack.js";
import type { LintRule } from "./lint/lint-rule.js";
import { makeReport } from "./lint/make-report.js";
import type { Report } from "./lint/report.js";
import { requireFlows } from "./lint/require-flows.js";
import { runRules } from "./lint/run-rules.js";
import { compilePolicies, type CompiledPolicies } from "./policy/compile.js";
import { type ReadSources, readSources } from "./resources/read-sources.js";
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
}

/** The whole path from text to report. Throws only for a bug of ours; trouble with the input is in the report. */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const { sources, cluster, policies } = await openCluster(options.files, options.settings);
  const required = requireFlows(policies, {
    packs: options.packs,
    named: options.packIds ?? [],
    parameters: options.parameters ?? new Map(),
  });
  const checkedFlows = checkFlows(policies, required.flows);
  const findings = runRules(options.rules, { documents: sources.documents, cluster, policies, checkedFlows });
  return makeReport({ sources, cluster, required, checkedFlows, findings });
}

export interface OpenedCluster {
  readonly sources: ReadSources;
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
}

/** Reads files into a cluster that can be asked about single flows. */
export async function openCluster(
  files: readonly SourceFile[],
  settings: Partial<ClusterSettings> = {},
): Promise<OpenedCluster> {
  const known: ClusterSettings = { ...defaultSettings, ...settings };
  const sources = await readSources(files, known);
  const cluster = buildCluster(sources.resources, known);
  return { sources, cluster, policies: compilePolicies(cluster) };
}
