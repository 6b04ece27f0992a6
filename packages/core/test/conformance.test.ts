import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  evaluateFlow,
  isNotUnderstood,
  openCluster,
  type OpenedCluster,
  parseAskedPort,
  parseEndpoint,
} from "../src/index.js";

// What the end-to-end suite of Kubernetes expects of every network plugin; fixtures/README.md says where it is from.

interface ConformancePod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ips: readonly string[];
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

type ExpectedPair = readonly [from: string, to: string, allowed: boolean];

interface ConformanceCase {
  readonly id: string;
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pods: readonly ConformancePod[];
  readonly policies: readonly unknown[];
  readonly port: number;
  readonly protocol: string;
  readonly expected: readonly ExpectedPair[];
}

const path = new URL("../../../fixtures/conformance/k8s-e2e.json", import.meta.url);
const cases = JSON.parse(readFileSync(path, "utf8")) as readonly ConformanceCase[];

function manifestsOf({ namespaces, pods, policies }: ConformanceCase): string {
  const namespaceObjects = Object.entries(namespaces).map(([name, labels]) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels },
  }));
  const items = [...namespaceObjects, ...pods.map(podOf), ...policies];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

function podOf({ namespace, name, labels, ips, ports }: ConformancePod): unknown {
  const containers = ports.map((port) => ({
    name: port.name,
    ports: [{ name: port.name, containerPort: port.port, protocol: port.protocol }],
  }));
  const status = { podIPs: ips.map((ip) => ({ ip })) };
  return { apiVersion: "v1", kind: "Pod", metadata: { namespace, name, labels }, spec: { containers }, status };
}

function verdictOf({ cluster, policies }: OpenedCluster, [from, to]: ExpectedPair, portText: string): string {
  const ends = [parseEndpoint(cluster, from), parseEndpoint(cluster, to)] as const;
  const asked = parseAskedPort(portText);
  if (isNotUnderstood(ends[0]) || isNotUnderstood(ends[1]) || isNotUnderstood(asked)) return "not understood";
  return evaluateFlow(policies, { from: ends[0], to: ends[1], ...asked }).verdict;
}

describe("the end-to-end suite of Kubernetes", () => {
  test("has 138 cases with 5,498 pairs", () => {
    expect(cases.length).toBe(138);
    expect(cases.reduce((count, { expected }) => count + expected.length, 0)).toBe(5498);
  });

  test.each(cases)("$id", async (conformanceCase) => {
    const opened = await openCluster([{ path: "case.json", text: manifestsOf(conformanceCase) }]);
    expect(opened.sources.problems).toEqual([]);
    const { port, protocol, expected } = conformanceCase;
    const answers = expected.map((pair) => [...pair.slice(0, 2), verdictOf(opened, pair, `${port}/${protocol}`)]);
    expect(answers).toEqual(expected.map(([from, to, allowed]) => [from, to, allowed ? "allow" : "deny"]));
  });
});
