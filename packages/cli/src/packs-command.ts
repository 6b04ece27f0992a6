import { type Cluster, type FlowPack, hearPack, type InputProblem, openCluster, parametersOf, writeYaml } from "@netpolint/core";
import { compareProblems } from "./input/compare-problems.js";
import { type InputRequest, inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import { pageAddress } from "./homepage.js";
import type { Io } from "./io.js";
import { packRowIds } from "./pages/pack-row.js";
import { readPage } from "./pages/read-page.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { escapeText } from "./reporters/escape-text.js";
import { printedPath } from "./reporters/printed-path.js";
import { type Settings, unknownPack } from "./settings.js";
import type { Tools } from "./tools.js";

/** `netpolint packs`: lists the flow packs, or says what there is to know about one. */
export async function packsCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const [id, ...more] = args.positionals;
  if (more.length > 0) return { problem: "`packs` takes one pack, or none.", command: "packs" };
  const packs = id === undefined ? tools.packs : tools.packs.filter((pack) => pack.id === id);
  if (id !== undefined && packs.length === 0) return { problem: unknownPack(id, tools.packs), command: "packs" };
  if (args.flags.has("policy")) return printPolicies(packs, args, settings, io);
  if (args.values.get("format")?.[0] === "json") {
    io.stdout.write(`${JSON.stringify(packs.map(packJson), undefined, 2)}\n`);
    return 0;
  }
  const [pack] = packs;
  io.stdout.write(id !== undefined && pack ? packText(pack) : packsText(packs));
  return 0;
}

/** The policies that the operators of these packs make, as YAML. */
async function printPolicies(
  packs: readonly FlowPack[],
  args: Arguments,
  settings: Settings,
  io: Io,
): Promise<number | WrongUsage> {
  const asked = packs.filter((pack) => pack.operatorPolicies);
  if (asked.length === 0) return { problem: "No operator is known to make policies here.", command: "packs" };
  const request = inputRequest(args, args.values.get("in") ?? []);
  if (isWrongUsage(request)) return request;
  const { cluster, problems } = await openSetup(args.flags.has("in") ? request : undefined, args, settings, io);
  const heard = asked.map((pack) => {
    const parameters = parametersOf(pack.id, settings.parameters);
    return hearPack(pack, "operatorPolicies", () => pack.operatorPolicies?.({ cluster, parameters }) ?? []);
  });
  io.stdout.write(await writeYaml(heard.flatMap((one) => ("answer" in one ? one.answer : []))));
  const failed = heard.flatMap((one) => ("problem" in one ? one.problem : []));
  for (const { file, line, column, message } of [...problems, ...failed]) {
    io.stderr.write(`${printedPath(file)}:${line}:${column}: ${escapeText(message)}\n`);
  }
  return problems.length + failed.length > 0 ? 2 : 0;
}

interface Setup {
  readonly cluster: Cluster;
  readonly problems: readonly InputProblem[];
}

/** Without manifests the software is set up as its defaults are. */
async function openSetup(
  request: InputRequest | undefined,
  args: Arguments,
  settings: Settings,
  io: Io,
): Promise<Setup> {
  if (!request) return { cluster: (await openCluster([], settings.cluster)).cluster, problems: [] };
  const { input, opened } = await openInput(io, args, settings, request);
  return { cluster: opened.cluster, problems: [...input.problems, ...opened.sources.problems].sort(compareProblems) };
}

function packJson({ id, title, link, parameters }: FlowPack): object {
  return { id, title, link, parameters, rows: packRowIds(readPage("packs", id) ?? ""), url: pageAddress("packs", id) };
}

function packsText(packs: readonly FlowPack[]): string {
  const width = Math.max(0, ...packs.map(({ id }) => id.length));
  const lines = packs.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`);
  return `${lines.join("\n")}\n\n\`netpolint packs <pack>\` lists parameters and rows, \`netpolint explain <pack>\` says more.\n`;
}

function packText({ id, title, link, parameters }: FlowPack): string {
  // A pack of the user's own has no page.
  const page = readPage("packs", id);
  const rows = packRowIds(page ?? "");
  const more = rows.map((row) => `, \`netpolint explain ${id} ${row}\` of one row`)[0] ?? "";
  const width = Math.max(0, ...parameters.map(({ name }) => name.length));
  const blocks = [
    [`${id}: ${title}`, link],
    parameters.map(({ name, summary }) => `--param ${id}.${name}=<value>  ${" ".repeat(width - name.length)}${summary}`),
    rows.length === 0 ? [] : [`Rows: ${rows.join(", ")}`],
    page === undefined ? [] : [`\`netpolint explain ${id}\` says more${more}.`],
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join("\n")).join("\n\n")}\n`;
}
