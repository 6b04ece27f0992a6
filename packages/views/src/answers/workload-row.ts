import { workloadName } from "@netpolint/core";
import { portsText } from "../words/ports-text.js";
import type { AnswerContext } from "./answer-context.js";
import { type Isolation, isolationOfWorkloads } from "./isolation.js";
import { outsideOfWorkloads, type OutsideReach } from "./outside.js";

/** A workload in lists. */
export interface WorkloadRow {
  /** Its number, by which it is asked about. */
  readonly index: number;
  /** `namespace/Kind/name`. */
  readonly name: string;
  readonly namespace: string;
  readonly kind: string;
  readonly shortName: string;
  readonly pods: number;
  readonly isolated: Isolation;
  /** What reaches it from addresses, and on which ports. */
  readonly fromOutside: OutsideReach["reach"];
  readonly outsidePorts: string;
  /** What it reaches at addresses. */
  readonly toOutside: OutsideReach["reach"];
}

const known = new WeakMap<AnswerContext, readonly WorkloadRow[]>();

export function workloadRows(context: AnswerContext): readonly WorkloadRow[] {
  const rows = known.get(context) ?? makeRows(context);
  known.set(context, rows);
  return rows;
}

function makeRows(context: AnswerContext): readonly WorkloadRow[] {
  const isolation = isolationOfWorkloads(context);
  const outside = outsideOfWorkloads(context);
  return context.workloads.map((workload, index) => {
    const { namespace, kind, name, pods } = workload;
    const { from, to } = outside[index] as (typeof outside)[number];
    return {
      index,
      name: workloadName(workload),
      namespace,
      kind,
      shortName: name,
      pods: pods.length,
      isolated: isolation[index] as Isolation,
      fromOutside: from.reach,
      outsidePorts: portsText(from.ports),
      toOutside: to.reach,
    };
  });
}
