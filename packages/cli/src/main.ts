import { helpText } from "./help.js";
import type { Io } from "./io.js";
import { type CommandName, commands } from "./options.js";
import { type Arguments, isWrongUsage, parseArguments, type WrongUsage } from "./parse-arguments.js";
import { escapeText } from "./reporters/escape-text.js";
import { readSettings, type Settings } from "./settings.js";
import { builtInTools, type Tools } from "./tools.js";
import { version } from "./version.js";

export type { Clock, Io, Output } from "./io.js";

/** The whole command line: arguments in, text out, and the exit code. Knows nothing of the process it runs in. */
export async function main(argv: readonly string[], io: Io, tools: Tools = builtInTools): Promise<number> {
  try {
    const result = await run(argv, io, tools);
    if (typeof result === "number") return result;
    const help = result.command === undefined ? "netpolint" : `netpolint ${result.command}`;
    io.stderr.write(`netpolint: ${escapeText(result.problem)}\nTry \`${help} --help\`.\n`);
  } catch (error) {
    io.stderr.write(internalError(error, argv.includes("--debug")));
  }
  return 2;
}

async function run(argv: readonly string[], io: Io, tools: Tools): Promise<number | WrongUsage> {
  const args = parseArguments(argv);
  if (isWrongUsage(args)) return args;
  if (args.flags.has("version")) return print(io, `${version}\n`);
  if (args.flags.has("help") || args.command === "help") return help(args, tools, io);
  const settings = readSettings(args, tools.packs);
  if (isWrongUsage(settings)) return settings;
  const command = await loadCommand[args.command]();
  return command(args, settings, io, tools);
}

type Command = (args: Arguments, settings: Settings, io: Io, tools: Tools) => Promise<number | WrongUsage>;

/** Each command is a part of the bundle of its own, so that a run reads only what it needs. */
const loadCommand: Readonly<Record<Exclude<CommandName, "help">, () => Promise<Command>>> = {
  convert: async () => (await import("./convert-command.js")).convertCommand,
  diff: async () => (await import("./diff-command.js")).diffCommand,
  lint: async () => (await import("./lint-command.js")).lintCommand,
  map: async () => (await import("./map-command.js")).mapCommand,
  why: async () => (await import("./why-command.js")).whyCommand,
};

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

/** `lint` is also what runs without a command, so `--help` alone is about everything. */
function help({ command, positionals, named }: Arguments, { packs }: Tools, io: Io): number | WrongUsage {
  if (command !== "help") return print(io, helpText(packs, named ? command : undefined));
  const [topic] = positionals;
  if (topic === undefined) return print(io, helpText(packs));
  const known = commands.find(({ name }) => name === topic);
  return known ? print(io, helpText(packs, known.name)) : { problem: `There is no command \`${topic}\`.` };
}

function internalError(error: unknown, debug: boolean): string {
  const text = error instanceof Error ? error.message : String(error);
  const sentence =
    `netpolint ${version}: internal error (${escapeText(text)}); ` +
    "please report it with the version and the command.";
  const stack = debug && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  return `${sentence}\n${stack}`;
}
