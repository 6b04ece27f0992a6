import * as dagre from "@dagrejs/dagre";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of dagre that is used. Its own types cannot be resolved: their imports have no file extensions. */
interface Dagre {
  readonly graphlib: { readonly Graph: new () => LayeredGraph };
  layout(graph: LayeredGraph): void;
}

interface LayeredGraph {
  setGraph(options: Readonly<Record<string, unknown>>): void;
  setDefaultEdgeLabel(make: () => object): void;
  setNode(name: string, size: Size): void;
  setEdge(from: string, to: string): void;
  /** The middle of the node, once it is laid out. */
  node(name: string): { readonly x: number; readonly y: number };
}

const { graphlib, layout } = dagre as unknown as Dagre;

/** The upper left corners of boxes in layers from left to right, along their links. */
export function layeredPlaces(
  sizes: readonly Size[],
  links: readonly (readonly [from: number, to: number])[],
  margin: number,
): readonly { readonly x: number; readonly y: number }[] {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 90, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  sizes.forEach(({ width, height }, index) => graph.setNode(String(index), { width, height }));
  for (const [from, to] of links) graph.setEdge(String(from), String(to));
  layout(graph);
  return sizes.map(({ width, height }, index) => {
    const { x, y } = graph.node(String(index));
    return { x: x - width / 2, y: y - height / 2 };
  });
}
