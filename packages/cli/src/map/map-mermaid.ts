import { boxesOf, linkLines } from "./diagram-parts.js";
import { openDirections } from "./isolation-text.js";
import type { MapView } from "./map-view.js";
import { type Diagram, type DiagramNode, nodeTitle, putAlikeTogether } from "./put-alike-together.js";
import { visibleText } from "./visible-text.js";

/** Mermaid draws no more lines than this unless it is told to. */
const mermaidLimit = 500;

/** A flow chart, as Markdown pages show it: namespaces are subgraphs. */
export function mapMermaid(view: MapView): string {
  const diagram = putAlikeTogether(view);
  const lines = linkLines(diagram);
  return [
    ...(lines.length > mermaidLimit ? [`%%{init: {"maxEdges": ${lines.length}}}%%`] : []),
    "flowchart LR",
    ...boxesOf(diagram).flatMap(({ title, nodes }, index) => [
      `  subgraph s${index}["${escaped(title)}"]`,
      ...nodes.map(([id, node]) => `    n${id}["${nodeLabel(node)}"]`),
      "  end",
    ]),
    ...lines.map(({ from, to, kind, text }) => `  n${from} ${arrows[kind]}|"${escaped(text)}"| n${to}`),
    ...colourLines(lines),
    "",
  ].join("\n");
}

/** Never told apart by colour alone. */
const arrows = { allowed: "-->", partly: "==>", undefined: "-.->", denied: "--x" } as const;

const colours = { allowed: "#1a7f37", partly: "#0969da", undefined: "#9a6700", denied: "#cf222e" } as const;

function colourLines(lines: ReturnType<typeof linkLines>): readonly string[] {
  return (["allowed", "partly", "undefined", "denied"] as const).flatMap((wanted) => {
    const indexes = lines.flatMap(({ kind }, index) => (kind === wanted ? [index] : []));
    return indexes.length === 0 ? [] : [`  linkStyle ${indexes.join(",")} stroke:${colours[wanted]}`];
  });
}

function nodeLabel(node: Diagram["nodes"][number]): string {
  const open = openOf(node);
  return open === undefined ? escaped(nodeTitle(node)) : `${escaped(nodeTitle(node))}<br/>open: ${open}`;
}

function openOf({ endpoints }: DiagramNode): string | undefined {
  const [first] = endpoints;
  return first && openDirections(first);
}

/** Mermaid reads `#60;` as the character of that number, and everything else in quotes may mean something to it. */
function escaped(text: string): string {
  const plain = /[^\p{L}\p{N}\ufffd ./,:@_-]/gu;
  return visibleText(text).replaceAll(plain, (character) => `#${character.codePointAt(0) ?? 32};`);
}
