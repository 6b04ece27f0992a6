import { openCluster, readDocuments } from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { resolvePlainKey } from "../../src/source/kubernetes-scalars.js";

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
