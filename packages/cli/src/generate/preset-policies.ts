import { type Cluster, compareText, parametersOf } from "@netpolint/core";
import { defaultPolicy, defaultPolicyNames, fileOfManifest, type PolicyFile, policyFile } from "@netpolint/generate";
import type { Arguments } from "../parse-arguments.js";
import type { Settings } from "../settings.js";

export interface PresetPolicies {
  readonly files: readonly PolicyFile[];
  /** What was left out, a sentence each. */
  readonly remarks: readonly string[];
}

/** The policies that `--preset` names, for the namespace that is named or for all of the input. */
export async function presetPolicies(args: Arguments, settings: Settings, cluster: Cluster): Promise<PresetPolicies> {
  const names = new Set(args.values.get("preset") ?? []);
  const defaults = defaultPolicyNames.filter((name) => names.has(name));
  const named = args.flags.has("namespace") ? args.values.get("namespace")?.[0] : undefined;
  const all = namespacesOf(cluster);
  const asked = named === undefined ? all.filter((namespace) => !isSystem(namespace)) : [named];
  const left = named === undefined && defaults.length > 0 ? all.filter(isSystem) : [];
  const files = asked.flatMap((namespace) => defaults.map((name) => policyFile(defaultPolicy(name, namespace))));
  return {
    files: [...files, ...(names.has("netobserv") ? await operatorFiles("netobserv", settings, cluster) : [])],
    remarks: left.map((namespace) => `Namespace ${namespace} is left out, for the cluster itself runs there; --namespace ${namespace} takes it.`),
  };
}

function namespacesOf({ namespaceLabels, workloads }: Cluster): readonly string[] {
  const names = new Set([...namespaceLabels.keys(), ...workloads.map(({ namespace }) => namespace)]);
  return [...names].sort(compareText);
}

function isSystem(namespace: string): boolean {
  return /^(?:kube-(?:system|public|node-lease)$|openshift-)/.test(namespace);
}

/** What the operator of the software makes for the objects of the input, or by its defaults. */
async function operatorFiles(id: string, { packs, parameters }: Settings, cluster: Cluster): Promise<readonly PolicyFile[]> {
  const pack = packs.find((one) => one.id === id);
  const manifests = pack?.operatorPolicies?.({ cluster, parameters: parametersOf(id, parameters) }) ?? [];
  return Promise.all(manifests.map((manifest) => fileOfManifest(manifest, `the operator of ${pack?.title ?? id}`)));
}
