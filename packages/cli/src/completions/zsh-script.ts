import type { Candidates, CompletedCommand, CompletedOption } from "./completion-data.js";

/** The script for zsh. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const lines = [
    "#compdef netpolint",
    "# zsh completion for netpolint: source <(netpolint completions zsh)",
    "_netpolint() {",
    "  local command=lint word",
    "  local -a commands=(",
    ...commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`),
    "  )",
    "  for word in ${words[2,CURRENT-1]}; do",
    "    if (( ${commands[(I)${word}:*]} )); then command=$word; break; fi",
    "  done",
    "  case $command in",
    ...commands.flatMap(commandCase),
    "  esac",
    "}",
    "_netpolint_first() {",
    "  _describe -t commands command commands",
    "  _files",
    "}",
    // Sourced it registers itself; from a folder of fpath it is called.
    'if [[ $funcstack[1] == _netpolint ]]; then _netpolint "$@"; else compdef _netpolint netpolint; fi',
  ];
  return `${lines.join("\n")}\n`;
}

const firstOrPath = "'1: :_netpolint_first' '*:path:_files'";

function commandCase({ name, options, positionals }: CompletedCommand): readonly string[] {
  const words = name === "lint" ? firstOrPath : `'1: :' ${quoted(`*:word:${action(positionals)}`)}`;
  return [`    ${name})`, `      _arguments -s ${[...options.map(optionSpec), words].join(" \\\n        ")} ;;`];
}

function optionSpec({ name, short, help, value }: CompletedOption): string {
  const text = `[${help.replace(/[[\]\\:]/g, (character) => `\\${character}`)}]`;
  const argument = value ? `:value:${action(value)}` : "";
  // `*`: may be given again.
  if (short === undefined) return quoted(`*--${name}${text}${argument}`);
  return `'*'{-${short},--${name}}${quoted(`${text}${argument}`)}`;
}

function action({ words, files }: Candidates): string {
  if (words.length > 0) return `(${words.join(" ")})`;
  return files ? "_files" : "";
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
