import { describe, expect, it } from "vitest";
import type { JsonValue } from "@netpolint/core";
import { recordFormats } from "../../src/traffic/formats/index.js";
import { flowLines, lostLines, readFile, readText, recordsFile } from "./read-records.js";

const web = "shop/Deployment/web";
const api = "shop/Deployment/api";
const db = "shop/StatefulSet/db";
const coredns = "kube-system/Deployment/coredns";

describe("a record", () => {
  const files = ["netobserv", "hubble", "inspektor-gadget-2022", "inspektor-gadget-2025", "calico", "goldmane"];
  const records = files.flatMap((name) => recordsFile(`${name}.jsonl`).trim().split("\n"));

  it.each(records)("%s is of one format, whichever was before", (line) => {
    const value = JSON.parse(line) as JsonValue;
    expect(recordFormats.filter((format) => format.recognises(value)).map(({ id }) => id)).toHaveLength(1);
  });
});

describe("NetObserv flow records", () => {
  it("are turned around where they are of answers, by flags or by who listens, and led through Services", async () => {
    const traffic = await readFile("netobserv.jsonl");
    expect(flowLines(traffic)).toEqual([
      `${web} -> ${api} 8080/TCP: 2 NetObserv flow records between 2026-03-01T10:00:00Z and 2026-03-01T10:00:01Z`,
      `${db} -> ${api} 8080/TCP: 1 NetObserv flow record at 2026-03-01T10:01:39Z through Service \`shop/api\``,
      `${web} -> ${coredns} 53/UDP: 1 NetObserv flow record at 2026-03-01T10:01:39Z`,
      `${web} -> 203.0.113.80/32 443/TCP: 1 NetObserv flow record at 2026-03-01T10:01:39Z`,
    ]);
    expect(traffic.replies).toBe(2);
  });

  it("are listed where a policy cannot decide, and apart where one refused", async () => {
    const traffic = await readFile("netobserv.jsonl");
    expect(lostLines(traffic)).toEqual([
      `172.18.0.2 -> ${web} 8443/TCP x1: own-node`,
      `${web} -> ${db} ICMP x1: protocol`,
    ]);
    expect(traffic.denied).toEqual([{ from: "other/probe-1", to: api, protocol: "TCP", port: 8080, times: 1 }]);
  });

  it("take what Loki keeps in the labels of a stream, and count a line that is cut off", async () => {
    const traffic = await readFile("loki.json");
    expect(flowLines(traffic)).toEqual([`${web} -> ${db} 5432/TCP: 1 NetObserv flow record at 2026-03-01T10:00:00Z`]);
    expect(traffic.records).toBe(2);
    expect(traffic.problems).toEqual([{ stream: "loki.json", kind: "text", format: undefined, count: 1, lines: [6] }]);
  });

  it("name the pod behind a Service where the agents saw the translation", async () => {
    const record = {
      SrcAddr: "10.244.1.5",
      DstAddr: "10.96.0.99",
      SrcPort: 43_210,
      DstPort: 80,
      Proto: 6,
      Flags: ["SYN"],
      SrcK8S_Type: "Pod",
      SrcK8S_Namespace: "shop",
      SrcK8S_Name: "web-5d4f8c7b9-x2x4z",
      DstK8S_Type: "Service",
      DstK8S_Name: "store",
      DstK8S_Namespace: "shop",
      XlatDstAddr: "10.244.2.7",
      XlatDstPort: 5432,
      XlatDstK8S_Namespace: "shop",
      XlatDstK8S_Name: "db-0",
    };
    expect(flowLines(await readText(JSON.stringify(record)))).toEqual([
      `${web} -> ${db} 5432/TCP: 1 NetObserv flow record`,
    ]);
  });

  it("are of no direction where both ports are given to connections and nobody is known to listen", async () => {
    const ends = { SrcAddr: "10.244.1.5", DstAddr: "10.244.2.7", SrcK8S_Type: "Pod", DstK8S_Type: "Pod" };
    const names = {
      SrcK8S_Namespace: "shop",
      SrcK8S_Name: "web-5d4f8c7b9-x2x4z",
      DstK8S_Namespace: "shop",
      DstK8S_Name: "db-0",
    };
    const traffic = await readText(JSON.stringify({ ...ends, ...names, SrcPort: 40_000, DstPort: 50_000, Proto: 6 }));
    expect(flowLines(traffic)).toEqual([]);
    expect(lostLines(traffic)).toEqual([`${web} -> ${db} 50000/TCP x1: direction`]);
  });
});

describe("Hubble flows", () => {
  it("are read with replies, names outside, domain names and pods that the input does not hold", async () => {
    const traffic = await readFile("hubble.jsonl");
    expect(flowLines(traffic)).toEqual([
      `${web} -> ${api} 8080/TCP: 2 Hubble flows at 2026-03-01T10:00:00Z`,
      `${web} -> payments.example.com 443/TCP: 1 Hubble flow at 2026-03-01T10:30:00Z`,
      `${web} -> ${coredns} 53/UDP: 1 Hubble flow at 2026-03-01T11:00:00Z`,
      `tools[app=crawler] -> ${web} 8443/TCP: 1 Hubble flow at 2026-03-01T11:01:00Z`,
    ]);
    expect(traffic.flows[1]?.facts).toEqual([{ cidr: "203.0.113.80/32", names: ["payments.example.com"] }]);
  });

  it("leave out what was dropped, what repeats, and what comes from the pod's own node", async () => {
    const traffic = await readFile("hubble.jsonl");
    expect(traffic.denied).toEqual([{ from: "other[app=scanner]", to: db, protocol: "TCP", port: 5432, times: 1 }]);
    expect(lostLines(traffic)).toEqual([`172.18.0.2 -> ${web} 8443/TCP x1: own-node`]);
    expect([...traffic.ignored]).toEqual([
      ["duplicate", 1],
      ["lost-events", 1],
    ]);
  });

  it("may stand alone, without what the exporter puts around them", async () => {
    const pod = { namespace: "shop", pod_name: "web-5d4f8c7b9-x2x4z", labels: ["k8s:app=web"] };
    const flow = {
      verdict: "AUDIT",
      IP: { source: "10.244.1.5", destination: "172.18.0.9" },
      l4: { TCP: { source_port: 1, destination_port: 6443 } },
      source: pod,
      destination: { labels: ["reserved:kube-apiserver", "reserved:remote-node"] },
      is_reply: false,
    };
    expect(flowLines(await readText(JSON.stringify(flow)))).toEqual([`${web} -> @apiserver 6443/TCP: 1 Hubble flow`]);
  });
});

describe("Inspektor Gadget events", () => {
  it("of 2020 are lists; a Service is followed to its pods", async () => {
    expect(flowLines(await readFile("inspektor-gadget-2020.json"))).toEqual([
      `${web} -> ${api} 8080/TCP: 1 Inspektor Gadget event through Service \`shop/api\``,
      `${web} -> ${db} 5432/TCP: 1 Inspektor Gadget event`,
      `${web} -> 203.0.113.80/32 443/TCP: 1 Inspektor Gadget event`,
    ]);
  });

  it("of 2022 name the peer in two ways; the API server's Service is no pods of a namespace", async () => {
    const traffic = await readFile("inspektor-gadget-2022.jsonl");
    expect(flowLines(traffic)).toEqual([
      `${web} -> ${coredns} 53/UDP: 1 Inspektor Gadget event through Service \`kube-system/kube-dns\``,
      `${web} -> @apiserver 6443/TCP: 1 Inspektor Gadget event through Service \`default/kubernetes\``,
    ]);
    expect(lostLines(traffic)).toEqual([
      `172.18.0.2 -> ${web} 8443/TCP x1: own-node`,
      `127.0.0.1 -> ${web} 8443/TCP x1: loopback`,
      `${web} -> shop/Service/gone 9000/TCP x1: unknown-service`,
    ]);
  });

  it("of 2025 say with a flag whether they leave", async () => {
    expect(flowLines(await readFile("inspektor-gadget-2025.jsonl"))).toEqual([
      `${web} -> ${db} 5432/TCP: 1 Inspektor Gadget event`,
      `${web} -> ${api} 8080/TCP: 1 Inspektor Gadget event`,
    ]);
  });

  it("of a pod without labels make nothing for the whole namespace", async () => {
    const event = {
      type: "normal",
      pktType: "OUTGOING",
      proto: "tcp",
      port: 443,
      podLabels: {},
      dst: { kind: "raw", addr: "203.0.113.80" },
      k8s: { node: "node-1", namespace: "shop", podname: "bare" },
    };
    const traffic = await readText(JSON.stringify(event));
    expect(traffic.flows).toEqual([]);
    expect(lostLines(traffic)).toEqual(["shop/bare -> 203.0.113.80 443/TCP x1: unknown-pod"]);
  });
});

describe("Calico", () => {
  it("flow logs are of pods by the beginning of their names, and of networks", async () => {
    const traffic = await readFile("calico.jsonl");
    expect(flowLines(traffic)).toEqual([
      `${web} -> ${api} 8080/TCP: 3 Calico flow logs at 2026-03-01T10:00:00Z`,
      `198.51.100.20/32 -> ${web} 8443/TCP: 1 Calico flow log at 2026-03-01T10:00:00Z`,
    ]);
    expect(lostLines(traffic)).toEqual([`${web} -> addresses outside the cluster 3306/TCP x2: no-address`]);
    expect(traffic.denied).toEqual([{ from: "other/scanner-*", to: db, protocol: "TCP", port: 5432, times: 7 }]);
  });

  it("Goldmane's flows are read from its API in both spellings and from Whisker", async () => {
    const traffic = await readFile("goldmane.jsonl");
    expect(flowLines(traffic)).toEqual([
      `${web} -> ${db} 5432/TCP: 1 Goldmane flow at 2026-03-01T10:00:00Z`,
      `${web} -> ${api} 8080/TCP: 1 Goldmane flow at 2026-03-01T10:00:00Z`,
    ]);
    expect(lostLines(traffic)).toEqual([`addresses outside the cluster -> ${web} 8443/TCP x1: no-address`]);
    expect(traffic.denied).toEqual([{ from: "other[app=scanner]", to: db, protocol: "TCP", port: 5432, times: 1 }]);
  });
});

describe("AWS VPC CNI policy logs", () => {
  it("are read as sentences of both families, as fields and as CloudWatch has them", async () => {
    const traffic = await readFile("aws-agent.log");
    expect(flowLines(traffic)).toEqual([
      `${web} -> ${db} 5432/TCP: 2 lines of AWS policy logs`,
      `${web} -> ${coredns} 53/UDP: 1 line of an AWS policy log through Service \`kube-system/kube-dns\``,
    ]);
    expect(lostLines(traffic)).toEqual([
      `${web} -> 10.1.2.3 8181/TCP x1: unknown-address`,
      `node node-1 -> ${web} 8443/TCP x1: own-node`,
    ]);
    expect(traffic.denied).toEqual([{ from: "10.244.66.6", to: db, protocol: "TCP", port: 5432, times: 1 }]);
    expect([...traffic.ignored]).toEqual([["no-flow", 2]]);
    expect(traffic.problems).toEqual([
      { stream: "aws-agent.log", kind: "incomplete", format: "AWS VPC CNI policy logs", count: 1, lines: [9] },
    ]);
  });

  it("may come as events that `aws logs` prints", async () => {
    const traffic = await readFile("cloudwatch.json");
    expect(flowLines(traffic)).toEqual([`${web} -> ${db} 5432/TCP: 1 line of an AWS policy log`]);
    expect(traffic.problems).toEqual([]);
  });
});

describe("Kubescape observations", () => {
  it("are read of all three kinds, and only where they are finished or kept by somebody", async () => {
    const traffic = await readFile("kubescape.yaml");
    expect(flowLines(traffic)).toEqual([
      `198.51.100.20/32 -> ${web} 8443/TCP: 1 Kubescape observation`,
      `${web} -> ${api} 8080/TCP: 1 Kubescape observation through Service \`shop/api\``,
      `${web} -> ${coredns} 53/UDP: 1 Kubescape observation`,
      `${web} -> payments.example.com 443/TCP: 1 Kubescape observation`,
      `${web} -> *.example.org 443/TCP: 1 Kubescape observation`,
      `${web} -> 192.0.2.0/24 any/TCP: 1 Kubescape observation`,
      `${web} -> 192.0.2.0/24 any/UDP: 1 Kubescape observation`,
      `${web} -> 192.0.2.0/24 any/SCTP: 1 Kubescape observation`,
      `${web} -> @apiserver 6443/TCP: 1 Kubescape observation through Service \`default/kubernetes\``,
      `${web} -> ${api} 8080/TCP: 1 Kubescape observation`,
      `shop[app=backup] -> ${db} 5432/TCP: 1 Kubescape observation`,
    ]);
    expect(traffic.profiles.map(({ name, problem }) => [name, problem])).toEqual([
      ["web", undefined],
      ["db", "its status is `initializing`"],
      ["api", undefined],
      ["backup", undefined],
    ]);
  });

  it("keep an IPv6 address as one address", async () => {
    const traffic = await readFile("kubescape.yaml");
    expect(traffic.flows[3]?.facts).toEqual([{ cidr: "2001:db8::80/128", names: ["payments.example.com"] }]);
  });

  it("of every port of a Service are of those that it has", async () => {
    expect(lostLines(await readFile("kubescape.yaml"))).toEqual([]);
  });
});
