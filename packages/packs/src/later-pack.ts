import type { Cluster, CustomKind, FlowPack } from "@netpolint/core";

/** A pack that is not read before something in the input may be its subject: most inputs have no use for most packs. */
export interface LaterPack {
  readonly id: string;
  /** The `kinds` of the pack, each once: they have to be known before anything is read. */
  readonly kinds?: readonly CustomKind[];
  /** True where the software's operator makes policies: the pack has `assumePolicies` and `operatorPolicies`. */
  readonly hasOperator?: boolean;
  readonly pack: () => FlowPack;
}

/** A pack occurs by its pods or by custom resources, so that it need not be asked where there are neither. */
export function laterPack({ id, kinds = [], hasOperator = false, pack }: LaterPack): FlowPack {
  const ofOperator: Partial<FlowPack> = {
    assumePolicies: (context) => pack().assumePolicies?.(context) ?? [],
    operatorPolicies: (context) => pack().operatorPolicies?.(context) ?? [],
  };
  return {
    id,
    kinds,
    get title() {
      return pack().title;
    },
    get link() {
      return pack().link;
    },
    get parameters() {
      return pack().parameters;
    },
    occurs: (cluster) => holdsAny(cluster) && pack().occurs(cluster),
    require: (context) => pack().require(context),
    ...(hasOperator ? ofOperator : {}),
  };
}

function holdsAny({ workloads, customResources }: Cluster): boolean {
  return workloads.length > 0 || customResources.length > 0;
}
