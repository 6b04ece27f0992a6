import { type Finding, mapConnections, type Report, type Severity, type SourceFile } from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";
import { type FindingGroup, groupFindings } from "./finding-groups.js";
import { type Criterion, type Score, scoreOf } from "./score.js";
import { type WorkloadRow, workloadRows } from "./workload-row.js";

export interface ShareOfWorkloads {
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
}

/** The first page: everything in figures, and what to look at first. */
export interface Overview {
  readonly counts: Readonly<Record<"files" | "objects" | "namespaces" | "workloads" | "policies", number>>;
  readonly severities: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  readonly flows: Report["summary"]["flows"];
  readonly isolated: Readonly<Record<"ingress" | "egress", ShareOfWorkloads>>;
  readonly outside: Readonly<Record<WorkloadRow["fromOutside"], number>>;
  /** The first of those that addresses reach, the widest open first. */
  readonly reachable: readonly WorkloadRow[];
  /** The first of those that no policy selects in some direction. */
  readonly open: readonly WorkloadRow[];
  readonly score: Score | null;
  readonly world: "open" | "closed";
  /** What was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** What could not be decided, or was not looked at, a sentence each. */
  readonly undecided: readonly string[];
  readonly inputProblems: Report["inputProblems"];
  readonly findings: readonly FindingGroup[];
}

/** Longer lists are for the pages that can be searched. */
const mostRows = 50;

export function overviewOf(context: AnswerContext, report: Report, files: readonly SourceFile[]): Overview {
  const rows = workloadRows(context);
  const { summary, findings, inputProblems } = report;
  const reaches = { all: 0, some: 1, undecided: 2, none: 3 };
  const reachable = rows.filter((row) => row.fromOutside !== "none");
  return {
    counts: {
      files: summary.files,
      objects: summary.objects,
      namespaces: new Set(rows.map(({ namespace }) => namespace)).size,
      workloads: rows.length,
      policies: policiesOf(context).length,
    },
    severities: { error: summary.errors, warning: summary.warnings, info: summary.infos },
    suppressed: summary.suppressed,
    flows: summary.flows,
    isolated: { ingress: shareOf(rows, "ingress"), egress: shareOf(rows, "egress") },
    outside: {
      all: rows.filter((row) => row.fromOutside === "all").length,
      some: rows.filter((row) => row.fromOutside === "some").length,
      undecided: rows.filter((row) => row.fromOutside === "undecided").length,
      none: rows.length - reachable.length,
    },
    reachable: reachable.toSorted((a, b) => reaches[a.fromOutside] - reaches[b.fromOutside]).slice(0, mostRows),
    open: rows.filter(({ isolated }) => !isolated.ingress || !isolated.egress).slice(0, mostRows),
    score: scoreOf(criteriaOf(context, rows, findings)) ?? null,
    world: summary.world,
    assumptions: summary.assumptions,
    undecided: undecidedOf(report),
    inputProblems,
    findings: groupFindings(findings, files),
  };
}

function policiesOf({ policies: { cluster } }: AnswerContext) {
  return [...cluster.networkPolicies, ...cluster.assumedPolicies, ...cluster.clusterPolicies];
}

function shareOf(rows: readonly WorkloadRow[], direction: "ingress" | "egress"): ShareOfWorkloads {
  const count = (wanted: boolean | null): number =>
    rows.filter(({ isolated }) => isolated[direction] === wanted).length;
  return { yes: count(true), no: count(false), unknown: count(null) };
}

function criteriaOf(
  context: AnswerContext,
  rows: readonly WorkloadRow[],
  findings: readonly Finding[],
): readonly Criterion[] {
  const all = rows.length;
  const good = (isGood: (row: WorkloadRow) => boolean): number => rows.filter(isGood).length;
  const policies = policiesOf(context);
  const wrong = new Set(findings.filter(({ severity }) => severity === "error").map(({ object }) => keyOf(object)));
  return [
    { id: "ingress-isolated", good: good(({ isolated }) => isolated.ingress === true), all },
    { id: "egress-isolated", good: good(({ isolated }) => isolated.egress === true), all },
    { id: "closed-to-outside", good: good(({ fromOutside }) => fromOutside === "none" || fromOutside === "some"), all },
    closedNamespaces(context, rows),
    { id: "without-errors", good: policies.filter(({ meta }) => !wrong.has(keyOf(meta))).length, all: policies.length },
  ];
}

function keyOf(object: { readonly kind: string; readonly namespace: string; readonly name: string } | null): string {
  return object === null ? "" : JSON.stringify([object.kind, object.namespace, object.name]);
}

/** Of the ways from one namespace to another, those on which nothing can connect. */
function closedNamespaces({ policies, connectivity }: AnswerContext, rows: readonly WorkloadRow[]): Criterion {
  const count = new Set(rows.map(({ namespace }) => namespace)).size;
  const { cluster } = policies;
  const { endpoints, connections } = mapConnections({ cluster, connectivity: connectivity() }, { by: "namespace" });
  const isNamespace = new Set(endpoints.filter(({ cidrs }) => cidrs === null).map(({ name }) => name));
  const open = connections.filter(({ from, to }) => from !== to && isNamespace.has(from) && isNamespace.has(to)).length;
  const all = count * (count - 1);
  return { id: "closed-namespaces", good: all - open, all };
}

function undecidedOf({ summary, findings, unchecked, ruleFailures, inputProblems }: Report): readonly string[] {
  const flows = summary.flows.undecided;
  const hanging = findings.filter(({ undecided }) => undecided !== null).map(({ message }) => message);
  return [
    ...(inputProblems.length > 0 ? ["A part of the input could not be read, so it is missing from every page."] : []),
    ...(flows > 0 ? [`${flows} of the flows that software needs cannot be decided.`] : []),
    ...hanging,
    ...Object.entries(summary.otherPolicies).map(
      ([kind, count]) => `${count} of kind ${kind} may change answers and are not evaluated.`,
    ),
    ...unchecked.map(({ pack, id, reason }) => `Row ${id} of pack ${pack} was not checked: ${reason}.`),
    ...ruleFailures.map(({ ruleId }) => `Rule ${ruleId} failed, so what it would have found is missing.`),
  ];
}
