import { describe, expect, test } from "vitest";
import { adversarial } from "../../bench/generate-cluster.js";
import { listOf, readCluster } from "../../bench/open-cluster.js";
import { buildConnectivity, type Connectivity } from "../../src/connectivity/connectivity.js";
import { compilePolicies } from "../../src/policy/compile.js";
import type { JsonValue } from "../../src/source/json-value.js";

/** Clusters in which nearly everybody may connect to nearly everybody, so that rows hold all columns. */
const cases: readonly { readonly name: string; readonly objects: () => readonly JsonValue[] }[] = [
  { name: "few rules for each pod", objects: () => adversarial(500, 200).generate() },
  { name: "more rules for each pod than fit in a byte", objects: () => adversarial(500, 2_000).generate() },
  { name: "ports by name", objects: () => adversarial(500, 200).generate().map((object) => withPortName(object)) },
  { name: "blocks of addresses beside", objects: () => [...adversarial(500, 200).generate(), blockPolicy("ns-3"), blockPolicy("ns-4")] },
];

function open(objects: readonly JsonValue[]): Connectivity {
  return buildConnectivity(compilePolicies(readCluster(listOf(objects))));
}

/** Port 8080 is what every container of these clusters calls http. */
function withPortName(object: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(object).replaceAll('"port":8080', '"port":"http"')) as JsonValue;
}

function blockPolicy(namespace: string): JsonValue {
  const to = [{ ipBlock: { cidr: "10.0.0.0/25", except: ["10.0.0.16/28"] } }];
  const from = [{ ipBlock: { cidr: "203.0.113.0/24" } }];
  const spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"], egress: [{ to }], ingress: [{ from }] };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "blocks", namespace }, spec };
}

interface Listing {
  readonly matrix: Int32Array;
  readonly rows: number;
}

/** The answers of all pairs of columns; with `takesRows` as rows where the listing has them, otherwise pair by pair. */
function list(connectivity: Connectivity, takesRows: boolean): Listing {
  const { count } = connectivity.quotient();
  const matrix = new Int32Array(count * count);
  let rows = 0;
  connectivity.visit(4, {
    block: (sources, destinations, answer) => {
      for (const source of sources) for (const destination of destinations) matrix[source * count + destination] = answer;
    },
    pair: (source, destination, answer, inBlock) => {
      expect(matrix[source * count + destination]).toBe(inBlock);
      matrix[source * count + destination] = answer;
    },
    ...(takesRows && {
      row: (source, answers) => {
        rows += 1;
        matrix.set(answers, source * count);
      },
    }),
  });
  return { matrix, rows };
}

describe("rows that hold all columns", () => {
  test.each(cases)("say what single questions are answered: $name", ({ objects }) => {
    const connectivity = open(objects());
    const { count, columnOf } = connectivity.quotient();
    const { matrix, rows } = list(connectivity, true);
    expect(rows).toBeGreaterThan(count / 3);
    const columns = connectivity.classes.classOfPod.map((id) => columnOf[id] as number);
    const differing: string[] = [];
    columns.forEach((from, source) => {
      columns.forEach((to, destination) => {
        const isSame = matrix[from * count + to] === connectivity.ask(source, destination, 4);
        if (!isSame) differing.push(`${source} -> ${destination}`);
      });
    });
    expect(differing).toEqual([]);
  });

  test.each(cases)("are what is visited pair by pair: $name", ({ objects }) => {
    const connectivity = open(objects());
    expect(list(connectivity, true).matrix).toEqual(list(connectivity, false).matrix);
  });
});
