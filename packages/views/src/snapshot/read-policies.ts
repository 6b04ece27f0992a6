import {
  type ClusterSettings,
  type InputProblem,
  type NetworkPolicy,
  type ObjectMeta,
  openCluster,
  type SourceFile,
} from "@netpolint/core";
import { type PolicyText, policyTexts } from "./policy-text.js";

/** NetworkPolicies that are not of the input, with their texts. */
export interface ReadPolicies {
  readonly policies: readonly NetworkPolicy[];
  readonly texts: ReadonlyMap<ObjectMeta, PolicyText>;
  readonly problems: readonly InputProblem[];
}

export async function readPolicies(
  files: readonly SourceFile[],
  settings: Partial<ClusterSettings>,
): Promise<ReadPolicies> {
  const { cluster, sources } = await openCluster(files, settings);
  const policies = cluster.networkPolicies;
  const metas = policies.map(({ meta }) => meta);
  return { policies, texts: await policyTexts(files, cluster.objects, metas), problems: sources.problems };
}
