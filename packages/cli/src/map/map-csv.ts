import { protocols } from "@netpolint/core";
import { csvLine } from "../reporters/csv-line.js";
import type { MapView } from "./map-view.js";
import { kindsOf } from "./ports-text.js";

/** One row a range of ports, both ends inclusive. An endpoint without connections has a row with its name alone. */
export function* mapCsv({ endpoints, links }: MapView): Iterable<string> {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  yield csvLine(["from", "to", "answer", "protocol", "first_port", "last_port"]);
  for (const link of links) {
    for (const [kind, ports] of kindsOf(link)) {
      for (const protocol of protocols) {
        for (const [first, last] of ports[protocol].intervals) {
          const ends = [endpoints[link.from]?.name ?? "", endpoints[link.to]?.name ?? ""];
          yield csvLine([...ends, kind, protocol, first, last]);
        }
      }
    }
  }
  for (const [index, { name }] of endpoints.entries()) {
    if (!linked.has(index)) yield csvLine([name, "", "none", "", "", ""]);
  }
}
