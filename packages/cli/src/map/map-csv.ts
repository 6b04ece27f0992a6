import { protocols } from "@netpolint/core";
import type { MapView } from "./map-view.js";
import { kindsOf } from "./ports-text.js";

type Cell = string | number;

/** One row a range of ports, both ends inclusive. An endpoint without connections has a row of its own with its name. */
export function mapCsv({ endpoints, links }: MapView): string {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const rows: (readonly Cell[])[] = [["from", "to", "answer", "protocol", "first_port", "last_port"]];
  for (const link of links) {
    for (const [kind, ports] of kindsOf(link)) {
      for (const protocol of protocols) {
        for (const [first, last] of ports[protocol].intervals) {
          rows.push([endpoints[link.from]?.name ?? "", endpoints[link.to]?.name ?? "", kind, protocol, first, last]);
        }
      }
    }
  }
  endpoints.forEach(({ name }, index) => {
    if (!linked.has(index)) rows.push([name, "", "none", "", "", ""]);
  });
  return rows.map((row) => `${row.map(cellText).join(",")}\n`).join("");
}

/** A spreadsheet takes a text that begins like this for a formula. */
const formula = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  const text = typeof cell === "string" && formula.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
