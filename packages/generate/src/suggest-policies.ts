import {
  type Cluster,
  type CompiledPolicies,
  type Endpoint,
  endpointName,
  type PackChoice,
  policiesFor,
  type PolicyDirection,
  requireFlows,
  type Workload,
} from "@netpolint/core";
import { defaultPolicy } from "./default-policies.js";
import { type Generated, generatePolicies } from "./generate-policies.js";
import { type GeneratedPolicy, manifestOf } from "./generated-policy.js";
import { namedFlows } from "./named-flows.js";
import { type PolicyFile, policyFile } from "./policy-file.js";
import { answerOf, applyPolicies } from "./prove-generated.js";
import { requiredFlow, type WantedFlow } from "./wanted-flow.js";

export interface SuggestOptions {
  readonly packs: PackChoice;
  /** What has to work beside what packs require, and what policies of the cluster name. */
  readonly flows?: readonly WantedFlow[];
}

/** Policies to add to those of a cluster. */
export interface Suggestion {
  readonly files: readonly PolicyFile[];
  /** What is allowed, and that all else is closed: sentences. */
  readonly madeFrom: string;
  /** By `namespace/Kind/name`, what no policy could be made to do, a sentence each. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

/** More workloads make a page several times as large as it is without suggestions, and take as much longer. */
export const mostSuggestedFor = 500;

const directions = ["ingress", "egress"] as const;

/**
 * What is missing in a cluster, from what is known of it alone: every workload is isolated in the directions in which
 * nothing isolates it, but for what packs require, for what policies of the cluster name it in, and for `flows`. Where
 * something isolates it already, a policy comes only where that leaves out what packs or `flows` require. All that the
 * cluster has stays.
 */
export async function suggestPolicies(policies: CompiledPolicies, { packs, flows = [] }: SuggestOptions): Promise<Suggestion> {
  const { cluster } = policies;
  const isIsolated = isolation(policies);
  const named = namedFlows(cluster, isIsolated);
  const { inForce, required, generated } = await generateAll(cluster, packs, flows, named);
  const reasons = new Set(required.flatMap(({ because }) => because));
  const missing = missingSides(policies, generated, (flow) => flow.because.some((one) => reasons.has(one)), isIsolated);
  const byName = workloadsByName(cluster);
  const files = generated.policies.flatMap((policy) => {
    const own = policy.subjects.flatMap((name) => byName.get(name) ?? []);
    const wanted = directions.filter((one) =>
      own.some((workload) => !isIsolated(workload, one) || missing[one].has(workload)),
    );
    return wanted.length === 0 ? [] : [policyFile({ ...narrowed(policy, wanted), name: nameBeside(cluster, generated, policy) })];
  });
  return { files, madeFrom: madeFromText(inForce, flows.length > 0), remarks: remarksOf(generated) };
}

function madeFromText(packs: readonly string[], hasFlows: boolean): string {
  const sources = [
    ...(packs.length === 0 ? [] : [`what the flow ${packs.length === 1 ? "pack requires" : "packs require"} (${packs.join(", ")})`]),
    ...(hasFlows ? ["what the expectations allow"] : []),
    "the connections that rules of the input name",
  ];
  return `Allowed: ${sources.join("; ")}. Nothing else is known, so everything else is closed.`;
}

interface GeneratedAll {
  /** The packs that were asked. */
  readonly inForce: readonly string[];
  readonly required: readonly WantedFlow[];
  readonly generated: Generated;
}

/** Packs are asked again with what was made: who has DNS over UDP needs it over TCP. */
async function generateAll(
  cluster: Cluster,
  packs: PackChoice,
  flows: readonly WantedFlow[],
  named: readonly WantedFlow[],
): Promise<GeneratedAll> {
  const ask = (policies: CompiledPolicies): Pick<GeneratedAll, "inForce" | "required"> => {
    const { packs: inForce, flows: rows } = requireFlows(policies, packs);
    return { inForce, required: [...rows.map(requiredFlow), ...flows] };
  };
  let asked = ask(await allIsolated(cluster));
  let generated = generatePolicies(cluster, [...asked.required, ...named]);
  for (let round = 0; round < 3; round += 1) {
    const again = ask(await alone(cluster, generated.policies));
    if (again.required.length === asked.required.length) break;
    asked = again;
    generated = generatePolicies(cluster, [...asked.required, ...named]);
  }
  return { ...asked, generated };
}

/** What is needed by those who are isolated is known once they are. */
async function allIsolated(cluster: Cluster): Promise<CompiledPolicies> {
  const namespaces = [...new Set(cluster.workloads.map(({ namespace }) => namespace))];
  const names = ["default-deny-ingress", "default-deny-egress"] as const;
  return alone(cluster, namespaces.flatMap((namespace) => names.map((name) => defaultPolicy(name, namespace))));
}

/** JSON is read in a small part of the time that YAML takes. */
async function alone(cluster: Cluster, policies: readonly GeneratedPolicy[]): Promise<CompiledPolicies> {
  const files = policies.map((policy): PolicyFile => {
    const { namespace, name, subjects, remarks } = policy;
    const manifest = manifestOf(policy);
    return { fileName: `${namespace}.${name}.json`, namespace, name, subjects, remarks, manifest, yaml: JSON.stringify(manifest) };
  });
  return (await applyPolicies(cluster, files)).alone;
}

type IsIsolated = (workload: Workload, direction: PolicyDirection) => boolean;

/** All pods, for sure. */
function isolation(policies: CompiledPolicies): IsIsolated {
  const known = new Map<Workload, Readonly<Record<PolicyDirection, boolean>>>();
  const find = ({ pods }: Workload, direction: PolicyDirection): boolean =>
    pods.every((pod) =>
      policiesFor(policies, pod, direction).some(({ compiled, selects }) => selects === "yes" && !compiled.refused),
    );
  return (workload, direction) => {
    const own = known.get(workload) ?? { ingress: find(workload, "ingress"), egress: find(workload, "egress") };
    known.set(workload, own);
    return own[direction];
  };
}

/** By direction, who is isolated and lacks a flow that is required. */
function missingSides(
  policies: CompiledPolicies,
  { flows }: Generated,
  isRequired: (flow: WantedFlow) => boolean,
  isIsolated: IsIsolated,
): Readonly<Record<PolicyDirection, ReadonlySet<Workload>>> {
  const missing = { ingress: new Set<Workload>(), egress: new Set<Workload>() };
  for (const flow of flows.filter(isRequired)) {
    const sides = directions.flatMap((direction) => {
      const end = direction === "ingress" ? flow.to : flow.from;
      return end.type === "workload" && isIsolated(end.workload, direction) ? [{ direction, workload: end.workload }] : [];
    });
    const open = sides.filter(({ direction, workload }) => !missing[direction].has(workload));
    if (open.length === 0) continue;
    const answer = answerOf(policies, flow);
    for (const { direction, workload } of open) {
      if (answer[direction].verdict !== "allow") missing[direction].add(workload);
    }
  }
  return missing;
}

function narrowed(policy: GeneratedPolicy, wanted: readonly PolicyDirection[]): GeneratedPolicy {
  return {
    ...policy,
    directions: wanted,
    ingress: wanted.includes("ingress") ? policy.ingress : [],
    egress: wanted.includes("egress") ? policy.egress : [],
  };
}

/** Also what was generated before stays: whoever applies an object replaces the one of its name. */
function nameBeside({ networkPolicies, assumedPolicies }: Cluster, { policies }: Generated, policy: GeneratedPolicy): string {
  const { namespace, name } = policy;
  const there = [...networkPolicies, ...assumedPolicies].map(({ meta }) => meta);
  const others = [...there, ...policies.filter((other) => other !== policy)];
  const taken = new Set(others.flatMap((other) => (other.namespace === namespace ? [other.name] : [])));
  const candidate = (number: number): string => (number === 0 ? name : `${name.slice(0, 240)}-more${number === 1 ? "" : `-${number}`}`);
  let number = 0;
  while (taken.has(candidate(number))) number += 1;
  return candidate(number);
}

function workloadsByName({ workloads }: Cluster): ReadonlyMap<string, readonly Workload[]> {
  const byName = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const name = nameOf(workload);
    byName.set(name, [...(byName.get(name) ?? []), workload]);
  }
  return byName;
}

/** Of all revisions together. */
function nameOf({ namespace, kind, name }: Workload): string {
  return `${namespace}/${kind}/${name.split("@", 1)[0] ?? name}`;
}

function remarksOf({ flows, unexpressible, unselectable }: Generated): ReadonlyMap<string, readonly string[]> {
  const remarks = new Map<string, string[]>();
  const add = (name: string, sentence: string): void => {
    const own = remarks.get(name);
    if (!own) remarks.set(name, [sentence]);
    else if (!own.includes(sentence)) own.push(sentence);
  };
  for (const { subject, problem } of unselectable) add(subject, `It gets no policy: ${problem}.`);
  for (const { flow: at, direction, problem, instead } of unexpressible) {
    const flow = flows[at];
    if (!flow) continue;
    const sentence = `No policy can allow ${flowText(flow)}: ${problem}; ${instead}.`;
    const ends = [...(direction === "ingress" ? [] : [flow.from]), ...(direction === "egress" ? [] : [flow.to])];
    for (const name of ends.flatMap(workloadNames)) add(name, sentence);
  }
  return remarks;
}

function workloadNames(end: Endpoint): readonly string[] {
  return end.type === "workload" ? [nameOf(end.workload)] : [];
}

function flowText({ from, to, protocol, port, endPort }: WantedFlow): string {
  const ports = port === null ? protocol : `${protocol} ${port}${endPort === undefined ? "" : `-${endPort}`}`;
  return `${endpointName(from)} -> ${endpointName(to)} ${ports}`;
}
