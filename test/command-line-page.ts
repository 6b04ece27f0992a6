import { type CommandInfo, commands, environment, exitCodes, type OptionInfo, options } from "../packages/cli/src/options.js";
import { formats } from "../packages/cli/src/reporters/formats.js";

/** `docs/guides/command-line.md`, from the tables that the command line itself reads. */
export function commandLinePage(): string {
  const sections = commands.filter(({ name }) => name !== "help").map(commandSection);
  const parts = [
    "# The command line",
    "This page is made by `npm run docs` from `packages/cli/src/options.ts`; `netpolint help` prints the same.",
    table(
      ["command", ""],
      commands.map(({ name, summary }) => [name === "help" ? "`help`" : `[\`${name}\`](#${name})`, summary]),
    ),
    ...sections,
    "## Output formats of lint",
    "What each holds is on the [page about CI systems](ci.md).",
    table(
      ["format", ""],
      formats.map(({ name, summary }) => [`\`${name}\``, summary]),
    ),
    "## Exit codes",
    codeBlock(exitCodes),
    "## Environment",
    table(
      ["variable", ""],
      environment.map(({ name, help }) => [`\`${name}\``, help]),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function commandSection({ name, usage, summary, details }: CommandInfo): string {
  const own = options.filter((option) => option.commands.includes(name));
  const parts = [
    `## ${name}`,
    summary,
    codeBlock([usage]),
    ...(details.length === 0 ? [] : [codeBlock(details)]),
    table(["option", ""], own.map(optionRow)),
  ];
  return parts.join("\n\n");
}

function optionRow({ name, short, value, choices, takesFile, help, repeatable, default: fallback }: OptionInfo): string[] {
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  const argument = value === undefined ? "" : ` <${choices && !takesFile ? choices.join("|") : value}>`;
  const more = [...(repeatable ? ["Repeatable."] : []), ...(fallback === undefined ? [] : [`Default: \`${fallback}\`.`])];
  const text = takesFile ? "How to report, and where to; the formats are listed below." : help;
  return [`\`${names}${argument}\``, [prose(text), ...more].join(" ")];
}

/** What looks like an element of HTML would be one; within backticks it is text. */
function prose(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
    .join("`");
}

function codeBlock(lines: readonly string[]): string {
  return ["```text", ...lines, "```"].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A bar ends a cell, in code too.
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
