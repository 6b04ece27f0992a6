import { countText } from "../reporters/count-text.js";
import { type Bundle, bundleLinks, type LineEnd } from "./bundle-links.js";
import { boxesOf, linkLines, type NodeBox } from "./diagram-parts.js";
import { openDirections } from "./isolation-text.js";
import type { MapView } from "./map-view.js";
import type { LinkKind } from "./ports-text.js";
import { type DiagramNode, nodeTitle, putAlikeTogether } from "./put-alike-together.js";
import { type Column, type Entry, layOut, type Placed, type PlacedColumn } from "./svg-layout.js";
import { element, escaped, shortened, textWidth } from "./svg-text.js";

/** Above this many lines, nodes with the same connections are put together first. */
const manyLinks = 3_000;
const manyNodes = 70;

const margin = 24;
const headerHeight = 108;

/** Lines and heads differ in their pattern too, never by colour alone. */
const styles: Readonly<Record<LinkKind, { readonly colour: string; readonly dashes: string }>> = {
  allowed: { colour: "#1a7f37", dashes: "" },
  partly: { colour: "#0969da", dashes: "9 3 2 3" },
  undefined: { colour: "#b35900", dashes: "5 4" },
  denied: { colour: "#cf222e", dashes: "2 3" },
};

const kindSentences: Readonly<Record<LinkKind, string>> = {
  allowed: "allowed",
  partly: "allowed for some pods or address families only",
  undefined: "cannot be decided",
  denied: "denied",
};

/** A drawing: sources on the left, destinations on the right, and lines that end at the ports. */
export function mapSvg(view: MapView): string {
  const isBig = view.endpoints.length > manyNodes || view.links.length > manyLinks;
  const diagram = putAlikeTogether(view, isBig ? 0 : Infinity);
  const boxes = boxesOf(diagram);
  const bundles = bundleLinks(linkLines(diagram), {
    boxes: boxes.map(({ nodes, isAddresses }) => ({ nodes: nodes.map(([index]) => index), isAddresses })),
    onePods: onePodNodes(view, diagram.nodes),
  });
  const scene: Scene = { boxes, nodes: diagram.nodes, bundles };
  const sources = layOut(columnOf(scene, "from"), margin, headerHeight);
  const gap = Math.min(460, Math.max(200, 120 + bundles.length * 4));
  const targets = layOut(columnOf(scene, "to"), sources.right + gap, headerHeight);
  const unlinked = unlinkedNodes(scene);
  const bottom = Math.max(sources.bottom, targets.bottom) + 16;
  const width = Math.max(targets.right + margin, 760);
  const note = unlinkedPart(unlinked, bottom, width);
  return document(width, note.bottom + margin, [
    header(view, bundles),
    columnPart(sources, "Sources"),
    columnPart(targets, "Destinations"),
    ...bundles.map((bundle) => linePart(bundle, sources, targets, scene)),
    ...targets.placed.flatMap((placed) => placed.entry.slots.map((_, slot) => slotPart(placed, slot))),
    note.text,
  ]);
}

interface Scene {
  readonly boxes: readonly NodeBox[];
  readonly nodes: readonly DiagramNode[];
  readonly bundles: readonly Bundle[];
}

function onePodNodes({ endpoints, onePods }: MapView, nodes: readonly DiagramNode[]): ReadonlySet<number> {
  const names = new Set(endpoints.filter((_, index) => onePods.has(index)).map(({ name }) => name));
  const isOne = ({ endpoints: own }: DiagramNode): boolean => own.length === 1 && names.has(own[0]?.name ?? "");
  return new Set(nodes.flatMap((node, index) => (isOne(node) ? [index] : [])));
}

function endKey(end: LineEnd): string {
  return end.type === "node" ? `node ${end.node}` : end.type === "box" ? `box ${end.box}` : "all";
}

function coversNode(end: LineEnd, node: number, { boxes }: Scene): boolean {
  if (end.type === "node") return end.node === node;
  const box = boxes.findIndex(({ nodes }) => nodes.some(([index]) => index === node));
  return end.type === "all" ? !boxes[box]?.isAddresses : end.box === box;
}

function columnOf(scene: Scene, side: "from" | "to"): Column {
  const { boxes, bundles } = scene;
  const slotsOf = (key: string): readonly string[] => {
    if (side === "from") return [];
    return [...new Set(bundles.filter(({ to }) => endKey(to) === key).map(slotKey))];
  };
  const isUsed = (key: string): boolean => bundles.some((bundle) => endKey(bundle[side]) === key);
  const joint = (key: string, title: string): readonly Entry[] =>
    isUsed(key) ? [{ key, title, tooltip: title, mark: "", isJoint: true, slots: slotsOf(key) }] : [];
  const all = joint("all", "every workload below");
  const groups = boxes.map(({ title, isAddresses, nodes }, box) => ({
    title,
    isAddresses,
    entries: [
      ...joint(`box ${box}`, isAddresses ? "all of these addresses" : "every workload in this box"),
      ...nodes
        .filter(([index]) => bundles.some((bundle) => coversNode(bundle[side], index, scene)))
        .map(([index, node]) => nodeEntry(node, index, side, slotsOf(`node ${index}`))),
    ],
  }));
  const cluster = { title: "All namespaces", isAddresses: false, entries: all };
  return { groups: [cluster, ...groups].filter(({ entries }) => entries.length > 0) };
}

function nodeEntry(node: DiagramNode, index: number, side: "from" | "to", slots: readonly string[]): Entry {
  const [first] = node.endpoints;
  const isolated = first?.isolated?.[side === "from" ? "egress" : "ingress"];
  const mark = isolated === false ? "open" : isolated === null ? "open?" : "";
  const names = node.endpoints.map(({ name }) => name).join(", ");
  const tooltip = names + isolationNote(first && openDirections(first));
  return { key: `node ${index}`, title: nodeTitle(node), tooltip, mark, isJoint: false, slots };
}

function isolationNote(open: string | undefined): string {
  return open === undefined ? "" : `; nothing isolates ${open}`;
}

function slotKey({ kind, text }: Bundle): string {
  return `${kind} ${text}`;
}

function kindOfSlot(slot: string): LinkKind {
  return slot.slice(0, slot.indexOf(" ")) as LinkKind;
}

function document(width: number, height: number, parts: readonly string[]): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const size = `width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Helvetica, Arial, sans-serif" font-size="12">`,
    "<style>.line:hover{stroke-width:4;stroke-opacity:1}</style>",
    `<defs>${Object.entries(styles).map(([kind, { colour }]) => marker(kind, colour)).join("")}</defs>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function marker(kind: string, colour: string): string {
  const size = 'markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto" markerUnits="userSpaceOnUse"';
  return `<marker id="head-${kind}" ${size}><path d="M0,0.5 L9,4.5 L0,8.5 z" fill="${colour}"/></marker>`;
}

function header(view: MapView, bundles: readonly Bundle[]): string {
  const counts = `${countText(view.endpoints.length, "endpoint")}, ${countText(view.links.length, "connection")}`;
  const title = view.isDenied ? "Who cannot connect to whom" : "Who can connect to whom";
  const kinds = (Object.keys(styles) as LinkKind[]).filter((kind) => bundles.some((bundle) => bundle.kind === kind));
  let x = margin;
  const samples = kinds.map((kind) => {
    const sentence = kindSentences[kind];
    const line = `<path d="M${x},50 h40" fill="none" ${stroke(kind, 2)} marker-end="url(#head-${kind})"/>`;
    const text = `<text x="${x + 48}" y="54" fill="#1f2328">${sentence}</text>`;
    x += 72 + textWidth(sentence, 12);
    return line + text;
  });
  const notes = [
    "“open”: nothing isolates it in this direction; “open?”: that is not known, or differs from pod to pod.",
    "A line at “every workload” or “all of these” stands for each one in the box.",
  ];
  return [
    `<title>${title}: ${counts}</title>`,
    `<text x="${margin}" y="30" font-size="16" font-weight="bold" fill="#1f2328">${title}</text>`,
    `<text x="${margin + textWidth(title, 19) + 24}" y="30" fill="#57606a">${counts}</text>`,
    ...samples,
    ...notes.map((note, index) => {
      return `<text x="${margin}" y="${72 + index * 15}" font-size="11" fill="#57606a">${note}</text>`;
    }),
  ].join("\n");
}

function stroke(kind: LinkKind, width: number): string {
  const { colour, dashes } = styles[kind];
  const pattern = dashes === "" ? "" : ` stroke-dasharray="${dashes}"`;
  return `stroke="${colour}" stroke-width="${width}"${pattern}`;
}

function columnPart({ boxes, placed, left, right }: PlacedColumn, title: string): string {
  const frames = boxes.map(({ title: name, isAddresses, top, bottom }) => {
    const look = isAddresses ? 'fill="#ffffff" stroke-dasharray="4 3"' : 'fill="#f6f8fa"';
    const size = `x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"`;
    return [
      `<rect ${size} rx="8" ${look} stroke="#8c959f"/>`,
      `<text x="${left + 10}" y="${top + 17}" font-weight="bold" fill="#1f2328">${escaped(shortened(name, 40))}</text>`,
    ].join("");
  });
  const label = `<text x="${left}" y="${headerHeight - 2}" font-size="11" fill="#57606a">${title}</text>`;
  return [label, ...frames, ...placed.map(entryPart)].join("\n");
}

function entryPart({ entry, left, right, top, bottom, textLeft }: Placed): string {
  const middle = (top + bottom) / 2;
  const look = entry.isJoint ? 'fill="#ddf4ff" stroke="#54aeff"' : 'fill="#ffffff" stroke="#d0d7de"';
  const slant = entry.isJoint ? ' font-style="italic"' : "";
  const mark =
    entry.mark === ""
      ? ""
      : `<text x="${right - 8}" y="${middle + 4}" font-size="10" text-anchor="end" fill="#6e4c00">${entry.mark}</text>`;
  return [
    `<g><title>${escaped(entry.tooltip)}</title>`,
    `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="5" ${look}/>`,
    `<text x="${textLeft}" y="${middle + 4}"${slant} fill="#1f2328">${escaped(shortened(entry.title, 44))}</text>`,
    `${mark}</g>`,
  ].join("");
}

function slotPart({ entry, slotTops, slotWidth, left }: Placed, index: number): string {
  const slot = entry.slots[index] ?? "";
  const kind = kindOfSlot(slot);
  const text = slot.slice(kind.length + 1);
  const top = slotTops[index] ?? 0;
  const { colour } = styles[kind];
  return [
    `<g><title>${escaped(text)} (${kindSentences[kind]})</title>`,
    `<rect x="${left}" y="${top}" width="${slotWidth}" height="17" rx="4" fill="#ffffff" ${stroke(kind, 1)}/>`,
    `<text x="${left + 6}" y="${top + 12.5}" font-size="11" fill="${colour}">${escaped(shortened(text, 30))}</text>`,
    "</g>",
  ].join("");
}

function linePart(bundle: Bundle, sources: PlacedColumn, targets: PlacedColumn, scene: Scene): string {
  const source = sources.byKey.get(endKey(bundle.from));
  const target = targets.byKey.get(endKey(bundle.to));
  if (!source || !target) return "";
  const slot = target.entry.slots.indexOf(slotKey(bundle));
  const [x1, y1] = [source.right, (source.top + source.bottom) / 2];
  const [x2, y2] = [target.left - 1, (target.slotTops[slot] ?? target.top) + 8.5];
  const bend = (x2 - x1) * 0.45;
  const path = `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
  const ends = `${endName(bundle.from, scene)} -> ${endName(bundle.to, scene)}`;
  const title = escaped(`${ends}: ${bundle.text} (${kindSentences[bundle.kind]})`);
  const width = bundle.count > 1 ? 2.4 : 1.4;
  const look = `fill="none" ${stroke(bundle.kind, width)} marker-end="url(#head-${bundle.kind})" stroke-opacity="0.8"`;
  return `<path class="line" d="${path}" ${look}><title>${title}</title></path>`;
}

function endName(end: LineEnd, { boxes, nodes }: Scene): string {
  if (end.type === "all") return "every workload";
  if (end.type === "box") {
    const box = boxes[end.box];
    return box?.isAddresses ? "all of these addresses" : `every workload of ${box?.title ?? ""}`;
  }
  return (nodes[end.node]?.endpoints ?? []).map(({ name }) => name).join(", ");
}

function unlinkedNodes(scene: Scene): readonly string[] {
  const { boxes, bundles } = scene;
  return boxes.flatMap(({ title, nodes }) =>
    nodes
      .filter(([index]) => !bundles.some(({ from, to }) => [from, to].some((end) => coversNode(end, index, scene))))
      .map(([, node]) => `${title}/${nodeTitle(node)}`),
  );
}

/** Names one after the other, in as many lines as they take. */
function unlinkedPart(names: readonly string[], top: number, width: number): { text: string; bottom: number } {
  if (names.length === 0) return { text: "", bottom: top };
  const perLine = Math.max(1, Math.floor((width - 2 * margin - 20) / 250));
  const rows = Math.ceil(names.length / perLine);
  const height = 30 + rows * 20;
  const cells = names.map((name, index) => {
    const [x, y] = [margin + 10 + (index % perLine) * 250, top + 38 + Math.floor(index / perLine) * 20];
    return element("text", { x, y, fill: "#1f2328" }, shortened(name, 38), name);
  });
  const size = `width="${width - 2 * margin}" height="${height}"`;
  const frame = `<rect x="${margin}" y="${top}" ${size} rx="8" fill="#fff8c5" stroke="#8c959f"/>`;
  const title = `<text x="${margin + 10}" y="${top + 18}" font-weight="bold" fill="#1f2328">Without connections</text>`;
  return { text: [frame, title, ...cells].join("\n"), bottom: top + height };
}
