import { compareText, type Endpoint, type InputProblem } from "@netpolint/core";
import {
  applyPolicies,
  type Generated,
  type GeneratedPolicy,
  type GenerateOptions,
  generatePolicies,
  policyFile,
  type UnattributedTraffic,
  type WantedFlow,
} from "@netpolint/generate";
import { isWrongUsage, type WrongUsage } from "../parse-arguments.js";
import type { FlowSource, SourceContext, SourcedFlows, UnusableSubject } from "./flow-source.js";
import { flowSources } from "./flow-sources.js";

/** What all sources say, and the policies that come of it. */
export interface Collected {
  readonly generated: Generated;
  readonly unusable: readonly UnusableSubject[];
  readonly problems: readonly InputProblem[];
  readonly remarks: readonly string[];
  readonly leftOut: readonly UnattributedTraffic[];
}

interface ReadSource {
  readonly source: FlowSource;
  readonly text: string;
}

/** Asks the sources that `--from` names, again and again where what is wanted depends on who is isolated. */
export async function collectFlows(
  texts: readonly string[],
  context: SourceContext,
  isInScope: GenerateOptions["isInScope"],
): Promise<Collected | WrongUsage> {
  const sources = await sourcesOf(texts, context);
  if (isWrongUsage(sources)) return sources;
  const steady = await readAll(sources.filter(({ source }) => !source.dependsOnPolicies), context);
  if (isWrongUsage(steady)) return steady;
  const moving = sources.filter(({ source }) => source.dependsOnPolicies);
  let policies = context.policies;
  let found: readonly SourcedFlows[] = steady;
  let generated = generateFrom(found, moving.length > 0, context, isInScope);
  // Each round adds flows; a handful is enough, for only DNS depends on what is isolated.
  for (let round = 0; moving.length > 0 && round < 5; round += 1) {
    policies = (await applyPolicies(context.policies.cluster, generated.policies.map(policyFile))).alone;
    const read = await readAll(moving, { ...context, policies });
    if (isWrongUsage(read)) return read;
    const before = generated.flows.length;
    found = [...steady, ...read];
    generated = generateFrom(found, true, context, isInScope);
    if (round > 0 && generated.flows.length === before) break;
  }
  return {
    generated,
    unusable: found.flatMap((one) => one.unusable),
    problems: found.flatMap((one) => one.problems),
    remarks: [...new Set(found.flatMap((one) => one.remarks))].sort(compareText),
    leftOut: found.flatMap((one) => one.leftOut ?? []),
  };
}

/** What the sources say of the input as it is, without making anything of it. */
export async function readFlowSources(
  texts: readonly string[],
  context: SourceContext,
): Promise<readonly SourcedFlows[] | WrongUsage> {
  const sources = await sourcesOf(texts, context);
  return isWrongUsage(sources) ? sources : readAll(sources, context);
}

async function sourcesOf(texts: readonly string[], context: SourceContext): Promise<readonly ReadSource[] | WrongUsage> {
  const found: ReadSource[] = [];
  for (const text of new Set(texts)) {
    const source = await sourceOf(text, context);
    if (!source) {
      const known = "`packs`, `expectations`, or a file that is there";
      return { problem: `\`--from ${text}\` is no source of flows; there are ${known}.`, command: context.args.command };
    }
    found.push({ source, text });
  }
  return found;
}

async function sourceOf(text: string, context: SourceContext): Promise<FlowSource | undefined> {
  for (const source of flowSources) if (await source.takes(text, context)) return source;
  return undefined;
}

async function readAll(sources: readonly ReadSource[], context: SourceContext): Promise<readonly SourcedFlows[] | WrongUsage> {
  const found: SourcedFlows[] = [];
  for (const { source, text } of sources) {
    const read = await source.read(text, context);
    if (isWrongUsage(read)) return read;
    found.push(read);
  }
  return found;
}

/** Where one source knows all that is wanted, every workload gets a policy. */
function generateFrom(
  found: readonly SourcedFlows[],
  knowsAll: boolean,
  { policies: { cluster } }: SourceContext,
  isInScope: GenerateOptions["isInScope"],
): Generated {
  const flows: readonly WantedFlow[] = found.flatMap((one) => one.flows);
  const all = (knowsAll && found.length > 0) || found.some(({ subjects }) => subjects === "all");
  const subjects: readonly Endpoint[] = found.flatMap((one) => (one.subjects === "all" ? [] : one.subjects));
  const everything: readonly Endpoint[] = cluster.workloads.map((workload) => ({ type: "workload", workload }));
  const generated = generatePolicies(cluster, flows, {
    subjects: all ? [...everything, ...subjects] : subjects,
    ...(isInScope ? { isInScope } : {}),
  });
  return { ...generated, policies: generated.policies.map((policy) => knownDirections(policy, found, knowsAll)) };
}

/** A policy closes only those directions in which some source knows all that its workloads need. */
function knownDirections(policy: GeneratedPolicy, found: readonly SourcedFlows[], knowsAll: boolean): GeneratedPolicy {
  if (knowsAll || found.some((one) => one.directions === undefined)) return policy;
  const known = new Set(found.flatMap((one) => policy.subjects.flatMap((name) => one.directions?.get(name) ?? [])));
  const directions = policy.directions.filter((direction) => known.has(direction));
  return {
    ...policy,
    directions,
    ingress: known.has("ingress") ? policy.ingress : [],
    egress: known.has("egress") ? policy.egress : [],
  };
}

