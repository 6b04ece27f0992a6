import { fieldOf, type JsonValue } from "@netpolint/core";
import type { ObservedEnd } from "../observed-flow.js";
import { labelsOfTexts, numberOf, objectOf, portOf, protocolName, textOf, textsOf } from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";

/** Flow logs of Calico Enterprise and Calico Cloud. The source is the end that opened the connection. */
export const calico: RecordFormat = {
  id: "calico",
  title: "Calico flow logs",
  noun: ["Calico flow log", "Calico flow logs"],
  recognises: isCalicoLog,
  read: (record) => {
    const protocol = protocolName(fieldOf(record, "proto"));
    const from = endOf(record, "source");
    const to = endOf(record, "dest");
    const action = textOf(record, "action")?.toLowerCase();
    const toPort = portOf(record, "dest_port");
    if (protocol === undefined || !from || !to || (action !== "allow" && action !== "deny")) return undefined;
    if (toPort === undefined && protocol !== "ICMP" && protocol !== "ICMPv6") return undefined;
    const seconds = numberOf(record, "start_time");
    const times = Math.max(1, numberOf(record, "num_flows") ?? 1);
    const at = seconds === undefined ? undefined : seconds * 1000;
    return {
      flows: [
        { from, to, protocol, fromPort: undefined, toPort, opener: "from", denied: action === "deny", times, at },
      ],
    };
  },
};

/** Goldmane has fields of the same names, and writes the types of ends out. */
const endTypes: ReadonlySet<string> = new Set(["wep", "hep", "ns", "net"]);

export function isCalicoLog(record: JsonValue): boolean {
  return endTypes.has(textOf(record, "source_type") ?? "") && endTypes.has(textOf(record, "dest_type") ?? "");
}

function endOf(record: JsonValue, side: "source" | "dest"): ObservedEnd | undefined {
  const address = textOf(record, `${side}_ip`);
  switch (textOf(record, `${side}_type`)) {
    case "wep":
      return podOf(record, side, address);
    case "hep":
      return { address, place: "node" };
    case "ns":
    case "net":
      return {
        address,
        place: address === undefined ? "network" : "outside",
        names: textsOf(record, `${side}_domains`),
      };
    default:
      return undefined;
  }
}

function podOf(record: JsonValue, side: "source" | "dest", address: string | undefined): ObservedEnd | undefined {
  const namespace = textOf(record, `${side}_namespace`);
  const aggregated = textOf(record, `${side}_name_aggr`);
  const pod = textOf(record, `${side}_name`) ?? (aggregated?.endsWith("*") === true ? undefined : aggregated);
  if (namespace === undefined || (pod ?? aggregated) === undefined) return undefined;
  const labels = textsOf(objectOf(record, `${side}_labels`), "labels");
  const podPrefix = aggregated?.endsWith("*") === true ? aggregated.slice(0, -1) : undefined;
  return { address, namespace, pod, podPrefix, labels: labels.length === 0 ? undefined : labelsOfTexts(labels) };
}
