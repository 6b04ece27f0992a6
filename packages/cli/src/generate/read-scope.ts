import type { Cluster } from "@netpolint/core";
import type { PodFamily } from "@netpolint/generate";
import type { Arguments, WrongUsage } from "../parse-arguments.js";

/** Which workloads are asked about; undefined: all. */
export type Scope = ((family: Pick<PodFamily, "namespace" | "kind" | "name">) => boolean) | undefined;

/** Reads `--namespace` and `--workload`, which a workload must both meet. */
export function readScope({ flags, values, command }: Arguments, cluster: Cluster): { readonly scope: Scope } | WrongUsage {
  const namespace = flags.has("namespace") ? values.get("namespace")?.[0] : undefined;
  const texts = values.get("workload") ?? [];
  const isThere = (text: string): boolean =>
    cluster.workloads.some((workload) => isNamed({ ...workload, name: workload.name.split("@", 1)[0] ?? "" }, text));
  const unknown = texts.find((text) => !isThere(text));
  if (unknown !== undefined) return { problem: `The input has no workload \`${unknown}\`.`, command };
  if (namespace === undefined && texts.length === 0) return { scope: undefined };
  return {
    scope: (family) =>
      (namespace === undefined || family.namespace === namespace) &&
      (texts.length === 0 || texts.some((text) => isNamed(family, text))),
  };
}

/** `web`, `deployment/web`, `shop/web` or `shop/Deployment/web`. */
function isNamed({ namespace, kind, name }: Pick<PodFamily, "namespace" | "kind" | "name">, text: string): boolean {
  const wanted = text.toLowerCase();
  return [name, `${kind}/${name}`, `${namespace}/${name}`, `${namespace}/${kind}/${name}`].some(
    (candidate) => candidate.toLowerCase() === wanted,
  );
}
