import {
  buildConnectivity,
  type Cluster,
  type ConnectionMap,
  type InputProblem,
  isNotUnderstood,
  type MapBy,
  mapConnections,
  openCluster,
  type ReportSummary,
} from "@netpolint/core";
import { compareProblems } from "./input/compare-problems.js";
import { type Input, readInput } from "./input/read-input.js";
import type { Io } from "./io.js";
import { mapCsv } from "./map/map-csv.js";
import { mapDot } from "./map/map-dot.js";
import { mapJson } from "./map/map-json.js";
import { mapMarkdown } from "./map/map-markdown.js";
import { mapMatrix } from "./map/map-matrix.js";
import { mapMermaid } from "./map/map-mermaid.js";
import { mapSvg } from "./map/map-svg.js";
import { mapText } from "./map/map-text.js";
import { type MapView, viewOf } from "./map/map-view.js";
import { readMapFilter } from "./map/read-map-filter.js";
import { tooManyLinks } from "./map/put-alike-together.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import { escapeText } from "./reporters/escape-text.js";
import type { Settings } from "./settings.js";

/** `netpolint map`: reads, lists all connections; answers with the exit code. */
export async function mapCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const input = await readInput(io, args.positionals.length > 0 ? args.positionals : ["."]);
  const { sources, cluster, policies } = await openCluster(input.files, settings.cluster);
  const problems = [...input.problems, ...sources.problems].sort(compareProblems);
  printProblems(problems, io);
  const connectivity = buildConnectivity(policies);
  const view = (by: MapBy): MapView | WrongUsage => {
    const filter = readMapFilter(args, cluster, by);
    if (isNotUnderstood(filter)) return { problem: filter.problem, command: "map" };
    return viewOf(mapConnections({ cluster, connectivity }, { by }), filter);
  };
  const asked = view(byOf(args));
  if ("problem" in asked) return asked;
  if (sources.objects === 0) io.stderr.write(`${nothingToAnalyse(input, summaryOf(sources))}\n`);
  io.stdout.write(formatMap(args.values.get("format")?.[0], asked, view, problems, io));
  return problems.length > 0 || sources.objects === 0 ? 2 : 0;
}
