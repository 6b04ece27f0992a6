import { basename } from "node:path";
import { folderChanges } from "./folder-changes.js";
import { findRepository } from "./input/find-repository.js";
import { systemErrorText } from "./input/system-error.js";
import { internalError } from "./internal-error.js";
import type { Clock, Io } from "./io.js";
import { main } from "./main.js";
import { processOutput } from "./process-output.js";

const stderr = processOutput({ fd: 2, open: () => process.stderr, onError: () => void (process.exitCode = 2) });
const stdout = processOutput({ fd: 1, open: () => process.stdout, onError: cannotBeWritten });

// What fails outside `main` fails as quietly as what fails inside.
process.on("uncaughtException", (error) => {
  stderr.write(internalError(error, process.argv.slice(2), programName()));
  process.exit(2);
});

// Once this file has run: parts of the bundle that are loaded later may need what it exports by then.
queueMicrotask(() => void run());

async function run(): Promise<void> {
  const cwd = currentFolder();
  if (cwd === undefined) {
    stderr.write("netpolint: The current folder does not exist any more; go to one that does.\n");
    process.exitCode = 2;
    return;
  }
  const io: Io = {
    cwd,
    env: process.env,
    stdin: readStdin,
    stdinChunks: () => process.stdin as AsyncIterable<Uint8Array>,
    stdout,
    stderr,
    program: programName(),
    // Questions are for people: both streams are their terminal. To look at the input is to open it.
    get ask() {
      return process.stdin.isTTY && process.stdout.isTTY ? askAtTerminal : undefined;
    },
    findRepository,
    clock: systemClock(),
    watch: () => folderChanges(cwd),
    today: () => new Date().toISOString().slice(0, 10),
  };
  const exitCode = await main(process.argv.slice(2), io);
  // An output that failed has set it already.
  process.exitCode ??= exitCode;
  // To tidy up takes a while. What is still on its way into a pipe would be lost, though.
  if (stdout.isWritten && stderr.isWritten) process.exit();
}

function cannotBeWritten(error: NodeJS.ErrnoException): void {
  process.exitCode = 2;
  stderr.write(`netpolint: The output cannot be written: ${systemErrorText(error)}.\n`);
}

function systemClock(): Clock {
  return {
    // `performance` would have to be loaded.
    now: () => Number(process.hrtime.bigint()) / 1e6,
    every: (milliseconds, call) => {
      // Nothing waits for a line that says how far a run is.
      const timer = setInterval(call, milliseconds).unref();
      return () => clearInterval(timer);
    },
  };
}

function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Under this name kubectl runs us as a plugin. */
function programName(): string {
  return basename(process.argv[1] ?? "").startsWith("kubectl-netpolint") ? "kubectl netpolint" : "netpolint";
}

async function askAtTerminal(question: string): Promise<string> {
  const { askPerson } = await import("./ask-person.js");
  return askPerson(question);
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
