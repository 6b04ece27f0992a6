import {
  type Cluster,
  customSpecField,
  type CustomKind,
  type CustomResource,
  fieldOf,
  isOfGroupKind,
  type JsonValue,
  type ObjectMeta,
  type Path,
  valueAt,
} from "@netpolint/core";
import { listOf, objectOf, portOf, textOf, textsOf } from "../record-fields.js";
import type { OtterizeIdentity } from "./identity.js";

export const otterizeGroup = "k8s.otterize.com";

export const otterizeKinds: readonly CustomKind[] = ["ClientIntents", "ProtectedService"].map((kind) => {
  return { group: otterizeGroup, kind, namespaced: true };
});

/** What a client means to call. */
export type IntentTarget =
  /** `kafka` targets are pods too. */
  | { readonly type: "pods"; readonly identity: OtterizeIdentity }
  | { readonly type: "service"; readonly identity: OtterizeIdentity }
  | { readonly type: "apiserver" }
  | {
      readonly type: "internet";
      readonly addresses: readonly string[];
      readonly domains: readonly string[];
      readonly ports: readonly number[];
    }
  /** Databases and clouds: no policy is made for them. */
  | { readonly type: "other"; readonly what: string };

/** One call that a client declares, and where it is written. */
export interface Intent {
  readonly client: OtterizeIdentity;
  readonly target: IntentTarget;
  readonly of: ObjectMeta;
  readonly path: Path;
}

export interface ProtectedService {
  readonly identity: OtterizeIdentity;
  readonly of: ObjectMeta;
}

/** Something that says nothing that can be used, and why, as a clause. */
export interface UnreadIntent {
  readonly of: ObjectMeta;
  readonly problem: string;
}

export interface Intents {
  readonly intents: readonly Intent[];
  readonly protectedServices: readonly ProtectedService[];
  readonly unread: readonly UnreadIntent[];
}

/** What the ClientIntents and ProtectedServices of the input say, in any of their five versions. */
export function readIntents({ customResources }: Pick<Cluster, "customResources">): Intents {
  const declared = customResources
    .filter((one) => isOfGroupKind(one, otterizeGroup, "ClientIntents"))
    .map(readClientIntents);
  const guarded = customResources.filter((one) => isOfGroupKind(one, otterizeGroup, "ProtectedService"));
  return {
    intents: declared.flatMap(({ intents }) => intents),
    protectedServices: guarded.flatMap(readProtectedService),
    unread: declared.flatMap(({ unread }) => unread),
  };
}

function readProtectedService(resource: CustomResource): readonly ProtectedService[] {
  const name = textOf(customSpecField(resource) ?? null, "name");
  const { namespace } = resource.meta;
  const kind = textOf(customSpecField(resource) ?? null, "kind");
  return name === undefined ? [] : [{ identity: { name: labelName(name), namespace, kind }, of: resource.meta }];
}

type Declared = Pick<Intents, "intents" | "unread">;

const firstVersions: ReadonlySet<string> = new Set(["v1alpha2", "v1alpha3", "v1beta1"]);

function readClientIntents(resource: CustomResource): Declared {
  const { meta } = resource;
  const version = meta.apiVersion.split("/")[1] ?? "";
  const isFirst = firstVersions.has(version);
  const client = readClient(resource, isFirst ? "service" : "workload");
  if (!client) return unreadable(meta, `it names no client in \`spec.${isFirst ? "service" : "workload"}.name\``);
  const list = isFirst ? "calls" : "targets";
  const written = customSpecField(resource, list);
  const items = Array.isArray(written) ? (written as readonly JsonValue[]) : [];
  const read = items.map((item, index) => ({
    target: isFirst ? readCall(item, meta, resource) : readTarget(item, meta, resource),
    path: ["spec", list, index] as Path,
  }));
  return {
    intents: read.flatMap(({ target, path }) => (target ? [{ client, target, of: meta, path }] : [])),
    unread: read.flatMap(({ target, path }) =>
      target ? [] : [{ of: meta, problem: `\`${path.join(".")}\` names no target that is known` }],
    ),
  };
}

function unreadable(of: ObjectMeta, problem: string): Declared {
  return { intents: [], unread: [{ of, problem }] };
}

function readClient(resource: CustomResource, field: string): OtterizeIdentity | undefined {
  const client = customSpecField(resource, field) ?? null;
  const name = textOf(client, "name");
  if (name === undefined) return undefined;
  return { name: labelName(name), namespace: resource.meta.namespace, kind: textOf(client, "kind") };
}

/** Names of owners may have dots, which the operator writes as `_`. */
export function labelName(name: string): string {
  return name.replaceAll(".", "_");
}

/** `name` or `name.namespace`; the namespace of the ClientIntents where none is written. */
function splitName(text: string, { namespace }: ObjectMeta): { readonly name: string; readonly namespace: string } {
  const at = text.indexOf(".");
  return at < 0 ? { name: text, namespace } : { name: text.slice(0, at), namespace: text.slice(at + 1) };
}

function podTarget(text: string, kind: string | undefined, meta: ObjectMeta): IntentTarget {
  const { name, namespace } = splitName(text, meta);
  if (name === "kubernetes" && namespace === "default") return { type: "apiserver" };
  if (kind === "Service") return { type: "service", identity: { name, namespace, kind } };
  return { type: "pods", identity: { name, namespace, kind } };
}

const servicePrefix = "svc:";

/** v1alpha2, v1alpha3 and v1beta1: the type tells what is called; where there is none, a workload or a Service. */
function readCall(call: JsonValue, meta: ObjectMeta, resource: CustomResource): IntentTarget | undefined {
  const type = textOf(call, "type") ?? "http";
  const name = textOf(call, "name");
  if (type === "internet") return readInternet(objectOf(call, "internet"), resource);
  if (name === undefined) return undefined;
  if (type === "http") {
    const isService = name.startsWith(servicePrefix);
    const kind = isService ? "Service" : textOf(call, "kind");
    return podTarget(isService ? name.slice(servicePrefix.length) : name, kind, meta);
  }
  if (type === "kafka") return podTarget(name, textOf(call, "kind"), meta);
  return ["database", "aws", "gcp", "azure"].includes(type) ? { type: "other", what: type } : undefined;
}

/** v2alpha1 and v2beta1: exactly one of several fields. */
function readTarget(target: JsonValue, meta: ObjectMeta, resource: CustomResource): IntentTarget | undefined {
  const named = (field: string): string | undefined => textOf(objectOf(target, field), "name");
  const pods = named("kubernetes");
  if (pods !== undefined) return podTarget(pods, textOf(objectOf(target, "kubernetes"), "kind"), meta);
  const service = named("service");
  if (service !== undefined) return podTarget(service, "Service", meta);
  const kafka = named("kafka");
  if (kafka !== undefined) return podTarget(kafka, undefined, meta);
  const internet = objectOf(target, "internet");
  if (internet) return readInternet(internet, resource);
  const what = ["sql", "aws", "gcp", "azure"].find((field) => fieldOf(target, field) !== undefined);
  return what === undefined ? undefined : { type: "other", what };
}

/** Domains stand for the addresses that the operator has found for them, which it keeps in the status. */
function readInternet(internet: JsonValue | undefined, resource: CustomResource): IntentTarget | undefined {
  if (internet === undefined) return undefined;
  const domains = textsOf(internet, "domains");
  const resolved = listOf(valueAt(resource.value, ["status"]), "resolvedIPs");
  const known = resolved.filter((one) => domains.includes(textOf(one, "dns") ?? ""));
  const addresses = [...textsOf(internet, "ips"), ...known.flatMap((one) => textsOf(one, "ips"))];
  const ports = listOf(internet, "ports").flatMap((port) => portOf({ port }, "port") ?? []);
  return { type: "internet", addresses: [...new Set(addresses)], domains, ports };
}
