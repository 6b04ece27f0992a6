import {
  deepestNesting,
  fieldOf,
  isList,
  isObject,
  type JsonObject,
  type JsonValue,
  nestsTooDeep,
  type Path,
  pathBelow,
} from "../source/json-value.js";
import type { InputProblem } from "../source/input-problem.js";
import type { SourceDocument } from "../source/source-document.js";
import type { Sniffed } from "../source/split-documents.js";
import { type AmbiguousScalars, noAmbiguousScalars } from "./ambiguous-scalar.js";
import type { ApiServerEndpoints } from "./api-server-endpoints.js";
import { type ApiService, readApiService } from "./api-service.js";
import type { ClusterPolicy } from "./cluster-policy.js";
import { type CustomKind, type CustomResource, readCustomResource } from "./custom-resource.js";
import type { Monitor } from "./monitor.js";
import type { NetworkPolicy } from "./network-policy.js";
import type { NetworkRanges, PlatformObject } from "./network-ranges.js";
import type { NodeResource } from "./node.js";
import { type OtherPolicy, otherPolicyKind, otherPolicyKinds, readOtherPolicy } from "./other-policy.js";
import type { PodResource, WorkloadResource } from "./pod.js";
import { isOfApiServer, readEndpoints, readEndpointSlice } from "./read-api-server-endpoints.js";
import { readClusterPolicy } from "./read-cluster-policy.js";
import { metadataProblems } from "./metadata-problems.js";
import { type MetaSettings, readMeta } from "./read-meta.js";
import { readMonitor } from "./read-monitor.js";
import { readNetworkPolicy } from "./read-network-policy.js";
import { readOpenShiftNetwork, readServiceCidr } from "./read-network-ranges.js";
import { readNode } from "./read-node.js";
import { readPod, readWorkload } from "./read-pod.js";
import { readService } from "./read-service.js";
import { readGatewayRoute, readIngress, readOpenShiftRoute } from "./read-service-route.js";
import { readAdmissionWebhooks, readConversionWebhook } from "./read-webhooks.js";
import { type ObjectPlace, originIn, placePath } from "./origin.js";
import type { ObjectMeta } from "./resource.js";
import type { ServiceRoute } from "./service-route.js";
import type { Service } from "./service.js";
import type { Webhook } from "./webhook.js";

export interface NamespaceResource {
  readonly type: "Namespace";
  readonly meta: ObjectMeta;
}

export type Resource =
  | NetworkPolicy
  | ClusterPolicy
  | NamespaceResource
  | PodResource
  | WorkloadResource
  | Service
  | ServiceRoute
  | Monitor
  | ApiService
  | Webhook
  | CustomResource
  | OtherPolicy
  | NodeResource
  | ApiServerEndpoints
  | NetworkRanges
  | PlatformObject;

/** What reading depends on beside the text. */
export interface ReadSettings extends MetaSettings {
  /** Which fields the custom resource definitions of policy.networking.k8s.io have. */
  readonly channel: "standard" | "experimental";
  /** The release of the API server, such as `1.33`; undefined: not known. */
  readonly kubernetesVersion: string | undefined;
  /** Custom kinds that packs take parameters from. */
  readonly customKinds?: readonly CustomKind[];
}

interface KindReader {
  readonly namespaced: boolean;
  /** Which objects of the kind somebody reads; left out: all. */
  readonly wants?: (meta: ObjectMeta) => boolean;
  readonly read: (value: JsonValue, meta: ObjectMeta, settings: ReadSettings) => readonly Resource[];
}

const clusterPolicy: KindReader = {
  namespaced: false,
  read: (value, meta, { channel }) => [readClusterPolicy(value, meta, { channel })],
};
const networkPolicy: KindReader = {
  namespaced: true,
  read: (value, meta, settings) => [readNetworkPolicy(value, meta, settings)],
};
const workload: KindReader = { namespaced: true, read: (value, meta) => [readWorkload(value, meta)] };
const gatewayRoute: KindReader = { namespaced: true, read: (value, meta) => [readGatewayRoute(value, meta)] };
const monitor: KindReader = { namespaced: true, read: (value, meta) => [readMonitor(value, meta)] };
/** Packs and detection look at its fields themselves. */
function custom(namespaced: boolean): KindReader {
  return { namespaced, read: (value, meta) => [readCustomResource(value, meta)] };
}
const admission: KindReader = { namespaced: false, read: readAdmissionWebhooks };
const platform: KindReader = {
  namespaced: false,
  read: (_value, meta) => [{ type: "PlatformObject", meta, platform: "openshift" }],
};

/** Which kinds are read, by `group/kind`; "" is the core group. Any version of a group is taken. */
const readers: ReadonlyMap<string, KindReader> = new Map<string, KindReader>([
  ["networking.k8s.io/NetworkPolicy", networkPolicy],
  ["/Namespace", { namespaced: false, read: (_value, meta) => [{ type: "Namespace", meta }] }],
  ["/Pod", { namespaced: true, read: (value, meta) => [readPod(value, meta)] }],
  ["/ReplicationController", workload],
  ["apps/Deployment", workload],
  ["apps/StatefulSet", workload],
  ["apps/DaemonSet", workload],
  ["apps/ReplicaSet", workload],
  ["batch/Job", workload],
  ["batch/CronJob", workload],
  ["/Service", { namespaced: true, read: (value, meta) => [readService(value, meta)] }],
  ["admissionregistration.k8s.io/ValidatingWebhookConfiguration", admission],
  ["admissionregistration.k8s.io/MutatingWebhookConfiguration", admission],
  ["apiextensions.k8s.io/CustomResourceDefinition", { namespaced: false, read: readConversionWebhook }],
  ["policy.networking.k8s.io/AdminNetworkPolicy", clusterPolicy],
  ["policy.networking.k8s.io/BaselineAdminNetworkPolicy", clusterPolicy],
  ["policy.networking.k8s.io/ClusterNetworkPolicy", clusterPolicy],
  ["/Node", { namespaced: false, read: (value, meta) => [readNode(value, meta)] }],
  [
    "discovery.k8s.io/EndpointSlice",
    { namespaced: true, wants: isOfApiServer, read: (value, meta) => [readEndpointSlice(value, meta)] },
  ],
  ["/Endpoints", { namespaced: true, wants: isOfApiServer, read: (value, meta) => [readEndpoints(value, meta)] }],
  ["networking.k8s.io/ServiceCIDR", { namespaced: false, read: (value, meta) => [readServiceCidr(value, meta)] }],
  ["config.openshift.io/Network", { namespaced: false, read: (value, meta) => [readOpenShiftNetwork(value, meta)] }],
  ["config.openshift.io/ClusterVersion", platform],
  ["config.openshift.io/Infrastructure", platform],
  ["networking.k8s.io/Ingress", { namespaced: true, read: (value, meta) => [readIngress(value, meta)] }],
  ["networking.k8s.io/IngressClass", custom(false)],
  ["gateway.networking.k8s.io/Gateway", custom(true)],
  ["gateway.networking.k8s.io/GatewayClass", custom(false)],
  ["gateway.networking.k8s.io/HTTPRoute", gatewayRoute],
  ["gateway.networking.k8s.io/GRPCRoute", gatewayRoute],
  ["gateway.networking.k8s.io/TCPRoute", gatewayRoute],
  ["gateway.networking.k8s.io/TLSRoute", gatewayRoute],
  ["gateway.networking.k8s.io/UDPRoute", gatewayRoute],
  ["route.openshift.io/Route", { namespaced: true, read: (value, meta) => [readOpenShiftRoute(value, meta)] }],
  ["apiregistration.k8s.io/APIService", { namespaced: false, read: readApiService }],
  ["monitoring.coreos.com/ServiceMonitor", monitor],
  ["monitoring.coreos.com/PodMonitor", monitor],
  ["monitoring.coreos.com/Prometheus", custom(true)],
]);

/** A kind that is read, in any version of its group; "" is the core group. */
export interface ReadKind {
  readonly group: string;
  readonly kind: string;
}

export const readKinds: readonly ReadKind[] = [
  ...[...readers.keys()].map((key) => ({ group: groupOf(key), kind: key.slice(key.indexOf("/") + 1) })),
  ...otherPolicyKinds.map(({ group, kind }) => ({ group, kind })),
];

function readerOf({ apiVersion, kind }: Sniffed, customKinds: readonly CustomKind[] = []): KindReader | undefined {
  const group = groupOf(apiVersion);
  const known = readers.get(`${group}/${kind}`);
  if (known) return known;
  if (kind === "NetworkPolicy" && isBuiltIn(groupOf(apiVersion))) return networkPolicy;
  const ofPacks = customKinds.find((one) => one.kind === kind && one.group === group);
  if (ofPacks) return custom(ofPacks.namespaced);
  const other = otherPolicyKind(apiVersion, kind);
  return other && { namespaced: other.namespaced, read: (value, meta) => [readOtherPolicy(value, meta)] };
}

/**
 * Groups that only Kubernetes itself may use. A NetworkPolicy of one of them is a slip, or was written for the group
 * that served it before 1.16; it is read so that it can be refused.
 */
function isBuiltIn(group: string): boolean {
  return !group.includes(".") || group.endsWith(".k8s.io");
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/", 1)[0] ?? "") : "";
}

/** True for documents that somebody reads; a List may hold anything. */
export function isReadKind(sniffed: Sniffed, customKinds?: readonly CustomKind[]): boolean {
  return isListKind(sniffed.kind) || readerOf(sniffed, customKinds) !== undefined;
}

function isListKind(kind: string): boolean {
  return kind.endsWith("List");
}

export interface ReadResources {
  readonly resources: readonly Resource[];
  readonly problems: readonly InputProblem[];
  /** Every object that was looked at: read, or of a kind that nobody reads. */
  readonly objects: number;
  /** Objects of kinds that nobody reads, by `apiVersion kind`. */
  readonly skipped: ReadonlyMap<string, number>;
}

interface Reading {
  readonly document: SourceDocument;
  readonly scalars: AmbiguousScalars;
  readonly settings: ReadSettings;
  readonly resources: Resource[];
  readonly problems: InputProblem[];
  readonly skipped: Map<string, number>;
  objects: number;
}

/** Turns one document into the objects it holds. */
export function readResources(
  document: SourceDocument,
  settings: ReadSettings,
  scalars: AmbiguousScalars = noAmbiguousScalars,
): ReadResources {
  const reading: Reading = {
    document,
    scalars,
    settings,
    resources: [],
    problems: [],
    skipped: new Map(),
    objects: 0,
  };
  const { list } = document;
  const head = list && headOf(list.head, undefined);
  if (list && head && isListKind(head.kind)) readItems(reading, list.items, noPath, head);
  // A file may hold a bare JSON array of objects, as some exports do.
  else if (isList(document.value)) readEach(reading, document.value, noPath, undefined);
  else readShallow(reading, document.value, { path: noPath, item: undefined }, undefined);
  return reading;
}

const noPath: Path = [];

function readEach(reading: Reading, items: Iterable<JsonValue>, path: Path, inherited: Sniffed | undefined): void {
  let item = 0;
  for (const value of items) {
    readShallow(reading, value, { path, item }, inherited);
    item += 1;
  }
}

/** Values are walked by recursion, for which the stack gives out in what is read but not gone through at first. */
function readShallow(reading: Reading, value: JsonValue, place: ObjectPlace, inherited: Sniffed | undefined): void {
  try {
    readObject(reading, value, place, inherited);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    addProblem(reading, placePath(place), tooDeep, "nesting-too-deep");
  }
}

const tooDeep = `The object nests more than ${deepestNesting} levels deep, which no Kubernetes object does.`;

/** Of most objects rules go through the metadata only, and a dump has many. */
function isTooDeep(value: JsonObject, kind: string): boolean {
  return nestsTooDeep(kind.endsWith("NetworkPolicy") ? value : fieldOf(value, "metadata"));
}

function readObject(reading: Reading, value: JsonValue, place: ObjectPlace, inherited: Sniffed | undefined): void {
  const head = headOf(value, inherited);
  if (!isObject(value) || !head) {
    const path = placePath(place);
    if (path.length === 0 && isForeign(value)) countSkipped(reading, notKubernetes);
    else addProblem(reading, path, notAnObject(value));
    return;
  }
  const items = fieldOf(value, "items");
  if (isListKind(head.kind) && isList(items)) {
    readItems(reading, items, placePath(place), head);
    return;
  }
  reading.objects += 1;
  const reader = readerOf(head, reading.settings.customKinds);
  if (!reader) {
    countSkipped(reading, `${head.apiVersion} ${head.kind}`);
    return;
  }
  if (isTooDeep(value, head.kind)) {
    addProblem(reading, placePath(place), tooDeep, "nesting-too-deep");
    return;
  }
  const named = withHead(value, head);
  const origin = originIn(reading.document, place, reading.scalars);
  const meta = readMeta(named, origin, reader.namespaced, reading.settings);
  if (reader.wants && !reader.wants(meta)) {
    countSkipped(reading, `${head.apiVersion} ${head.kind}`);
    return;
  }
  for (const { path, message } of metadataProblems(named, origin)) {
    addProblem(reading, [...placePath(place), ...path], message, "object-unreadable");
  }
  reading.resources.push(...reader.read(named, meta, reading.settings));
}

/** Most objects name their kind, and copying each of a dump takes longer than reading it. */
function withHead(value: JsonObject, { apiVersion, kind }: Sniffed): JsonObject {
  if (fieldOf(value, "apiVersion") === apiVersion && fieldOf(value, "kind") === kind) return value;
  return { ...value, apiVersion, kind };
}

/** The items of a PodList have no kind of their own; those of a `List` do. */
function readItems(reading: Reading, items: Iterable<JsonValue>, base: Path, head: Sniffed): void {
  const itemKind = head.kind.slice(0, -"List".length);
  const inherited = itemKind === "" ? undefined : { apiVersion: head.apiVersion, kind: itemKind };
  readEach(reading, items, pathBelow(base, "items"), inherited);
}

function headOf(value: JsonValue, inherited: Sniffed | undefined): Sniffed | undefined {
  const apiVersion = fieldOf(value, "apiVersion") ?? inherited?.apiVersion;
  const kind = fieldOf(value, "kind") ?? inherited?.kind;
  return typeof apiVersion === "string" && typeof kind === "string" ? { apiVersion, kind } : undefined;
}

/** How documents that are no Kubernetes objects (values files, workflows) are counted. */
export const notKubernetes = "not Kubernetes";

/**
 * A document with neither apiVersion nor kind is somebody else's YAML, and so is one without metadata (a Chart.yaml has
 * an apiVersion). An object with metadata and only one of the two is a mistake.
 */
function isForeign(value: JsonValue): boolean {
  if (fieldOf(value, "metadata") === undefined && fieldOf(value, "kind") === undefined) return true;
  return fieldOf(value, "apiVersion") === undefined && fieldOf(value, "kind") === undefined;
}

function countSkipped(reading: Reading, name: string): void {
  reading.skipped.set(name, (reading.skipped.get(name) ?? 0) + 1);
}

function notAnObject(value: JsonValue): string {
  if (!isObject(value)) return "This is not a Kubernetes object: a mapping with apiVersion and kind was expected.";
  const missing = ["apiVersion", "kind"].filter((field) => fieldOf(value, field) === undefined);
  return `This is not a Kubernetes object: it has no ${missing.join(" and no ")}.`;
}

function addProblem(
  reading: Reading,
  path: Path,
  message: string,
  code: InputProblem["code"] = "not-an-object",
): void {
  const { start } = reading.document.locate(path);
  reading.problems.push({ code, message, file: reading.document.file, ...start });
}
