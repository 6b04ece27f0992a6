import { fieldOf, type JsonValue } from "@netpolint/core";
import type { ObservedFlow, RecordReading } from "../observed-flow.js";
import { portOf, protocolName, textOf } from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";

/**
 * What the network policy agent of the AWS VPC CNI logs of its decisions: sentences in its log file, fields in older
 * log files, and fields with semicolons in CloudWatch. There are addresses only.
 */
export const awsNetworkPolicy: RecordFormat = {
  id: "aws-network-policy",
  title: "AWS VPC CNI policy logs",
  noun: ["line of an AWS policy log", "lines of AWS policy logs"],
  recognises: (record) => (typeof record === "string" ? isFlowLine(record) || isOtherLine(record) : isLogEntry(record)),
  read: (record) => {
    if (typeof record === "string") return isFlowLine(record) ? readLine(record) : { ignored: "no-flow" };
    if (fieldOf(record, "Src IP") !== undefined) return readFields(record);
    const message = textOf(record, "msg") ?? "";
    return isFlowLine(message) ? readLine(message) : { ignored: "no-flow" };
  },
};

/** The agent writes its log with a level, the place in its code and a message. */
function isLogEntry(record: JsonValue): boolean {
  if (fieldOf(record, "Src IP") !== undefined) return true;
  return (
    textOf(record, "level") !== undefined && fieldOf(record, "ts") !== undefined && fieldOf(record, "msg") !== undefined
  );
}

/** Between the colons of IPv6 lines and their lack in IPv4 lines there is no other difference. */
const sentence =
  /Src IP:? *(\S+) +Src Port:? *(\d+) +Dest IP:? *(\S+) +Dest Port:? *(\d+) +Proto:? *(\w+) +Verdict:? *([\w/]+)/;
const fields = /SIP: *([^; ]+);SPORT: *(\d+);DIP: *([^; ]+);DPORT: *(\d+);PROTOCOL: *(\w+);PolicyVerdict: *([\w/]+)/;

function isFlowLine(text: string): boolean {
  return text.includes("Src IP") || text.includes("SPORT:");
}

/** Lines of the agent's log about something else. */
function isOtherLine(text: string): boolean {
  return /^\S+T\S+\s+(?:DEBUG|INFO|WARN|ERROR)\s/.test(text);
}

function readLine(text: string): RecordReading {
  const [, from, fromPort, to, toPort, protocol, verdict] = sentence.exec(text) ?? fields.exec(text) ?? [];
  return readParts({ from, fromPort: portIn(fromPort), to, toPort: portIn(toPort), protocol, verdict });
}

function readFields(record: JsonValue): RecordReading {
  return readParts({
    from: textOf(record, "Src IP"),
    fromPort: portOf(record, "Src Port"),
    to: textOf(record, "Dest IP"),
    toPort: portOf(record, "Dest Port"),
    protocol: textOf(record, "Proto"),
    verdict: textOf(record, "Verdict"),
  });
}

interface Parts {
  readonly from: string | undefined;
  readonly fromPort: number | undefined;
  readonly to: string | undefined;
  readonly toPort: number | undefined;
  readonly protocol: string | undefined;
  readonly verdict: string | undefined;
}

function readParts({ from, fromPort, to, toPort, protocol: written, verdict }: Parts): RecordReading {
  const protocol = protocolName(written);
  if (from === undefined || to === undefined || protocol === undefined) return undefined;
  // The end of a connection that was logged when it began.
  if (verdict?.startsWith("EXPIRED") === true) return { ignored: "duplicate" };
  if (verdict !== "ACCEPT" && verdict !== "DENY") return undefined;
  if (toPort === undefined && !protocol.startsWith("ICMP")) return undefined;
  const flow: ObservedFlow = {
    from: { address: from },
    to: { address: to },
    protocol,
    fromPort,
    toPort,
    opener: "from",
    denied: verdict === "DENY",
    times: 1,
  };
  return { flows: [flow] };
}

function portIn(text: string | undefined): number | undefined {
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : undefined;
}
