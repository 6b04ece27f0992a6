import { boxesOf, linkLines } from "./diagram-parts.js";
import { openDirections } from "./isolation-text.js";
import type { MapView } from "./map-view.js";
import { type Diagram, type DiagramNode, nodeTitle, putAlikeTogether } from "./put-alike-together.js";
import { visibleText } from "./visible-text.js";

/** Mermaid draws no more lines than this unless it is told to. */
const mostMermaidLines = 500;

/** The first lines of a flow chart with so many links. */
export function mermaidStart(links: number): readonly string[] {
  const start = "flowchart LR";
  return links > mostMermaidLines ? [`%%{init: {"maxEdges": ${links}}}%%`, start] : [start];
}

/** A flow chart, as Markdown pages show it: namespaces are subgraphs. */
export function mapMermaid(view: MapView): string {
  const diagram = putAlikeTogether(view);
  const lines = linkLines(diagram);
  return [
    ...mermaidStart(lines.length),
    ...boxesOf(diagram).flatMap(({ title, nodes }, index) => [
      `  subgraph s${index}["${mermaidText(title)}"]`,
      ...nodes.map(([id, node]) => `    n${id}["${nodeLabel(node)}"]`),
      "  end",
    ]),
    ...lines.map(({ from, to, kind, text }) => `  n${from} ${arrows[kind]}|"${mermaidText(text)}"| n${to}`),
    ...mermaidColours(lines, colours),
    "",
  ].join("\n");
}

/** Never told apart by colour alone. */
const arrows = { allowed: "-->", partly: "==>", undefined: "-.->", denied: "--x" } as const;

const colours = { allowed: "#1a7f37", partly: "#0969da", undefined: "#9a6700", denied: "#cf222e" } as const;

/** A style for the lines of each kind, which are known by their numbers. */
export function mermaidColours<Kind extends string>(
  lines: readonly { readonly kind: Kind }[],
  colourOf: Readonly<Record<Kind, string>>,
): readonly string[] {
  return (Object.keys(colourOf) as Kind[]).flatMap((wanted) => {
    const indexes = lines.flatMap(({ kind }, index) => (kind === wanted ? [index] : []));
    return indexes.length === 0 ? [] : [`  linkStyle ${indexes.join(",")} stroke:${colourOf[wanted]}`];
  });
}

function nodeLabel(node: Diagram["nodes"][number]): string {
  const open = openOf(node);
  return open === undefined ? mermaidText(nodeTitle(node)) : `${mermaidText(nodeTitle(node))}<br/>open: ${open}`;
}

function openOf({ endpoints }: DiagramNode): string | undefined {
  const [first] = endpoints;
  return first && openDirections(first);
}

/** Text of a label. Mermaid reads `#60;` as the character of that number, and may make anything of what else there is. */
export function mermaidText(text: string): string {
  const plain = /[^\p{L}\p{N}\ufffd ./,:@_-]/gu;
  return visibleText(text).replaceAll(plain, (character) => `#${character.codePointAt(0) ?? 32};`);
}
