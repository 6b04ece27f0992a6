import type { ConnectivityDiff, DiffConnection, DiffReason } from "@netpolint/core";
import { changedPolicies, diffReasonText, stateText } from "../words/diff-words.js";
import { portsText } from "../words/ports-text.js";

/** What changed between two sides, in words: the page shows it as it is. */
export interface DiffView {
  /** What the other side is, as the user has written it. */
  readonly base: string;
  readonly gained: readonly DiffRow[];
  readonly lost: readonly DiffRow[];
  readonly undecided: readonly DiffRow[];
  /** Endpoints that one side has alone. */
  readonly onlyInBase: readonly string[];
  readonly onlyInHead: readonly string[];
  /** Each with how it differs. */
  readonly policies: readonly string[];
  /** How many rows there are that the page does not hold. */
  readonly leftOut: number;
}

export interface DiffRow {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  /** `allowed, now undefined`, for what is undecided on a side; "" for the others. */
  readonly change: string;
  readonly because: readonly string[];
}

/** More rows than this are for `netpolint diff`. */
const mostRows = 2_000;

export function diffView(base: string, diff: ConnectivityDiff): DiffView {
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
    policies: changedPolicies(diff),
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
  return place ? `${diffReasonText(reason)} (${place.file}:${place.range.start.line})` : diffReasonText(reason);
}
