import { openSession } from "@netpolint/core";
import type { Changes, Io } from "./io.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import type { Tools } from "./tools.js";

/** What would be read once, or would be written again and again and so be a change itself. */
const unwatchable = [
  "fix",
  "fix-dry-run",
  "suppress-all",
  "suppress-rule",
  "prune-suppressions",
  "cache",
  "shard",
  "cluster",
  "output-file",
  "files-from",
];

const clearScreen = "\u001b[2J\u001b[3J\u001b[H";

/**
 * Runs `lint` now and after every change below the current folder, until nobody can change anything any more. Settings
 * are read anew each time; of the manifests, only what has changed is looked at again. Answers with the last exit code.
 */
export async function watchLint(
  args: Arguments,
  io: Io,
  tools: Tools,
  runOnce: (tools: Tools) => Promise<number | WrongUsage>,
): Promise<number | WrongUsage> {
  const problem = problemOf(args);
  if (problem !== undefined) return { problem };
  const changes = io.watch?.();
  if (!changes) return { problem: "`--watch` needs a folder whose changes can be seen, which is not so here." };
  const remembering: Tools = { ...tools, session: openSession() };
  return repeat(changes, io, () => runOnce(remembering));
}

function problemOf({ flags, positionals, values }: Arguments): string | undefined {
  const stray = unwatchable.find((name) => flags.has(name));
  if (stray !== undefined) return `\`--watch\` does not go with \`--${stray}\`.`;
  if (positionals.includes("-")) return "`--watch` reads files again; standard input can be read once.";
  const toFile = (values.get("format") ?? []).find((format) => format.includes("="));
  return toFile === undefined ? undefined : `\`--watch\` prints; \`--format ${toFile}\` writes a file.`;
}

async function repeat(
  changes: Changes,
  io: Io,
  runOnce: () => Promise<number | WrongUsage>,
): Promise<number | WrongUsage> {
  for (;;) {
    if (io.stdout.isTerminal) io.stdout.write(clearScreen);
    const result = await runOnce();
    if (typeof result !== "number") {
      changes.close();
      return result;
    }
    io.stderr.write("Waiting for changes; Ctrl-C ends.\n");
    if (!(await changes.next())) return result;
  }
}
