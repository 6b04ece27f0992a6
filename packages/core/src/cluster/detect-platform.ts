import type { Resource } from "../resources/read-resources.js";
import type { Facts } from "./environment.js";
import type { Platform } from "./settings.js";

/** Namespaces of OpenShift's own control plane, which nothing else has. */
const openShiftNamespaces: ReadonlySet<string> = new Set([
  "openshift-apiserver",
  "openshift-kube-apiserver",
  "openshift-kube-controller-manager",
  "openshift-cluster-version",
]);

/** OpenShift by its configuration objects, or by the namespaces of its control plane. */
export function detectPlatform(resources: readonly Resource[]): Facts<Platform> {
  const found =
    resources.find((resource) => resource.type === "PlatformObject") ??
    resources.find((resource) => resource.type === "NetworkRanges" && resource.plugin !== undefined) ??
    resources.find(({ type, meta }) => openShiftNamespaces.has(type === "Namespace" ? meta.name : meta.namespace));
  return { facts: found ? [{ value: "openshift", meta: found.meta, path: [] }] : [], unused: undefined };
}
