/** The conformance cases of the tiers, whose expected verdicts are reasoned by hand, against the naive evaluator. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { NaiveClusterPolicy } from "./naive-cluster-policy.js";
import type { Labels, NaiveCluster, NaivePolicy, Protocol } from "./naive-cluster.js";
import { naiveVerdict } from "./naive-evaluate.js";
import type { End } from "./naive-evaluate.js";

type Check = readonly [from: string, to: string, protocol: Protocol, port: number, verdict: string];

interface ConformanceCase {
  readonly id: string;
  readonly why: string;
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Labels;
    readonly ips: readonly string[];
    readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: Protocol }[];
    readonly hostNetwork?: boolean;
    readonly nodeName?: string;
  }[];
  readonly policies: readonly NaivePolicy[];
  readonly clusterPolicies: readonly NaiveClusterPolicy[];
  readonly checks: readonly Check[];
}

const folder = new URL("../../../../fixtures/conformance/cluster-policies/", import.meta.url);

function readCases(file: string): readonly ConformanceCase[] {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8")) as readonly ConformanceCase[];
}

const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
const cases = files.flatMap((file) => readCases(file).map((each) => ({ ...each, file })));

function clusterOf(each: ConformanceCase): NaiveCluster {
  const { namespaces, policies, clusterPolicies } = each;
  return {
    world: "closed",
    namespaces: Object.entries(namespaces).map(([name, labels]) => ({ metadata: { name, labels } })),
    pods: each.pods.map(({ namespace, name, labels, ips, ports, ...network }) => ({
      metadata: { namespace, name, labels },
      spec: {
        ...network,
        containers: [{ ports: ports.map(({ port, ...rest }) => ({ ...rest, containerPort: port })) }],
      },
      status: { podIPs: ips.map((ip) => ({ ip })) },
    })),
    policies,
    clusterPolicies,
  };
}

function endOf(text: string): End {
  if (text === "@node" || text === "@apiserver") return text;
  return text.includes("/") ? { pod: text } : { address: text };
}

describe("the conformance matrix of cluster-scoped policies", () => {
  it.each(cases)("$id", (each) => {
    const cluster = clusterOf(each);
    const answers = each.checks.map(([from, to, protocol, port]) => {
      const verdict = naiveVerdict(cluster, { from: endOf(from), to: endOf(to), protocol, port });
      return [from, to, protocol, port, verdict];
    });
    expect(answers).toEqual(each.checks);
  });

  it("has ids that differ, a reason and checks in every case, in both versions", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    for (const { id, why, checks, clusterPolicies } of cases) {
      expect(why).not.toBe("");
      expect(checks.length).toBeGreaterThan(0);
      const versions = clusterPolicies.map(({ apiVersion }) => apiVersion.replace("policy.networking.k8s.io/", ""));
      expect(new Set(versions)).toEqual(new Set([id.split("--")[1]]));
    }
  });

  const rows: readonly (readonly [file: string, rowsOfVersion: number])[] = [
    // 6 subtests for each of 3 protocols, and 4 in the Baseline tier.
    ["admin-ingress.json", 18],
    ["admin-egress.json", 18],
    ["baseline-ingress.json", 12],
    ["baseline-egress.json", 12],
    ["combined.json", 10],
    ["named-ports.json", 4],
  ];

  it.each(rows)("has every row of %s in both versions: %i", (file, count) => {
    for (const version of ["v1alpha1", "v1alpha2"]) {
      expect(cases.filter((each) => each.file === file && each.id.endsWith(`--${version}`))).toHaveLength(count);
    }
  });

  const ownAreas = ["domain-names.json", "priority-ties.json", "fail-closed.json", "host-network.json", "hairpin.json"];

  it.each(ownAreas)("has at least three cases in %s for both versions", (file) => {
    for (const version of ["v1alpha1", "v1alpha2"]) {
      const found = cases.filter((each) => each.file === file && each.id.endsWith(`--${version}`));
      expect(found.length).toBeGreaterThanOrEqual(3);
    }
  });
});
