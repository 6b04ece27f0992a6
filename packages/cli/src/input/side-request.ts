import { join } from "node:path";
import { isGitPlace } from "./git-place.js";
import type { InputRequest } from "./input-request.js";
import type { ChartSettings } from "./render-chart.js";
import { chartOfSide, contextOfSide, isChartSide, isClusterSide } from "./side-text.js";

/** What a side of a comparison asks to read. `below`: paths in the folder or revision; empty: all of it. */
export function sideRequest(text: string, below: readonly string[], chartSettings: ChartSettings): InputRequest {
  const nothing: InputRequest = { paths: [], gitPlaces: [], charts: [], chartSettings, cluster: undefined };
  if (below.length > 0) {
    const paths = below.map((path) => pathBelow(text, path));
    return isGitPlace(text) ? { ...nothing, gitPlaces: paths } : { ...nothing, paths };
  }
  if (isGitPlace(text)) return { ...nothing, gitPlaces: [text] };
  if (isClusterSide(text)) return { ...nothing, cluster: { context: contextOfSide(text) } };
  return isChartSide(text) ? { ...nothing, charts: [chartOfSide(text)] } : { ...nothing, paths: [text] };
}

function pathBelow(side: string, path: string): string {
  if (!isGitPlace(side)) return join(side, path);
  const isWhole = !side.slice("git:".length).includes(":");
  if (side.endsWith(":")) return `${side}${path}`;
  return `${isWhole ? `${side}:.` : side.replace(/\/$/, "")}/${path}`;
}
