import { fieldOf, isObject, type JsonObject, type JsonValue } from "@netpolint/core";
import type { ObservedEnd, ObservedFlow, Opener, Place, RecordReading } from "../observed-flow.js";
import { labelsOfTexts, listOf, objectOf, portOf, textOf, textsOf } from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";
import { parseTime } from "../utc-time.js";

/** Flows of Cilium's Hubble, as `hubble observe -o jsonpb` prints them and the exporter writes them. */
export const hubble: RecordFormat = {
  id: "hubble",
  title: "Hubble flows",
  noun: ["Hubble flow", "Hubble flows"],
  recognises: (record) =>
    flowIn(record) !== undefined || otherEvents.some((name) => fieldOf(record, name) !== undefined),
  read: (record) => {
    const flow = flowIn(record);
    if (flow) return readFlow(flow);
    return { ignored: fieldOf(record, "lost_events") === undefined ? "no-flow" : "lost-events" };
  },
};

const otherEvents = ["lost_events", "node_status", "agent_event", "debug_event"] as const;

/** With `-o json` of older versions there is nothing around the flow. */
function flowIn(record: JsonValue): JsonObject | undefined {
  const flow = objectOf(record, "flow") ?? (isObject(record) ? record : undefined);
  if (!flow || fieldOf(flow, "verdict") === undefined) return undefined;
  return flow["IP"] === undefined && flow["l4"] === undefined && flow["source"] === undefined ? undefined : flow;
}

/** Events about sockets and translations repeat what is seen of the packets. */
const repeating: ReadonlySet<string> = new Set(["TRACED", "TRANSLATED"]);
const refused: ReadonlySet<string> = new Set(["DROPPED", "ERROR"]);
const passed: ReadonlySet<string> = new Set(["FORWARDED", "REDIRECTED", "AUDIT"]);

function readFlow(flow: JsonObject): RecordReading {
  const verdict = textOf(flow, "verdict") ?? "";
  if (repeating.has(verdict) || textOf(flow, "Type") === "SOCK") return { ignored: "duplicate" };
  const layer = layerOf(flow);
  if ((!refused.has(verdict) && !passed.has(verdict)) || !layer) return undefined;
  const ips = objectOf(flow, "IP");
  const isReached = textOf(flow, "traffic_direction") === "INGRESS";
  const from = endOf(flow, "source", textOf(ips, "source"), isReached);
  const to = endOf(flow, "destination", textOf(ips, "destination"), !isReached);
  if (!from || !to) return undefined;
  const at = parseTime(textOf(flow, "time") ?? "");
  const observed: ObservedFlow = {
    from,
    to,
    protocol: layer.protocol,
    fromPort: layer.fromPort,
    toPort: layer.toPort,
    opener: openerOf(flow, layer.header),
    denied: refused.has(verdict),
    times: 1,
    at,
  };
  return { flows: [observed] };
}

interface Layer {
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  readonly header: JsonObject;
}

function layerOf(flow: JsonObject): Layer | undefined {
  const layer = objectOf(flow, "l4");
  for (const protocol of ["TCP", "UDP", "SCTP"]) {
    const header = objectOf(layer, protocol);
    if (!header) continue;
    const toPort = portOf(header, "destination_port");
    return toPort === undefined ? undefined : { protocol, fromPort: portOf(header, "source_port"), toPort, header };
  }
  for (const protocol of ["ICMPv4", "ICMPv6"]) {
    const header = objectOf(layer, protocol);
    if (header) return { protocol: protocol.replace("v4", ""), fromPort: undefined, toPort: undefined, header };
  }
  return undefined;
}

/** `isHere`: the end that is at the node where the flow was seen, so that `host` is the other end's own node. */
function endOf(
  flow: JsonObject,
  side: "source" | "destination",
  address: string | undefined,
  otherIsHere: boolean,
): ObservedEnd | undefined {
  const end = objectOf(flow, side);
  const labels = textsOf(end, "labels");
  const names = textsOf(flow, `${side}_names`);
  const place = placeOf(labels, otherIsHere);
  if (place !== undefined)
    return place === "outside" ? serviceOr(flow, side, address, names) : { address, place, names };
  const namespace = textOf(end, "namespace");
  const pod = textOf(end, "pod_name");
  if (namespace === undefined) return address === undefined ? undefined : { address, names };
  return { address, namespace, pod, owner: workloadOf(end), labels: podLabels(labels) };
}

/** A Service's address has no identity of its own and counts as the world. */
function serviceOr(
  flow: JsonObject,
  side: "source" | "destination",
  address: string | undefined,
  names: readonly string[],
): ObservedEnd {
  const service = objectOf(flow, `${side}_service`);
  const name = textOf(service, "name");
  if (name !== undefined) return { address, namespace: textOf(service, "namespace"), service: name };
  return { address, place: address === undefined ? "network" : "outside", names };
}

function workloadOf(end: JsonObject | undefined): ObservedEnd["owner"] {
  const [workload] = listOf(end, "workloads");
  const name = textOf(workload, "name");
  return name === undefined ? undefined : { kind: textOf(workload, "kind"), name };
}

const outsideNames: ReadonlySet<string> = new Set(["world", "world-ipv4", "world-ipv6"]);

/** Where an end is that has no pod; undefined for pods, also for those that Cilium does not know yet. */
function placeOf(labels: readonly string[], otherIsHere: boolean): Place | undefined {
  const reserved = labels
    .filter((label) => label.startsWith("reserved:"))
    .map((label) => label.slice("reserved:".length));
  if (reserved.includes("kube-apiserver")) return "apiserver";
  if (reserved.includes("host")) return otherIsHere ? "own-node" : "node";
  if (reserved.some((name) => outsideNames.has(name))) return "outside";
  if (reserved.some((name) => name === "remote-node" || name === "health")) return "node";
  if (reserved.some((name) => name === "unmanaged" || name === "init")) return undefined;
  return reserved.length > 0 ? "network" : undefined;
}

/** Labels that Cilium adds from other objects are no labels of the pod. */
function podLabels(labels: readonly string[]): ReadonlyMap<string, string> | undefined {
  const own = labels
    .filter((label) => label.startsWith("k8s:"))
    .map((label) => label.slice("k8s:".length))
    .filter((label) => !label.startsWith("io.kubernetes.") && !label.startsWith("io.cilium."));
  return own.length === 0 ? undefined : labelsOfTexts(own);
}

function openerOf(flow: JsonObject, header: JsonObject): Opener {
  const isReply = fieldOf(flow, "is_reply") ?? (fieldOf(flow, "reply") === true ? true : undefined);
  if (typeof isReply === "boolean") return isReply ? "to" : "from";
  const flags = objectOf(header, "flags");
  if (fieldOf(flags, "SYN") !== true) return "unknown";
  return fieldOf(flags, "ACK") === true ? "to" : "from";
}
