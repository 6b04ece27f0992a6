import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.js";

/** What a stand-in does when it is called with arguments that begin with these. */
export interface Reply {
  readonly args: readonly string[];
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Milliseconds that it takes. */
  readonly takes?: number;
}

export interface StandIns {
  /** With nothing but the stand-ins in the PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** How each was called, in order: its name and its arguments. */
  calls(): readonly (readonly string[])[];
}

/**
 * Executables that replay what the real programs print, by the beginning of their arguments. Whatever else they are
 * called with is an error of theirs.
 */
export function standIns(programs: Readonly<Record<string, readonly Reply[]>>): StandIns {
  const folder = temporaryFolder();
  const log = join(folder, "calls.jsonl");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, replies] of Object.entries(programs)) {
    writeFileSync(join(bin, name), scriptOf(name, replies, log));
    chmodSync(join(bin, name), 0o755);
  }
  return {
    env: { PATH: bin },
    calls: () => {
      const lines = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
      return lines.map((line) => JSON.parse(line) as readonly string[]);
    },
  };
}

function scriptOf(name: string, replies: readonly Reply[], log: string): string {
  return `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify([${JSON.stringify(name)}, ...args]) + "\\n");
const reply = ${JSON.stringify(replies)}.find((one) => one.args.every((word, index) => word === args[index]));
const say = () => {
  process.stdout.write(reply?.stdout ?? "");
  process.stderr.write(reply ? (reply.stderr ?? "") : "Error: unknown command " + args.join(" ") + "\\n");
  process.exitCode = reply ? (reply.exitCode ?? 0) : 1;
};
if (reply?.takes) setTimeout(say, reply.takes);
else say();
`;
}
