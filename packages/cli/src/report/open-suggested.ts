import type { InputProblem, ObjectMeta, OpenedCluster } from "@netpolint/core";
import { mostSuggestedFor, suggestPolicies } from "@netpolint/generate";
import { type PolicyText, readPolicies, type Suggested } from "@netpolint/views";
import { expectationFlows } from "../generate/expectation-flows.js";
import type { SourceContext } from "../generate/flow-source.js";
import { readPaths } from "../input/read-paths.js";
import type { Io } from "../io.js";
import { type Arguments, isWrongUsage } from "../parse-arguments.js";
import { noProgress } from "../progress.js";
import type { Settings } from "../settings.js";

/** Policies to show beside those of the input. */
export interface OpenedSuggested {
  readonly suggested: Suggested;
  readonly texts: ReadonlyMap<ObjectMeta, PolicyText>;
  readonly problems: readonly InputProblem[];
}

/** What `--suggested` names; without it, what is made of the input itself. */
export function openSuggested(
  args: Arguments,
  settings: Settings,
  io: Io,
  opened: OpenedCluster,
): Promise<OpenedSuggested> {
  const paths = args.values.get("suggested") ?? [];
  return paths.length > 0 ? readNamed(paths, settings, io) : suggestOwn({ args, settings, io, policies: opened.policies });
}

async function readNamed(paths: readonly string[], settings: Settings, io: Io): Promise<OpenedSuggested> {
  const { files, problems } = await readPaths(io, paths, noProgress, () => false);
  const read = await readPolicies(files, settings.cluster);
  const madeFrom = `Written in ${paths.join(", ")}.`;
  const suggested = { type: "policies", how: "instead", policies: read.policies, madeFrom, remarks: new Map() } as const;
  return { suggested, texts: read.texts, problems: [...problems, ...read.problems] };
}

async function suggestOwn(context: SourceContext): Promise<OpenedSuggested> {
  const { settings, policies } = context;
  const { length } = policies.cluster.workloads;
  if (length > mostSuggestedFor) return none(tooMany(length));
  const { packs, packIds: named, parameters } = settings;
  const { files, madeFrom, remarks } = await suggestPolicies(policies, {
    packs: { packs, named, parameters },
    flows: await expectedFlows(context),
  });
  const sources = files.map(({ fileName, yaml }) => ({ path: fileName, text: yaml }));
  const read = await readPolicies(sources, settings.cluster);
  return { suggested: { type: "policies", how: "beside", policies: read.policies, madeFrom, remarks }, texts: read.texts, problems: [] };
}

/** What is wrong with expectation files is said by what checks them. */
async function expectedFlows(context: SourceContext) {
  if (context.settings.config.expectations.length === 0) return [];
  const read = await expectationFlows.read("expectations", context);
  return isWrongUsage(read) ? [] : read.flows;
}

function none(because: string): OpenedSuggested {
  return { suggested: { type: "none", because }, texts: new Map(), problems: [] };
}

function tooMany(count: number): string {
  return (
    `Policies are suggested for up to ${mostSuggestedFor} workloads, and the input has ${count.toLocaleString("en-US")}. ` +
    "`netpolint generate --from packs --output <folder>` writes policies for all of them or for one namespace, and " +
    "`netpolint report --suggested <folder>` shows them here."
  );
}
