import type { ConfigProblem } from "./config/config.js";
import { nearestWord } from "./did-you-mean.js";
import { helpText } from "./help.js";
import { internalError } from "./internal-error.js";
import type { Io } from "./io.js";
import { type CommandName, commands } from "./options.js";
import { type Arguments, isWrongUsage, parseArguments, type WrongUsage } from "./parse-arguments.js";
import { escapeText } from "./reporters/escape-text.js";
import { printProblems } from "./print-problems.js";
import { readSettings, type Settings } from "./settings.js";
import { builtInTools, type Tools } from "./tools.js";
import { version } from "./version.js";

export { type Config, defineConfig } from "./config/config.js";
export type { Clock, Io, Output } from "./io.js";

/** The whole command line: arguments in, text out, and the exit code. Knows nothing of the process it runs in. */
export async function main(argv: readonly string[], io: Io, tools: Tools = builtInTools): Promise<number> {
  try {
    const result = await run(argv, io, tools);
    if (typeof result === "number") return result;
    const program = programOf(io);
    const help = result.command === undefined ? program : `${program} ${result.command}`;
    io.stderr.write(`netpolint: ${escapeText(result.problem)}\nTry \`${help} --help\`.\n`);
  } catch (error) {
    io.stderr.write(internalError(error, argv, programOf(io)));
  }
  return 2;
}

async function run(argv: readonly string[], io: Io, builtIn: Tools): Promise<number | WrongUsage> {
  const args = parseArguments(argv);
  if (isWrongUsage(args)) return args;
  if (args.flags.has("version")) return print(io, `${version}\n`);
  if (args.flags.has("help") || args.command === "help") return help(args, builtIn, io);
  const tools = args.flags.has("pack-file") ? await (await import("./pack-files.js")).withPackFiles(args, io, builtIn) : builtIn;
  if ("problem" in tools) return tools;
  if (!args.flags.has("watch")) return runOnce(args, io, tools);
  const { watchLint } = await import("./watch.js");
  return watchLint(args, io, tools, (remembering) => runOnce(args, io, remembering));
}

async function runOnce(args: Arguments, io: Io, tools: Tools): Promise<number | WrongUsage> {
  const settings = await readSettings(args, io, tools);
  if (isWrongUsage(settings)) return settings;
  const prints = args.flags.has("print-config") || args.flags.has("print-environment");
  // `lint` reports them in its formats.
  if (settings.problems.length > 0 && (prints || args.command !== "lint")) return configProblems(settings.problems, io);
  if (args.flags.has("print-config")) return print(io, (await import("./config/print-config.js")).printConfig(settings, io.cwd));
  if (args.flags.has("print-environment")) {
    return (await import("./config/print-environment.js")).printEnvironment(args, settings, io);
  }
  // `help` is answered before.
  const command = await loadCommand[args.command as keyof typeof loadCommand]();
  return command(args, settings, io, settings.tools);
}

type Result = number | WrongUsage;
type Command = (args: Arguments, settings: Settings, io: Io, tools: Tools) => Result | Promise<Result>;

/** Each command is a part of the bundle of its own, so that a run reads only what it needs. */
const loadCommand: Readonly<Record<Exclude<CommandName, "help">, () => Promise<Command>>> = {
  completions: async () => (await import("./completions-command.js")).completionsCommand,
  convert: async () => (await import("./convert-command.js")).convertCommand,
  diff: async () => (await import("./diff-command.js")).diffCommand,
  explain: async () => (await import("./explain-command.js")).explainCommand,
  generate: async () => (await import("./generate-command.js")).generateCommand,
  init: async () => (await import("./init-command.js")).initCommand,
  lint: async () => (await import("./lint-command.js")).lintCommand,
  map: async () => (await import("./map-command.js")).mapCommand,
  "merge-reports": async () => (await import("./merge-reports-command.js")).mergeReportsCommand,
  packs: async () => (await import("./packs-command.js")).packsCommand,
  report: async () => (await import("./report-command.js")).reportCommand,
  rules: async () => (await import("./rules-command.js")).rulesCommand,
  status: async () => (await import("./status-command.js")).statusCommand,
  test: async () => (await import("./test-command.js")).testCommand,
  why: async () => (await import("./why-command.js")).whyCommand,
};

function configProblems(problems: readonly ConfigProblem[], io: Io): number {
  printProblems(problems, io);
  return 2;
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

/** `lint` is also what runs without a command, so `--help` alone is about everything. */
function help({ command, positionals, named }: Arguments, { packs }: Tools, io: Io): number | WrongUsage {
  const program = programOf(io);
  if (command !== "help") return print(io, helpText(packs, named ? command : undefined, program));
  const [topic] = positionals;
  if (topic === undefined) return print(io, helpText(packs, undefined, program));
  const known = commands.find(({ name }) => name === topic);
  if (known) return print(io, helpText(packs, known.name, program));
  const meant = nearestWord(topic, commands.map(({ name }) => name));
  return { problem: `There is no command \`${topic}\`.${meant === undefined ? "" : ` Did you mean \`${meant}\`?`}` };
}

/** What the user has called: `netpolint`, or `kubectl netpolint`. */
function programOf({ program }: Io): string {
  return program ?? "netpolint";
}
