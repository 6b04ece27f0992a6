import { type InputProblem, type NetworkPolicy, type ObjectMeta, openCluster } from "@netpolint/core";
import { type PolicyText, policyTexts } from "@netpolint/views";
import { readPaths } from "../input/read-paths.js";
import type { Io } from "../io.js";
import type { Arguments } from "../parse-arguments.js";
import { noProgress } from "../progress.js";
import type { Settings } from "../settings.js";

/** Policies to show beside those of the input. */
export interface Suggested {
  readonly policies: readonly NetworkPolicy[];
  readonly texts: ReadonlyMap<ObjectMeta, PolicyText>;
  readonly problems: readonly InputProblem[];
}

/** Reads what `--suggested` names; undefined where it names nothing. */
export async function openSuggested({ values }: Arguments, settings: Settings, io: Io): Promise<Suggested | undefined> {
  const paths = values.get("suggested") ?? [];
  if (paths.length === 0) return undefined;
  const { files, problems } = await readPaths(io, paths, noProgress, () => false);
  const { cluster, sources } = await openCluster(files, settings.cluster);
  const policies = cluster.networkPolicies;
  const texts = await policyTexts(
    files,
    cluster.objects,
    policies.map(({ meta }) => meta),
  );
  return { policies, texts, problems: [...problems, ...sources.problems] };
}
