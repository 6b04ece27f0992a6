import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClusterSettings,
  type Endpoint,
  isNotUnderstood,
  openCluster,
  type OpenedCluster,
  parseCidr,
  parseEndpoint,
} from "@netpolint/core";
import {
  type Generated,
  generatePolicies,
  manifestOf,
  policyYaml,
  proveGenerated,
  type WantedFlow,
} from "@netpolint/generate";
import { type NaivePolicy, toManifests } from "../../core/test/naive/naive-cluster.js";
import { judge, podOf, randomWanted, type Wanted, type WantedCase, type WantedEnd } from "./random-wanted.js";

const runs = process.env["NETPOLINT_LONG"] ? 5_000 : 250;

async function open({ cluster, settings }: WantedCase): Promise<OpenedCluster> {
  const given: Partial<ClusterSettings> = {
    world: cluster.world,
    platform: settings.platform ?? "kubernetes",
    apiServer: (settings.apiServerCidrs ?? []).flatMap((text) => parseCidr(text) ?? []),
  };
  return await openCluster([{ path: "cluster.json", text: toManifests(cluster) }], given);
}

function endpointOf(opened: OpenedCluster, end: WantedEnd): Endpoint {
  const text = typeof end === "string" ? end : "pod" in end ? end.pod.replace("/", "/Pod/") : end.cidr;
  const endpoint = parseEndpoint(opened.cluster, text);
  if (isNotUnderstood(endpoint)) throw new Error(endpoint.problem);
  return endpoint;
}

function flowOf(opened: OpenedCluster, { from, to, protocol, ports }: Wanted, at: number): WantedFlow {
  const [port, endPort] = ports ?? [null, null];
  const range = endPort === null || endPort === port ? {} : { endPort };
  return {
    from: endpointOf(opened, from),
    to: endpointOf(opened, to),
    protocol,
    port,
    ...range,
    because: [`wanted ${at}`],
  };
}

async function generate(sample: WantedCase): Promise<{ opened: OpenedCluster; generated: Generated }> {
  const opened = await open(sample);
  const flows = sample.wanted.map((one, at) => flowOf(opened, one, at));
  return { opened, generated: generatePolicies(opened.cluster, flows) };
}

function naivePolicies({ policies }: Generated): readonly NaivePolicy[] {
  return policies.map((policy) => manifestOf(policy) as unknown as NaivePolicy);
}

/** What policies can express and decide: neither the host network, nor nodes, nor a pod with itself. */
function isExpressible({ cluster, settings }: WantedCase, { from, to }: Wanted): boolean {
  const pods = [from, to].map((end) => podOf(cluster, end));
  if (pods[0] !== undefined && pods[0] === pods[1]) return false;
  if (pods.some((pod) => pod?.spec.hostNetwork === true)) return false;
  if (from === "@node" || to === "@node") return false;
  if (from === "@apiserver" || to === "@apiserver") return settings.apiServerCidrs !== undefined && sharesFamily(pods, settings.apiServerCidrs);
  const blocks = [from, to].flatMap((end) => (typeof end === "object" && "cidr" in end ? [end.cidr] : []));
  return blocks.length === 0 || sharesFamily(pods, blocks);
}

/** A pod of which no address is known may have any. */
function sharesFamily(pods: readonly ReturnType<typeof podOf>[], blocks: readonly string[]): boolean {
  return pods.every((pod) => {
    const own = pod?.status?.podIPs?.map(({ ip }) => ip.includes(":")) ?? [];
    return own.length === 0 || blocks.some((cidr) => own.includes(cidr.includes(":")));
  });
}

/** The policies with one rule, peer or port less, each. A list of one item goes with its rule, since empty means all. */
function* smaller(policies: readonly NaivePolicy[]): Generator<readonly NaivePolicy[]> {
  for (const [at, policy] of policies.entries()) {
    for (const direction of ["ingress", "egress"] as const) {
      const rules = (policy.spec?.[direction] ?? []) as readonly Record<string, readonly unknown[] | undefined>[];
      const withRules = (changed: readonly unknown[]): readonly NaivePolicy[] =>
        policies.with(at, { ...policy, spec: { ...policy.spec, [direction]: changed } });
      for (const [ruleAt, rule] of rules.entries()) {
        yield withRules(rules.toSpliced(ruleAt, 1));
        for (const field of ["from", "to", "ports"]) {
          const items = rule[field] ?? [];
          if (items.length < 2) continue;
          for (const itemAt of items.keys()) yield withRules(rules.with(ruleAt, { ...rule, [field]: items.toSpliced(itemAt, 1) }));
        }
      }
    }
  }
}

describe("generated policies", () => {
  it(`allow every wanted flow that policies can express, and the others are listed (${runs} clusters)`, async () => {
    let expressible = 0;
    const property = fc.asyncProperty(randomWanted({ protoKey: false }), async (sample) => {
      const { opened, generated } = await generate(sample);
      const policies = naivePolicies(generated);
      const proof = await proveGenerated(opened.cluster, generated);
      const listed = new Set(generated.unexpressible.map(({ flow }) => flow));
      for (const [at, wanted] of sample.wanted.entries()) {
        const number = generated.flows.findIndex(({ because }) => because.includes(`wanted ${at}`));
        const isAllowed = judge(sample, policies, wanted, sample.wanted);
        if (isExpressible(sample, wanted)) {
          expressible += 1;
          expect(isAllowed).toBe(true);
          expect(listed.has(number)).toBe(false);
        } else if (!isAllowed) expect(listed.has(number)).toBe(true);
        // What is said of it is what the naive evaluator says.
        if (proof.flows[number]?.alone.verdict === "allow") {
          expect(judge(sample, policies, wanted, sample.wanted, ["literal"])).toBe(true);
        }
      }
    });
    await fc.assert(property, { numRuns: runs });
    expect(expressible).toBeGreaterThan(runs);
  }, 600_000);

  it(`have no rule, peer or port that could go (${runs} clusters)`, async () => {
    let removed = 0;
    const property = fc.asyncProperty(randomWanted({ protoKey: false }), async (sample) => {
      const { generated } = await generate(sample);
      const policies = naivePolicies(generated);
      const allowed = sample.wanted.filter((wanted) => judge(sample, policies, wanted, sample.wanted));
      for (const fewer of smaller(policies)) {
        removed += 1;
        expect(allowed.some((wanted) => !judge(sample, fewer, wanted, sample.wanted))).toBe(true);
      }
    });
    await fc.assert(property, { numRuns: runs });
    expect(removed).toBeGreaterThan(runs);
  }, 600_000);

  it("are said to allow a flow only where the naive evaluator says so, beside policies of every kind", async () => {
    const sampled = randomWanted({ protoKey: false, clusterPolicies: true });
    let [allowed, denied] = [0, 0];
    const property = fc.asyncProperty(sampled, async (sample) => {
      const { opened, generated } = await generate(sample);
      const proof = await proveGenerated(opened.cluster, generated);
      const own = naivePolicies(generated);
      const replaced = new Set(own.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
      const others = sample.cluster.policies.filter(({ metadata }) => !replaced.has(`${metadata.namespace}/${metadata.name}`));
      for (const [at, wanted] of sample.wanted.entries()) {
        const proven = proof.flows.find(({ flow }) => flow.because.includes(`wanted ${at}`));
        if (proven?.alone.verdict === "allow") {
          allowed += 1;
          expect(judge(sample, own, wanted, sample.wanted, ["literal"])).toBe(true);
        } else denied += 1;
        if (proven?.beside.verdict === "allow") {
          expect(judge(sample, [...others, ...own], wanted, sample.wanted, ["literal"])).toBe(true);
        }
      }
    });
    await fc.assert(property, { numRuns: runs });
    expect(Math.min(allowed, denied)).toBeGreaterThan(runs / 5);
  }, 600_000);

  it("are read back from their text as the objects that they are", async () => {
    const property = fc.asyncProperty(randomWanted({ protoKey: false }), async (sample) => {
      const { generated } = await generate(sample);
      if (generated.policies.length === 0) return;
      const read = await openCluster([{ path: "policies.yaml", text: generated.policies.map(policyYaml).join("---\n") }]);
      expect(read.sources.problems).toEqual([]);
      expect(read.cluster.networkPolicies.flatMap(({ refusals }) => refusals)).toEqual([]);
      const objects = read.cluster.networkPolicies.map(({ meta }) => meta.origin.valueAt([]));
      expect(objects).toEqual(generated.policies.map(manifestOf));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it("select pods of their own only, unless they say whose as well", async () => {
    const property = fc.asyncProperty(randomWanted({ protoKey: false }), async (sample) => {
      const { generated } = await generate(sample);
      for (const policy of generated.policies) {
        const selected = sample.cluster.pods.filter((pod) => selects(policy, pod));
        const names = selected.map(({ metadata }) => `${metadata.namespace}/Pod/${metadata.name}`);
        const own = policy.subjects.concat(policy.remarks.flatMap((remark) => remark.match(/[\w-]+\/Pod\/[\w-]+/g) ?? []));
        expect(names.filter((name) => !own.includes(name))).toEqual([]);
        expect(policy.subjects.filter((subject) => !names.includes(subject))).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: 500 });
  });

  function selects({ namespace, podSelector }: Generated["policies"][number], pod: WantedCase["cluster"]["pods"][number]): boolean {
    if (pod.metadata.namespace !== namespace || pod.spec.hostNetwork === true) return false;
    const labels = new Map(Object.entries(pod.metadata.labels ?? {}));
    return podSelector.requirements.every(({ key, operator, values }) =>
      operator === "In" ? values.includes(labels.get(key) ?? "\0") : !labels.has(key),
    );
  }
});
