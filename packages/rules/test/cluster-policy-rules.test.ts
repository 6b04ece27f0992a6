import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyRule,
  compilePolicies,
  type CompiledPolicies,
  evaluateFlow,
  noHygiene,
  type Finding,
  openCluster,
  portRange,
  proveEqual,
  type Reason,
  runRules,
} from "@netpolint/core";
import { allRules } from "@netpolint/rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toManifests } from "../../core/test/naive/naive-cluster.js";
import { randomCluster } from "../../core/test/naive/random-cluster.js";

const numRuns = process.env["NETPOLINT_LONG"] === undefined ? 200 : 3_000;

interface Opened {
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
}

const decidedPeers: ReadonlySet<string> = new Set(["pods", "networks"]);

/**
 * Only what is known for sure. Labels are complete in the closed world, those of nodes and the addresses of domains
 * never; a peer that nobody knows is refused. Pods have both families or may have, so that any two can connect.
 */
async function openKnown(text: string): Promise<Opened> {
  const { cluster } = await openCluster([{ path: "input.yaml", text }], { world: "closed" });
  const known: Cluster = {
    ...cluster,
    clusterPolicies: cluster.clusterPolicies.filter(({ ingress, egress }) =>
      [...ingress, ...egress].every(({ peers }) => peers.every(({ type }) => decidedPeers.has(type))),
    ),
    workloads: cluster.workloads.filter(({ pods }) => pods.every(({ addresses }) => addresses.length !== 1)),
  };
  return { cluster: known, policies: compilePolicies(known) };
}

function check(id: string, { cluster, policies }: Opened): readonly Finding[] {
  const rules = allRules.filter((one) => one.id === id);
  const context = { documents: [], cluster, policies, checkedFlows: [], forbiddenFlows: [], expectations: [], remarks: [] };
  return runRules(rules, { ...context, hygiene: noHygiene });
}

function withoutRule(cluster: Cluster, { message }: Finding): Cluster {
  const [, direction, index, name] = /^`spec\.(ingress|egress)\[(\d+)\]` of \w+ `(.*?)` does nothing/.exec(message)!;
  const remove = (policy: ClusterPolicy): ClusterPolicy =>
    policy.meta.name === name
      ? { ...policy, [direction!]: policy[direction as "ingress"].filter((_, at) => at !== Number(index)) }
      : policy;
  return { ...cluster, clusterPolicies: cluster.clusterPolicies.map(remove) };
}

describe("unreachable-cluster-rule", () => {
  it("reports only rules without which every connection stays as it is", async () => {
    let reported = 0;
    const property = fc.asyncProperty(randomCluster({ clusterPolicies: true }), async (naive) => {
      const opened = await openKnown(toManifests(naive));
      for (const finding of check("unreachable-cluster-rule", opened)) {
        reported += 1;
        expect(proveEqual(opened.cluster, withoutRule(opened.cluster, finding)), finding.message).toBeUndefined();
      }
    });
    await fc.assert(property, { numRuns });
    expect(reported).toBeGreaterThan(numRuns / 100);
  });
});

/** The side hangs on nothing but the order of two policies. */
function isTie({ reasons }: { readonly reasons: readonly Reason[] }): boolean {
  const undecided = reasons.filter(({ matched }) => matched === null);
  return undecided.length > 0 && undecided.every(({ code }) => code === "priority-tie");
}

function hasTie({ cluster, policies }: Opened): boolean {
  return cluster.workloads.some((from) =>
    cluster.workloads.some((to) =>
      [80, 443].some((port) => {
        const answer = evaluateFlow(policies, {
          from: { type: "workload", workload: from },
          to: { type: "workload", workload: to },
          protocols: ["TCP"],
          ports: { type: "numbers", ports: portRange(port, port) },
        });
        return [answer.egress, answer.ingress].some((side) => side.verdict === "undefined" && isTie(side));
      }),
    ),
  );
}

/** All policies get one priority, and the first a twin that does the opposite under some of its rules. */
function withTies({ cluster }: Opened): Opened {
  const tied = cluster.clusterPolicies.map((policy) => ({ ...policy, priority: 1 }));
  const twins = tied.slice(0, 1).map((policy) => ({
    ...policy,
    meta: { ...policy.meta, name: `${policy.meta.name}-twin` },
    ingress: policy.ingress.map(opposite),
    egress: policy.egress.slice(1).map(opposite),
  }));
  const changed: Cluster = { ...cluster, clusterPolicies: [...tied, ...twins] };
  return { cluster: changed, policies: compilePolicies(changed) };
}

function opposite(rule: ClusterPolicyRule): ClusterPolicyRule {
  return { ...rule, action: rule.action === "Deny" ? "Accept" : "Deny" };
}

describe("equal-priority", () => {
  it("reports something wherever the order of two policies decides about a connection", async () => {
    let ties = 0;
    const property = fc.asyncProperty(randomCluster({ clusterPolicies: true }), async (naive) => {
      const opened = withTies(await openKnown(toManifests(naive)));
      if (!hasTie(opened)) return;
      ties += 1;
      expect(check("equal-priority", opened)).not.toEqual([]);
    });
    await fc.assert(property, { numRuns });
    expect(ties).toBeGreaterThan(numRuns / 100);
  });
});
