import { fieldOf, type JsonValue } from "@netpolint/core";
import type { ObservedEnd } from "../observed-flow.js";
import {
  firstText,
  labelsOfTexts,
  listOf,
  numberOf,
  objectOf,
  portOf,
  protocolName,
  textsOf,
} from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";
import { parseTime } from "../utc-time.js";
import { isCalicoLog } from "./calico.js";

/**
 * Flows of Calico's Goldmane, as its API has them in JSON (with either spelling of the fields that protobuf allows) and
 * as Whisker's page gets them. The source is the end that opened the connection; ends have no addresses.
 */
export const goldmane: RecordFormat = {
  id: "goldmane",
  title: "Goldmane flows",
  noun: ["Goldmane flow", "Goldmane flows"],
  recognises: (record) => {
    const key = keyOf(record);
    if (isCalicoLog(record)) return false;
    return (
      firstText(key, "source_name", "sourceName") !== undefined && firstText(key, "dest_name", "destName") !== undefined
    );
  },
  read: (record) => {
    const key = keyOf(record);
    const flow = objectOf(record, "flow") ?? record;
    const protocol = protocolName(fieldOf(key, "proto") ?? fieldOf(key, "protocol"));
    const from = endOf(key, flow, "source");
    const to = endOf(key, flow, "dest");
    const action = actionOf(key);
    const toPort = portOf(key, "dest_port") ?? portOf(key, "destPort");
    if (protocol === undefined || !from || !to || action === undefined) return undefined;
    if (toPort === undefined && protocol !== "ICMP" && protocol !== "ICMPv6") return undefined;
    const denied = action === "Deny";
    return {
      flows: [{ from, to, protocol, fromPort: undefined, toPort, opener: "from", denied, times: 1, at: timeOf(flow) }],
    };
  },
};

function keyOf(record: JsonValue): JsonValue {
  const flow = objectOf(record, "flow") ?? record;
  return objectOf(flow, "Key") ?? objectOf(flow, "key") ?? flow;
}

/** Enumerations are names, or the numbers of the definition. */
const endTypes: readonly string[] = [
  "EndpointTypeUnspecified",
  "WorkloadEndpoint",
  "HostEndpoint",
  "NetworkSet",
  "Network",
];
const actions: readonly string[] = ["ActionUnspecified", "Allow", "Deny", "Pass"];

function enumOf(names: readonly string[], ...found: readonly (JsonValue | undefined)[]): string | undefined {
  const value = found.find((one) => one !== undefined);
  if (typeof value === "number") return names[value];
  return names.find((name) => name === value);
}

function actionOf(key: JsonValue): string | undefined {
  const action = enumOf(actions, fieldOf(key, "action"));
  return action === "Allow" || action === "Deny" || action === "Pass" ? action : undefined;
}

function endOf(key: JsonValue, flow: JsonValue, side: "source" | "dest"): ObservedEnd | undefined {
  const name = firstText(key, `${side}_name`, `${side}Name`);
  const namespace = firstText(key, `${side}_namespace`, `${side}Namespace`);
  const type = enumOf(endTypes, fieldOf(key, `${side}_type`), fieldOf(key, `${side}Type`));
  if (name === undefined) return undefined;
  switch (type ?? typeByName(name, namespace)) {
    case "WorkloadEndpoint":
      return namespace === undefined ? undefined : { namespace, ...namesOf(name), labels: labelsIn(flow, side) };
    case "HostEndpoint":
      return { place: "node" };
    case "NetworkSet":
    case "Network":
      return { place: "network", names: type === "NetworkSet" ? [name] : undefined };
    default:
      return undefined;
  }
}

/** Whisker leaves the type out; what is in no namespace and named so is no pod. */
function typeByName(name: string, namespace: string | undefined): string | undefined {
  if (namespace !== undefined) return "WorkloadEndpoint";
  return /^(?:pub|pvt|public network|private network)$/i.test(name) ? "Network" : undefined;
}

function namesOf(name: string): Pick<ObservedEnd, "pod" | "podPrefix"> {
  if (name.endsWith("*")) return { podPrefix: name.slice(0, -1) };
  return name.endsWith("-") ? { podPrefix: name } : { pod: name };
}

/** A list, or one text with ` | ` or commas between. */
function labelsIn(flow: JsonValue, side: string): ReadonlyMap<string, string> | undefined {
  const isList = listOf(flow, `${side}_labels`).length > 0;
  const listed = isList ? textsOf(flow, `${side}_labels`) : textsOf(flow, `${side}Labels`);
  const texts = listed.length > 0 ? listed : (firstText(flow, `${side}_labels`) ?? "").split(/\s*[|,]\s*/);
  const written = texts.filter((text) => text.includes("="));
  return written.length === 0 ? undefined : labelsOfTexts(written);
}

function timeOf(flow: JsonValue): number | undefined {
  const seconds = numberOf(flow, "start_time") ?? numberOf(flow, "startTime");
  if (seconds !== undefined) return seconds * 1000;
  return parseTime(firstText(flow, "start_time", "startTime") ?? "");
}
