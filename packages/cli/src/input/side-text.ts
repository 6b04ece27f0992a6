const clusterPrefix = "cluster:";
const chartPrefix = "helm:";

/** Whether a side of `diff` is written `cluster:[context]`. */
export function isClusterSide(text: string): boolean {
  return text.startsWith(clusterPrefix);
}

/** Undefined: the current context. */
export function contextOfSide(text: string): string | undefined {
  const context = text.slice(clusterPrefix.length);
  return context === "" ? undefined : context;
}

/** Whether a side of `diff` is written `helm:<chart>`. */
export function isChartSide(text: string): boolean {
  return text.startsWith(chartPrefix);
}

export function chartOfSide(text: string): string {
  return text.slice(chartPrefix.length);
}
