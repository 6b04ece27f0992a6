/** One line of the table: what was measured, how far it may go, and how far it went. */
export interface Bar {
  readonly what: string;
  readonly bar: number;
  readonly measured: number;
  /** `at most`: less is better. */
  readonly kind: "at most" | "at least";
  readonly unit: string;
  readonly detail: string;
}

export function isMet({ bar, measured, kind }: Bar): boolean {
  return kind === "at most" ? measured <= bar : measured >= bar;
}

export function formatBars(bars: readonly Bar[]): string {
  const rows = bars.map((bar) => [
    bar.what,
    `${bar.kind === "at most" ? "<=" : ">="} ${amount(bar.bar)}${bar.unit}`,
    `${amount(bar.measured)}${bar.unit}`,
    isMet(bar) ? "met" : "MISSED",
    bar.detail,
  ]);
  return formatColumns([["", "bar", "measured", "", "medians"], ...rows]);
}

/** Columns side by side, each as wide as its widest cell. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
  return `${lines.join("\n")}\n`;
}

/** Three digits that count. */
export function amount(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}
