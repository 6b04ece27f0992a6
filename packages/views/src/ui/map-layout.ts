import type { MapAnswer, MapLine, MapNode } from "../answers/map-answer.js";
import { layeredPlaces } from "./layered-places.js";

export interface Box {
  /** The namespace, or the addresses. */
  readonly title: string;
  readonly type: "namespace" | "addresses";
  /** Numbers of the nodes in it that are drawn for themselves. */
  readonly inside: readonly number[];
  /** Number of the node that stands for the rest of the namespace, or for the addresses. */
  readonly whole: number | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MapLayout {
  readonly boxes: readonly Box[];
  /** The box of each node, by their numbers. */
  readonly boxOf: ReadonlyMap<number, number>;
  /** Where each node is, by its number: itself where it is drawn, else its box. */
  readonly places: readonly Point[];
  readonly width: number;
  readonly height: number;
}

const cell = { width: 190, height: 34, gap: 8, between: 44 } as const;
const closed = { width: 230, height: 78 } as const;
const head = 64;
const margin = 16;
/** Within a box, for the lines beside its nodes. */
const inset = 40;

/** Where everything is linked with everything, layers say nothing and take much room. */
const mostLayered = { boxes: 30, linesOfBox: 1.5 } as const;

/** Boxes in layers along the lines, and the workloads of each in columns within it. */
export function layOut({ nodes, lines }: MapAnswer): MapLayout {
  const sized = boxesOf(nodes).map((box) => ({ ...box, ...sizeOf(box.inside.length) }));
  const boxOf = new Map(
    sized.flatMap((box, index) =>
      [...box.inside, ...(box.whole === undefined ? [] : [box.whole])].map((node) => [node, index] as const),
    ),
  );
  const links = linksOf(lines, boxOf);
  const isLayered = sized.length <= mostLayered.boxes && links.length <= sized.length * mostLayered.linesOfBox;
  const placed = isLayered ? inLayers(sized, links) : inRows(sized);
  return {
    boxes: placed,
    boxOf,
    places: nodes.map((_, node) => placeOf(placed[boxOf.get(node) ?? 0], node)),
    width: Math.max(...placed.map(({ x, width }) => x + width), 0) + margin,
    height: Math.max(...placed.map(({ y, height }) => y + height), 0) + margin,
  };
}

type UnplacedBox = Omit<Box, "x" | "y" | "width" | "height">;
type SizedBox = Omit<Box, "x" | "y">;

function boxesOf(nodes: readonly MapNode[]): readonly UnplacedBox[] {
  const boxes = new Map<string, { title: string; type: Box["type"]; inside: number[]; whole: number | undefined }>();
  nodes.forEach(({ type, name, namespace }, index) => {
    const title = namespace ?? name;
    const key = `${type === "addresses" ? "addresses" : "namespace"} ${title}`;
    const box = boxes.get(key) ?? {
      title,
      type: type === "addresses" ? type : "namespace",
      inside: [],
      whole: undefined,
    };
    if (type === "workload") box.inside.push(index);
    else box.whole = index;
    boxes.set(key, box);
  });
  // Addresses come first: what is outside is what one looks for.
  return [...boxes.values()].toSorted((a, b) => Number(b.type === "addresses") - Number(a.type === "addresses"));
}

function columnsFor(count: number): number {
  return Math.max(1, Math.min(6, Math.round(Math.sqrt(count / 3))));
}

function sizeOf(count: number): { readonly width: number; readonly height: number } {
  if (count === 0) return closed;
  const columns = columnsFor(count);
  const rows = Math.ceil(count / columns);
  return {
    width: Math.max(closed.width, columns * (cell.width + cell.between) - cell.between + inset * 2),
    height: head + rows * (cell.height + cell.gap) + margin,
  };
}

function placeOf(box: Box | undefined, node: number): Point {
  if (!box) return { x: 0, y: 0, width: 0, height: 0 };
  const at = box.inside.indexOf(node);
  if (at < 0) return box;
  const columns = columnsFor(box.inside.length);
  return {
    x: box.x + inset + (at % columns) * (cell.width + cell.between),
    y: box.y + head + Math.floor(at / columns) * (cell.height + cell.gap),
    width: cell.width,
    height: cell.height,
  };
}

type Link = readonly [from: number, to: number];

/** Between different boxes, each pair once. */
function linksOf(lines: readonly MapLine[], boxOf: ReadonlyMap<number, number>): readonly Link[] {
  const links = new Map<string, Link>();
  for (const { from, to } of lines) {
    const [a, b] = [boxOf.get(from) ?? 0, boxOf.get(to) ?? 0];
    if (a !== b) links.set(`${a} ${b}`, [a, b]);
  }
  return [...links.values()];
}

function inLayers(boxes: readonly SizedBox[], links: readonly Link[]): readonly Box[] {
  const places = layeredPlaces(boxes, links, margin);
  return boxes.map((box, index) => ({ ...box, ...(places[index] ?? { x: 0, y: 0 }) }));
}

/** Shelves of boxes from left to right: as wide as a screen, or about twice as wide as they are high. */
function inRows(boxes: readonly SizedBox[]): readonly Box[] {
  const gap = 24;
  const area = boxes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(1180, Math.sqrt(area * 1.8), ...boxes.map(({ width }) => width));
  let [x, y, rowHeight] = [margin, margin, 0];
  return boxes.map((box) => {
    if (x > margin && x + box.width > widest) {
      [x, y, rowHeight] = [margin, y + rowHeight + gap, 0];
    }
    const placed = { ...box, x, y };
    x += box.width + gap;
    rowHeight = Math.max(rowHeight, box.height);
    return placed;
  });
}
