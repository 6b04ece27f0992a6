import type { ConnectionPorts, ConnectivityDiff, DiffEnd } from "@netpolint/core";
import { endpointTitle } from "../map/endpoint-title.js";
import { mermaidColours, mermaidStart, mermaidText } from "../map/map-mermaid.js";
import { portsText } from "../map/ports-text.js";
import type { DiffResult } from "./diff-result.js";

/** A flow chart of what differs, as Markdown pages show it; "" where nothing does. */
export function diffMermaid({ diff }: DiffResult): string {
  const lines = changeLines(diff);
  const names = [...new Map(lines.flatMap(({ from, to }) => [[from.name, from], [to.name, to]] as const)).values()];
  const alone = [...diff.onlyInBase, ...diff.onlyInHead].filter(({ name }) => !names.some((end) => end.name === name));
  const ends = [...names, ...alone.map(({ name }) => ({ name, cidrs: null }))];
  if (ends.length === 0) return "";
  const idOf = new Map(ends.map(({ name }, index) => [name, `n${index}`]));
  const sides = sidesOf(diff);
  return [
    ...mermaidStart(lines.length),
    ...boxesOf(ends).flatMap(([title, inside], index) => [
      `  subgraph s${index}["${mermaidText(title)}"]`,
      ...inside.map((end) => `    ${idOf.get(end.name) ?? ""}["${endLabel(end, sides)}"]`),
      "  end",
    ]),
    ...lines.map(({ from, to, kind, ports }) => {
      const label = mermaidText(`${kind}: ${portsText(ports)}`);
      return `  ${idOf.get(from.name) ?? ""} ${arrows[kind]}|"${label}"| ${idOf.get(to.name) ?? ""}`;
    }),
    ...mermaidColours(lines, colours),
    "",
  ].join("\n");
}

/** How many lines the diagram has; one with many is not read but looked at. */
export function countDiffLines({ diff }: DiffResult): number {
  return changeLines(diff).length;
}

interface ChangeLine {
  readonly from: DiffEnd;
  readonly to: DiffEnd;
  readonly kind: "gained" | "lost" | "undefined";
  readonly ports: ConnectionPorts;
}

/** Never told apart by colour alone. */
const arrows = { gained: "==>", lost: "--x", undefined: "-.->" } as const;

const colours = { gained: "#1a7f37", lost: "#cf222e", undefined: "#9a6700" } as const;

function changeLines(diff: ConnectivityDiff): readonly ChangeLine[] {
  const lines: readonly ChangeLine[] = [
    ...diff.gained.map((one) => ({ ...one, kind: "gained" as const })),
    ...diff.lost.map((one) => ({ ...one, kind: "lost" as const })),
    ...diff.undecidedChanges.map((one) => ({ ...one, kind: "undefined" as const })),
    ...oneSidedLines(diff.onlyInBase, "lost"),
    ...oneSidedLines(diff.onlyInHead, "gained"),
  ];
  // A connection between two endpoints of one side is listed with both.
  const keyOf = ({ from, to, kind, ports }: ChangeLine): string =>
    JSON.stringify([from.name, to.name, kind, portsText(ports)]);
  return [...new Map(lines.map((line) => [keyOf(line), line])).values()];
}

function oneSidedLines(endpoints: ConnectivityDiff["onlyInBase"], change: "gained" | "lost"): readonly ChangeLine[] {
  return endpoints.flatMap(({ connections }) =>
    connections.map(({ from, to, state, ports }) => {
      return { from, to, ports, kind: state === "undecided" ? ("undefined" as const) : change };
    }),
  );
}

function sidesOf({ onlyInBase, onlyInHead }: ConnectivityDiff): ReadonlyMap<string, string> {
  return new Map([
    ...onlyInBase.map(({ name }) => [name, "only in base"] as const),
    ...onlyInHead.map(({ name }) => [name, "only in head"] as const),
  ]);
}

/** Workloads by their namespace; addresses are last. */
function boxesOf(ends: readonly DiffEnd[]): readonly (readonly [title: string, ends: readonly DiffEnd[]])[] {
  const workloads = ends.filter(({ cidrs }) => cidrs === null);
  const addresses = ends.filter(({ cidrs }) => cidrs !== null);
  const boxes = new Map<string, DiffEnd[]>();
  for (const end of workloads) {
    const [namespace = ""] = end.name.split("/");
    const box = boxes.get(namespace);
    if (box) box.push(end);
    else boxes.set(namespace, [end]);
  }
  return addresses.length === 0 ? [...boxes] : [...boxes, ["Addresses", addresses]];
}

function endLabel(end: DiffEnd, sides: ReadonlyMap<string, string>): string {
  const title = end.cidrs === null ? end.name.slice(end.name.indexOf("/") + 1) : endpointTitle(end);
  const side = sides.get(end.name);
  return side === undefined ? mermaidText(title) : `${mermaidText(title)}<br/>${side}`;
}
