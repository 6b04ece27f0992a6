import type { RequiredFlow } from "@netpolint/core";

/** The rows that ask for a flow and why it is needed: `netobserv NO-1, kubernetes webhook: the API server calls ...`. */
export function rowsOf({ pack, ids, also = [], why }: RequiredFlow): string {
  const rows = [{ pack, ids }, ...also].map((row) => `${row.pack} ${row.ids.join("+")}`);
  return `${rows.join(", ")}: ${why}`;
}
