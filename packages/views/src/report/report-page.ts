import { dataIds, dataMark, type ReportData } from "./report-data.js";

/**
 * The page: the shell with the data in it. `shell` is what the build makes of `main.tsx`. The data are never markup:
 * JSON can write what would end the element as an escape.
 */
export function reportPage(shell: string, report: ReportData, cluster: string): string {
  const [before, after] = shell.split(dataMark);
  if (before === undefined || after === undefined) throw new Error("the shell has no place for the data");
  const data = [dataBlock(dataIds.report, JSON.stringify(report)), dataBlock(dataIds.cluster, cluster)];
  return `${before}${data.join("\n")}${after}`;
}

function dataBlock(id: string, json: string): string {
  const text = json.replace(/[<\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `<script type="application/json" id="${id}">${text}</script>`;
}
