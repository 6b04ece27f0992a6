import { diffConnectivity, type InputProblem, openAlike, type OpenedCluster } from "@netpolint/core";
import { type DiffView, diffView } from "@netpolint/views";
import { readChartSettings } from "../input/input-request.js";
import { openInput } from "../input/open-input.js";
import { sideRequest } from "../input/side-request.js";
import type { Io } from "../io.js";
import { nothingToAnalyse } from "../nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "../parse-arguments.js";
import type { Settings } from "../settings.js";

export interface OpenedBase {
  /** Null where there is nothing to compare with. */
  readonly diff: DiffView | null;
  readonly problems: readonly InputProblem[];
  /** Why there is nothing, in a sentence. */
  readonly nothing: string | undefined;
}

/** Compares with the side that `--base` names; undefined where it names none. */
export async function openBase(
  args: Arguments,
  settings: Settings,
  io: Io,
  head: OpenedCluster,
): Promise<OpenedBase | WrongUsage | undefined> {
  const base = args.values.get("base")?.[0];
  if (base === undefined) return undefined;
  const chartSettings = readChartSettings(args);
  if (isWrongUsage(chartSettings)) return chartSettings;
  const { input, opened } = await openInput(io, args, settings, sideRequest(base, [], chartSettings));
  const problems = [...input.problems, ...opened.sources.problems];
  if (opened.cluster.objects.length === 0) {
    const skipped = Object.fromEntries(opened.sources.skipped);
    return { diff: null, problems, nothing: nothingToAnalyse(input, { skipped }) };
  }
  const diff = diffConnectivity(...openAlike([opened, head], settings.cluster, settings));
  return { diff: diffView(base, diff), problems, nothing: undefined };
}
