import {
  buildConnectivity,
  type InputProblem,
  isNotUnderstood,
  type MapBy,
  mapConnections,
  type OpenedCluster,
} from "@netpolint/core";
import { useColour } from "./colour.js";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
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
import { putAlikeTogether } from "./map/put-alike-together.js";
import { type MapFilter, readMapFilter } from "./map/read-map-filter.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import type { Settings } from "./settings.js";
import { printProblems } from "./print-problems.js";

/** `netpolint map`: reads, lists all connections; answers with the exit code. */
export async function mapCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const request = inputRequest(args, args.positionals);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const problems = [...input.problems, ...opened.sources.problems].sort(compareProblems);
  printProblems(problems, io);
  const filter = readMapFilter(args, opened.cluster);
  if (isNotUnderstood(filter)) return { problem: filter.problem, command: "map" };
  const isEmpty = opened.cluster.objects.length === 0;
  if (isEmpty) io.stderr.write(`${nothingToAnalyse(input, { skipped: Object.fromEntries(opened.sources.skipped) })}\n`);
  else print(printedMap(args, opened, filter, problems, io), io);
  return problems.length > 0 || isEmpty ? 2 : 0;
}

/** Above this many lines a diagram of workloads says nothing any more, and namespaces are drawn instead. */
const drawable = 2_000;

/** A map of thousands of open workloads is longer than the longest string. */
function print(pieces: Iterable<string>, { stdout }: Io): void {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < 2 ** 20) continue;
    stdout.write(text);
    text = "";
  }
  stdout.write(text);
}

function printedMap(
  args: Arguments,
  { cluster, policies }: OpenedCluster,
  filter: MapFilter,
  problems: readonly InputProblem[],
  io: Io,
): Iterable<string> {
  const connectivity = buildConnectivity(policies);
  const viewBy = (by: MapBy): MapView => viewOf(mapConnections({ cluster, connectivity }, { by }), filter, by);
  const view = viewBy(filter.by);
  const drawn = (): MapView => {
    const isDrawable = filter.by === "namespace" || putAlikeTogether(view).links.length <= drawable;
    if (isDrawable) return view;
    io.stderr.write("There are too many connections to draw, so namespaces are drawn instead; --focus draws a part.\n");
    return viewBy("namespace");
  };
  switch (args.values.get("format")?.[0]) {
    case "json":
      return mapJson(view, problems);
    case "csv":
      return mapCsv(view);
    case "md":
      return [mapMarkdown(view)];
    case "dot":
      return [mapDot(drawn())];
    case "mermaid":
      return [mapMermaid(drawn())];
    case "svg":
      return [mapSvg(drawn())];
    case "matrix":
      return [mapMatrix(view, io.stdout.columns ?? defaultColumns)];
    default:
      return mapText(view, { colour: useColour(args.flags, io) });
  }
}

/** Where the output is no terminal. */
const defaultColumns = 120;
