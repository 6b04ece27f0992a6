import type { PolicyDirection } from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";

/** Whether a policy selects it, by direction: null where that cannot be decided or differs from pod to pod. */
export type Isolation = Readonly<Record<PolicyDirection, boolean | null>>;

/** By number of the workload, how it is isolated. */
export function isolationOfWorkloads({ workloads, connectivity }: AnswerContext): readonly Isolation[] {
  const { workloadOfPod, classes, isolationOf } = connectivity();
  const classesOf = workloads.map(() => new Set<number>());
  workloadOfPod.forEach((workload, pod) => classesOf[workload]?.add(classes.classOfPod[pod] as number));
  return classesOf.map((own) => {
    const together = (direction: PolicyDirection): boolean | null => {
      const found = new Set([...own].map((id) => isolationOf(id, direction)));
      const [only] = found;
      return found.size === 1 && only !== undefined ? only : null;
    };
    return { ingress: together("ingress"), egress: together("egress") };
  });
}
