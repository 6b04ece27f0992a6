import { openCluster, readDocuments } from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { resolvePlainKey, resolvePlainScalar } from "../../src/source/kubernetes-scalars.js";

// sigs.k8s.io/yaml resolves keys like other scalars and writes what they are as text (convertToJSONableObject).
const keys: readonly (readonly [written: string, key: string])[] = [
  ["app", "app"],
  ["on", "true"],
  ["No", "false"],
  ["y", "true"],
  ["TRUE", "true"],
  ["8080", "8080"],
  ["0777", "511"],
  ["0x1F", "31"],
  ["1_000", "1000"],
  ["1.10", "1.1"],
  ["-1.50", "-1.5"],
  ["1e3", "1000"],
  // Go writes 1e+09 and 1.2345679e+07; both stay as they are, since nobody writes such keys.
  ["1e9", "1e9"],
  ["12345678.5", "12345678.5"],
  // Kubernetes refuses it.
  ["null", "null"],
  ["12:30", "12:30"],
];

describe("resolvePlainKey", () => {
  it.each(keys)("reads %s as %s", (written, key) => {
    expect(resolvePlainKey(written)).toBe(key);
  });
});

// go-yaml v2, resolve.go: strconv.ParseInt, ParseUint and ParseFloat in turn, and text where all of them fail.
const scalars: readonly (readonly [written: string, value: string | number])[] = [
  ["1e308", 1e308],
  ["1e309", "1e309"],
  ["-1e999", "-1e999"],
  ["1e-999", 0],
  ["9".repeat(308), Number("9".repeat(308))],
  ["9".repeat(310), "9".repeat(310)],
  ["18446744073709551616", 2 ** 64],
  ["0xFFFFFFFFFFFFFFFF", 2 ** 64],
  ["0x10000000000000000", "0x10000000000000000"],
  ["-0x8000000000000000", -(2 ** 63)],
  ["-0x8000000000000001", "-0x8000000000000001"],
  ["+0x8000000000000000", "+0x8000000000000000"],
  ["0b".padEnd(67, "1"), "0b".padEnd(67, "1")],
  ["0o7777777777777777777777777", "0o7777777777777777777777777"],
  // No integer in base 8, and so a float in base 10.
  ["07777777777777777777777777", Number("7".repeat(25))],
  ["0_", 0],
  ["0x_", "0x_"],
];

describe("resolvePlainScalar", () => {
  it.each(scalars)("reads %s as %s", (written, value) => {
    expect(resolvePlainScalar(written)).toBe(value);
  });
});

describe("keys of documents", () => {
  it.each([
    ["the short way", ""],
    ["the parser that decides", "anchor: &a 1\n"],
  ])("are read like Kubernetes reads them by %s", async (_, before) => {
    const file = { path: "a.yaml", text: `${before}on: 1\n1.10: 2\n"off": 3\n'0777': 4\nNo: 5\n` };
    const [document] = (await readDocuments(file, () => true)).documents;
    expect(document?.value).toEqual({ ...(before && { anchor: 1 }), true: 1, 1.1: 2, off: 3, "0777": 4, false: 5 });
    const lines = ["true", "1.1", "off", "0777", "false"].map((key) => document?.locate([key]).start.line);
    const first = before === "" ? 1 : 2;
    expect(lines).toEqual([first, first + 1, first + 2, first + 3, first + 4]);
  });

  it("are one key where they are one for Kubernetes", async () => {
    const [document] = (await readDocuments({ path: "a.yaml", text: "on: 1\nyes: 2\n" }, () => true)).documents;
    expect([document?.value, document?.duplicateKeys().map(({ path }) => path)]).toEqual([{ true: 2 }, [["true"]]]);
  });

  it("decide which pods a policy selects", async () => {
    const text = [
      "apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop, labels: { on: a } }\nspec: { containers: [] }\n",
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n" +
        "spec: { podSelector: { matchLabels: { 'true': a } } }\n",
    ].join("---\n");
    const { cluster } = await openCluster([{ path: "a.yaml", text }]);
    expect([...(cluster.workloads[0]?.pods[0]?.labels.entries ?? [])]).toEqual([["true", "a"]]);
  });
});
