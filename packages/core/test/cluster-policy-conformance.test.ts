import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluateFlow, isNotUnderstood, openCluster, type OpenedCluster, parseAskedPort, parseEndpoint } from "../src/index.js";

// What the tiers of administrators' policies do, as data; the README.md of the folder describes it.

interface CasePod {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ips?: readonly string[];
  readonly hostNetwork?: boolean;
  readonly nodeName?: string;
  readonly ports?: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

type Check = readonly [from: string, to: string, protocol: string, port: number, verdict: string];

interface ClusterPolicyCase {
  readonly id: string;
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pods: readonly CasePod[];
  readonly policies: readonly unknown[];
  readonly clusterPolicies: readonly unknown[];
  readonly checks: readonly Check[];
}

const folder = new URL("../../../fixtures/conformance/cluster-policies/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();

function manifestsOf({ namespaces, pods, policies, clusterPolicies }: ClusterPolicyCase): string {
  const namespaceObjects = Object.entries(namespaces).map(([name, labels]) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels },
  }));
  const items = [...namespaceObjects, ...pods.map(podOf), ...policies, ...clusterPolicies];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

function podOf({ namespace, name, labels, ips = [], hostNetwork, nodeName, ports = [] }: CasePod): unknown {
  const containers = [
    { name: "main", ports: ports.map((port) => ({ name: port.name, containerPort: port.port, protocol: port.protocol })) },
  ];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, labels },
    spec: { containers, hostNetwork, nodeName },
    status: { podIPs: ips.map((ip) => ({ ip })) },
  };
}

function verdictOf({ cluster, policies }: OpenedCluster, [from, to, protocol, port]: Check): string {
  const ends = [parseEndpoint(cluster, from), parseEndpoint(cluster, to)] as const;
  const asked = parseAskedPort(`${port}/${protocol}`);
  if (isNotUnderstood(ends[0]) || isNotUnderstood(ends[1]) || isNotUnderstood(asked)) return "not understood";
  return evaluateFlow(policies, { from: ends[0], to: ends[1], ...asked }).verdict;
}

describe.each(files)("fixtures/conformance/cluster-policies/%s", (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as readonly ClusterPolicyCase[];

  test("has cases", () => expect(cases.length).toBeGreaterThan(0));

  test.each(cases.map((one) => [one.id, one] as const))("%s", async (_id, one) => {
    const opened = await openCluster([{ path: "case.json", text: manifestsOf(one) }], { world: "closed" });
    const wrong = one.checks.filter((check) => verdictOf(opened, check) !== check[4]);
    expect(wrong.map((check) => [...check, verdictOf(opened, check)])).toEqual([]);
  });
});
