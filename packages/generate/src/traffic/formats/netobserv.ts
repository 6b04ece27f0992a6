import { fieldOf, type JsonValue } from "@netpolint/core";
import type { ObservedEnd, ObservedFlow, Opener } from "../observed-flow.js";
import { listOf, numberOf, portOf, protocolName, textOf, textsOf } from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";

/** Flow records of NetObserv, as Loki keeps them and as its exporters send them. */
export const netobserv: RecordFormat = {
  id: "netobserv",
  title: "NetObserv flow records",
  noun: ["NetObserv flow record", "NetObserv flow records"],
  recognises: (record) => fieldOf(record, "SrcAddr") !== undefined && fieldOf(record, "DstAddr") !== undefined,
  read: (record) => {
    const protocol = protocolName(fieldOf(record, "Proto"));
    if (protocol === undefined || textOf(record, "SrcAddr") === undefined || textOf(record, "DstAddr") === undefined)
      return undefined;
    if (fieldOf(record, "Duplicate") === true) return { ignored: "duplicate" };
    const flow = readFlow(record, protocol);
    return flow && { flows: [flow] };
  },
};

function readFlow(record: JsonValue, protocol: string): ObservedFlow | undefined {
  const hasPorts = protocol === "TCP" || protocol === "UDP" || protocol === "SCTP";
  const toPort = portOf(record, "DstPort");
  if (hasPorts && toPort === undefined) return undefined;
  const translated = translatedEnd(record);
  return {
    from: endOf(record, source, destination),
    to: translated?.end ?? endOf(record, destination, source),
    protocol,
    fromPort: portOf(record, "SrcPort"),
    toPort: translated?.port ?? toPort,
    opener: openerOf(record),
    denied: isDenied(record),
    times: 1,
    at: numberOf(record, "TimeFlowStartMs"),
  };
}

/** The fields of one end. Made once: putting names together takes longer than looking them up. */
interface EndFields {
  readonly address: string;
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly ownerKind: string;
  readonly ownerName: string;
  readonly hostAddress: string;
}

function fieldsOf(end: "Src" | "Dst" | "XlatDst"): EndFields {
  return {
    address: `${end}Addr`,
    type: `${end}K8S_Type`,
    namespace: `${end}K8S_Namespace`,
    name: `${end}K8S_Name`,
    ownerKind: `${end}K8S_OwnerType`,
    ownerName: `${end}K8S_OwnerName`,
    hostAddress: `${end}K8S_HostIP`,
  };
}

const source = fieldsOf("Src");
const destination = fieldsOf("Dst");
const translation = fieldsOf("XlatDst");

function endOf(record: JsonValue, own: EndFields, other: EndFields): ObservedEnd {
  const address = textOf(record, own.address);
  const name = textOf(record, own.name);
  const namespace = textOf(record, own.namespace);
  switch (textOf(record, own.type)) {
    case "Pod":
      return { address, namespace, pod: name, owner: ownerOf(record, own) };
    case "Service":
      return { address, namespace, service: name };
    case "Node":
      return { address, place: address === textOf(record, other.hostAddress) ? "own-node" : "node" };
    default:
      // Records are enriched from the cluster's own objects: an address without a name is none of them.
      return name === undefined
        ? { address, place: "outside" }
        : { address, namespace, pod: name, owner: ownerOf(record, own) };
  }
}

function ownerOf(record: JsonValue, own: EndFields): ObservedEnd["owner"] {
  const name = textOf(record, own.ownerName);
  return name === undefined ? undefined : { kind: textOf(record, own.ownerKind), name };
}

/** The pod behind a Service's address, where the agents saw the translation. */
function translatedEnd(record: JsonValue): { readonly end: ObservedEnd; readonly port: number } | undefined {
  const port = portOf(record, "XlatDstPort");
  const address = textOf(record, translation.address);
  if (port === undefined || address === undefined || textOf(record, destination.type) !== "Service") return undefined;
  const namespace = textOf(record, translation.namespace);
  const pod = textOf(record, translation.name);
  return { end: { address, namespace, pod, owner: ownerOf(record, translation) }, port };
}

const conversations: ReadonlySet<string> = new Set(["newConnection", "heartbeat", "endConnection"]);

/** Bits of TCP flags in older records; the agents keep SYN with ACK as a bit of its own. */
const syn = 0x02;
const synAck = 0x100;

/** Records of conversations begin at the opener; of others the handshake tells, where the record holds it. */
function openerOf(record: JsonValue): Opener {
  if (conversations.has(textOf(record, "_RecordType") ?? "")) return "from";
  const bits = numberOf(record, "Flags");
  const texts = bits === undefined ? textsOf(record, "Flags") : [];
  const hasSyn = bits === undefined ? texts.includes("SYN") : (bits & syn) !== 0;
  const hasSynAck = bits === undefined ? texts.includes("SYN_ACK") : (bits & synAck) !== 0;
  if (hasSyn === hasSynAck) return "unknown";
  return hasSyn ? "from" : "to";
}

function isDenied(record: JsonValue): boolean {
  const events = listOf(record, "NetworkEvents");
  if (events.some((event) => textOf(event, "Action") === "drop")) return true;
  const dropped = numberOf(record, "PktDropPackets") ?? 0;
  return dropped > 0 && dropped >= (numberOf(record, "Packets") ?? Infinity);
}
