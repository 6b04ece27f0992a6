import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyRule,
  defineRule,
  placeOf,
  type PolicyDirection,
  type RuleFinding,
} from "@netpolint/core";
import { meetsAtom, portAtomsOf } from "./cluster-policy-ports.js";
import { commonReach, coveringRules, type EarlierRule, reachOf } from "./cluster-policy-reach.js";
import {
  actionText,
  directions,
  placeOfRule,
  readablePolicies,
  ruleText,
  titleOf,
} from "./cluster-policy-words.js";
import { decidedBefore } from "./decided-before.js";
import { canSelectSome, joinPods } from "./selector-relation.js";

/** Policies of one tier and priority are in no order: which of two that disagree decides cannot be known. */
export const equalPriority = defineRule({
  id: "equal-priority",
  summary: "Two policies of one priority can decide differently about one connection",
  severity: "error",
  category: "order",
  precision: "very-high",
  messages: {
    tie: {
      message:
        "{policy} has priority {priority} like {other}, and the API does not say which of them decides about {direction} that both match ({mine} or {others}).",
      help: "Give one of them another priority: the lower number decides.",
    },
  },
  check: ({ cluster }) => {
    const policies = readablePolicies(cluster.clusterPolicies);
    return tiesOf(policies).flatMap(([earlier, later]) => {
      const conflict = findConflict({ cluster, policies, earlier, later });
      return conflict ? [findingOf(earlier, later, conflict)] : [];
    });
  },
});

type Tie = readonly [earlier: ClusterPolicy, later: ClusterPolicy];

function tiesOf(policies: readonly ClusterPolicy[]): readonly Tie[] {
  return policies.flatMap((later, at) =>
    policies
      .slice(0, at)
      .filter(({ tier, priority }) => tier === later.tier && priority === later.priority)
      .map((earlier): Tie => [earlier, later]),
  );
}

interface Tied {
  readonly cluster: Cluster;
  readonly policies: readonly ClusterPolicy[];
  readonly earlier: ClusterPolicy;
  readonly later: ClusterPolicy;
}

interface Conflict {
  readonly direction: PolicyDirection;
  readonly ofEarlier: ClusterPolicyRule;
  readonly ofLater: ClusterPolicyRule;
}

function findConflict(tied: Tied): Conflict | undefined {
  const subject = joinPods(tied.earlier.subject, tied.later.subject);
  if (!canSelectSome(tied.cluster, subject)) return undefined;
  for (const direction of directions) {
    for (const ofEarlier of tied.earlier[direction]) {
      for (const ofLater of tied.later[direction]) {
        const conflict: Conflict = { direction, ofEarlier, ofLater };
        if (actsOtherwise(tied.earlier, ofEarlier, ofLater) && canBothDecide(tied, conflict)) return conflict;
      }
    }
  }
  return undefined;
}

/** Nothing comes after the baseline tier, so Pass does there what Accept does. */
function actsOtherwise({ tier }: ClusterPolicy, a: ClusterPolicyRule, b: ClusterPolicyRule): boolean {
  if (tier === "baseline" && a.action !== "Deny" && b.action !== "Deny") return false;
  return a.action !== b.action;
}

/** Whether both rules match some connection that no rule before either of them has decided. */
function canBothDecide(
  { cluster, policies, earlier, later }: Tied,
  { direction, ofEarlier, ofLater }: Conflict,
): boolean {
  const subject = joinPods(earlier.subject, later.subject);
  const before = [earlier, later].map((policy, at): readonly EarlierRule[] =>
    decidedBefore(policies, policy, direction, at === 0 ? ofEarlier : ofLater, subject),
  );
  const others = [...before.flat().map(({ rule }) => rule.ports), ofEarlier.ports, ofLater.ports];
  const atoms = [...portAtomsOf(ofEarlier.ports, others), ...portAtomsOf(ofLater.ports, others)].filter(
    (atom) => meetsAtom(cluster, ofEarlier.ports, atom) && meetsAtom(cluster, ofLater.ports, atom),
  );
  return commonReaches(cluster, ofEarlier, ofLater).some((reaches) =>
    atoms.some((atom) => !before.some((rules) => reaches.some((reach) => coveringRules(rules, reach, atom)))),
  );
}

function commonReaches(
  cluster: Cluster,
  a: ClusterPolicyRule,
  b: ClusterPolicyRule,
): readonly NonNullable<ReturnType<typeof commonReach>>[] {
  return a.peers.flatMap((peer) =>
    b.peers.flatMap((other) => {
      const [reach, otherReach] = [reachOf(peer), reachOf(other)];
      const common = reach && otherReach ? commonReach(cluster, reach, otherReach) : undefined;
      return common ? [common] : [];
    }),
  );
}

function findingOf(
  earlier: ClusterPolicy,
  later: ClusterPolicy,
  { direction, ofEarlier, ofLater }: Conflict,
): RuleFinding<"tie"> {
  const [mine, others] = [actionText(later, ofLater), actionText(earlier, ofEarlier)];
  return {
    ...placeOf(later.meta, ["spec", "priority"]),
    messageId: "tie",
    data: { policy: titleOf(later), priority: later.priority, other: titleOf(earlier), direction, mine, others },
    related: [
      { ...placeOf(earlier.meta, ["spec", "priority"]), message: `the priority of ${titleOf(earlier)}` },
      { ...placeOfRule(later, ofLater), message: `${ruleText(ofLater)} of ${titleOf(later)}: ${mine}` },
      { ...placeOfRule(earlier, ofEarlier), message: `${ruleText(ofEarlier)} of ${titleOf(earlier)}: ${others}` },
    ],
  };
}
