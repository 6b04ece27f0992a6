import type { ExitOptions } from "@netpolint/core";
import { cachePathOf } from "./cache/cache-path.js";
import { readFailing } from "./failing.js";
import { type Fixing, readFixing } from "./fix/read-fixing.js";
import { inputRequest, type InputRequest } from "./input/input-request.js";
import { namedPaths } from "./input/listed-paths.js";
import { shownPath, stdinPath } from "./input/path-text.js";
import type { Io } from "./io.js";
import { readShard } from "./merge/read-shard.js";
import type { Shard } from "./merge/shard.js";
import { readTargets, type ReportTarget } from "./output/report-targets.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { type Settings, unknownPack } from "./settings.js";
import { readSuppressing, type Suppressing } from "./suppress/read-suppressing.js";
import type { Tools } from "./tools.js";

/** What a command line asks `lint` to do. */
export interface LintPlan {
  readonly targets: readonly ReportTarget[];
  readonly request: InputRequest;
  /** The path that standard input goes by. */
  readonly stdinName: string;
  readonly fixing: Fixing;
  readonly suppressing: Suppressing;
  readonly failing: ExitOptions;
  /** Undefined where all that is read is one input. */
  readonly shard: Shard | undefined;
  /** Absolute; undefined where nothing is kept. */
  readonly cachePath: string | undefined;
  /** Shows errors only. */
  readonly quiet: boolean;
}

export async function readLintPlan(
  args: Arguments,
  { packIds }: Settings,
  io: Io,
  tools: Tools,
): Promise<LintPlan | WrongUsage> {
  const stranger = packIds.find((id) => !tools.packs.some((pack) => pack.id === id));
  if (stranger !== undefined) return { problem: unknownPack(stranger, tools.packs) };
  const targets = readTargets(formatsOf(args, io), args.values.get("output-file")?.[0], io.cwd);
  if (isWrongUsage(targets)) return targets;
  const request = await readRequest(args, io);
  if (isWrongUsage(request)) return request;
  const shard = readShard(args);
  if (shard && isWrongUsage(shard)) return shard;
  const failing = readFailing(args);
  if (isWrongUsage(failing)) return failing;
  const fixing = readFixing(args, tools);
  if (isWrongUsage(fixing)) return fixing;
  const suppressing = readSuppressing(args, tools, io);
  if (isWrongUsage(suppressing)) return suppressing;
  const { stdinName = stdinPath } = request;
  const { flags } = args;
  if (flags.has("cache-location") && !flags.has("cache")) return { problem: "`--cache-location` goes with `--cache`." };
  const cachePath = flags.has("cache") ? cachePathOf(io.cwd, args.values.get("cache-location")?.[0]) : undefined;
  return { targets, request, stdinName, fixing, suppressing, failing, shard, cachePath, quiet: flags.has("quiet") };
}

/** On GitHub Actions annotations come beside the text, unless something else is asked for. */
function formatsOf({ flags, values }: Arguments, { env }: Io): readonly string[] {
  const formats = values.get("format") ?? [];
  const isDefault = !flags.has("format") && !flags.has("output-file");
  return isDefault && env["GITHUB_ACTIONS"] === "true" ? [...formats, "github"] : formats;
}

async function readRequest(args: Arguments, io: Io): Promise<InputRequest | WrongUsage> {
  const paths = await namedPaths(args, io);
  if (isWrongUsage(paths)) return paths;
  const request = inputRequest(args, paths);
  const [name] = args.values.get("stdin-filename") ?? [];
  if (isWrongUsage(request) || name === undefined) return request;
  if (!request.paths.includes("-")) return { problem: "`--stdin-filename` is the path of `-`, which is not given." };
  return { ...request, stdinName: shownPath(io.cwd, name) };
}
