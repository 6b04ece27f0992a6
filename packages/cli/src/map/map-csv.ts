import { protocols } from "@netpolint/core";
import type { MapView } from "./map-view.js";
import { kindsOf } from "./ports-text.js";

type Cell = string | number;

/** One row a range of ports, both ends inclusive. An endpoint without connections has a row with its name alone. */
export function* mapCsv({ endpoints, links }: MapView): Iterable<string> {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  yield rowText(["from", "to", "answer", "protocol", "first_port", "last_port"]);
  for (const link of links) {
    for (const [kind, ports] of kindsOf(link)) {
      for (const protocol of protocols) {
        for (const [first, last] of ports[protocol].intervals) {
          const ends = [endpoints[link.from]?.name ?? "", endpoints[link.to]?.name ?? ""];
          yield rowText([...ends, kind, protocol, first, last]);
        }
      }
    }
  }
  for (const [index, { name }] of endpoints.entries()) {
    if (!linked.has(index)) yield rowText([name, "", "none", "", "", ""]);
  }
}

function rowText(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\n`;
}

/** A spreadsheet takes a text that begins like this for a formula. */
const formula = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  const text = typeof cell === "string" && formula.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
