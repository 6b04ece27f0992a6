import type { DiffResult, LintResult } from "netpolint/parts";
import { type Base, findBase } from "./base.js";
import { callDiff } from "./call-netpolint.js";
import { type ChangedLines, changedLines } from "./changed-lines.js";
import type { Event } from "./event.js";
import type { Git } from "./git.js";
import type { Host } from "./host.js";
import type { Log } from "./log.js";
import type { Inputs } from "./read-inputs.js";

/** What was found in what is checked out. */
export interface Checked {
  readonly inputs: Inputs;
  readonly cwd: string;
  readonly git: Git;
  readonly event: Event;
  readonly result: LintResult;
}

/** What the base says about it. */
export interface Compared {
  readonly base: Base;
  readonly diff: DiffResult | undefined;
  readonly changed: ChangedLines | undefined;
  /** Sentences on what is missing. */
  readonly notes: readonly string[];
}

export async function compare(host: Host, log: Log, { inputs, cwd, git, event }: Checked): Promise<Compared> {
  const base = await findBase(git, event, inputs.base);
  if (base.type === "none") {
    return { base, diff: undefined, changed: undefined, notes: base.why === null ? [] : [base.why] };
  }
  const changed = await changedLines(git, base.commit);
  const { result: diff, report, said } = await callDiff(host, cwd, inputs, base.commit);
  log.text(`Compared with ${base.commit}:\n${report}${said}`);
  const notes = [
    ...(base.note === null ? [] : [base.note]),
    ...(changed ? [] : ["git does not tell which lines have changed."]),
    ...(diff ? [] : [`Connections were not compared: ${whyNot(said, base.commit)}`]),
    ...baseProblems(diff, base.commit),
  ];
  return { base, diff, changed, notes };
}

/** What the command line said, without what it took for granted and without the commit before each path. */
function whyNot(said: string, base: string): string {
  const lines = said.trim().split("\n").filter((line) => !line.startsWith("Assumed: "));
  return lines.join(" ").replaceAll(`git:${base}:`, "");
}

/** What cannot be read of the head is reported anyway; of the base, it makes the comparison less than whole. */
function baseProblems(diff: DiffResult | undefined, base: string): readonly string[] {
  const problems = diff?.inputProblems.filter(({ file }) => file.startsWith(`git:${base}:`)) ?? [];
  return problems.map(({ file, line, message }) => {
    const place = `${file.slice(`git:${base}:`.length)}:${line}`;
    return `The base could not be read whole, so the comparison may be wrong: ${place}: ${message}`;
  });
}
