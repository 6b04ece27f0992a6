import { type Cluster, type Endpoint, isNotUnderstood, parseEndpoint } from "@netpolint/core";
import { assumedEndpoint, workloadEndpoint, workloadsWithLabels } from "../known-pods.js";

/** The ends of the matrix that NetObserv does not run itself. */
export interface Peers {
  readonly prometheus: readonly Endpoint[];
  /** Who opens the console plugin; a text where that is not known. */
  readonly console: readonly Endpoint[] | string;
  readonly assumed: readonly string[];
}

export const peerParameters = [
  { name: "prometheus", summary: "The endpoint that scrapes NetObserv's metrics" },
  { name: "console", summary: "The endpoint from which users open the console plugin" },
] as const;

export function findPeers(cluster: Cluster, parameters: ReadonlyMap<string, string>): Peers {
  const prometheus = findPrometheus(cluster, parameters.get("prometheus"));
  return { ...prometheus, console: findConsole(cluster, parameters.get("console")) };
}

function findPrometheus(cluster: Cluster, named: string | undefined): Pick<Peers, "prometheus" | "assumed"> {
  if (named !== undefined) return { prometheus: [givenEndpoint(cluster, named)], assumed: [] };
  const found = [
    ...workloadsWithLabels(cluster, undefined, new Map([["app.kubernetes.io/name", "prometheus"]])),
    ...workloadsWithLabels(cluster, undefined, new Map([["app", "prometheus"]])),
  ];
  if (found.length > 0) return { prometheus: [...new Set(found)].map(workloadEndpoint), assumed: [] };
  if (cluster.settings.platform !== "openshift") return { prometheus: [unknownPrometheus], assumed: [] };
  const labels = new Map([["app.kubernetes.io/name", "prometheus"]]);
  return {
    prometheus: [assumedEndpoint({ namespace: "openshift-monitoring", labels })],
    assumed: ["Prometheus was taken to be the pods app.kubernetes.io/name=prometheus of namespace openshift-monitoring."],
  };
}

const unknownPrometheus: Endpoint = {
  type: "unknown",
  name: "Prometheus",
  settle: "name it with `--param netobserv.prometheus=<endpoint>`, or add the manifest that makes its pods",
};

function findConsole(cluster: Cluster, named: string | undefined): Peers["console"] {
  if (named !== undefined) return [givenEndpoint(cluster, named)];
  if (cluster.settings.platform === "openshift") {
    return [assumedEndpoint({ namespace: "openshift-console", labels: new Map([["app", "console"]]) })];
  }
  return "From where users open the console plugin is not known; name it with `--param netobserv.console=<endpoint>`.";
}

/** An endpoint that cannot be read stays unknown, with the reason as what would settle it. */
function givenEndpoint(cluster: Cluster, text: string): Endpoint {
  const endpoint = parseEndpoint(cluster, text);
  return isNotUnderstood(endpoint) ? { type: "unknown", name: text, settle: endpoint.problem } : endpoint;
}
