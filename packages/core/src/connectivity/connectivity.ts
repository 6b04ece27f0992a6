import type { Pod } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { IpSet } from "../sets/ip-set.js";
import { type Listing, prepareListing, visitConnections } from "./all-connections.js";
import type { ConnectionPorts } from "./connection-sets.js";
import { relabelPod, replacePolicy } from "./edit-kernel.js";
import type { Answer, AnswerId } from "./grants.js";
import { buildKernel, type Kernel, podsOf, usedPeerSets } from "./kernel.js";
import type { LabelClasses } from "./label-classes.js";
import { createPairQuestions } from "./pair-questions.js";
import { findQuotient, type Quotient } from "./quotient.js";
import { createAccumulator } from "./rows.js";
import type { ConnectionVisitor } from "./sides.js";
import { createTiering, type Tiering } from "./tiering.js";

/** The ports of a connection: allowed for sure, and where it cannot be decided. */
export interface ConnectionAnswer {
  readonly allowed: ConnectionPorts;
  readonly undecided: ConnectionPorts;
}

/** A column of the listing: pods that nothing tells apart, or addresses. */
export type ColumnMembers =
  | { readonly type: "pods"; readonly pods: readonly number[] }
  | { readonly type: "addresses"; readonly family: IpFamily; readonly sets: readonly IpSet[] };

/** Who can connect to whom in a whole cluster, kept by classes of pods, never by pairs of pods. */
export interface Connectivity {
  readonly pods: readonly Pod[];
  readonly workloadOfPod: Int32Array;
  readonly classes: LabelClasses;
  /** The listing's columns; worked out when first asked for after a change. */
  quotient(): Quotient;
  membersOf(column: number): ColumnMembers;
  /** Not while another visit is going on. */
  visit(family: IpFamily, visitor: ConnectionVisitor): void;
  /** The answer for two pods, by index, in one family. Loopback and the own node are not looked at. */
  ask(source: number, destination: number, family: IpFamily): AnswerId;
  answerOf(id: AnswerId): ConnectionAnswer;
  /** True where some policy selects the class for the direction, or may. */
  isIsolated(classId: number, direction: PolicyDirection): boolean;
  /** Whether some policy selects the class for the direction; null where that cannot be decided. */
  isolationOf(classId: number, direction: PolicyDirection): boolean | null;
  /**
   * Replaces, adds or removes one policy. Returns the label classes whose connections may differ now, or undefined
   * where the policy can see what no policy saw before (a label key, an address border, named ports): then build anew.
   */
  replacePolicy(before: NetworkPolicy | undefined, after: NetworkPolicy | undefined): readonly number[] | undefined;
  /** Moves a pod to other labels. Undefined where no pod of the namespace has such labels yet: then build anew. */
  relabelPod(index: number, pod: Pod): readonly number[] | undefined;
}

export function buildConnectivity(policies: CompiledPolicies): Connectivity {
  const { pods, workloadOfPod } = podsOf(policies.cluster);
  return makeConnectivity(buildKernel(policies, pods), pods, workloadOfPod);
}

function makeConnectivity(kernel: Kernel, pods: Pod[], workloadOfPod: Int32Array): Connectivity {
  const { classes, grants, profiles, peerSets, universe, classProfiles } = kernel;
  let quotient: Quotient | undefined;
  const currentQuotient = (): Quotient => {
    quotient ??= findQuotient(classes, classProfiles, peerSets, usedPeerSets(kernel), universe, kernel.tierSets);
    return quotient;
  };
  let tiering: { readonly of: Quotient; readonly tiering: Tiering } | undefined;
  const currentTiering = (): Tiering | undefined => {
    if (kernel.policies.cluster.clusterPolicies.length === 0) return undefined;
    const columns = currentQuotient();
    if (tiering?.of !== columns) {
      tiering = { of: columns, tiering: createTiering({ ...kernel, quotient: columns, sets: kernel.tierSets }) };
    }
    return tiering.tiering;
  };
  let listings: { readonly of: Quotient; readonly byFamily: Partial<Record<IpFamily, Listing>> } | undefined;
  const listingOf = (family: IpFamily): Listing => {
    const columns = currentQuotient();
    if (listings?.of !== columns) listings = { of: columns, byFamily: {} };
    const parts = { quotient: columns, profiles, peerSets, accumulator, grants, classes, universe };
    return (listings.byFamily[family] ??= prepareListing({ ...parts, tiering: currentTiering() }, family));
  };
  const accumulator = createAccumulator(profiles, peerSets, grants, universe);
  const ask = createPairQuestions(kernel, currentQuotient);
  return {
    pods,
    workloadOfPod,
    classes,
    quotient: currentQuotient,
    membersOf: (column) => membersOf(kernel, currentQuotient(), column),
    visit: (family, visitor) => visitConnections(listingOf(family), visitor),
    ask: (source, destination, family) =>
      ask(classes.classOfPod[source] as number, classes.classOfPod[destination] as number, family, currentTiering()),
    answerOf: (id) => describeAnswer(kernel, grants.answerOf(id)),
    isIsolated: (classId, direction) => {
      const { sure, unsure } = profiles.byId(classProfiles[direction][classId] as number);
      return sure.length + unsure.length > 0;
    },
    isolationOf: (classId, direction) => {
      const { sure, unsure, other } = profiles.byId(classProfiles[direction][classId] as number);
      if (sure.length > 0) return true;
      return unsure.length > 0 || other !== "none" ? null : false;
    },
    replacePolicy: (before, after) => {
      const changed = replacePolicy(kernel, before, after);
      if (changed && changed.length > 0) quotient = undefined;
      return changed;
    },
    relabelPod: (index, pod) => {
      const changed = relabelPod(kernel, pods, index, pod);
      if (changed && changed.length > 0) quotient = undefined;
      return changed;
    },
  };
}

function membersOf(kernel: Kernel, quotient: Quotient, column: number): ColumnMembers {
  const family = quotient.families[column];
  if (family === 4 || family === 6) {
    const first = kernel.universe.firstAtom[family];
    const sets: IpSet[] = [];
    for (let atom = 0; atom < kernel.atoms[family].count; atom += 1) {
      if (quotient.columnOf[first + atom] === column) sets.push(kernel.atoms[family].addressesOf(atom));
    }
    return { type: "addresses", family, sets };
  }
  const pods: number[] = [];
  kernel.classes.classOfPod.forEach((classId, pod) => {
    if (quotient.columnOf[classId] === column) pods.push(pod);
  });
  return { type: "pods", pods };
}

function describeAnswer({ connections }: Kernel, { allowed, possible }: Answer): ConnectionAnswer {
  const undecided = connections.subtract(possible, allowed);
  return { allowed: connections.portsOf(allowed), undecided: connections.portsOf(undecided) };
}
