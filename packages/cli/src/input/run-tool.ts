import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { Io } from "../io.js";
import { systemErrorText } from "./system-error.js";

/** Another program to run. It is run without a shell, with nothing on its standard input. */
export interface ToolCall {
  readonly command: string;
  readonly args: readonly string[];
  /** After so many seconds it is ended. */
  readonly seconds: number;
}

export interface EndedTool {
  readonly type: "ended";
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export type ToolRun =
  | EndedTool
  | { readonly type: "not-installed" }
  /** `why` is the end of a sentence. */
  | { readonly type: "not-run"; readonly why: string };

/** Answers when the program has ended, failed to start, or ran out of time. */
export function runTool({ cwd, env }: Pick<Io, "cwd" | "env">, { command, args, seconds }: ToolCall): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const stdout = collect(child.stdout, Infinity);
    const stderr = collect(child.stderr, largestMessage);
    const timer = setTimeout(() => {
      stop(child);
      resolve({ type: "not-run", why: `it has not ended after ${seconds} seconds` });
    }, seconds * 1000);
    child.on("error", (error) => {
      clearTimeout(timer);
      const isMissing = "code" in error && error.code === "ENOENT";
      resolve(isMissing ? { type: "not-installed" } : { type: "not-run", why: systemErrorText(error) });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ type: "ended", code, stdout: stdout(), stderr: stderr().toString("utf8") });
    });
  });
}

/** Of what a program says about its failure: 64 KiB. */
const largestMessage = 64 * 1024;

function collect(stream: Readable, limit: number): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    if (size < limit) chunks.push(chunk);
    size += chunk.length;
  });
  return () => Buffer.concat(chunks);
}

/** A child of its own may hold the pipes open, so they are let go as well. */
function stop(child: ChildProcessByStdio<null, Readable, Readable>): void {
  child.kill("SIGKILL");
  child.stdout.destroy();
  child.stderr.destroy();
}

/** Why the program did not do what it was run for, as the end of a sentence; undefined where it did. */
export function toolFailure(run: ToolRun): string | undefined {
  if (run.type === "not-installed") return "it is not installed, or not in the PATH";
  if (run.type === "not-run") return run.why;
  if (run.code === 0) return undefined;
  const said = saidText(run.stderr);
  return said === "" ? `it ended with ${run.code === null ? "a signal" : `exit code ${run.code}`}` : said;
}

/** Longer messages are cut: the first lines tell what failed. */
const longestText = 600;

/** The lines of an error output as one, without warnings, time stamps and a closing dot. */
export function saidText(stderr: string): string {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.replace(/^[EIWF]\d{4} [\d:.]+\s+\d+ [\w.-]+:\d+\] /, "").replace(/^error: /i, "").trim())
    .filter((line) => line !== "" && !/^(?:#\s*)?warning:/i.test(line) && !line.startsWith('"Unhandled Error"'));
  const text = lines.join(" ");
  return text.length > longestText ? `${text.slice(0, longestText)} …` : text.replace(/\.$/, "");
}
