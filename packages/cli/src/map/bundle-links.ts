import type { LinkLine } from "./diagram-parts.js";

/** One end of a drawn line: a node, every node of a box, or every node that is no address. */
export type LineEnd =
  | { readonly type: "node"; readonly node: number }
  | { readonly type: "box"; readonly box: number }
  | { readonly type: "all" };

export interface Bundle {
  readonly from: LineEnd;
  readonly to: LineEnd;
  readonly kind: LinkLine["kind"];
  readonly text: string;
  /** How many lines this one stands for. */
  readonly count: number;
}

/** The boxes that lines may be bundled to, by the nodes in them. */
export interface BundleBoxes {
  readonly boxes: readonly { readonly nodes: readonly number[]; readonly isAddresses: boolean }[];
  /** Nodes of which there is no line from the node to itself, because each is one pod. */
  readonly onePods: ReadonlySet<number>;
}

interface Group {
  readonly end: LineEnd;
  readonly nodes: readonly number[];
}

/** Draws one line where every node of a box has the same connection, instead of as many as there are nodes. */
export function bundleLinks(lines: readonly LinkLine[], { boxes, onePods }: BundleBoxes): readonly Bundle[] {
  const ofPods = boxes.filter(({ isAddresses }) => !isAddresses);
  const nodes = ofPods.flatMap((box) => box.nodes);
  const single = (node: number): Group => ({ end: { type: "node", node }, nodes: [node] });
  const inBoxes = boxes
    .map((own, box): Group => ({ end: { type: "box", box }, nodes: own.nodes }))
    .filter((group) => group.nodes.length > 1);
  const groups: Group[] = ofPods.length > 1 ? [{ end: { type: "all" }, nodes }, ...inBoxes] : inBoxes;
  return alikeLines(lines).flatMap((alike) => {
    const ends = [...new Set(alike.flatMap(({ from, to }) => [from, to]))].map(single);
    return bundleAlike(alike, groups, ends, onePods);
  });
}

/** Lines of one kind with the same ports. */
function alikeLines(lines: readonly LinkLine[]): readonly (readonly LinkLine[])[] {
  const groups = new Map<string, LinkLine[]>();
  for (const line of lines) {
    const key = `${line.kind} ${line.text}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()];
}

function bundleAlike(
  lines: readonly LinkLine[],
  groups: readonly Group[],
  ends: readonly Group[],
  onePods: ReadonlySet<number>,
): readonly Bundle[] {
  const [first] = lines;
  if (!first) return [];
  const { kind, text } = first;
  const keyOf = (from: number, to: number): string => `${from} ${to}`;
  const drawn = new Set(lines.map(({ from, to }) => keyOf(from, to)));
  const left = new Set(drawn);
  const bundles: Bundle[] = [];
  for (const [from, to] of candidates(groups, ends)) {
    const pairs = pairsOf(from, to, onePods).map(([a, b]) => keyOf(a, b));
    if (pairs.length < 2 || !pairs.every((pair) => drawn.has(pair))) continue;
    if (pairs.filter((pair) => left.has(pair)).length < 2) continue;
    for (const pair of pairs) left.delete(pair);
    bundles.push({ from: from.end, to: to.end, kind, text, count: pairs.length });
  }
  const rest = lines
    .filter(({ from, to }) => left.has(keyOf(from, to)))
    .map(({ from, to }): Bundle => {
      return { from: { type: "node", node: from }, to: { type: "node", node: to }, kind, text, count: 1 };
    });
  return [...bundles, ...rest];
}

/** Pairs of ends, the one that would save most lines first. */
function candidates(groups: readonly Group[], ends: readonly Group[]): readonly (readonly [Group, Group])[] {
  const pairs: (readonly [Group, Group])[] = [];
  for (const group of groups) {
    for (const other of groups) pairs.push([group, other]);
    for (const end of ends) pairs.push([group, end], [end, group]);
  }
  const size = ([from, to]: readonly [Group, Group]): number => from.nodes.length * to.nodes.length;
  return pairs.sort((a, b) => size(b) - size(a));
}

function pairsOf(from: Group, to: Group, onePods: ReadonlySet<number>): readonly (readonly [number, number])[] {
  return from.nodes.flatMap((a) => to.nodes.filter((b) => a !== b || !onePods.has(a)).map((b) => [a, b] as const));
}
