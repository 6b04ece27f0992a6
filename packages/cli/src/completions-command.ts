import { bashScript } from "./completions/bash-script.js";
import { type CompletedCommand, completedCommands } from "./completions/completion-data.js";
import { fishScript } from "./completions/fish-script.js";
import { zshScript } from "./completions/zsh-script.js";
import type { Io } from "./io.js";
import { shells } from "./options.js";
import { type Arguments, listOf, type WrongUsage } from "./parse-arguments.js";
import type { Settings } from "./settings.js";
import type { Tools } from "./tools.js";

type Shell = (typeof shells)[number];

const scripts: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `netpolint completions`: prints the script of a shell, made from the table of options. */
export function completionsCommand(args: Arguments, _: Settings, io: Io, tools: Tools): number | WrongUsage {
  const [word, ...more] = args.positionals;
  const shell = shells.find((name) => name === word);
  if (!shell || more.length > 0) {
    const given = args.positionals.length === 0 ? "nothing is given" : `not \`${args.positionals.join(" ")}\``;
    return { problem: `\`completions\` takes ${listOf(shells)}; ${given}.`, command: "completions" };
  }
  io.stdout.write(scripts[shell](completedCommands(tools)));
  return 0;
}
