import type { Cluster } from "../cluster/cluster.js";
import { usedFamilies } from "../cluster/used-families.js";
import { endpointName } from "../policy/parse-endpoint.js";
import type { ReadSources } from "../resources/read-sources.js";
import { assumptionsOf } from "./assume-policies.js";
import type { CheckedCase } from "./expectations/check-expectations.js";
import type { CheckedFlow, FlowOutcome } from "./check-flows.js";
import type { CheckedForbidden } from "./check-forbidden.js";
import { portsOfFlow } from "./flow-pack.js";
import type { Finding, Severity } from "./finding.js";
import type { FlowNote, Report, RuleFailure, SuppressedFinding } from "./report.js";
import type { RequiredOfPacks } from "./require-flows.js";

export interface ReportParts {
  readonly sources: ReadSources;
  readonly cluster: Cluster;
  readonly required: RequiredOfPacks;
  readonly checkedFlows: readonly CheckedFlow[];
  readonly forbiddenFlows: readonly CheckedForbidden[];
  readonly expectations: readonly CheckedCase[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly failures: readonly RuleFailure[];
}

export function makeReport(parts: ReportParts): Report {
  const { sources, cluster, required, checkedFlows, findings, suppressed } = parts;
  const { forbiddenFlows, expectations, failures } = parts;
  const severity = (wanted: Severity): number => findings.filter((finding) => finding.severity === wanted).length;
  const outcome = (wanted: FlowOutcome): number => checkedFlows.filter((checked) => checked.outcome === wanted).length;
  return {
    findings,
    suppressed,
    unchecked: required.unchecked,
    inputProblems: sources.problems,
    notes: checkedFlows.flatMap(flowNotes),
    ruleFailures: failures,
    summary: {
      files: sources.files,
      objects: cluster.objects.length,
      networkPolicies: cluster.networkPolicies.length,
      workloads: cluster.workloads.length,
      errors: severity("error"),
      warnings: severity("warning"),
      infos: severity("info"),
      flows: { kept: outcome("kept"), broken: outcome("broken"), undecided: outcome("undecided") },
      suppressed: suppressed.length,
      undecidedMust: openMust(undecidedMust(checkedFlows, forbiddenFlows) + undecidedLines(expectations), findings, suppressed),
      skipped: Object.fromEntries([...sources.skipped].sort(([a], [b]) => (a < b ? -1 : 1))),
      otherPolicies: countKinds(cluster),
      packs: required.packs,
      world: cluster.settings.world,
      assumptions: assumptions(cluster, [...checkedFlows, ...forbiddenFlows]),
    },
  };
}

function undecidedLines(expectations: readonly CheckedCase[]): number {
  return expectations.flatMap(({ checked }) => checked).filter(({ outcome }) => outcome === "undecided").length;
}

function undecidedMust(checkedFlows: readonly CheckedFlow[], forbiddenFlows: readonly CheckedForbidden[]): number {
  const required = checkedFlows.filter(({ outcome, flow }) => outcome === "undecided" && flow.level === "must");
  return required.length + forbiddenFlows.filter(({ outcome }) => outcome === "undecided").length;
}

/**
 * Whoever suppresses the finding on a missing fact has accepted the flows that hang on it. A flow may hang on several
 * facts; as long as a finding on one of them is reported, its flows count.
 */
function openMust(total: number, findings: readonly Finding[], suppressed: readonly SuppressedFinding[]): number {
  const must = ({ undecided }: Finding): number => undecided?.must ?? 0;
  const accepted = suppressed.reduce((sum, { finding }) => sum + must(finding), 0);
  return Math.max(total - accepted, 0, ...findings.map(must));
}

function flowNotes({ flow, answer }: CheckedFlow): readonly FlowNote[] {
  const { pack, ids, from, to, protocol } = flow;
  const name = `${pack} ${ids.join("+")}: ${endpointName(from)} -> ${endpointName(to)} ${protocol} ${portsOfFlow(flow)}`;
  return answer.notes
    .filter((note) => note.code !== "replies-allowed")
    .map(({ code, message }) => ({ flow: name, code, message }));
}

function countKinds({ otherPolicies }: Cluster): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { meta } of otherPolicies) counts.set(meta.kind, (counts.get(meta.kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function assumptions(cluster: Cluster, checked: readonly (CheckedFlow | CheckedForbidden)[]): readonly string[] {
  const assumed = new Set([...checked.flatMap(({ flow }) => flow.assumed), ...assumptionsOf(cluster)]);
  if (checked.length > 0 && hasIpBlocks(cluster) && usedFamilies(cluster).length === 1) {
    assumed.add(`Flows were checked for IPv${usedFamilies(cluster)[0]} only, since the input has no address of the other family.`);
  }
  return [...assumed].sort();
}

function hasIpBlocks({ networkPolicies, assumedPolicies }: Cluster): boolean {
  return [...networkPolicies, ...assumedPolicies].some(({ ingress, egress }) =>
    [...ingress, ...egress].some((rule) => rule.peers.some((peer) => peer.ipBlock)),
  );
}
