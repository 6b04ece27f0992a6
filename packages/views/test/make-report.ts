import { analyze, type CompiledPolicies, type LintRule, openCluster } from "@netpolint/core";
import { suggestPolicies } from "@netpolint/generate";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import {
  answerContext,
  type DiffView,
  overviewOf,
  policyTexts,
  readPolicies,
  type ReadPolicies,
  reportPage,
  type Suggested,
  writeSnapshot,
} from "../src/index.js";

/** A report of one file, as `netpolint report` makes it. */
export async function makeReport(
  shell: string,
  text: string,
  diff: DiffView | null = null,
  rules: readonly LintRule[] = allRules,
): Promise<string> {
  const files = [{ path: "cluster.yaml", text }];
  const { cluster, policies } = await openCluster(files, {}, undefined, { packs: allPacks, parameters: new Map() });
  const report = await analyze({ files, rules, packs: rules.length === 0 ? [] : allPacks });
  const metas = [...cluster.networkPolicies, ...cluster.assumedPolicies, ...cluster.clusterPolicies].map(
    ({ meta }) => meta,
  );
  const texts = await policyTexts(files, cluster.objects, metas);
  const context = answerContext(policies, (meta) => texts.get(meta));
  const { suggested, added } = await suggestedFor(policies);
  const data = { title: "cluster.yaml", madeBy: "Made by a test", overview: overviewOf(context, report, files), diff };
  return reportPage(shell, data, writeSnapshot(cluster, new Map([...texts, ...added]), suggested));
}

async function suggestedFor(policies: CompiledPolicies): Promise<{
  readonly suggested: Suggested;
  readonly added: ReadPolicies["texts"];
}> {
  if (policies.cluster.workloads.length > 500) {
    return { suggested: { type: "none", because: "There are too many workloads." }, added: new Map() };
  }
  const packs = { packs: allPacks, named: [], parameters: new Map<string, string>() };
  const { files, madeFrom, remarks } = await suggestPolicies(policies, { packs });
  const read = await readPolicies(files.map(({ fileName, yaml }) => ({ path: fileName, text: yaml })), {});
  return { suggested: { type: "policies", how: "beside", policies: read.policies, madeFrom, remarks }, added: read.texts };
}
