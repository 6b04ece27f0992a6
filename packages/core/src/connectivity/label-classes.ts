import type { Pod } from "../cluster/cluster.js";
import { compareText } from "../cluster/compare-text.js";
import type { CompiledPolicies, CompiledPolicy } from "../policy/compile.js";
import { rulesOfTiers } from "../policy/compile-cluster-policy.js";
import type { NamedPort } from "../resources/pod.js";
import type { LabelSelector } from "../sets/label-selector.js";
import type { AddressAtoms } from "./address-atoms.js";
import { createSequenceInterner, createTextInterner } from "./interner.js";

/** In place of a value's id. Real values have ids from 2. */
export const absentValue = 0;
export const unknownValue = 1;

/** In place of an atom's index. */
export const noAddress = -1;
export const unknownAddress = -2;

/** The values that one label key takes, and the value of every class. */
export interface LabelColumn {
  readonly key: string;
  /** Value by id, from 2. */
  readonly values: readonly string[];
  readonly valueIds: ReadonlyMap<string, number>;
  /** Value id by class. */
  readonly byClass: Int32Array;
}

/**
 * Pods that no policy in the input can tell apart, as classes numbered from 0. The classes of one namespace are next to
 * each other.
 */
export interface LabelClasses {
  readonly count: number;
  readonly namespaces: readonly string[];
  readonly namespaceIds: ReadonlyMap<string, number>;
  /** Classes of namespace n: from `namespaceStarts[n]`, inclusive, to `namespaceStarts[n + 1]`, exclusive. */
  readonly namespaceStarts: Int32Array;
  readonly namespaceOf: Int32Array;
  readonly columns: ReadonlyMap<string, LabelColumn>;
  /** Some pod of the class; all of them are alike. */
  readonly examples: readonly Pod[];
  readonly hostNetwork: Uint8Array;
  /** Id of the named ports; 0 where no policy asks for names. */
  readonly namedPorts: Int32Array;
  readonly namedPortLists: readonly (readonly NamedPort[])[];
  /** Index of the atom that holds the pods' address, per family. */
  readonly atoms: { readonly 4: Int32Array; readonly 6: Int32Array };
  readonly classOfPod: Int32Array;
  /** Number of pods by class. */
  readonly sizes: Int32Array;
}

export interface FamilyAtoms {
  readonly 4: AddressAtoms;
  readonly 6: AddressAtoms;
}

/** What makes classes differ beside labels: only what some policy can see. */
interface Features {
  readonly keys: ReadonlySet<string>;
  readonly namedPorts: boolean;
  readonly addresses: boolean;
}

/** `workloadOfPod`: pods of one workload differ in nothing but their addresses that a policy can see. */
export function findLabelClasses(
  policies: CompiledPolicies,
  pods: readonly Pod[],
  workloadOfPod: Int32Array,
  atoms: FamilyAtoms,
): LabelClasses {
  const features = featuresOf(policies, atoms);
  const namespaces = namespacesOf(pods);
  const namespaceIds = new Map(namespaces.map((name, id) => [name, id]));
  const columns = new ColumnBuilder(features.keys);
  const namedPorts = createTextInterner();
  namedPorts.id("");
  const namedPortLists: (readonly NamedPort[])[] = [[]];
  const interner = createSequenceInterner();
  const classOfState: (number | undefined)[] = [];
  const examples: Pod[] = [];
  const provisional = new Int32Array(pods.length);
  const sizes: number[] = [];
  const details: { namespace: number; labels: readonly number[]; ports: number; atom4: number; atom6: number }[] = [];

  const portsOf = (pod: Pod): number => {
    if (!features.namedPorts || !pod.namedPorts || pod.namedPorts.length === 0) return 0;
    const known = namedPorts.size;
    const id = namedPorts.id(JSON.stringify(pod.namedPorts.map(({ name, protocol, number }) => [name, protocol, number])));
    if (id === known) namedPortLists.push(pod.namedPorts);
    return id;
  };
  const atomOf = (pod: Pod, family: 4 | 6): number => {
    if (!features.addresses || pod.addresses.length === 0) return unknownAddress;
    for (const address of pod.addresses) if (address.family === family) return atoms[family].atomOf(address);
    return noAddress;
  };

  // Replicas are next to each other, and are looked at once.
  let workload = -1;
  let namespaceName: string | undefined;
  let namespace = 0;
  let labels: readonly number[] = [];
  let ports = 0;
  let prefix = 0;
  pods.forEach((pod, index) => {
    if (workloadOfPod[index] !== workload) {
      workload = workloadOfPod[index] as number;
      if (pod.namespace !== namespaceName) {
        namespaceName = pod.namespace;
        namespace = namespaceIds.get(namespaceName) ?? 0;
      }
      labels = columns.pairsOf(pod);
      ports = portsOf(pod);
      const rest = ports * 4 + (pod.hostNetwork ? 1 : 0) + (pod.labels.complete ? 2 : 0);
      prefix = interner.step(interner.step(0, namespace), rest);
      for (const pair of labels) prefix = interner.step(prefix, pair);
    }
    const atom4 = atomOf(pod, 4);
    const atom6 = atomOf(pod, 6);
    // Steps for atoms are negative, so that none is taken for a label.
    const state = features.addresses ? interner.step(interner.step(prefix, -1 - (atom4 + 2)), -1 - (atom6 + 2)) : prefix;
    let found = classOfState[state];
    if (found === undefined) {
      found = examples.length;
      classOfState[state] = found;
      examples.push(pod);
      sizes.push(0);
      details.push({ namespace, labels, ports, atom4, atom6 });
    }
    provisional[index] = found;
    sizes[found] = (sizes[found] ?? 0) + 1;
  });

  // Renumber, so that the classes of a namespace are next to each other.
  const order = details.map((_, id) => id).sort((a, b) => (details[a]?.namespace ?? 0) - (details[b]?.namespace ?? 0) || a - b);
  const renumbered = new Int32Array(order.length);
  order.forEach((old, id) => (renumbered[old] = id));
  const inOrder = <T>(valueOf: (old: number) => T): T[] => order.map(valueOf);
  const namespaceOf = Int32Array.from(inOrder((old) => details[old]?.namespace ?? 0));
  return {
    count: order.length,
    namespaces,
    namespaceIds,
    namespaceStarts: startsOf(namespaceOf, namespaces.length),
    namespaceOf,
    columns: columns.build(inOrder((old) => details[old]?.labels ?? []), inOrder((old) => examples[old]?.labels.complete ?? true)),
    examples: inOrder((old) => examples[old] as Pod),
    hostNetwork: Uint8Array.from(inOrder((old) => (examples[old]?.hostNetwork ? 1 : 0))),
    namedPorts: Int32Array.from(inOrder((old) => details[old]?.ports ?? 0)),
    namedPortLists,
    atoms: {
      4: Int32Array.from(inOrder((old) => details[old]?.atom4 ?? unknownAddress)),
      6: Int32Array.from(inOrder((old) => details[old]?.atom6 ?? unknownAddress)),
    },
    classOfPod: provisional.map((old) => renumbered[old] as number),
    sizes: Int32Array.from(inOrder((old) => sizes[old] ?? 0)),
  };
}

function namespacesOf(pods: readonly Pod[]): readonly string[] {
  const found = new Set<string>();
  let before: string | undefined;
  for (const { namespace } of pods) {
    if (namespace !== before) found.add(namespace);
    before = namespace;
  }
  return [...found].sort(compareText);
}

function startsOf(namespaceOf: Int32Array, namespaces: number): Int32Array {
  const starts = new Int32Array(namespaces + 1);
  for (const namespace of namespaceOf) starts[namespace + 1] = (starts[namespace + 1] ?? 0) + 1;
  for (let at = 0; at < namespaces; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  return starts;
}

/** Collects (key, value) pairs of the keys that policies ask for. Pair ids are unique over all keys. */
class ColumnBuilder {
  private readonly keys: string[];
  private readonly valueIds: Map<string, number>[];
  private readonly pairIds: Map<string, number>[];
  private readonly before: (string | undefined)[];
  private pairsBefore: readonly number[] = [];
  private readonly pairs: { key: number; value: number }[] = [];

  constructor(keys: ReadonlySet<string>) {
    this.keys = [...keys].sort(compareText);
    this.before = this.keys.map(() => undefined);
    this.valueIds = this.keys.map(() => new Map<string, number>());
    this.pairIds = this.keys.map(() => new Map<string, number>());
  }

  /** The pairs of a pod's labels, in the order of keys. The list is that of the pod before where they are the same. */
  pairsOf(pod: Pod): readonly number[] {
    const { entries } = pod.labels;
    let same = true;
    for (let key = 0; key < this.keys.length; key += 1) {
      const value = entries.get(this.keys[key] as string);
      if (value === this.before[key]) continue;
      this.before[key] = value;
      same = false;
    }
    if (!same) this.pairsBefore = this.before.flatMap((value, key) => (value === undefined ? [] : this.pairOf(key, value)));
    return this.pairsBefore;
  }

  private pairOf(key: number, value: string): number {
    const ids = this.pairIds[key] as Map<string, number>;
    const known = ids.get(value);
    if (known !== undefined) return known;
    const values = this.valueIds[key] as Map<string, number>;
    values.set(value, values.size + 2);
    ids.set(value, this.pairs.length);
    this.pairs.push({ key, value: values.size + 1 });
    return this.pairs.length - 1;
  }

  build(labels: readonly (readonly number[])[], complete: readonly boolean[]): ReadonlyMap<string, LabelColumn> {
    const columns = this.keys.map(() => new Int32Array(labels.length));
    labels.forEach((pairs, index) => {
      if (!complete[index]) for (const column of columns) column[index] = unknownValue;
      for (const pair of pairs) {
        const { key, value } = this.pairs[pair] as { key: number; value: number };
        (columns[key] as Int32Array)[index] = value;
      }
    });
    return new Map(
      this.keys.map((key, id) => {
        const valueIds = this.valueIds[id] as Map<string, number>;
        return [key, { key, values: [...valueIds.keys()], valueIds, byClass: columns[id] as Int32Array }];
      }),
    );
  }
}

function featuresOf(policies: CompiledPolicies, atoms: FamilyAtoms): Features {
  const keys = new Set<string>();
  let namedPorts = false;
  const addKeys = (selector: LabelSelector | undefined): void => {
    for (const { key } of selector?.requirements ?? []) keys.add(key);
  };
  const visit = (one: CompiledPolicy): void => {
    addKeys(one.policy.podSelector);
    for (const rules of [one.ingress ?? [], one.egress ?? []]) {
      for (const { peers, ports } of rules) {
        for (const peer of peers) addKeys(peer.podSelector);
        namedPorts ||= ports.some((item) => typeof item.port === "string");
      }
    }
  };
  for (const list of policies.byNamespace.values()) list.forEach(visit);
  for (const { subject } of policies.cluster.clusterPolicies) addKeys(subject.podSelector);
  for (const { subject } of policies.cluster.otherPolicies) for (const pods of subject.pods) addKeys(pods.podSelector);
  for (const { rule, peers } of rulesOfTiers(policies.tiers)) {
    for (const peer of peers) if (peer.type === "pods") addKeys(peer.pods.podSelector);
    namedPorts ||= rule.ports.some((port) => port.type === "name");
  }
  return { keys, namedPorts, addresses: atoms[4].count > 1 || atoms[6].count > 1 || hasWholeFamilyBlock(policies) };
}

/** A block that covers a whole family has no cut inside it, yet tells apart who has an address of the family. */
function hasWholeFamilyBlock(policies: CompiledPolicies): boolean {
  if (rulesOfTiers(policies.tiers).some(({ peers }) => peers.some((peer) => peer.type === "networks"))) return true;
  for (const list of policies.byNamespace.values()) {
    for (const one of list) {
      for (const rules of [one.ingress ?? [], one.egress ?? []]) {
        if (rules.some(({ peers }) => peers.some((peer) => peer.addresses))) return true;
      }
    }
  }
  return false;
}
