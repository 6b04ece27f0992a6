import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpointName } from "@netpolint/core";
import { type ObservedTraffic, readTraffic } from "@netpolint/generate";
import { shopCluster } from "./read-records.js";

interface Pod {
  readonly workload: string;
  readonly namespace: string;
  readonly pod: string;
  readonly owner: readonly [kind: string, name: string];
  readonly address: string;
  readonly label: readonly [key: string, value: string];
}

/** Pods of the cluster of all records; two of them are dumped with their addresses, two are known by manifests only. */
const dumped: readonly Pod[] = [
  {
    workload: "shop/Deployment/web",
    namespace: "shop",
    pod: "web-5d4f8c7b9-x2x4z",
    owner: ["Deployment", "web"],
    address: "10.244.1.5",
    label: ["app", "web"],
  },
  {
    workload: "shop/StatefulSet/db",
    namespace: "shop",
    pod: "db-0",
    owner: ["StatefulSet", "db"],
    address: "10.244.2.7",
    label: ["app", "db"],
  },
];
const pods: readonly Pod[] = [
  ...dumped,
  {
    workload: "shop/Deployment/api",
    namespace: "shop",
    pod: "api-7c9d8f6b5d-bbbbb",
    owner: ["Deployment", "api"],
    address: "10.244.3.9",
    label: ["app", "api"],
  },
  {
    workload: "kube-system/Deployment/coredns",
    namespace: "kube-system",
    pod: "coredns-6f6b679f8f-ccccc",
    owner: ["Deployment", "coredns"],
    address: "10.244.4.2",
    label: ["k8s-app", "kube-dns"],
  },
];

interface Connection {
  readonly from: Pod;
  readonly to: Pod;
  readonly port: number;
  readonly clientPort: number;
}

type Writer = (connection: Connection) => unknown;

function netobservEnd(side: "Src" | "Dst", { address, namespace, pod, owner }: Pod): object {
  return {
    [`${side}Addr`]: address,
    [`${side}K8S_Type`]: "Pod",
    [`${side}K8S_Namespace`]: namespace,
    [`${side}K8S_Name`]: pod,
    [`${side}K8S_OwnerType`]: owner[0],
    [`${side}K8S_OwnerName`]: owner[1],
  };
}

function netobserv({ from, to, port, clientPort }: Connection, flags: readonly string[]): object {
  const ends = { ...netobservEnd("Src", from), ...netobservEnd("Dst", to) };
  return { ...ends, SrcPort: clientPort, DstPort: port, Proto: 6, Flags: flags };
}

function hubbleEnd({ namespace, pod, label }: Pod): object {
  return { namespace, pod_name: pod, labels: [`k8s:${label.join("=")}`, `k8s:io.kubernetes.pod.namespace=${namespace}`] };
}

function hubble({ from, to, port, clientPort }: Connection, isReply: boolean): object {
  return {
    flow: {
      verdict: "FORWARDED",
      IP: { source: from.address, destination: to.address },
      l4: { TCP: { source_port: clientPort, destination_port: port } },
      source: hubbleEnd(from),
      destination: hubbleEnd(to),
      is_reply: isReply,
    },
  };
}

/** The same connection as the records of the other direction have it. */
function answered({ from, to, port, clientPort }: Connection): Connection {
  return { from: to, to: from, port: clientPort, clientPort: port };
}

const writers: Readonly<Record<string, Writer>> = {
  "NetObserv, its handshake": (one) => netobserv(one, ["SYN", "ACK"]),
  "NetObserv, the answer": (one) => netobserv(answered(one), ["SYN_ACK", "PSH"]),
  "NetObserv, in the middle": (one) => netobserv(one, ["ACK"]),
  "NetObserv, answers in the middle": (one) => netobserv(answered(one), ["ACK"]),
  Hubble: (one) => hubble(one, false),
  "Hubble, the answer": (one) => hubble(answered(one), true),
  "Inspektor Gadget": ({ from, to, port }) => ({
    k8s: { namespace: from.namespace, podName: from.pod, owner: { kind: from.owner[0], name: from.owner[1] } },
    endpoint: { addr: to.address, port, proto: "TCP", k8s: { kind: "pod", name: to.pod, namespace: to.namespace } },
    egress: true,
  }),
  Calico: ({ from, to, port }) => ({
    source_type: "wep",
    source_namespace: from.namespace,
    source_name: from.pod,
    dest_type: "wep",
    dest_namespace: to.namespace,
    dest_name: to.pod,
    dest_port: port,
    proto: "tcp",
    action: "allow",
    reporter: "src",
  }),
  Goldmane: ({ from, to, port }) => ({
    source_name: from.pod,
    source_namespace: from.namespace,
    source_labels: from.label.join("="),
    dest_name: to.pod,
    dest_namespace: to.namespace,
    dest_labels: to.label.join("="),
    dest_port: port,
    protocol: "tcp",
    action: "Allow",
    reporter: "Src",
  }),
};

/** Addresses say who it was only where the input has them. */
const addressWriter: Writer = ({ from, to, port, clientPort }) => ({
  level: "info",
  ts: "2026-03-01T10:00:04.000Z",
  msg: "Flow Info: ",
  "Src IP": from.address,
  "Src Port": clientPort,
  "Dest IP": to.address,
  "Dest Port": port,
  Proto: "TCP",
  Verdict: "ACCEPT",
});

const connection = (among: readonly Pod[]): fc.Arbitrary<Connection> =>
  fc.record({
    from: fc.constantFrom(...among),
    to: fc.constantFrom(...among),
    // What systems give to connections is told apart from what servers listen on.
    port: fc.integer({ min: 1, max: 32_767 }),
    clientPort: fc.integer({ min: 32_768, max: 65_535 }),
  });

const written = fc.oneof(
  fc.record({ connection: connection(pods), write: fc.constantFrom(...Object.values(writers)) }),
  fc.record({ connection: connection(dumped), write: fc.constant(addressWriter) }),
);

function flowsOf({ flows }: ObservedTraffic): ReadonlySet<string> {
  return new Set(flows.map(({ from, to, protocol, port }) => `${endpointName(from)} ${endpointName(to)} ${protocol} ${port}`));
}

async function readLines(lines: readonly string[]): Promise<ObservedTraffic> {
  return readTraffic([{ name: "records", chunks: [lines.join("\n")] }], await shopCluster());
}

describe("the formats agree", () => {
  it("on connections, whoever wrote them down, from whichever end, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(written, { maxLength: 30 }), fc.func(fc.nat()), async (records, rank) => {
        const lines = records.map(({ connection: one, write }) => JSON.stringify(write(one)));
        const expected = records.map(({ connection: { from, to, port } }) => `${from.workload} ${to.workload} TCP ${port}`);
        const traffic = await readLines(lines);
        expect(flowsOf(traffic)).toEqual(new Set(expected));
        expect([traffic.problems, traffic.unattributed, traffic.denied]).toEqual([[], [], []]);
        const shuffled = [...lines, ...lines].sort((a, b) => rank(a) - rank(b));
        expect(flowsOf(await readLines(shuffled))).toEqual(new Set(expected));
      }),
    );
  });
});
