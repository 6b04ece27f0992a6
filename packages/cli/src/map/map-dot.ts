import { boxesOf, linkLines, type NodeBox } from "./diagram-parts.js";
import type { MapView } from "./map-view.js";
import { openDirections } from "./isolation-text.js";
import { type DiagramNode, nodeTitle, putAlikeTogether } from "./put-alike-together.js";
import { visibleText } from "./visible-text.js";

/** A graph for Graphviz: namespaces are clusters. */
export function mapDot(view: MapView): string {
  const diagram = putAlikeTogether(view);
  const lines = [
    "digraph netpolint {",
    '  rankdir="LR"; bgcolor="white"; compound="true";',
    '  node [shape="box", style="rounded,filled", fillcolor="white", fontname="Helvetica", fontsize="11"];',
    '  edge [fontname="Helvetica", fontsize="9"];',
    ...boxesOf(diagram).flatMap(clusterLines),
    ...linkLines(diagram).map(({ from, to, kind, text }) => {
      return `  n${from} -> n${to} [label=${quoted(text)}, ${edgeStyles[kind]}];`;
    }),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

/** Never told apart by colour alone. */
const edgeStyles = {
  allowed: 'color="#1a7f37", style="solid"',
  partly: 'color="#0969da", style="dotted"',
  undefined: 'color="#9a6700", style="dashed"',
  denied: 'color="#cf222e", style="dashed", arrowhead="tee"',
} as const;

function clusterLines({ title, isAddresses, nodes }: NodeBox, index: number): readonly string[] {
  const style = isAddresses ? "dashed" : "rounded";
  return [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(title)}; style="${style}"; color="#57606a"; fontname="Helvetica";`,
    ...nodes.map(([id, node]) => `    n${id} [label=${quoted(...nodeLabel(node))}, tooltip=${quoted(namesOf(node))}];`),
    "  }",
  ];
}

function nodeLabel(node: DiagramNode): readonly string[] {
  const [first] = node.endpoints;
  const open = first && openDirections(first);
  return open === undefined ? [nodeTitle(node)] : [nodeTitle(node), `open: ${open}`];
}

function namesOf({ endpoints }: DiagramNode): string {
  return endpoints.map(({ name }) => name).join(", ");
}

/** A quoted ID of the DOT language, where a backslash begins an escape as well; lines are ours alone to break. */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) => visibleText(line).replaceAll("\\", "\\\\").replaceAll('"', '\\"'));
  return `"${escaped.join("\\n")}"`;
}
