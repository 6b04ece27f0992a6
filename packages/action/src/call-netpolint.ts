import { main } from "netpolint";
import { builtInTools, type DiffResult, type Found, type LintResult } from "netpolint/parts";
import type { Host } from "./host.js";
import type { Inputs } from "./read-inputs.js";
import { repositoryRoot } from "./repository-root.js";

/** One run of the command line. */
export interface Called<Result> {
  /** Undefined where it came to none; then `said` says why. */
  readonly result: Result | undefined;
  readonly exitCode: number;
  /** What it would have printed beside the report. */
  readonly said: string;
  readonly report: string;
}

export interface LintFiles {
  readonly json: string;
  /** "" where no SARIF is wanted. */
  readonly sarif: string;
}

/** Lints, and writes what is to be kept into files. */
export function callLint(
  host: Host,
  cwd: string,
  inputs: Inputs,
  { json, sarif }: LintFiles,
): Promise<Called<LintResult>> {
  const formats = ["--format=pretty", `--format=json=${json}`, ...(sarif === "" ? [] : [`--format=sarif=${sarif}`])];
  return call(host, cwd, lintArguments(inputs, formats), lintResult);
}

/** Lints the same paths below another folder, and writes nothing. */
export function callLintOnly(host: Host, cwd: string, inputs: Inputs): Promise<Called<LintResult>> {
  return call(host, cwd, lintArguments(inputs, []), lintResult);
}

function lintResult(found: Found): LintResult | undefined {
  return found.type === "lint" ? found.result : undefined;
}

function lintArguments(inputs: Inputs, formats: readonly string[]): readonly string[] {
  const packs = inputs.packs.map((id) => `--pack=${id}`);
  const failing = [`--fail-on=${inputs.failOn}`, ...(inputs.allowUndecided ? ["--allow-undecided"] : [])];
  return ["lint", ...configOption(inputs), ...packs, ...failing, ...formats, "--", ...inputs.paths];
}

/** Compares a commit with what is checked out. */
export function callDiff(host: Host, cwd: string, inputs: Inputs, base: string): Promise<Called<DiffResult>> {
  const paths = inputs.paths.map((path) => `--in=${path}`);
  const args = ["diff", ...configOption(inputs), ...paths, `git:${base}:./`, "."];
  return call(host, cwd, args, (found) => (found.type === "diff" ? found.result : undefined));
}

function configOption({ config }: Inputs): readonly string[] {
  return config === "" ? [] : [`--config=${config}`];
}

async function call<Result>(
  host: Host,
  cwd: string,
  args: readonly string[],
  resultOf: (found: Found) => Result | undefined,
): Promise<Called<Result>> {
  const written = { report: "", said: "" };
  const output = (name: keyof typeof written) => ({
    write: (text: string) => void (written[name] += text),
    isTerminal: false,
    columns: undefined,
  });
  let result: Result | undefined;
  const io = {
    cwd,
    env: host.outerEnv,
    stdin: noInput,
    stdout: output("report"),
    stderr: output("said"),
    findRepository: (folder: string) => repositoryRoot(host, folder),
    today: host.today,
  };
  const exitCode = await main(args, io, { ...builtInTools, tell: (found) => void (result = resultOf(found)) });
  return { result, exitCode, ...written };
}

function noInput(): Promise<Uint8Array> {
  return Promise.resolve(new Uint8Array());
}
