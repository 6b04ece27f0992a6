import type { Pod, Workload } from "../cluster/cluster.js";
import { compareText } from "../cluster/compare-text.js";
import type { CompiledPolicies, CompiledPolicy } from "../policy/compile.js";
import { rulesOfTiers } from "../policy/compile-cluster-policy.js";
import type { NamedPort } from "../resources/pod.js";
import type { IpAddress } from "../sets/ip-address.js";
import { keepShape } from "../sets/kept-shapes.js";
import { mayHaveKey } from "../sets/label-selector.js";
import type { AddressAtoms } from "./address-atoms.js";
import { addInt, createIntList, type IntList } from "./int-list.js";
import {
  columnOfRows,
  createRowInterner,
  createTextInterner,
  forgetRows,
  idOfRow,
  type RowInterner,
  type TextInterner,
} from "./interner.js";

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

/** Where a row of the classes' features keeps what; the values of labels come behind. */
const flagsPlace = 0;
const portsPlace = 1;
const atomPlaces = { 4: 2, 6: 3 } as const;
const firstLabelPlace = 4;

/** Bits of the flags. */
const inHostNetwork = 1;
const labelsComplete = 2;

/** Classes while they are found: what the next pod is like, and all that was met so far. */
interface ClassFinder {
  readonly row: Int32Array;
  readonly rows: RowInterner;
  readonly labels: LabelReader;
  readonly ports: PortReader;
  readonly namespaces: string[];
  readonly namespaceIds: Map<string, number>;
  readonly namespaceStarts: number[];
  readonly namespaceOf: IntList;
  readonly examples: Pod[];
  readonly sizes: IntList;
  readonly classOfPod: Int32Array;
  /** Pods so far. */
  count: number;
}

/**
 * `pods` in the order of the cluster's workloads: by namespace, and those of one workload, which differ in nothing but
 * their addresses that a policy can see, next to each other.
 */
export function findLabelClasses(policies: CompiledPolicies, pods: readonly Pod[], atoms: FamilyAtoms): LabelClasses {
  const { workloads } = policies.cluster;
  const finder = startClasses(keysOf(policies), policies.namedPorts, workloads.length, pods.length);
  const readAtoms = areAddressesRead(policies, atoms) ? atoms : undefined;
  for (let at = 0; at < workloads.length; at += 1) {
    const own = (workloads[at] as Workload).pods;
    if (own.length > 0) addPods(finder, own, readAtoms);
  }
  return classesOf(finder);
}

function startClasses(keys: ReadonlySet<string>, namedPorts: boolean, expected: number, pods: number): ClassFinder {
  const labels = createLabelReader(keys);
  const width = firstLabelPlace + labels.keys.length;
  const row = new Int32Array(width);
  row[atomPlaces[4]] = unknownAddress;
  row[atomPlaces[6]] = unknownAddress;
  return {
    row,
    rows: createRowInterner(width, expected),
    labels,
    ports: createPortReader(namedPorts),
    namespaces: [],
    namespaceIds: new Map(),
    namespaceStarts: [],
    namespaceOf: createIntList(expected),
    examples: [],
    sizes: createIntList(expected),
    classOfPod: new Int32Array(pods),
    count: 0,
  };
}

keepShape(startClasses(new Set(), false, 0, 0));

/** The pods of one workload; `atoms` where their addresses tell them apart. */
function addPods(finder: ClassFinder, pods: readonly Pod[], atoms: FamilyAtoms | undefined): void {
  const { row, labels, ports, classOfPod, sizes } = finder;
  const first = pods[0] as Pod;
  enterNamespace(finder, first.namespace);
  row[flagsPlace] = (first.hostNetwork ? inHostNetwork : 0) + (first.labels.complete ? labelsComplete : 0);
  row[portsPlace] = portsIdOf(ports, first);
  readLabels(labels, first, row);
  let id = -1;
  for (let member = 0; member < pods.length; member += 1) {
    const pod = pods[member] as Pod;
    const moved = atoms !== undefined && readAddresses(pod, atoms, row);
    if (id === -1 || moved) id = classOfRow(finder, pod);
    classOfPod[finder.count] = id;
    sizes.values[id] = (sizes.values[id] as number) + 1;
    finder.count += 1;
  }
}

function enterNamespace({ namespaces, namespaceIds, namespaceStarts, examples, rows }: ClassFinder, namespace: string): void {
  if (namespace === namespaces.at(-1)) return;
  if (namespaceIds.has(namespace)) throw new Error(`the pods of namespace ${namespace} are not next to each other`);
  namespaceIds.set(namespace, namespaces.length);
  namespaces.push(namespace);
  namespaceStarts.push(examples.length);
  forgetRows(rows);
}

function classOfRow({ rows, row, examples, namespaces, namespaceOf, sizes }: ClassFinder, pod: Pod): number {
  const id = idOfRow(rows, row);
  if (id < examples.length) return id;
  examples.push(pod);
  addInt(namespaceOf, namespaces.length - 1);
  addInt(sizes, 0);
  return id;
}

function classesOf(finder: ClassFinder): LabelClasses {
  const { rows, labels, ports, namespaces, namespaceIds, namespaceStarts, namespaceOf, examples, sizes, classOfPod } = finder;
  return {
    count: rows.size,
    namespaces,
    namespaceIds,
    namespaceStarts: Int32Array.from([...namespaceStarts, rows.size]),
    namespaceOf: namespaceOf.values.slice(0, rows.size),
    columns: labelColumns(labels, rows),
    examples,
    hostNetwork: new Uint8Array(columnOfRows(rows, flagsPlace).map((flags) => flags & inHostNetwork)),
    namedPorts: columnOfRows(rows, portsPlace),
    namedPortLists: ports.lists,
    atoms: { 4: columnOfRows(rows, atomPlaces[4]), 6: columnOfRows(rows, atomPlaces[6]) },
    classOfPod,
    sizes: sizes.values.slice(0, rows.size),
  };
}

/** Puts the atoms of a pod's addresses into the row; true where they are others than before. */
function readAddresses(pod: Pod, atoms: FamilyAtoms, row: Int32Array): boolean {
  const [atom4, atom6] = [atomOf(pod, atoms, 4), atomOf(pod, atoms, 6)];
  if (row[atomPlaces[4]] === atom4 && row[atomPlaces[6]] === atom6) return false;
  row[atomPlaces[4]] = atom4;
  row[atomPlaces[6]] = atom6;
  return true;
}

function atomOf({ addresses }: Pod, atoms: FamilyAtoms, family: 4 | 6): number {
  if (addresses.length === 0) return unknownAddress;
  for (let at = 0; at < addresses.length; at += 1) {
    const address = addresses[at] as IpAddress;
    if (address.family === family) return atoms[family].atomOf(address);
  }
  return noAddress;
}

/** Numbers the values of the keys that policies ask for. */
interface LabelReader {
  readonly keys: readonly string[];
  /** Ids by value, for each key. */
  readonly valueIds: readonly Map<string, number>[];
}

function createLabelReader(unsorted: ReadonlySet<string>): LabelReader {
  const keys = [...unsorted].sort(compareText);
  return { keys, valueIds: keys.map(() => new Map<string, number>()) };
}

/** Puts the ids of a pod's values into the row. */
function readLabels({ keys, valueIds }: LabelReader, { labels }: Pod, row: Int32Array): void {
  const { entries } = labels;
  for (let key = 0; key < keys.length; key += 1) {
    const value = entries.get(keys[key] as string);
    const missing = mayHaveKey(labels, keys[key] as string) ? unknownValue : absentValue;
    row[firstLabelPlace + key] = value === undefined ? missing : idOfValue(valueIds[key] as Map<string, number>, value);
  }
}

function idOfValue(ids: Map<string, number>, value: string): number {
  const known = ids.get(value);
  if (known !== undefined) return known;
  ids.set(value, ids.size + 2);
  return ids.size + 1;
}

function labelColumns({ keys, valueIds }: LabelReader, rows: RowInterner): ReadonlyMap<string, LabelColumn> {
  return new Map(
    keys.map((key, at) => {
      const ids = valueIds[at] as Map<string, number>;
      return [key, { key, values: [...ids.keys()], valueIds: ids, byClass: columnOfRows(rows, firstLabelPlace + at) }];
    }),
  );
}

/** Numbers lists of named ports, where a policy asks for names. */
interface PortReader {
  readonly asked: boolean;
  readonly ids: TextInterner;
  readonly lists: (readonly NamedPort[])[];
}

function createPortReader(asked: boolean): PortReader {
  const ids = createTextInterner();
  ids.id("");
  return { asked, ids, lists: [[]] };
}

function portsIdOf({ asked, ids, lists }: PortReader, { namedPorts }: Pod): number {
  if (!asked || !namedPorts || namedPorts.length === 0) return 0;
  const id = ids.id(JSON.stringify(namedPorts.map(({ name, protocol, number }) => [name, protocol, number])));
  if (id === lists.length) lists.push(namedPorts);
  return id;
}

/** The keys by which some policy tells pods apart. */
function keysOf({ podKeys, cluster }: CompiledPolicies): ReadonlySet<string> {
  const keys = new Set(podKeys);
  for (const { subject } of cluster.otherPolicies) {
    for (const { podSelector } of subject.pods) for (const { key } of podSelector.requirements) keys.add(key);
  }
  return keys;
}

/** False where no policy asks for an address, so that pods are not told apart by what families they have. */
export function areAddressesRead(policies: CompiledPolicies, atoms: FamilyAtoms): boolean {
  return atoms[4].count > 1 || atoms[6].count > 1 || hasWholeFamilyBlock(policies);
}

/** A block that covers a whole family has no cut inside it, yet tells apart who has an address of the family. */
function hasWholeFamilyBlock(policies: CompiledPolicies): boolean {
  const known = wholeFamilyBlocks.get(policies);
  if (known !== undefined) return known;
  const found =
    rulesOfTiers(policies.tiers).some(({ peers }) => peers.some((peer) => peer.type === "networks")) ||
    [...policies.byNamespace.values()].some((own) => own.some(hasBlock));
  wholeFamilyBlocks.set(policies, found);
  return found;
}

/** Asked again for each edit that has an ipBlock. */
const wholeFamilyBlocks = new WeakMap<CompiledPolicies, boolean>();

function hasBlock({ ingress = [], egress = [] }: CompiledPolicy): boolean {
  return [ingress, egress].some((rules) => rules.some(({ peers }) => peers.some((peer) => peer.addresses)));
}
