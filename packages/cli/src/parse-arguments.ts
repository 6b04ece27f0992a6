import { parseArgs } from "node:util";
import { nearestWord } from "./did-you-mean.js";
import { type CommandName, commands, type OptionInfo, options } from "./options.js";

/** A command line that was understood. Every option that the command has is in `values`, with its defaults. */
export interface Arguments {
  readonly command: CommandName;
  /** False where no command was written and `lint` is taken. */
  readonly named: boolean;
  readonly positionals: readonly string[];
  /** All words as they were written. */
  readonly argv: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** A command line that cannot be understood, in sentences. */
export interface WrongUsage {
  readonly problem: string;
  /** The command that was written, whose help says more. */
  readonly command?: CommandName;
}

export function isWrongUsage(value: object): value is WrongUsage {
  return "problem" in value;
}

/** One option as it was written. */
interface Given {
  readonly name: string;
  /** With its dashes, for messages. */
  readonly written: string;
  readonly value: string | undefined;
  readonly inline: boolean;
}

export function parseArguments(argv: readonly string[]): Arguments | WrongUsage {
  const { positionals, given, optionsEnd } = splitArguments(argv);
  const [first] = positionals;
  // After `--` every word is a path.
  const named = optionsEnd === 0 ? undefined : commands.find(({ name }) => name === first)?.name;
  const command = named ?? "lint";
  const problem = given.map((one) => problemOf(one, command)).find((found) => found !== undefined);
  if (problem !== undefined) return named ? { problem, command } : { problem };
  return {
    command,
    named: named !== undefined,
    argv,
    positionals: named ? positionals.slice(1) : positionals,
    flags: new Set(given.map(({ name }) => name)),
    values: valuesOf(command, given),
  };
}

/** `optionsEnd` is the number of words before `--`, or all of them. */
function splitArguments(argv: readonly string[]): { positionals: string[]; given: Given[]; optionsEnd: number } {
  const { tokens } = parseArgs({ args: [...argv], options: parserOptions(), strict: false, tokens: true });
  const positionals: string[] = [];
  const given: Given[] = [];
  let optionsEnd = Infinity;
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    else if (token.kind === "option-terminator") optionsEnd = positionals.length;
    else given.push(givenBy(token));
  }
  return { positionals, given, optionsEnd };
}

interface OptionToken extends Pick<Given, "name" | "value"> {
  readonly rawName: string;
  readonly inlineValue: boolean | undefined;
}

function givenBy({ name, rawName, value, inlineValue }: OptionToken): Given {
  return { name, written: rawName, value, inline: inlineValue === true };
}

function parserOptions(): Record<string, { type: "string" | "boolean"; short?: string; multiple: true }> {
  const entries = options.map(({ name, short, value }) => {
    const type = value === undefined ? ("boolean" as const) : ("string" as const);
    return [name, { type, multiple: true as const, ...(short === undefined ? {} : { short }) }] as const;
  });
  return Object.fromEntries(entries);
}

function problemOf(given: Given, command: CommandName): string | undefined {
  const option = options.find(({ name, commands: of }) => name === given.name && of.includes(command));
  return option ? problemOfValue(given, option) : unknownOption(given, command);
}

function unknownOption({ name, written }: Given, command: CommandName): string {
  const others = options.filter((option) => option.name === name).flatMap((option) => option.commands);
  if (others.length > 0) {
    return `\`${written}\` is an option of \`netpolint ${others.join(", ").replace(/, (?!.*, )/, " and ")}\`, not of \`${command}\`.`;
  }
  const known = options.filter((option) => option.commands.includes(command)).map((option) => option.name);
  const meant = nearestWord(name, known);
  const hint = meant === undefined ? "" : ` Did you mean \`--${meant}\`?`;
  return `There is no option \`${written}\`.${hint}`;
}

function problemOfValue({ value, written, inline }: Given, option: OptionInfo): string | undefined {
  if (option.value === undefined) return inline ? `\`${written}\` takes no value.` : undefined;
  const looksLikeOption = !inline && value !== undefined && /^-./.test(value);
  if (value === undefined || value === "" || looksLikeOption) {
    return `\`${written}\` needs a value: \`${written} <${option.value}>\`.`;
  }
  const { choices, takesFile } = option;
  const word = takesFile ? (value.split("=")[0] ?? "") : value;
  if (!choices || choices.includes(word)) return undefined;
  const meant = nearestWord(word, choices);
  const hint = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  return `\`${written}\` is ${listOf(choices)}, not \`${word}\`.${hint}`;
}

/** `a`, `b` or `c`. */
export function listOf(words: readonly string[], joiner: "and" | "or" = "or"): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} ${joiner} ${quoted.at(-1) ?? ""}`;
}

function valuesOf(command: CommandName, given: readonly Given[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const option of options) {
    if (option.value === undefined || !option.commands.includes(command)) continue;
    const written = given.flatMap(({ name, value }) => (name === option.name && value !== undefined ? [value] : []));
    const inForce = option.repeatable ? written : written.slice(-1);
    const fallback = option.default === undefined ? [] : [option.default];
    values.set(option.name, inForce.length > 0 ? inForce : fallback);
  }
  return values;
}
