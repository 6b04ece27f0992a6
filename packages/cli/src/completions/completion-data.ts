import type { Tools } from "../tools.js";
import { type CommandName, commands, type Completion, options, type OptionInfo, shells } from "../options.js";

/** What may stand in a place: words, files, or both. */
export interface Candidates {
  readonly words: readonly string[];
  readonly files: boolean;
}

export interface CompletedOption {
  readonly name: string;
  readonly short: string | undefined;
  readonly help: string;
  /** Undefined for a flag. */
  readonly value: Candidates | undefined;
}

export interface CompletedCommand {
  readonly name: CommandName;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly positionals: Candidates;
}

/** The option table as shells need it. */
export function completedCommands(tools: Tools): readonly CompletedCommand[] {
  return commands.map(({ name, summary, completes }) => ({
    name,
    summary,
    options: options.filter((option) => option.commands.includes(name)).map((option) => completedOption(option, tools)),
    positionals: candidatesOf(completes, tools),
  }));
}

function completedOption({ name, short, help, value, choices, completes }: OptionInfo, tools: Tools): CompletedOption {
  const candidates = choices ? { words: choices, files: false } : candidatesOf(completes ? [completes] : [], tools);
  return { name, short, help, value: value === undefined ? undefined : candidates };
}

function candidatesOf(completions: readonly Completion[], tools: Tools): Candidates {
  return { words: completions.flatMap((one) => wordsOf(one, tools)), files: completions.includes("file") };
}

function wordsOf(completion: Completion, { rules, packs }: Tools): readonly string[] {
  switch (completion) {
    case "file":
      return [];
    case "rule":
      return rules.map(({ id }) => id);
    case "pack":
      return packs.map(({ id }) => id);
    case "category":
      return [...new Set(rules.map(({ category }) => category))].sort();
    case "command":
      return commands.map(({ name }) => name);
    case "shell":
      return shells;
  }
}
