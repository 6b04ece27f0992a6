import type { FlowPack } from "@netpolint/core";
import { type CommandInfo, type CommandName, commands, exitCodes, type OptionInfo, options } from "./options.js";

const width = 100;

/** What `--help` prints: about everything, or about one command. `program` is what the user has called. */
export function helpText(packs: readonly FlowPack[], command?: CommandName, program = "netpolint"): string {
  const info = commands.find(({ name }) => name === command);
  const lines = info && info.name !== "help" ? commandHelp(info, packs, program) : globalHelp(packs, program);
  return `${lines.join("\n")}\n`;
}

function globalHelp(packs: readonly FlowPack[], program: string): readonly string[] {
  return [
    "netpolint tells from Kubernetes manifests who can talk to whom, and which line of which NetworkPolicy to change.",
    "",
    "Usage:",
    ...table(commands.map(({ usage, summary }) => [called(usage, program), summary])),
    "",
    "lint:",
    ...commands.filter(({ name }) => name === "lint").flatMap(({ details }) => details.map(indent)),
    "",
    "Options of lint:",
    ...optionTable(optionsOf("lint")),
    ...packTable(packs),
    "",
    "Exit codes:",
    ...exitCodes.map(indent),
    "",
    `\`${program} help <command>\` says what there is to know about a command.`,
  ];
}

function commandHelp({ name, usage, summary, details }: CommandInfo, packs: readonly FlowPack[], program: string) {
  const own = optionsOf(name);
  return [
    summary,
    "",
    "Usage:",
    indent(called(usage, program)),
    "",
    ...details,
    ...(details.length === 0 ? [] : [""]),
    "Options:",
    ...optionTable(own),
    ...(own.some((option) => option.name === "param") ? packTable(packs) : []),
    "",
    "Exit codes:",
    ...exitCodes.map(indent),
  ];
}

function called(usage: string, program: string): string {
  return usage.replace(/^netpolint/, program);
}

function optionsOf(command: CommandName): readonly OptionInfo[] {
  return options.filter((option) => option.commands.includes(command));
}

function optionTable(rows: readonly OptionInfo[]): readonly string[] {
  return table(rows.map((option) => [spelling(option), explanation(option)]));
}

function packTable(packs: readonly FlowPack[]): readonly string[] {
  if (packs.length === 0) return [];
  const rows = packs.map(({ id, title }) => [id, title] as const);
  return ["", "Flow packs (`netpolint packs <pack>` lists the parameters of one):", ...table(rows)];
}

function spelling({ name, short, value, choices, takesFile }: OptionInfo): string {
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  const isShort = !takesFile && choices && choices.join("|").length <= longestChoices;
  return value === undefined ? names : `${names} <${isShort ? choices.join("|") : value}>`;
}

/** Longer ones would leave no room for what they mean. */
const longestChoices = 60;

function explanation({ help, repeatable, choices = [], takesFile, default: fallback }: OptionInfo): string {
  const isLong = !takesFile && choices.join("|").length > longestChoices;
  const more = [isLong ? `one of ${choices.join(", ")}` : "", repeatable ? "repeatable" : "", fallback === undefined ? "" : `default: ${fallback}`];
  const known = more.filter((text) => text !== "").join(", ");
  return known === "" ? help : `${help} (${known})`;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const first = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.flatMap(([left, right]) =>
    wrap(right, width - first - 2).map((line, index) => indent((index === 0 ? left : "").padEnd(first) + line)),
  );
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function indent(line: string): string {
  return `  ${line}`;
}
