import type { RequiredRows } from "@netpolint/core";

export function joinRows(rows: readonly RequiredRows[]): RequiredRows {
  return { flows: rows.flatMap((row) => row.flows), unchecked: rows.flatMap((row) => row.unchecked) };
}
