import { type Arguments, isWrongUsage, type WrongUsage } from "../parse-arguments.js";
import type { ClusterPlace } from "./read-cluster.js";
import type { ChartSettings } from "./render-chart.js";

/** What a command line asks to read. */
export interface InputRequest {
  /** Files, folders, globs and `-`. */
  readonly paths: readonly string[];
  /** The path that standard input goes by; left out: `<stdin>`. */
  readonly stdinName?: string;
  /** `git:<rev>[:path]`, where one side of `diff` is that. */
  readonly gitPlaces: readonly string[];
  readonly charts: readonly string[];
  readonly chartSettings: ChartSettings;
  /** Undefined: no cluster is read. */
  readonly cluster: ClusterPlace | undefined;
}

/** `paths` are the words that were given as paths; where nothing is named at all, the current folder is read. */
export function inputRequest(args: Arguments, paths: readonly string[]): InputRequest | WrongUsage {
  const chartSettings = readChartSettings(args);
  if (isWrongUsage(chartSettings)) return chartSettings;
  const charts = args.values.get("helm") ?? [];
  const [context] = args.values.get("context") ?? [];
  const fromCluster = args.flags.has("cluster");
  const problem = problemOf(fromCluster, context, charts, paths) ?? strayChartOption(args, charts);
  if (problem !== undefined) return { problem, command: args.command };
  const cluster = fromCluster ? { context } : undefined;
  const isElsewhere = fromCluster || charts.length > 0;
  const read = paths.length > 0 || isElsewhere ? paths : ["."];
  return { paths: read, gitPlaces: [], charts, chartSettings, cluster };
}

/** What is read from a cluster is all that is in it, so nothing goes with it. */
function problemOf(
  fromCluster: boolean,
  context: string | undefined,
  charts: readonly string[],
  paths: readonly string[],
): string | undefined {
  if (!fromCluster) return context === undefined ? undefined : "`--context` is the context of `--cluster`.";
  if (paths.length > 0) return "`--cluster` reads the whole cluster; paths are not read with it.";
  return charts.length > 0 ? "`--cluster` reads the whole cluster; charts are not read with it." : undefined;
}

/** The options that say how charts are rendered. */
export const chartOptions: readonly string[] = ["values", "set", "release"];

function strayChartOption({ flags }: Arguments, charts: readonly string[]): string | undefined {
  const stray = charts.length > 0 ? undefined : chartOptions.find((name) => flags.has(name));
  return stray === undefined ? undefined : `\`--${stray}\` goes with \`--helm <chart>\`.`;
}

export function readChartSettings({ values, command }: Arguments): ChartSettings | WrongUsage {
  const release = values.get("release")?.[0];
  if (release !== undefined && !/^[a-z0-9](?:[a-z0-9.-]{0,51}[a-z0-9])?$/.test(release)) {
    const form = "lower-case letters, digits, `-` and `.`, at most 53";
    return { problem: `\`--release\` takes the name of a Helm release (${form}), not \`${release}\`.`, command };
  }
  return {
    values: values.get("values") ?? [],
    sets: values.get("set") ?? [],
    release,
    namespace: values.get("namespace")?.[0],
  };
}
