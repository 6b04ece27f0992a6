import type { Cluster, Endpoint } from "@netpolint/core";
import { assumedEndpoint, type KnownPods, workloadEndpoint, workloadsWithLabels } from "../known-pods.js";
import type { NetObservSettings } from "./flow-collector.js";

export type SubjectName = "operator" | "agent" | "pipeline" | "plugin";

/** The pods of one part of NetObserv, and whether the input shows that it exists. */
export interface Subject {
  readonly endpoints: readonly Endpoint[];
  readonly occurs: boolean;
  /** True where no pod of it is in the input. */
  readonly assumed: boolean;
}

/** The labels that the operator gives its pods beside `app`. */
const partOf: readonly [string, string] = ["part-of", "netobserv-operator"];

export function findSubjects(
  cluster: Cluster,
  settings: NetObservSettings,
  named: boolean,
): Readonly<Record<SubjectName, Subject>> {
  const made = named || settings.resource !== undefined;
  const { namespace, deploymentModel } = settings;
  const find = (pods: KnownPods, anywhere: boolean): Subject => findSubject(cluster, pods, anywhere, made);
  return {
    operator: find(pods(namespace, "netobserv-operator"), true),
    agent: find({ ...pods(`${namespace}-privileged`, "netobserv-ebpf-agent"), hostNetwork: true }, false),
    pipeline: find({ ...pods(namespace, pipelineApp(settings)), hostNetwork: deploymentModel === "Direct" }, false),
    plugin: find(pods(namespace, "netobserv-plugin"), false),
  };
}

function pods(namespace: string, app: string): KnownPods {
  return { namespace, labels: new Map([["app", app], partOf]) };
}

/** In the Kafka model the pipeline's pods have another label than the matrix says. */
function pipelineApp({ deploymentModel }: NetObservSettings): string {
  return deploymentModel === "Kafka" ? "flowlogs-pipeline-transformer" : "flowlogs-pipeline";
}

/** The operator may be installed anywhere; its parts run in the namespaces that the FlowCollector names. */
function findSubject(cluster: Cluster, known: KnownPods, anywhere: boolean, made: boolean): Subject {
  const app = new Map([...known.labels].filter(([key]) => key === "app"));
  const found = workloadsWithLabels(cluster, anywhere ? undefined : known.namespace, app);
  if (found.length > 0) return { endpoints: found.map(workloadEndpoint), occurs: true, assumed: false };
  return { endpoints: [assumedEndpoint(known)], occurs: made, assumed: true };
}

/** True where the input holds pods of NetObserv. */
export function hasSubjectPods(cluster: Cluster): boolean {
  const apps = ["netobserv-operator", "netobserv-ebpf-agent", "flowlogs-pipeline", "flowlogs-pipeline-transformer", "netobserv-plugin"];
  return apps.some((app) => workloadsWithLabels(cluster, undefined, new Map([["app", app]])).length > 0);
}
