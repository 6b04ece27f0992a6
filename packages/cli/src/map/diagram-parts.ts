import type { Diagram, DiagramNode } from "./put-alike-together.js";
import { type LinkKind, kindsOf, portsText } from "./ports-text.js";

/** Nodes that are drawn in one box: those of a namespace, the addresses, or all where they are namespaces. */
export interface NodeBox {
  readonly title: string;
  readonly isAddresses: boolean;
  readonly nodes: readonly (readonly [index: number, node: DiagramNode])[];
}

/** In the order in which namespaces are met; addresses are last. */
export function boxesOf({ nodes }: Diagram): readonly NodeBox[] {
  const boxes = new Map<string, { title: string; isAddresses: boolean; nodes: [number, DiagramNode][] }>();
  nodes.forEach((node, index) => {
    const [first] = node.endpoints;
    const isAddresses = first?.type === "addresses";
    const title = isAddresses ? "Addresses" : first?.type === "namespace" ? "Namespaces" : (first?.namespace ?? "");
    const key = `${isAddresses} ${title}`;
    const box = boxes.get(key) ?? { title, isAddresses, nodes: [] };
    box.nodes.push([index, node]);
    boxes.set(key, box);
  });
  return [...boxes.values()];
}

/** One line of a diagram: of one kind, with its ports. */
export interface LinkLine {
  readonly from: number;
  readonly to: number;
  readonly kind: LinkKind;
  readonly text: string;
}

export function linkLines({ links }: Diagram): readonly LinkLine[] {
  return links.flatMap((link) =>
    kindsOf(link).map(([kind, ports]) => {
      const text = portsText(ports);
      return { from: link.from, to: link.to, kind, text: kind === "allowed" ? text : `${kind}: ${text}` };
    }),
  );
}
