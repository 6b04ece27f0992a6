import { type IpAddress, parseIpAddress } from "../sets/ip-address.js";
import { fieldOf, type JsonValue, valueAt } from "../source/json-value.js";
import { type Protocol, protocols } from "./network-policy.js";
import type { NamedPort, PodNetwork, PodResource, WorkloadResource } from "./pod.js";
import { listOf, numberOf, readLabels, stringOf, templatePathOf } from "./read-meta.js";
import { shareEqual } from "./shared-values.js";
import type { ObjectMeta } from "./resource.js";

export function readPod(value: JsonValue, meta: ObjectMeta): PodResource {
  const status = fieldOf(value, "status");
  const phase = fieldOf(status, "phase");
  return {
    type: "Pod",
    meta,
    network: readNetwork(fieldOf(value, "spec"), meta.labels),
    addresses: readAddresses(status),
    ended: phase === "Succeeded" || phase === "Failed",
  };
}

export function readWorkload(value: JsonValue, meta: ObjectMeta): WorkloadResource {
  const template = valueAt(value, templatePathOf(meta.kind));
  const labels = readLabels(valueAt(template, ["metadata", "labels"]));
  return { type: "Workload", meta, network: readNetwork(fieldOf(template, "spec"), labels) };
}

function readNetwork(spec: JsonValue | undefined, labels: ReadonlyMap<string, string>): PodNetwork {
  const ports = readPorts(writtenPorts(spec));
  return {
    labels,
    hostNetwork: fieldOf(spec, "hostNetwork") === true,
    nodeName: stringOf(fieldOf(spec, "nodeName")),
    namedPorts: ports.named,
    declaredPorts: ports.declared,
  };
}

const noPorts: readonly JsonValue[] = [];

/** Asked for every pod of a dump, most of which have one container; its own list is as good as a copy. */
function writtenPorts(spec: JsonValue | undefined): readonly JsonValue[] {
  const containers = listOf(fieldOf(spec, "containers"));
  const inits = listOf(fieldOf(spec, "initContainers"));
  if (containers.length === 1 && inits.length === 0) return listOf(fieldOf(containers[0], "ports"));
  if (containers.length === 0 && inits.length === 0) return noPorts;
  return [...containers, ...inits.filter(isSidecar)].flatMap((container) => listOf(fieldOf(container, "ports")));
}

const readPorts = shareEqual((value) => {
  const ports = listOf(value);
  return { named: ports.flatMap(readNamedPort), declared: ports.flatMap(readDeclaredPort) };
});

/** A restartable init container runs beside the others and may declare ports; a plain one has ended by then. */
function isSidecar(container: JsonValue): boolean {
  return fieldOf(container, "restartPolicy") === "Always";
}

function readDeclaredPort(port: JsonValue): { protocol: Protocol; number: number }[] {
  const number = numberOf(fieldOf(port, "containerPort"));
  const protocol = readProtocol(fieldOf(port, "protocol"));
  return number === undefined || protocol === undefined ? [] : [{ protocol, number }];
}

function readNamedPort(port: JsonValue): NamedPort[] {
  const name = stringOf(fieldOf(port, "name"));
  return name === undefined ? [] : readDeclaredPort(port).map((declared) => ({ name, ...declared }));
}

/** TCP where not written; undefined for what the API does not know. */
export function readProtocol(value: JsonValue | undefined): Protocol | undefined {
  if (value === undefined || value === null) return "TCP";
  return protocols.find((protocol) => protocol === value);
}

function readAddresses(status: JsonValue | undefined): readonly IpAddress[] {
  const listed = listOf(fieldOf(status, "podIPs"));
  if (listed.length === 0) return readAddress(fieldOf(status, "podIP"));
  if (listed.length === 1) return readAddress(fieldOf(listed[0], "ip"));
  return listed.flatMap((entry) => readAddress(fieldOf(entry, "ip")));
}

const noAddresses: readonly IpAddress[] = [];

/** A list of one that is written as such takes no room for more, unlike one that is added to. */
function readAddress(value: JsonValue | undefined): readonly IpAddress[] {
  const text = stringOf(value);
  const address = text === undefined ? undefined : parseIpAddress(text);
  return address ? [address] : noAddresses;
}
