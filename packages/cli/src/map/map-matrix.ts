import { isEmptyConnection } from "@netpolint/core";
import { escapeText } from "../reporters/escape-text.js";
import { endpointTitle } from "./endpoint-title.js";
import type { MapLink, MapView } from "./map-view.js";
import { linkText } from "./ports-text.js";

/**
 * Sources down, destinations across. Cells have a letter for each kind of connection, which the legend below spells
 * out. Columns are numbered as the rows are, and go on below each other where the terminal has no room for all.
 */
export function mapMatrix(view: MapView, columns: number): string {
  const names = view.endpoints.map((endpoint, index) => `${index + 1} ${escapeText(endpointTitle(endpoint))}`);
  const codes = codesOf(view.links);
  const cells = cellsOf(view, codes);
  const numbers = view.endpoints.map((_, index) => `${index + 1}`);
  const width = Math.max(1, ...[...numbers, ...codes.values()].map(lengthOf)) + 1;
  const namesFit = Math.max(...names.map(lengthOf), 0) + width <= columns / 2;
  const labels = namesFit ? names : numbers;
  const labelWidth = Math.max(...labels.map(lengthOf), 0);
  const perBlock = Math.max(1, Math.floor((columns - labelWidth) / width));
  const parts = [
    ...(namesFit ? [] : [names]),
    ...blocksOf(cells, labels, { labelWidth, width, perBlock }),
    legend(view, codes),
  ];
  return `${parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function lengthOf(text: string): number {
  return text.length;
}

/** A letter for every different connection, in the order in which they are met. */
function codesOf(links: readonly MapLink[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  let letters = 0;
  for (const link of links) {
    const text = linkText(link);
    if (codes.has(text)) continue;
    codes.set(text, text === "undefined: all ports" ? "?" : letter(letters++) + suffixOf(link));
  }
  return codes;
}

/** What is not sure is seen in the table itself. */
function suffixOf({ partly, undecided }: MapLink): string {
  return `${isEmptyConnection(partly) ? "" : "~"}${isEmptyConnection(undecided) ? "" : "?"}`;
}

/** A to Z, then AA, AB and so on. */
function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

function cellsOf(view: MapView, codes: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const rows: string[][] = view.endpoints.map((source, from) =>
    view.endpoints.map((destination, to) => {
      const isNoPair = from === to ? view.onePods.has(from) : source.cidrs !== null && destination.cidrs !== null;
      return isNoPair || (from === to && source.cidrs !== null) ? "" : ".";
    }),
  );
  for (const link of view.links) {
    const row = rows[link.from];
    if (row) row[link.to] = codes.get(linkText(link)) ?? "";
  }
  return rows;
}

interface Measures {
  readonly labelWidth: number;
  readonly width: number;
  readonly perBlock: number;
}

function blocksOf(
  cells: readonly (readonly string[])[],
  labels: readonly string[],
  { labelWidth, width, perBlock }: Measures,
): readonly (readonly string[])[] {
  const blocks: (readonly string[])[] = [];
  for (let first = 0; first < cells.length; first += perBlock) {
    const numbers = cells.slice(first, first + perBlock).map((_, index) => `${first + index + 1}`);
    const line = (label: string, texts: readonly string[]): string =>
      (label.padEnd(labelWidth) + texts.map((text) => text.padStart(width)).join("")).trimEnd();
    blocks.push([
      line("", numbers),
      ...cells.map((row, index) => line(labels[index] ?? "", row.slice(first, first + perBlock))),
    ]);
  }
  return blocks;
}

function legend({ endpoints, isDenied, isPart }: MapView, codes: ReadonlyMap<string, string>): readonly string[] {
  const rows = [...codes].map(([text, code]) => [code, text] as const);
  const nothing = isDenied ? "nothing is denied" : isPart ? "no connection of those asked for" : "no connection";
  const all = [...rows, [".", nothing] as const];
  const width = Math.max(...all.map(([code]) => code.length));
  const lines = all.map(([code, text]) => `${code.padEnd(width)}  ${text}`);
  return endpoints.length === 0 ? ["No endpoints."] : ["Rows are sources, columns are destinations.", ...lines];
}
