import { type Cluster, type ObjectMeta, templatePathOf, type Workload } from "@netpolint/core";

/** What injectors of sidecars go by: the annotation of the pods, else that of their namespace. */
export function annotationOf(cluster: Cluster, { meta, namespace }: Workload, key: string): string | undefined {
  return ownAnnotation(meta, key) ?? namespacesOf(cluster).get(namespace)?.annotations.get(key);
}

function ownAnnotation(meta: ObjectMeta, key: string): string | undefined {
  if (meta.kind === "Pod") return meta.annotations.get(key);
  const value = meta.origin.valueAt([...templatePathOf(meta.kind), "metadata", "annotations", key]);
  return typeof value === "string" ? value : undefined;
}

/** Clusters do not change, and every workload asks. */
const known = new WeakMap<Cluster, ReadonlyMap<string, ObjectMeta>>();

function namespacesOf(cluster: Cluster): ReadonlyMap<string, ObjectMeta> {
  const found = known.get(cluster);
  if (found) return found;
  const namespaces = cluster.objects.filter(({ kind, apiVersion }) => kind === "Namespace" && apiVersion === "v1");
  const byName = new Map(namespaces.map((meta) => [meta.name, meta]));
  known.set(cluster, byName);
  return byName;
}
