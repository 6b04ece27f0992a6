import type { ReportSummary } from "@netpolint/core";
import type { Input } from "./input/input.js";
import { countText } from "./reporters/count-text.js";

/** Why there was nothing to analyse, in one sentence. */
export function nothingToAnalyse(
  { files, problems, notRendered }: Input,
  { skipped }: Pick<ReportSummary, "skipped">,
): string {
  return `Nothing to analyse: ${reason(files.length, problems.length, notRendered.length, skippedTotal(skipped))}.`;
}

function reason(files: number, problems: number, notRendered: number, skipped: number): string {
  if (skipped > 0) {
    const objects = `${countText(files, "file")} with ${countText(skipped, "object")}`;
    const unread = `${objects}, none of a kind that netpolint reads`;
    return notRendered === 0 ? unread : `${unread}, and ${helmTemplates(notRendered)}`;
  }
  if (files > 0) return `no Kubernetes object could be read from ${countText(files, "file")}`;
  if (problems > 0) return "no file could be read";
  return `the input is ${helmTemplates(notRendered)}`;
}

function helmTemplates(count: number): string {
  const templates = countText(count, "Helm template");
  return `${templates}, of which only Helm makes manifests: read the chart with \`--helm <chart>\``;
}

function skippedTotal(skipped: ReportSummary["skipped"]): number {
  return Object.values(skipped).reduce((total, count) => total + count, 0);
}
