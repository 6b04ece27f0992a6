import { protocols } from "../resources/network-policy.js";
import { formatPortSet, isEmptyPortSet, isFullPortSet } from "../sets/port-set.js";
import type { DiffConnection } from "./connectivity-diff.js";
import type { DiffEnd } from "./diff-ends.js";
import { diffConnections } from "./diff.js";
import type { DiffSide } from "./diff-side.js";

/** What a change of policies opens and closes between the pods of the input, and addresses outside. A line each. */
export interface Effect {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Compares all connections before and after. What is undecided on one side counts both as gained and as lost, since it
 * may be either. Null where the cluster has more workloads than `mostWorkloads`.
 */
export function describeEffect(base: DiffSide, head: DiffSide, mostWorkloads = 1000): Effect | null {
  if (base.cluster.workloads.length > mostWorkloads) return null;
  const { gained, lost, undecidedChanges } = diffConnections(base, head);
  const mayGain = undecidedChanges.filter((one) => one.head !== "denied" && one.base !== "allowed");
  const mayLose = undecidedChanges.filter((one) => one.head !== "allowed" && one.base !== "denied");
  return {
    gained: [...gained.map(effectLine), ...mayGain.map(undecidedLine)],
    lost: [...lost.map(effectLine), ...mayLose.map(undecidedLine)],
  };
}

/** At most `most` lines, the last of which then says how many are left out. */
export function shortenEffect({ gained, lost }: Effect, most: number): Effect {
  return { gained: shorten(gained, most), lost: shorten(lost, most) };
}

function shorten(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`];
}

function undecidedLine(change: DiffConnection): string {
  return `${effectLine(change)} (undecided)`;
}

function effectLine({ from, to, ports, somePods, family }: DiffConnection): string {
  const listed = protocols.filter((protocol) => !isEmptyPortSet(ports[protocol])).map((protocol) => {
    const set = ports[protocol];
    return `${protocol} ${isFullPortSet(set) ? "all ports" : formatPortSet(set)}`;
  });
  const only = [...(somePods ? ["some pods"] : []), ...(family === null ? [] : [`IPv${family}`])];
  return `${endText(from)} -> ${endText(to)} ${listed.join(", ")}${only.length === 0 ? "" : ` (${only.join(", ")})`}`;
}

const mostCidrs = 4;

/** Everything but a few addresses is a long list of blocks. */
function endText({ name, cidrs }: DiffEnd): string {
  if (!cidrs || cidrs.length <= mostCidrs) return name;
  return `${cidrs.slice(0, mostCidrs - 1).join(",")} and ${cidrs.length - mostCidrs + 1} more blocks`;
}
