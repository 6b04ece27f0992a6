/** A row of the table on a pack's page: what its column is called, and what stands there. */
export type PackRow = readonly (readonly [column: string, text: string])[];

/** The rows of an id. Rows that are the two ends of one flow share a line (`NO-5 + NO-9`), and one may have several. */
export function packRows(page: string, id: string): readonly PackRow[] {
  return rowTables(page).flatMap(({ columns, rows }) =>
    rows.filter(([first]) => idsOf(first ?? "").includes(id)).map((cells) => rowOf(columns, cells)),
  );
}

function rowOf(columns: readonly string[], cells: readonly string[]): PackRow {
  return columns
    .map((column, index) => [column, (cells[index] ?? "").replaceAll("`", "")] as const)
    .filter(([, text]) => text !== "");
}

/** Every id of a pack's page, in its order. */
export function packRowIds(page: string): readonly string[] {
  return [...new Set(rowTables(page).flatMap(({ rows }) => rows.flatMap(([first]) => idsOf(first ?? ""))))];
}

interface RowTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables whose first column is `id`. */
function rowTables(page: string): readonly RowTable[] {
  const lines = page.split("\n");
  return lines.flatMap((line, head) => {
    if (!/^\| *id *\|/.test(line)) return [];
    const end = lines.findIndex((other, index) => index > head && !other.startsWith("|"));
    return [{ columns: cellsOf(line), rows: lines.slice(head + 2, end === -1 ? undefined : end).map(cellsOf) }];
  });
}

function cellsOf(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|").replace(/\[([^\]]+)\]\([^)]+\)/g, "$1"));
}

function idsOf(cell: string): readonly string[] {
  return cell.replaceAll("`", "").split(" + ");
}
