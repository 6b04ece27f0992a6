import type { PolicyDirection, Workload } from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";

/** Whether a policy selects it, by direction: null where that cannot be decided or differs from pod to pod. */
export type Isolation = Readonly<Record<PolicyDirection, boolean | null>>;

/** By number of the workload, its columns in the listing of connections and how it is isolated. */
export interface WorkloadFacts {
  readonly classes: readonly number[];
  readonly columns: readonly number[];
  readonly isolated: Isolation;
}

const known = new WeakMap<AnswerContext, readonly WorkloadFacts[]>();

export function factsOfWorkloads(context: AnswerContext): readonly WorkloadFacts[] {
  const facts = known.get(context) ?? findFacts(context);
  known.set(context, facts);
  return facts;
}

function findFacts({ workloads, connectivity }: AnswerContext): readonly WorkloadFacts[] {
  const { workloadOfPod, classes, quotient, isolationOf } = connectivity();
  const { columnOf } = quotient();
  const classesOf = workloads.map(() => new Set<number>());
  workloadOfPod.forEach((workload, pod) => classesOf[workload]?.add(classes.classOfPod[pod] as number));
  return classesOf.map((own) => {
    const ids = [...own];
    const together = (direction: PolicyDirection): boolean | null => {
      const found = new Set(ids.map((id) => isolationOf(id, direction)));
      const [only] = found;
      return found.size === 1 && only !== undefined ? only : null;
    };
    const isolated = { ingress: together("ingress"), egress: together("egress") };
    return { classes: ids, columns: [...new Set(ids.map((id) => columnOf[id] as number))], isolated };
  });
}

export function shortNameOf({ kind, name }: Workload): string {
  return `${kind}/${name}`;
}
