import type { Pod } from "../cluster/cluster.js";
import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import { type Labels, type LabelSelector, matchesLabels, type Ternary } from "../sets/label-selector.js";
import type { Path } from "../source/json-value.js";
import type { CompiledPolicies, CompiledPolicy } from "./compile.js";

export interface Selecting {
  readonly compiled: CompiledPolicy;
  readonly selects: Ternary;
}

/**
 * The policies that isolate a pod in a direction, or may. A pod in the host network is isolated by none: what a policy
 * does to it is left open by the API, and no effect is the common answer.
 */
export function policiesFor(policies: CompiledPolicies, subject: Pod, direction: PolicyDirection): readonly Selecting[] {
  return subject.hostNetwork ? none : policiesSelecting(policies, subject, direction);
}

/** The policies whose podSelector matches a pod, whatever network it is in. */
export function policiesSelecting(
  policies: CompiledPolicies,
  { namespace, labels }: Pod,
  direction: PolicyDirection,
): readonly Selecting[] {
  const inNamespace = policies.byNamespace.get(namespace);
  if (!inNamespace) return none;
  const index = indexOf(inNamespace)[direction];
  const known = index.known.get(labels);
  if (known) return known;
  const found = selectingAmong(labels.complete ? candidatesFor(index, labels) : index.all, labels);
  index.known.set(labels, found);
  return found;
}

const none: readonly Selecting[] = [];

/** Policies of one namespace that are for a direction, or may be. A place is one in the list of all. */
interface DirectionIndex {
  readonly all: readonly CompiledPolicy[];
  /** The places of policies for which a label has to have one value, by label and value. */
  readonly byLabel: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Those of the others. */
  readonly others: readonly number[];
  /** Pods of one workload share their labels, and many questions are about each. */
  readonly known: WeakMap<Labels, readonly Selecting[]>;
}

type PolicyIndex = Readonly<Record<PolicyDirection, DirectionIndex>>;

const indexes = new WeakMap<readonly CompiledPolicy[], PolicyIndex>();

function indexOf(inNamespace: readonly CompiledPolicy[]): PolicyIndex {
  const known = indexes.get(inNamespace);
  if (known) return known;
  const index = { ingress: indexDirection(inNamespace, "ingress"), egress: indexDirection(inNamespace, "egress") };
  indexes.set(inNamespace, index);
  return index;
}

function indexDirection(inNamespace: readonly CompiledPolicy[], direction: PolicyDirection): DirectionIndex {
  const all = inNamespace.filter((compiled) => isForDirection(compiled, direction));
  const byLabel = new Map<string, Map<string, number[]>>();
  const others: number[] = [];
  all.forEach((compiled, place) => {
    const wanted = compiled.refused ? undefined : onlyValue(compiled.policy.podSelector);
    if (wanted) addPlace(byLabel, wanted, place);
    else others.push(place);
  });
  return { all, byLabel, others, known: new WeakMap() };
}

interface WantedLabel {
  readonly key: string;
  readonly value: string;
}

function onlyValue({ requirements }: LabelSelector): WantedLabel | undefined {
  for (const { key, operator, values } of requirements) {
    const [value] = values;
    if (operator === "In" && values.length === 1 && value !== undefined) return { key, value };
  }
  return undefined;
}

function addPlace(byLabel: Map<string, Map<string, number[]>>, { key, value }: WantedLabel, place: number): void {
  const byValue = byLabel.get(key) ?? new Map<string, number[]>();
  byLabel.set(key, byValue);
  const places = byValue.get(value);
  if (places) places.push(place);
  else byValue.set(value, [place]);
}

/** The policies that may select who has these labels and no others, in the order of all. */
function candidatesFor({ all, byLabel, others }: DirectionIndex, { entries }: Labels): readonly CompiledPolicy[] {
  const places = others.slice();
  for (const [key, value] of entries) {
    for (const place of byLabel.get(key)?.get(value) ?? []) places.push(place);
  }
  return places.sort((a, b) => a - b).map((place) => all[place] as CompiledPolicy);
}

function selectingAmong(candidates: readonly CompiledPolicy[], labels: Labels): readonly Selecting[] {
  const found: Selecting[] = [];
  for (const compiled of candidates) {
    const selects = selectsLabels(compiled, labels);
    if (selects !== "no") found.push({ compiled, selects });
  }
  return found;
}

function selectsLabels(compiled: CompiledPolicy, labels: Labels): Ternary {
  return selectionInDoubt(compiled) ? "unknown" : matchesLabels(compiled.policy.podSelector, labels);
}

function isForDirection(compiled: CompiledPolicy, direction: PolicyDirection): boolean {
  return compiled[direction] !== undefined || typesInDoubt(compiled);
}

/** The directions of a policy whose policyTypes the API server refuses are not known. */
export function typesInDoubt({ policy, refused }: CompiledPolicy): boolean {
  return refused && hasRefusal(policy, ["spec", "policyTypes"]);
}

/** A selector that the API server refuses, or that may be misspelt, can be meant for any pod of the namespace. */
export function selectionInDoubt({ policy, refused }: CompiledPolicy): boolean {
  return refused && (hasRefusal(policy, ["spec", "podSelector"]) || hasUnknownField(policy));
}

function hasRefusal(policy: NetworkPolicy, prefix: Path): boolean {
  return policy.refusals.some(
    ({ path }) => isAboutAll(path) || prefix.every((step, index) => step === path[index]),
  );
}

function hasUnknownField(policy: NetworkPolicy): boolean {
  return policy.refusals.some(({ path, reason }) => reason === "UnknownField" && path.length === 2);
}

/** Beside the version and the status, which old releases wrote, a field at the root can be meant for any of the spec. */
function isAboutAll(path: Path): boolean {
  return path.length <= 1 && path[0] !== "apiVersion" && path[0] !== "status";
}
