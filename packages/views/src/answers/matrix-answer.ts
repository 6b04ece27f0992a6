import { mapConnections, type Workload, workloadName } from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";
import { type LinkPorts, linkPorts, type LinkState, stateOf } from "./state.js";

/** `namespaces`: one row and column each. Otherwise the workloads of two namespaces; "" for every namespace. */
export type MatrixQuestion =
  { readonly by: "namespace" } | { readonly by: "workload"; readonly from: string; readonly to: string };

export interface MatrixEnd {
  readonly name: string;
  /** Number of the workload; null for namespaces and addresses. */
  readonly workload: number | null;
  readonly type: "namespace" | "workload" | "addresses";
}

export interface MatrixCell {
  readonly from: number;
  readonly to: number;
  readonly state: LinkState;
  readonly ports: LinkPorts;
}

/** Who reaches whom. Pairs without a cell cannot connect; addresses are not asked about each other. */
export interface MatrixAnswer {
  readonly ends: readonly MatrixEnd[];
  /** Numbers of the ends that are rows, and that are columns. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly cells: readonly MatrixCell[];
}

/** Tables of workloads beyond this are asked for by namespace. */
export const mostInMatrix = 400;

export function matrixAnswer(context: AnswerContext, question: MatrixQuestion): MatrixAnswer {
  const { policies, workloads, connectivity } = context;
  const isIn = (workload: Workload, wanted: string): boolean => wanted === "" || workload.namespace === wanted;
  const isApart = (workload: Workload): boolean =>
    question.by === "workload" && (isIn(workload, question.from) || isIn(workload, question.to));
  const source = { cluster: policies.cluster, connectivity: connectivity() };
  const { endpoints, connections } = mapConnections(source, { by: "namespace", isApart });
  const numbers = new Map(workloads.map((workload, index) => [workloadName(workload), index]));
  const ends = endpoints.map(({ name, type }): MatrixEnd => {
    const kind = type === "pod" ? "workload" : type;
    return { name, type: kind, workload: kind === "workload" ? (numbers.get(name) ?? null) : null };
  });
  const listed = (side: "from" | "to"): readonly number[] =>
    ends.flatMap((end, index) => (isListed(end, workloads, question, side) ? [index] : []));
  const [rows, columns] = [listed("from"), listed("to")];
  const at = new Map(endpoints.map(({ name }, index) => [name, index]));
  const [isRow, isColumn] = [new Set(rows), new Set(columns)];
  const cells = connections.flatMap((one): readonly MatrixCell[] => {
    const [from = -1, to = -1] = [at.get(one.from), at.get(one.to)];
    return isRow.has(from) && isColumn.has(to) ? [{ from, to, state: stateOf(one), ports: linkPorts(one) }] : [];
  });
  return { ends, rows, columns, cells };
}

function isListed(
  { type, workload }: MatrixEnd,
  workloads: readonly Workload[],
  question: MatrixQuestion,
  side: "from" | "to",
): boolean {
  if (question.by === "namespace" || type === "addresses") return true;
  const own = workload === null ? undefined : workloads[workload];
  return own !== undefined && (question[side] === "" || own.namespace === question[side]);
}
