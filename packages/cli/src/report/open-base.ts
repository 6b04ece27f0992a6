import {
  diffConnectivity,
  type DiffConnection,
  type DiffReason,
  type InputProblem,
  openAlike,
  type OpenedCluster,
} from "@netpolint/core";
import { type DiffRow, type DiffView, portsText } from "@netpolint/views";
import { policyNames } from "../diff/diff-result.js";
import { stateText } from "../diff/endpoint-groups.js";
import { reasonText } from "../diff/reason-text.js";
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
  return { diff: diffView(base, opened, head, settings), problems, nothing: undefined };
}

/** More rows than this are for `netpolint diff`. */
const mostRows = 2_000;

function diffView(base: string, from: OpenedCluster, to: OpenedCluster, settings: Settings): DiffView {
  const diff = diffConnectivity(...openAlike([from, to], settings.cluster, settings));
  const { gained, lost, undecidedChanges, onlyInBase, onlyInHead } = diff;
  const all = [gained, lost, undecidedChanges, onlyInBase, onlyInHead];
  return {
    base,
    gained: gained.slice(0, mostRows).map((one) => diffRow(one)),
    lost: lost.slice(0, mostRows).map((one) => diffRow(one)),
    undecided: undecidedChanges
      .slice(0, mostRows)
      .map((one) => diffRow(one, `${stateText(one.base)}, now ${stateText(one.head)}`)),
    onlyInBase: onlyInBase.slice(0, mostRows).map(({ name }) => name),
    onlyInHead: onlyInHead.slice(0, mostRows).map(({ name }) => name),
    policies: policyNames(diff),
    leftOut: all.reduce((sum, list) => sum + Math.max(0, list.length - mostRows), 0),
  };
}

function diffRow({ from, to, ports, somePods, family, reasons }: DiffConnection, change = ""): DiffRow {
  const only = [...(family === null ? [] : [`IPv${family}`]), ...(somePods ? ["some pods"] : [])];
  const limit = only.length === 0 ? "" : ` (${only.join(", ")} only)`;
  return {
    from: from.name,
    to: to.name,
    ports: `${portsText(ports)}${limit}`,
    change,
    because: reasons.map(placedReason),
  };
}

function placedReason(reason: DiffReason): string {
  const { place } = reason;
  return place ? `${reasonText(reason)} (${place.file}:${place.range.start.line})` : reasonText(reason);
}
