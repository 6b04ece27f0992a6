import type { Candidates, CompletedCommand, CompletedOption } from "./completion-data.js";

/** The script for bash, from version 3.2 on. Where it offers nothing, bash offers files. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  const lines = [
    "# bash completion for netpolint: source <(netpolint completions bash)",
    "_netpolint() {",
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" command="" index IFS=$\'\\n\'',
    "  # `=` is a word of its own.",
    '  if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    "  for ((index = 1; index < COMP_CWORD; index++)); do",
    '    case "${COMP_WORDS[index]}" in',
    `      ${names.join("|")}) command="\${COMP_WORDS[index]}"; break ;;`,
    "    esac",
    "  done",
    "  COMPREPLY=()",
    '  case "${command:-lint} $prev" in',
    ...commands.flatMap(({ name, options }) => options.flatMap((option) => valueCase(name, option))),
    "  esac",
    '  if [[ $cur == -* ]]; then',
    '    case "${command:-lint}" in',
    ...commands.map(({ name, options }) => `      ${name}) ${reply(options.flatMap(spellings))} ;;`),
    "    esac",
    "    return",
    "  fi",
    '  case "$command" in',
    // A path may stand where the command does.
    `    "") ${reply(names)} COMPREPLY+=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null ;;`,
    ...commands.flatMap(({ name, positionals }) => positionalCase(name, positionals)),
    "  esac",
    "}",
    "complete -o bashdefault -o default -F _netpolint netpolint",
  ];
  return `${lines.join("\n")}\n`;
}

function valueCase(command: string, option: CompletedOption): readonly string[] {
  if (!option.value) return [];
  const patterns = spellings(option).map((spelling) => `"${command} ${spelling}"`);
  return [`    ${patterns.join("|")}) ${reply(option.value.words)} return ;;`];
}

function positionalCase(command: string, { words, files }: Candidates): readonly string[] {
  return files ? [] : [`    ${command}) ${reply(words)} ;;`];
}

export function spellings({ name, short }: CompletedOption): readonly string[] {
  return short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`];
}

function reply(words: readonly string[]): string {
  return words.length === 0 ? "" : `COMPREPLY=($(compgen -W $'${words.join("\\n")}' -- "$cur"));`;
}
