import type { FlowPack } from "@netpolint/core";
import { pageAddress } from "./homepage.js";
import type { Io } from "./io.js";
import { packRowIds } from "./pages/pack-row.js";
import { readPage } from "./pages/read-page.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import { type Settings, unknownPack } from "./settings.js";
import type { Tools } from "./tools.js";

/** `netpolint packs`: lists the flow packs, or says what there is to know about one. */
export function packsCommand(args: Arguments, _: Settings, io: Io, tools: Tools): number | WrongUsage {
  const [id, ...more] = args.positionals;
  if (more.length > 0) return { problem: "`packs` takes one pack, or none.", command: "packs" };
  const packs = id === undefined ? tools.packs : tools.packs.filter((pack) => pack.id === id);
  if (id !== undefined && packs.length === 0) return { problem: unknownPack(id, tools.packs), command: "packs" };
  if (args.values.get("format")?.[0] === "json") {
    io.stdout.write(`${JSON.stringify(packs.map(packJson), undefined, 2)}\n`);
    return 0;
  }
  const [pack] = packs;
  io.stdout.write(id !== undefined && pack ? packText(pack) : packsText(packs));
  return 0;
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
  const rows = packRowIds(readPage("packs", id) ?? "");
  const width = Math.max(0, ...parameters.map(({ name }) => name.length));
  const blocks = [
    [`${id}: ${title}`, link],
    parameters.map(({ name, summary }) => `--param ${id}.${name}=<value>  ${" ".repeat(width - name.length)}${summary}`),
    rows.length === 0 ? [] : [`Rows: ${rows.join(", ")}`],
    [`\`netpolint explain ${id}\` says more${rows.map((row) => `, \`netpolint explain ${id} ${row}\` of one row`)[0] ?? ""}.`],
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join("\n")).join("\n\n")}\n`;
}
