import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ClusterSettings,
  evaluateFlow,
  type FlowAnswer,
  isNotUnderstood,
  openCluster,
  parseAskedPort,
  parseCidr,
  parseEndpoint,
} from "../src/index.js";
import { toManifests } from "./naive/naive-cluster.js";
import { type End, naiveVerdict } from "./naive/naive-evaluate.js";
import {
  allFeatures,
  allTierFeatures,
  featuresOf,
  type RandomCase,
  randomCase,
  tierFeaturesOf,
} from "./naive/random-cluster.js";

/** Pairs of a cluster and a flow that are compared on each run; the long run takes ten times as many. */
const pairs = process.env["NETPOLINT_LONG"] ? 200_000 : 20_000;
/** A slow machine may take some milliseconds for each. */
const timeout = 30 * pairs;

function endpointText(end: End): string {
  if (typeof end === "string") return end;
  if ("address" in end) return end.address;
  return end.pod.replace("/", "/Pod/");
}

function settingsOf({ cluster, settings }: RandomCase): Partial<ClusterSettings> {
  return {
    world: cluster.world,
    platform: settings.platform ?? "kubernetes",
    apiServer: (settings.apiServerCidrs ?? []).flatMap((text) => parseCidr(text) ?? []),
  };
}

async function engineAnswer(sample: RandomCase): Promise<FlowAnswer> {
  const { cluster, flow } = sample;
  const files = [{ path: "cluster.json", text: toManifests(cluster) }];
  const opened = await openCluster(files, settingsOf(sample));
  expect(opened.sources.problems).toEqual([]);
  const from = parseEndpoint(opened.cluster, endpointText(flow.from));
  const to = parseEndpoint(opened.cluster, endpointText(flow.to));
  const asked = parseAskedPort(`${flow.port}/${flow.protocol}`);
  if (isNotUnderstood(from) || isNotUnderstood(to) || isNotUnderstood(asked)) throw new Error("not understood");
  return evaluateFlow(opened.policies, { from, to, ...asked });
}

describe("the engine and the naive evaluator", () => {
  test(`agree on ${pairs} random clusters and flows`, { timeout }, async () => {
    const reached = new Set<string>();
    const property = fc.asyncProperty(randomCase({ protoKey: false }), async (sample) => {
      const { cluster, flow, settings } = sample;
      for (const feature of featuresOf(cluster, flow, settings)) reached.add(feature);
      const answer = await engineAnswer(sample);
      expect(answer.verdict).toBe(naiveVerdict(cluster, flow, settings));
    });
    await fc.assert(property, { numRuns: pairs });
    expect(allFeatures.filter((feature) => !reached.has(feature) && !feature.includes("proto"))).toEqual([]);
  });

  test(`agree on ${pairs} random clusters and flows with tiers`, { timeout }, async () => {
    const reached = new Set<string>();
    const property = fc.asyncProperty(randomCase({ protoKey: false, clusterPolicies: true }), async (sample) => {
      const { cluster, flow, settings } = sample;
      for (const feature of tierFeaturesOf(cluster, flow, settings)) reached.add(feature);
      const answer = await engineAnswer(sample);
      expect(answer.verdict).toBe(naiveVerdict(cluster, flow, settings));
    });
    await fc.assert(property, { numRuns: pairs });
    expect(allTierFeatures.filter((feature) => !reached.has(feature))).toEqual([]);
  });

  test("an undefined answer names the fact that would decide", async () => {
    const property = fc.asyncProperty(randomCase({ protoKey: false }), async (sample) => {
      const answer = await engineAnswer(sample);
      if (answer.verdict !== "undefined") return;
      expect(answer.notes.filter((note) => note.settle !== undefined)).not.toEqual([]);
    });
    await fc.assert(property, { numRuns: 2_000 });
  });
});
