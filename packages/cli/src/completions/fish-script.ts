import type { CompletedCommand, CompletedOption } from "./completion-data.js";

/** The script for fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const lines = [
    "# fish completion for netpolint: netpolint completions fish > ~/.config/fish/completions/netpolint.fish",
    "function __netpolint_command",
    "  for word in (commandline -opc)[2..]",
    `    if contains -- $word ${names}`,
    "      echo $word",
    "      return",
    "    end",
    "  end",
    "end",
    "function __netpolint_is",
    "  set -l command (__netpolint_command)",
    '  test "$command" = "$argv[1]"; or begin; test -z "$command"; and test "$argv[1]" = lint; end',
    "end",
    ...commands.map(({ name, summary }) => {
      return `complete -c netpolint -n 'test -z (__netpolint_command)' -a ${name} -d ${quoted(summary)}`;
    }),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join("\n")}\n`;
}

function commandLines({ name, options, positionals }: CompletedCommand): readonly string[] {
  const condition = `-n '__netpolint_is ${name}'`;
  const noFiles = positionals.files ? [] : [`complete -c netpolint ${condition} -f`];
  const words = positionals.words.join(" ");
  const offered = words === "" ? [] : [`complete -c netpolint ${condition} -a ${quoted(words)}`];
  return [...noFiles, ...offered, ...options.map((option) => optionLine(option, condition))];
}

function optionLine({ name, short, help, value }: CompletedOption, condition: string): string {
  const names = short === undefined ? `-l ${name}` : `-s ${short} -l ${name}`;
  return `complete -c netpolint ${condition} ${names}${argument(value)} -d ${quoted(help)}`;
}

function argument(value: CompletedOption["value"]): string {
  if (!value) return "";
  if (value.words.length > 0) return ` -x -a ${quoted(value.words.join(" "))}`;
  return value.files ? " -r -F" : " -x";
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, (character) => `\\${character}`)}'`;
}
