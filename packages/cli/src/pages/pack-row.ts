/** A row of the table on a pack's page: what its column is called, and what stands there. */
export type PackRow = readonly (readonly [column: string, text: string])[];

/** The rows of an id. Rows that are the two ends of one flow share a line (`NO-5 + NO-9`), and one may have several. */
export function packRows(page: string, id: string): readonly PackRow[] {
  const table = rowTable(page);
  if (!table) return [];
  const rows = table.rows.filter(([first]) => idsOf(first ?? "").includes(id));
  return rows.map((cells) => rowOf(table.columns, cells));
}

function rowOf(columns: readonly string[], cells: readonly string[]): PackRow {
  return columns
    .map((column, index) => [column, (cells[index] ?? "").replaceAll("`", "")] as const)
    .filter(([, text]) => text !== "");
}

/** Every id of a pack's page, in its order. */
export function packRowIds(page: string): readonly string[] {
  return [...new Set(rowTable(page)?.rows.flatMap(([first]) => idsOf(first ?? "")) ?? [])];
}

/** The table whose first column is `id`. */
function rowTable(page: string): { columns: readonly string[]; rows: readonly (readonly string[])[] } | undefined {
  const lines = page.split("\n");
  const head = lines.findIndex((line) => /^\| *id *\|/.test(line));
  if (head === -1) return undefined;
  const end = lines.findIndex((line, index) => index > head && !line.startsWith("|"));
  const rows = lines.slice(head + 2, end === -1 ? undefined : end).map(cellsOf);
  return { columns: cellsOf(lines[head] ?? ""), rows };
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
