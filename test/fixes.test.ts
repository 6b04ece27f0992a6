import {
  analyzeAndFix,
  type AnalyzeOptions,
  diffConnectivity,
  type JsonValue,
  openCluster,
  type OpenedCluster,
  type SourceFile,
  writeYaml,
} from "@netpolint/core";
import { allRules } from "@netpolint/rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toManifests } from "../packages/core/test/naive/naive-cluster.js";
import { randomCluster } from "../packages/core/test/naive/random-cluster.js";

const numRuns = process.env["NETPOLINT_LONG"] === undefined ? 60 : 600;
const cluster = randomCluster().map((drawn) => JSON.parse(toManifests(drawn)) as JsonValue);

/** The objects one by one in YAML, or as they come from a cluster: one `kind: List`, in JSON or YAML. */
const inputs = fc.tuple(cluster, fc.constantFrom("documents", "list", "json")).map(async ([list, form]): Promise<SourceFile> => {
  const { items } = list as { readonly items: readonly JsonValue[] };
  if (form === "json") return { path: "all.json", text: JSON.stringify(list, null, 2) };
  return { path: "all.yaml", text: await writeYaml(form === "list" ? [list] : items) };
});

async function open({ files, settings }: AnalyzeOptions): Promise<OpenedCluster> {
  return openCluster(files, settings);
}

describe("all fixes of all rules together, in random clusters", () => {
  it.each(["closed", "open"] as const)("change no connection of a %s world, and leave nothing to fix", async (world) => {
    let made = 0;
    const property = fc.asyncProperty(inputs, async (written) => {
      const options = { files: [await written], rules: allRules, packs: [], settings: { world } };
      const once = await analyzeAndFix(options);
      made += once.fixed.length;
      const fixed = { ...options, files: once.files };
      const { gained, lost, undecidedChanges } = diffConnectivity(await open(options), await open(fixed));
      expect([gained, lost, undecidedChanges]).toEqual([[], [], []]);
      expect(once.report.findings.filter(({ fix }) => fix !== null)).toEqual([]);
      const twice = await analyzeAndFix(fixed);
      expect(twice.files).toEqual(once.files);
    });
    await fc.assert(property, { numRuns });
    expect(made).toBeGreaterThan(numRuns / 4);
  });
});
