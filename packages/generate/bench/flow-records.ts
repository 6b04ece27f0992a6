import { closeSync, openSync, writeSync } from "node:fs";

const workloads = 400;
const replicas = 3;
const ports: readonly number[] = [80, 443, 5432, 6379, 8080, 9092];

/** Manifests of the workloads that the records are of. */
export function benchManifests(): string {
  return Array.from({ length: workloads }, (_, number) => deployment(number)).join("---\n");
}

function deployment(number: number): string {
  const labels = `{app: app-${number}}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: app-${number}, namespace: team-${number % 20}}
spec:
  selector: {matchLabels: ${labels}}
  template: {metadata: {labels: ${labels}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}}
`;
}

/** `lines`: one record a line; `list`: all in one list without line ends. */
export type RecordLayout = "lines" | "list";

/** Writes flow records of NetObserv, half of them of answers, a twentieth with an address outside; all distinct. */
export function writeFlowRecords(path: string, bytes: number, layout: RecordLayout): number {
  const file = openSync(path, "w");
  const [head, between, tail] = layout === "lines" ? ["", "\n", "\n"] : ["[", ",", "]"];
  let written = 0;
  let records = 0;
  let batch = head;
  while (written < bytes) {
    batch += (records === 0 ? "" : between) + flowRecord(records);
    records += 1;
    if (batch.length < 4e6 && written + batch.length < bytes) continue;
    written += writeSync(file, batch);
    batch = "";
  }
  writeSync(file, tail);
  closeSync(file);
  return records;
}

interface End {
  readonly address: string;
  readonly node: string;
  readonly pod: string;
  readonly namespace: string;
  readonly owner: string;
}

function endOf(number: number, replica: number): End {
  const node = (number + replica) % 50;
  return {
    address: `10.${128 + (number >> 8)}.${number & 255}.${replica + 2}`,
    node: `ip-10-0-${node}-17.ec2.internal`,
    pod: `app-${number}-7c9d8f6b5d-${"bcdfg"[replica] ?? "b"}x2x4`,
    namespace: `team-${number % 20}`,
    owner: `app-${number}`,
  };
}

function flowRecord(index: number): string {
  const client = endOf((index * 7) % workloads, index % replicas);
  const server = endOf((index * 13 + (index % 11)) % workloads, (index >> 2) % replicas);
  const port = ports[index % ports.length] ?? 80;
  const clientPort = 32_768 + (index % 28_000);
  const isAnswer = index % 2 === 1;
  const isOutside = index % 20 === 0;
  const [from, to] = isAnswer ? [server, client] : [client, server];
  const start = 1_772_359_200_000 + index;
  return JSON.stringify({
    AgentIP: "10.0.1.17",
    Bytes: 1000 + (index % 9000),
    DnsErrno: 0,
    Dscp: 0,
    Etype: 2048,
    Packets: 1 + (index % 40),
    ...(isOutside ? { DstAddr: `203.0.113.${index % 200}` } : namedEnd("Dst", to)),
    DstPort: isAnswer && !isOutside ? clientPort : port,
    DstMac: "0a:58:0a:80:00:01",
    SrcMac: "0a:58:0a:80:00:02",
    FlowDirection: isAnswer ? 0 : 1,
    Flags: isAnswer && !isOutside ? ["SYN_ACK", "ACK", "PSH"] : ["SYN", "ACK", "PSH"],
    IfDirections: [isAnswer ? 0 : 1],
    Interfaces: ["eth0"],
    K8S_FlowLayer: "app",
    Proto: 6,
    Sampling: 50,
    SrcPort: isAnswer && !isOutside ? port : clientPort,
    ...namedEnd("Src", isOutside ? client : from),
    TimeFlowEndMs: start + 1500,
    TimeFlowStartMs: start,
    TimeReceived: 1_772_359_206,
    _RecordType: "flowLog",
  });
}

function namedEnd(
  side: "Src" | "Dst",
  { address, node, pod, namespace, owner }: End,
): Readonly<Record<string, string>> {
  return {
    [`${side}Addr`]: address,
    [`${side}K8S_HostIP`]: "10.0.1.17",
    [`${side}K8S_HostName`]: node,
    [`${side}K8S_Name`]: pod,
    [`${side}K8S_Namespace`]: namespace,
    [`${side}K8S_NetworkName`]: "primary",
    [`${side}K8S_OwnerName`]: owner,
    [`${side}K8S_OwnerType`]: "Deployment",
    [`${side}K8S_Type`]: "Pod",
    [`${side}K8S_Zone`]: "us-east-1a",
  };
}
