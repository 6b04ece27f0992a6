import {
  type Cluster,
  endpointName,
  evaluateFlow,
  openCluster,
  type OpenedCluster,
  parseAskedPort,
  parseEndpoint,
} from "@netpolint/core";
import { otterizePack } from "@netpolint/generate";

/** A cluster in which Otterize's operator runs, set up with parameters. */
export function openIntents(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
  world: "open" | "closed" = "open",
): Promise<OpenedCluster> {
  const given = new Map(Object.entries(parameters).map(([name, value]) => [`otterize.${name}`, value]));
  return openCluster([{ path: "intents.yaml", text }], { world }, undefined, {
    packs: [otterizePack],
    parameters: given,
  });
}

/** The verdict of one connection. */
export function verdict({ cluster, policies }: OpenedCluster, from: string, to: string, port: string): string {
  const [source, destination, asked] = [parseEndpoint(cluster, from), parseEndpoint(cluster, to), parseAskedPort(port)];
  if ("problem" in source || "problem" in destination || "problem" in asked)
    throw new Error(`not asked: ${from} ${to}`);
  return evaluateFlow(policies, { from: source, to: destination, ...asked }).verdict;
}

export function labelsOf({ workloads }: Cluster, name: string): Readonly<Record<string, string>> {
  const workload = workloads.find((one) => endpointName({ type: "workload", workload: one }) === name);
  return Object.fromEntries(workload?.pods[0]?.labels.entries ?? []);
}

export function deployment(
  namespace: string,
  name: string,
  more: { ports?: string; annotations?: string } = {},
): string {
  const { ports = "", annotations = "{}" } = more;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}, annotations: ${annotations}}
    spec: {containers: [{name: app, image: app, ports: [${ports}]}]}
---
`;
}

export function service(namespace: string, name: string, app: string, spec: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${app}}, ${spec}}
---
`;
}

export function clientIntents(version: string, namespace: string, client: string, spec: string): string {
  return `apiVersion: k8s.otterize.com/${version}
kind: ClientIntents
metadata: {name: ${client}, namespace: ${namespace}}
spec: ${spec}
---
`;
}
