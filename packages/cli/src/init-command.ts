import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type InitialFile, initialFiles } from "./init/initial-files.js";
import { systemErrorText } from "./input/system-error.js";
import type { Io } from "./io.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import { printedPath } from "./reporters/printed-path.js";
import type { Settings } from "./settings.js";
import { version } from "./version.js";

type Asking = (question: string) => Promise<string>;

/** `netpolint init`: writes what a repository needs to be checked. Changes nothing that is there. */
export async function initCommand(args: Arguments, _: Settings, io: Io): Promise<number | WrongUsage> {
  const problem = "`init` takes no path: it writes to the current folder.";
  if (args.positionals.length > 0) return { problem, command: "init" };
  const root = io.findRepository?.(io.cwd) ?? io.cwd;
  const folder = relative(root, io.cwd).split(sep).join("/") || ".";
  const ask = args.flags.has("yes") ? undefined : io.ask;
  let exitCode = 0;
  for (const file of initialFiles(version, folder)) {
    const target = join(file.isOfRepository ? root : io.cwd, file.path);
    const shown = printedPath(relative(io.cwd, target).split(sep).join("/"));
    const { text, failed } = await handle(file, target, shown, ask);
    (failed ? io.stderr : io.stdout).write(text);
    if (failed) exitCode = 2;
  }
  if (exitCode === 0) io.stdout.write(`${next}\n`);
  return exitCode;
}

const next = "`netpolint` checks this folder; `netpolint explain <rule>` says more about a finding.";

interface Outcome {
  readonly text: string;
  readonly failed: boolean;
}

async function handle(file: InitialFile, target: string, shown: string, ask: Asking | undefined): Promise<Outcome> {
  if (existsSync(target)) return { text: kept(file, shown), failed: false };
  if (ask && !(await isWanted(file, shown, ask))) return { text: `Left out ${shown}.\n`, failed: false };
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.text, { flag: "wx" });
    return { text: `Wrote ${shown}.\n`, failed: false };
  } catch (error) {
    return { text: `netpolint: \`${shown}\` cannot be written: ${systemErrorText(error)}.\n`, failed: true };
  }
}

function kept({ text, addition }: InitialFile, shown: string): string {
  if (!addition) return `Kept ${shown}, which is there.\n`;
  return `Kept ${shown}, which is there. Add this ${addition.where} where it is missing:\n\n${addition.text || text}\n`;
}

async function isWanted({ purpose }: InitialFile, shown: string, ask: Asking): Promise<boolean> {
  const answer = await ask(`Write ${shown}, ${purpose}? [Y/n] `);
  return /^(?:y|yes|)$/i.test(answer.trim());
}
