import {
  backendsOf,
  type Cluster,
  type Endpoint,
  fullIpSet,
  ipSetOf,
  parseCidr,
  type Protocol,
  type RoutePort,
  type Webhook,
} from "@netpolint/core";
import { findDnsPods } from "../dns-pods.js";
import { type Destinations, destinationsOf, parseHostPort } from "../host-destination.js";
import { isAssumed, workloadEndpoint } from "../known-pods.js";
import type { EndDocument, ParameterDocument } from "./flow-pack-document.js";
import { matchesGlobs } from "./globs.js";
import { findPods, givenEndpoint } from "./pods.js";
import { entryOf, type Scope } from "./scope.js";
import { expand, parameterOf } from "./templates.js";
import { valuesOf } from "./values.js";

/** One end of a flow, with its port where it has one of its own. */
export interface FlowEnd {
  readonly endpoint: Endpoint;
  readonly port: number | undefined;
}

export interface FoundEnds {
  readonly ends: readonly FlowEnd[];
  /** A sentence for each part of the end that is not known. */
  readonly missing: readonly string[];
  /** Whether pods of the software are there; undefined where the end is none of them. */
  readonly occurs: boolean | undefined;
  readonly assumed: readonly string[];
}

/** What a port that nothing else names is, and of which protocol. */
export interface EndPort {
  readonly port: number | undefined;
  readonly protocol: Protocol;
}

export function findEnds(scope: Scope, ends: EndDocument | readonly EndDocument[], port: EndPort): FoundEnds {
  const found = [ends].flat().map((end) => findEnd(scope, end, port));
  const occurring = found.flatMap(({ occurs }) => occurs ?? []);
  return {
    ends: found.flatMap((one) => one.ends),
    missing: found.flatMap((one) => one.missing),
    occurs: occurring.length === 0 ? undefined : occurring.includes(true),
    assumed: found.flatMap((one) => one.assumed),
  };
}

function findEnd(scope: Scope, end: EndDocument, port: EndPort): FoundEnds {
  if (end === "anyone") return knownEnds(anyone(scope.cluster));
  if (end === "dns") return dnsEnds(scope.cluster, port);
  if (typeof end === "string") return knownEnds([special[end]]);
  if ("pods" in end) return podsEnds(scope, end.pods);
  if ("endpoint" in end) return textEnds(scope, end.endpoint, (text) => [givenEndpoint(scope.cluster, text)]);
  if ("cidrs" in end) return cidrEnds(scope, end.cidrs);
  if ("hosts" in end) return hostEnds(scope, end, port);
  if ("service" in end) return serviceEnds(scope, end.service, port);
  return webhookEnds(scope, end.webhooks.names);
}

const special = {
  apiserver: { type: "apiserver" },
  node: { type: "node" },
  external: { type: "addresses", sets: [fullIpSet(4), fullIpSet(6)], name: "@external" },
} as const satisfies Record<string, Endpoint>;

function knownEnds(endpoints: readonly Endpoint[]): FoundEnds {
  return { ends: endpoints.map(withoutPort), missing: [], occurs: undefined, assumed: [] };
}

function dnsEnds(cluster: Cluster, { protocol }: EndPort): FoundEnds {
  const found = findDnsPods(cluster);
  if ("unknown" in found) return unknownEnds(found.unknown);
  const ends = found.targets.filter((target) => target.protocol === protocol);
  const { withoutTcp } = found;
  return {
    ends: ends.map(({ endpoint, port }) => ({ endpoint, port })),
    missing: protocol === "TCP" && withoutTcp !== undefined ? [withoutTcp] : [],
    occurs: undefined,
    assumed: found.assumed,
  };
}

function unknownEnds(reason: string): FoundEnds {
  return { ends: [], missing: [reason], occurs: undefined, assumed: [] };
}

function withoutPort(endpoint: Endpoint): FlowEnd {
  return { endpoint, port: undefined };
}

/** In a closed world those who are there, in the open one somebody of whom nothing is known. */
function anyone({ settings, workloads }: Cluster): readonly Endpoint[] {
  if (settings.world === "closed") return [...workloads.map(workloadEndpoint), special.external];
  return [{ type: "unknown", name: "anyone", settle: "close the world with `--world closed`, if the input is the whole cluster" }];
}

function podsEnds(scope: Scope, name: string): FoundEnds {
  const { endpoints, missing, occurs, assumed } = findPods(scope, name);
  const isSubject = entryOf(scope.document.pods, name)?.role === "subject";
  return {
    ends: endpoints.map(withoutPort),
    missing: missing === undefined ? [] : [missing],
    occurs: isSubject ? occurs : undefined,
    assumed,
  };
}

/** The values of a parameter that a text stands for, or the text itself with its references filled in. */
function textsOf(scope: Scope, text: string): readonly string[] | undefined {
  const parameter = parameterOf(text);
  if (parameter !== undefined) return valuesOf(scope, parameter);
  const expanded = expand(scope, text);
  return expanded === undefined ? undefined : [expanded];
}

export function notKnown(scope: Scope, text: string): string {
  const name = parameterOf(text);
  const parameter = name === undefined ? undefined : entryOf(scope.document.parameters, name);
  if (name === undefined || !parameter) return `What \`${text}\` stands for is not known.`;
  if (parameter.missing !== undefined) return expand(scope, parameter.missing) ?? parameter.missing;
  return `Parameter \`${name}\` (${parameter.summary}) has no value${settleText(scope, name, parameter)}.`;
}

export function settleText({ document }: Scope, name: string, { given = true }: ParameterDocument): string {
  return given ? `; give it with \`--param ${document.id}.${name}=<value>\`` : "";
}

function textEnds(
  scope: Scope,
  texts: string | readonly string[],
  read: (text: string) => readonly Endpoint[],
): FoundEnds {
  const list = [texts].flat().map((text) => textsOf(scope, text) ?? text);
  const unknown = list.find((one) => typeof one === "string");
  if (unknown !== undefined) return unknownEnds(notKnown(scope, unknown));
  return knownEnds(list.flat().flatMap(read));
}

function cidrEnds(scope: Scope, texts: string | readonly string[]): FoundEnds {
  const wrong = [texts].flat().flatMap((text) => textsOf(scope, text) ?? []).filter((text) => !parseCidr(text));
  const found = textEnds(scope, texts, cidrEndpoints);
  return { ...found, missing: [...found.missing, ...wrong.map((text) => `\`${text}\` is no CIDR.`)] };
}

/** One that is none is told of. */
function cidrEndpoints(text: string): readonly Endpoint[] {
  const block = parseCidr(text);
  return block ? [{ type: "addresses", sets: [ipSetOf(block)], name: text }] : [];
}

function hostEnds(scope: Scope, end: Extract<EndDocument, { hosts: string }>, port: EndPort): FoundEnds {
  const texts = textsOf(scope, end.hosts);
  if (!texts) return unknownEnds(notKnown(scope, end.hosts));
  const namespace = expand(scope, end.namespace ?? "default") ?? "default";
  return texts.map((text) => hostEnd(scope.cluster, text, namespace, port)).reduce(joinEnds, knownEnds([]));
}

function joinEnds(a: FoundEnds, b: FoundEnds): FoundEnds {
  return { ...a, ends: [...a.ends, ...b.ends], missing: [...a.missing, ...b.missing], assumed: [...a.assumed, ...b.assumed] };
}

function hostEnd(cluster: Cluster, text: string, namespace: string, { port, protocol }: EndPort): FoundEnds {
  const host = parseHostPort(text, port);
  if (!host) return unknownEnds(`\`${text}\` names no host and port.`);
  const found = destinationsOf(cluster, host, namespace, protocol);
  return backendEnds(found, (reason) => `Where \`${text}\` leads is not known: ${reason}.`);
}

function backendEnds(found: Destinations, sentence: (reason: string) => string): FoundEnds {
  if ("unknown" in found) return unknownEnds(sentence(found.unknown));
  const missing = (found.unfollowed ?? []).map(sentence);
  return { ends: found.backends, missing, occurs: undefined, assumed: found.assumed ?? [] };
}

function serviceEnds(
  scope: Scope,
  service: Extract<EndDocument, { service: object }>["service"],
  { port, protocol }: EndPort,
): FoundEnds {
  const namespace = expand(scope, service.namespace);
  const name = expand(scope, service.name);
  const written = service.port === undefined ? port : servicePort(expand(scope, String(service.port)));
  if (namespace === undefined || name === undefined || written === undefined) {
    return unknownEnds(`Which Service \`${service.namespace}/${service.name}\` is, or its port, is not known.`);
  }
  const found = backendsOf(scope.cluster, { namespace, name, port: written }, protocol);
  return backendEnds(found, (reason) => `The pods are not known: ${reason}.`);
}

/** A port of a Service by its number or name. */
function servicePort(text: string | undefined): number | RoutePort | undefined {
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : { type: "name", name: text };
}

function webhookEnds({ cluster }: Scope, names: readonly string[]): FoundEnds {
  const webhooks = cluster.webhooks.filter(({ name }) => matchesGlobs(name, names));
  if (webhooks.length === 0) return unknownEnds("The input registers no such webhook.");
  return webhooks.map((webhook) => webhookEnd(cluster, webhook)).reduce(joinEnds);
}

function webhookEnd(cluster: Cluster, { name, service }: Webhook): FoundEnds {
  if (!service) return unknownEnds(`Webhook \`${name}\` is not called through a Service.`);
  const found = backendEnds(backendsOf(cluster, service), (reason) => `Webhook \`${name}\` was not checked: ${reason}.`);
  const isMissing = found.ends.some(({ endpoint }) => isAssumed(endpoint));
  const text = `The pods behind Service \`${service.namespace}/${service.name}\` are not in the input; pods with the labels it selects were assumed.`;
  return isMissing ? { ...found, assumed: [text] } : found;
}
