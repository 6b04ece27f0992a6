import { type ApiService, backendsOf, type Cluster, objectName, placeOf, type RequiredRows } from "@netpolint/core";
import { assumedBackends } from "./assumed-backends.js";
import { joinRows } from "./join-rows.js";

const link = "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/";

/** The API server passes requests for an aggregated API on to the pods behind its Service. */
export function requireApiServices(cluster: Cluster): RequiredRows {
  return joinRows(cluster.apiServices.map((apiService) => requireApiService(cluster, apiService)));
}

function requireApiService(cluster: Cluster, { meta, path, service }: ApiService): RequiredRows {
  const found = backendsOf(cluster, service);
  const name = objectName(meta);
  if ("unknown" in found) {
    const reason = `APIService \`${name}\` was not checked: ${found.unknown}.`;
    return { flows: [], unchecked: [{ pack: "kubernetes", id: "api-service", reason }] };
  }
  const flows = found.backends.map(({ endpoint, port }) => ({
    pack: "kubernetes",
    ids: ["api-service"],
    level: "must" as const,
    from: { type: "apiserver" as const },
    to: endpoint,
    protocol: "TCP" as const,
    port,
    why: `the API server passes on requests for \`${name}\``,
    link,
    assumed: assumedBackends(service, endpoint),
    evidence: { ...placeOf(meta, path), message: "the APIService names the Service here" },
  }));
  return { flows, unchecked: [] };
}
