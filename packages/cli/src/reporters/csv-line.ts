import { escapeText } from "./escape-text.js";

export type Cell = string | number;

/** One line of a CSV file (RFC 4180), with its line break. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\n`;
}

/** A spreadsheet takes a text that begins like this for a formula. */
const formula = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  const written = typeof cell === "string" && formula.test(cell) ? `'${cell}` : String(cell);
  const text = escapeText(written);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
