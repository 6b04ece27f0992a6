import { diffConnectivity, type OpenedCluster, writeYaml } from "@netpolint/core";
import { policyStatus, policyTrees } from "@netpolint/generate";
import { diffText } from "../diff/diff-text.js";
import type { GenerateResult } from "./generate-result.js";
import { sideBySide, type TwoTexts } from "./side-by-side.js";
import { treeText } from "./tree-text.js";

export interface ViewOptions {
  readonly colour: boolean;
  readonly columns: number | undefined;
}

/** The policies as `--view` asks for them. */
export async function viewText(
  view: string | undefined,
  result: GenerateResult,
  opened: OpenedCluster,
  { colour, columns }: ViewOptions,
): Promise<string> {
  switch (view) {
    case "tree":
      return treeText(policyTrees(result.generated), { colour });
    case "diff":
      return diffText({ diff: diffOf(result, opened), inputProblems: [] }, { colour });
    case "side-by-side":
      return sideBySide(await pairsOf(result, opened), { colour, columns });
    default:
      return result.policies.map(({ yaml }) => yaml).join("---\n");
  }
}

/** From the input as it is to the input with the policies applied. */
function diffOf({ proof: { beside } }: GenerateResult, opened: OpenedCluster): ReturnType<typeof diffConnectivity> {
  return diffConnectivity(opened, { cluster: beside.cluster, policies: beside });
}

/** Beside each policy those that select its workloads now, or that have its name. */
async function pairsOf({ policies }: GenerateResult, { policies: current }: OpenedCluster): Promise<readonly TwoTexts[]> {
  const statuses = policyStatus(current, { missing: () => undefined });
  return Promise.all(
    policies.map(async ({ fileName, namespace, name, subjects, yaml }) => {
      const selecting = statuses
        .filter(({ workload }) => subjects.includes(`${workload.namespace}/${workload.kind}/${workload.name.split("@", 1)[0] ?? ""}`))
        .flatMap((status) => status.policies.map(({ policy }) => policy));
      const sameName = current.cluster.networkPolicies.filter(({ meta }) => meta.namespace === namespace && meta.name === name);
      const values = [...new Set([...sameName, ...selecting])].flatMap(({ meta }) => meta.origin.valueAt([]) ?? []);
      const title = subjects.length === 0 ? fileName : subjects.join(" and ");
      return { title, left: values.length === 0 ? "" : await writeYaml(values), right: yaml };
    }),
  );
}
