import { readFileSync } from "node:fs";
import { type Cluster, endpointName, openCluster } from "@netpolint/core";
import { type ObservedTraffic, readTraffic, type WantedFlow } from "@netpolint/generate";

export function recordsFile(name: string): string {
  return readFileSync(new URL(`records/${name}`, import.meta.url), "utf8");
}

export async function clusterOf(text: string): Promise<Cluster> {
  return (await openCluster([{ path: "cluster.yaml", text }])).cluster;
}

let shop: Promise<Cluster> | undefined;

/** The cluster of which all the records are. */
export function shopCluster(): Promise<Cluster> {
  shop ??= clusterOf(recordsFile("cluster.yaml"));
  return shop;
}

export async function readText(text: string): Promise<ObservedTraffic> {
  return readTraffic([{ name: "records", chunks: [text] }], await shopCluster());
}

export async function readFile(name: string): Promise<ObservedTraffic> {
  return readTraffic(
    [{ name, chunks: [readFileSync(new URL(`records/${name}`, import.meta.url))] }],
    await shopCluster(),
  );
}

/** `shop/Deployment/web -> shop/Deployment/api 8080/TCP: 2 Hubble flows` */
export function flowLines({ flows }: ObservedTraffic): readonly string[] {
  return flows.map((flow) => `${ends(flow)} ${flow.port ?? "any"}/${flow.protocol}: ${flow.because.join("; ")}`);
}

function ends({ from, to }: WantedFlow): string {
  return `${endpointName(from)} -> ${endpointName(to)}`;
}

export function lostLines({ unattributed }: ObservedTraffic): readonly string[] {
  return unattributed.map(({ from, to, port, protocol, times, reason, detail }) => {
    const why = detail === undefined ? reason : `${reason} (${detail})`;
    return `${from} -> ${to} ${port === undefined ? "" : `${port}/`}${protocol} x${times}: ${why}`;
  });
}
