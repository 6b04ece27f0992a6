import { type Io, main } from "netpolint";
import type { Tools } from "../src/tools.js";

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Io["env"];
  /** Undefined: no terminal. */
  readonly columns?: number;
  readonly tools?: Tools;
  /** Always the same day where nothing is said. */
  readonly today?: string;
  readonly clock?: Io["clock"];
  readonly program?: string;
  readonly ask?: Io["ask"];
  /** The root of the repository that holds the folder; left out: there is none. */
  readonly repository?: string;
}

/** Runs the command line in this process. */
export async function runCli(args: readonly string[], options: RunOptions): Promise<Run> {
  const written = { stdout: "", stderr: "" };
  const output = (stream: keyof typeof written): Io["stdout"] => ({
    write: (text) => void (written[stream] += text),
    isTerminal: options.columns !== undefined,
    columns: options.columns,
  });
  const io: Io = {
    cwd: options.cwd,
    env: options.env ?? {},
    stdin: () => Promise.resolve(Buffer.from(options.stdin ?? "")),
    stdout: output("stdout"),
    stderr: output("stderr"),
    today: () => options.today ?? "2026-11-21",
    ...(options.program === undefined ? {} : { program: options.program }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ask: options.ask,
    findRepository: () => options.repository,
  };
  const exitCode = await (options.tools ? main(args, io, options.tools) : main(args, io));
  return { ...written, exitCode };
}
