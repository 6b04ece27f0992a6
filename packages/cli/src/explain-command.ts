import type { FlowPack, LintRule } from "@netpolint/core";
import { useColour } from "./colour.js";
import { nearestWord } from "./did-you-mean.js";
import { pageAddress } from "./homepage.js";
import type { Io } from "./io.js";
import { type PackRow, packRowIds, packRows } from "./pages/pack-row.js";
import { pageText } from "./pages/page-text.js";
import { type PageKind, readPage } from "./pages/read-page.js";
import { type Arguments, listOf, type WrongUsage } from "./parse-arguments.js";
import { ruleFacts, ruleJson } from "./rule-facts.js";
import type { Settings } from "./settings.js";
import type { Tools } from "./tools.js";

/** `netpolint explain`: prints the page of a rule or pack, or a row of a pack. */
export function explainCommand(args: Arguments, _: Settings, io: Io, tools: Tools): number | WrongUsage {
  const [id, row, ...more] = args.positionals;
  if (id === undefined) return wrongUsage("`explain` takes a rule or a pack; `netpolint rules` lists the rules.");
  if (more.length > 0) return wrongUsage("`explain` takes one rule, or a pack and one of its rows.");
  const rule = tools.rules.find((one) => one.id === id);
  const pack = tools.packs.find((one) => one.id === id);
  if (rule) return row === undefined ? explainRule(rule, args, io) : wrongUsage(`Rule \`${id}\` has no rows.`);
  if (pack) return row === undefined ? explainPack(pack, args, io) : explainRow(pack, row, args, io);
  return wrongUsage(unknownId(id, tools));
}

function wrongUsage(problem: string): WrongUsage {
  return { problem, command: "explain" };
}

function unknownId(id: string, { rules, packs }: Tools): string {
  const meant = nearestWord(id, [...rules, ...packs].map((one) => one.id));
  const hint = meant === undefined ? "`netpolint rules` lists the rules." : `Did you mean \`${meant}\`?`;
  return `There is no rule and no pack \`${id}\`. ${hint}`;
}

function explainRule(rule: LintRule, args: Arguments, io: Io): number {
  const page = readPage("rules", rule.id);
  if (isJson(args)) return printJson({ ...ruleJson(rule), page: page ?? null }, io);
  return printPage("rules", rule.id, page ?? `# ${rule.id}\n\n${rule.summary}.\n`, [ruleFacts(rule)], args, io);
}

function explainPack({ id, title, link }: FlowPack, args: Arguments, io: Io): number {
  const page = readPage("packs", id);
  if (isJson(args)) return printJson({ id, title, link, page: page ?? null, url: pageAddress("packs", id) }, io);
  return printPage("packs", id, page ?? `# ${id}\n\n${title}.\n`, [], args, io);
}

function explainRow({ id, link }: FlowPack, rowId: string, args: Arguments, io: Io): number | WrongUsage {
  const page = readPage("packs", id) ?? "";
  const rows = packRows(page, rowId);
  if (rows.length === 0) return wrongUsage(unknownRow(id, rowId, packRowIds(page)));
  const fields = rows.map((row): object => Object.fromEntries(row));
  if (isJson(args)) return printJson({ pack: id, rows: fields, link }, io);
  io.stdout.write(`Pack ${id}\n${rows.map(rowText).join("\n")}\n${link}\n`);
  return 0;
}

function rowText(row: PackRow): string {
  const width = Math.max(...row.map(([column]) => column.length));
  return row.map(([column, text]) => `  ${column.padEnd(width)}  ${text}\n`).join("");
}

function unknownRow(pack: string, row: string, known: readonly string[]): string {
  const meant = nearestWord(row, known);
  const hint = meant === undefined ? `It has ${listOf(known, "and")}.` : `Did you mean \`${meant}\`?`;
  return `Pack \`${pack}\` has no row \`${row}\`. ${hint}`;
}

function isJson({ values }: Arguments): boolean {
  return values.get("format")?.[0] === "json";
}

function printJson(value: object, io: Io): number {
  io.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  return 0;
}

function printPage(
  kind: PageKind,
  id: string,
  page: string,
  facts: readonly string[],
  args: Arguments,
  io: Io,
): number {
  const text = pageText(page.trimEnd(), useColour(args.flags, io));
  io.stdout.write(`${[text, ...facts, pageAddress(kind, id)].join("\n\n")}\n`);
  return 0;
}
