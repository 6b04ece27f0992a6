import type { MapAnswer, MapLine } from "../answers/map-answer.js";
import type { LinkState } from "../answers/state.js";
import type { MapLayout, Point } from "./map-layout.js";

/** A line from one place to another. */
export interface DrawnLine {
  readonly from: Point;
  readonly to: Point;
  readonly state: LinkState;
}

/** More lines than these are a grey area: between nodes, and between boxes, which are mostly far from each other. */
export const mostLines = 200;
const mostBetweenBoxes = 120;

/** Lines between nodes where those can be told apart, else between boxes; undefined where even those are too many. */
export function linesToDraw({ nodes, lines }: MapAnswer, layout: MapLayout): readonly DrawnLine[] | undefined {
  if (lines.length <= mostLines) return lines.flatMap((line) => lineBetween(layout, line));
  const between = new Map<string, { readonly from: number; readonly to: number; readonly own: MapLine[] }>();
  for (const line of lines) {
    const [from = 0, to = 0] = [layout.boxOf.get(line.from), layout.boxOf.get(line.to)];
    if (from === to) continue;
    const known = between.get(`${from} ${to}`);
    if (known) known.own.push(line);
    else between.set(`${from} ${to}`, { from, to, own: [line] });
  }
  if (between.size > mostBetweenBoxes) return undefined;
  const members = layout.boxes.map(() => 0);
  for (const box of nodes.keys()) {
    const own = layout.boxOf.get(box) ?? 0;
    members[own] = (members[own] ?? 0) + 1;
  }
  return [...between.values()].flatMap(({ from, to, own }): readonly DrawnLine[] => {
    const [a, b] = [layout.boxes[from], layout.boxes[to]];
    const all = (members[from] ?? 0) * (members[to] ?? 0);
    return a && b ? [{ from: a, to: b, state: stateOfAll(own, all) }] : [];
  });
}

export function lineBetween(
  { places }: MapLayout,
  { from, to, state }: Pick<MapLine, "from" | "to" | "state">,
): readonly DrawnLine[] {
  const [a, b] = [places[from], places[to]];
  return a && b ? [{ from: a, to: b, state }] : [];
}

/** `all`: how many lines there would be if everything were linked. */
function stateOfAll(lines: readonly MapLine[], all: number): LinkState {
  if (lines.some(({ state }) => state === "undecided")) return "undecided";
  return lines.length === all && lines.every(({ state }) => state === "allowed") ? "allowed" : "partly";
}
