import { type ConnectionPorts, type DiffConnection, type DiffReason, protocols } from "@netpolint/core";
import { diffReasonText, stateText } from "@netpolint/views";
import { type Cell, csvLine } from "../reporters/csv-line.js";
import type { DiffResult } from "./diff-result.js";

const columns = "change,from,to,protocol,first_port,last_port,side,policy,file,line,message";

/**
 * One row a range of ports, both ends inclusive, with the first reason. Connections of an endpoint that is on one side
 * only have the change `only in base` or `only in head`; without any the endpoint has a row with its name.
 */
export function diffCsv({ diff }: DiffResult): string {
  const oneSided = [
    ...diff.onlyInBase.map((endpoint) => ({ ...endpoint, change: "only in base" })),
    ...diff.onlyInHead.map((endpoint) => ({ ...endpoint, change: "only in head" })),
  ];
  const rows = [
    columns.split(","),
    ...diff.gained.flatMap((one) => changeRows("gained", one)),
    ...diff.lost.flatMap((one) => changeRows("lost", one)),
    ...diff.undecidedChanges.flatMap((one) => changeRows(`${stateText(one.base)} to ${stateText(one.head)}`, one)),
    ...oneSided.flatMap(({ change, name, connections }): readonly (readonly Cell[])[] =>
      connections.length === 0
        ? [[change, name, "", "", "", "", "", "", "", "", ""]]
        : connections.flatMap(({ from, to, state, ports }) =>
            portCells(ports).map((cells) => [change, from.name, to.name, ...cells, "", "", "", "", stateText(state)]),
          ),
    ),
  ];
  return rows.map(csvLine).join("");
}

function changeRows(change: string, { from, to, ports, reasons }: DiffConnection): readonly (readonly Cell[])[] {
  const because = reasonCells(reasons[0]);
  return portCells(ports).map((cells) => [change, from.name, to.name, ...cells, ...because]);
}

function portCells(ports: ConnectionPorts): readonly (readonly Cell[])[] {
  return protocols.flatMap((protocol) => ports[protocol].intervals.map(([first, last]) => [protocol, first, last]));
}

function reasonCells(reason: DiffReason | undefined): readonly Cell[] {
  if (!reason) return ["", "", "", "", ""];
  const { side, policy, place } = reason;
  return [side, policy ?? "", place?.file ?? "", place?.range.start.line ?? "", diffReasonText(reason)];
}
