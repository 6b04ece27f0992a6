import {
  type Conversion,
  convertClusterPolicies,
  type ConvertedPolicy,
  type OpenedCluster,
  type RefusedConversion,
  writeYaml,
} from "@netpolint/core";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import type { Input } from "./input/input.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type NewFile, writeFiles } from "./output/write-files.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { countText } from "./reporters/count-text.js";
import { escapeText } from "./reporters/escape-text.js";
import { printedPath } from "./reporters/printed-path.js";
import type { Settings } from "./settings.js";
import { printProblems } from "./print-problems.js";

/** `netpolint convert`: reads, converts, prints or writes; answers with the exit code. */
export async function convertCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const request = inputRequest(args, args.positionals);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const problems = [...input.problems, ...opened.sources.problems].sort(compareProblems);
  printProblems(problems, io);
  const policies = opened.sources.resources.filter((resource) => resource.type === "ClusterPolicy");
  const conversion = convertClusterPolicies(opened.cluster, policies);
  for (const refused of conversion.refused) io.stderr.write(refusalLine(refused));
  if (conversion.converted.length + conversion.refused.length === 0) {
    io.stderr.write(`${nothingToConvert(input, opened)}\n`);
    return 2;
  }
  const failure = await hand(conversion, args, io);
  if (failure !== undefined) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  if (problems.length > 0 || failure !== undefined) return 2;
  return conversion.refused.length > 0 ? 1 : 0;
}

function refusalLine({ policy, reason }: RefusedConversion): string {
  const { kind, name, origin } = policy.meta;
  const { line, column } = origin.locate(["metadata", "name"]).start;
  const title = `${kind} \`${escapeText(name)}\``;
  return `${printedPath(origin.file)}:${line}:${column}: ${title} is not converted. ${escapeText(reason)}\n`;
}

function nothingToConvert(input: Input, { cluster, sources }: OpenedCluster): string {
  if (cluster.objects.length === 0) return nothingToAnalyse(input, { skipped: Object.fromEntries(sources.skipped) });
  const objects = countText(cluster.objects.length, "object");
  return `Nothing to convert: ${objects}, but no AdminNetworkPolicy and no BaselineAdminNetworkPolicy.`;
}

/** Prints what was converted, or writes it to files. Answers with what went wrong. */
async function hand({ converted }: Conversion, { values }: Arguments, io: Io): Promise<string | undefined> {
  const folder = values.get("output")?.[0];
  if (folder === undefined) {
    if (converted.length > 0) io.stdout.write(await writeYaml(converted.map(({ object }) => object)));
    return undefined;
  }
  const files = await Promise.all(converted.map(fileOf));
  const failure = writeFiles(io.cwd, folder, files);
  if (failure === undefined) for (const { name } of files) io.stdout.write(`${escapeText(`${folder}/${name}`)}\n`);
  return failure;
}

/** Named after the object, of which there is one: the API takes only names that are good names of files too. */
async function fileOf({ policy, object }: ConvertedPolicy, at: number): Promise<NewFile> {
  const name = policy.meta.name === "" ? `cluster-network-policy-${at + 1}` : policy.meta.name;
  return { name: `${name}.yaml`, text: await writeYaml([object]) };
}
