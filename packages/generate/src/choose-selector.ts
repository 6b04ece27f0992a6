import { everything, type LabelSelector, matchesLabels, type Pod, type SelectorRequirement } from "@netpolint/core";
import { selectableLabels } from "./label-keys.js";
import type { PodFamily } from "./pod-family.js";

/** A selector for the pods of one family, and the families of its namespace that it selects as well. */
export interface ChosenSelector {
  readonly selector: LabelSelector;
  readonly alsoSelects: readonly PodFamily[];
  /** True where no label says which pods are meant, only which are not. */
  readonly isNegative: boolean;
}

/**
 * As many labels as tell the pods from the others of their namespace. Where the others have all of these labels
 * and more, it is asked that the others' are absent. `namespace` are the families that share it.
 */
export function chooseSelector(family: PodFamily, namespace: readonly PodFamily[]): ChosenSelector {
  const labels = commonLabels(family);
  const others = namespace.filter((other) => other !== family && !other.hostNetwork);
  const named = fewestLabels(labels, others);
  const absent = absentKeys(family, selectedBy({ requirements: named }, others));
  const selector: LabelSelector = { requirements: [...named, ...absent] };
  const chosen = selector.requirements.length === 0 ? everything : selector;
  return { selector: chosen, alsoSelects: selectedBy(chosen, others), isNegative: named.length === 0 };
}

/** What all pods of the family have, and keep. */
function commonLabels({ pods: [first, ...others] }: PodFamily): readonly SelectorRequirement[] {
  return selectableLabels(first?.labels.entries ?? new Map())
    .filter(([key, value]) => others.every((pod) => pod.labels.entries.get(key) === value))
    .map(([key, value]) => ({ key, operator: "In", values: [value] }));
}

/** The most telling label always, since others may come; more only where they leave somebody out. */
function fewestLabels(
  labels: readonly SelectorRequirement[],
  others: readonly PodFamily[],
): readonly SelectorRequirement[] {
  const best = selectedBy({ requirements: labels }, others).length;
  const isEnough = (requirements: readonly SelectorRequirement[]): boolean =>
    selectedBy({ requirements }, others).length === best;
  const [first, ...more] = labels;
  if (!first || isEnough([first])) return labels.slice(0, 1);
  const second = more.find((label) => isEnough([first, label]));
  if (second) return [first, second];
  return more.reduceRight<readonly SelectorRequirement[]>((kept, label) => {
    const without = kept.filter((other) => other !== label);
    return isEnough(without) ? without : kept;
  }, labels);
}

/** Families of which the selector selects a pod for sure. */
function selectedBy(selector: LabelSelector, families: readonly PodFamily[]): readonly PodFamily[] {
  return families.filter(({ pods }) => pods.some((pod) => matchesKnown(selector, pod)));
}

/** What is not known of a pod's labels does not count: nobody can be asked to leave out what may be. */
function matchesKnown(selector: LabelSelector, { labels }: Pod): boolean {
  return matchesLabels(selector, { entries: labels.entries, complete: true }) === "yes";
}

/** Keys that others have and this family has not, as few as are needed to leave the others out. */
function absentKeys(family: PodFamily, others: readonly PodFamily[]): readonly SelectorRequirement[] {
  if (family.pods.some((pod) => !pod.labels.complete)) return [];
  const own = new Set(family.pods.flatMap((pod) => [...pod.labels.entries.keys()]));
  const absent: SelectorRequirement[] = [];
  for (const other of others) {
    if (absent.some(({ key }) => everyPodHas(other, key))) continue;
    const key = keysOf(other).find((candidate) => !own.has(candidate) && everyPodHas(other, candidate));
    if (key !== undefined) absent.push({ key, operator: "DoesNotExist", values: [] });
  }
  return absent;
}

function keysOf({ pods: [first] }: PodFamily): readonly string[] {
  return selectableLabels(first?.labels.entries ?? new Map()).map(([key]) => key);
}

function everyPodHas({ pods }: PodFamily, key: string): boolean {
  return pods.every((pod) => pod.labels.entries.has(key));
}
