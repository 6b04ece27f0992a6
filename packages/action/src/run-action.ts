import { existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Annotation, countPairs, escapeText, exitCodeOf } from "netpolint/parts";
import { callLint, type LintFiles } from "./call-netpolint.js";
import { type Checked, compare } from "./compare.js";
import { readEvent } from "./event.js";
import type { Host } from "./host.js";
import { type Log, openLog } from "./log.js";
import { narrow, type Shown } from "./narrow.js";
import { annotate, publish } from "./publish.js";
import { readInputs } from "./read-inputs.js";
import { type Outputs, writeOutputs } from "./runner-files.js";

/** The whole action. Answers with the exit code of the step: 0 or 1. */
export async function runAction(host: Host): Promise<0 | 1> {
  const log = openLog(host);
  try {
    return await runChecked(host, log);
  } catch (error) {
    log.text(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return fail(host, log, "netpolint failed by a mistake of its own; the log has what it says.");
  }
}

function fail(host: Host, log: Log, message: string): 1 {
  log.annotate(ownError(message));
  writeOutputs(host, { conclusion: "failure", "exit-code": "2" });
  return 1;
}

function ownError(message: string): Annotation {
  return { level: "error", properties: { title: "netpolint" }, message: escapeText(message) };
}

async function runChecked(host: Host, log: Log): Promise<0 | 1> {
  const inputs = readInputs(host.env);
  if ("problem" in inputs) return fail(host, log, inputs.problem);
  const cwd = resolve(host.env["GITHUB_WORKSPACE"] ?? ".", inputs.workingDirectory);
  if (!existsSync(cwd) || !statSync(cwd).isDirectory()) {
    return fail(host, log, `The input \`working-directory\` names no folder: \`${inputs.workingDirectory}\`.`);
  }
  const files = { json: join(reportFolder(host.env), "report.json"), sarif: inputs.sarifFile };
  const { result, exitCode, report, said } = await callLint(host, cwd, inputs, files);
  log.text(`${report}${said}`);
  if (!result) return fail(host, log, firstLine(said));
  const git = { cwd, env: host.outerEnv };
  const checked: Checked = { inputs, cwd, git, event: readEvent(host.env), result };
  // Nothing that was found says that a report could not be written.
  const isUnwritten = exitCode === 2 && exitCodeOf(result.report, exitOptions(checked)) !== 2;
  const written = { json: existingFile(cwd, files.json), sarif: isUnwritten ? "" : existingFile(cwd, files.sarif) };
  return tell(host, log, checked, { exitCode, trouble: isUnwritten ? [ownError(firstLine(said))] : [], written });
}

/** How linting ended. */
interface Ended {
  readonly exitCode: number;
  readonly trouble: readonly Annotation[];
  /** The reports, absolute; "" for what there is none of. */
  readonly written: LintFiles;
}

/** Compares, and shows everything where it is to be seen. */
async function tell(host: Host, log: Log, checked: Checked, { exitCode, trouble, written }: Ended): Promise<0 | 1> {
  const compared = await compare(host, log, checked);
  const shown = await narrow(host, checked, compared);
  const ended = exitCodeIn(shown, checked, exitCode);
  annotate(log, checked, shown, trouble);
  const commentAddress = await publish(host, log, checked, shown);
  writeOutputs(host, {
    conclusion: ended === 0 ? "success" : "failure",
    "exit-code": String(ended),
    ...countsOf(checked, shown),
    "report-json": written.json,
    "sarif-file": written.sarif,
    "comment-url": commentAddress,
  });
  return ended === 0 ? 0 : 1;
}

/** Findings that are not shown do not count; trouble always does. */
function exitCodeIn({ result }: Shown, checked: Checked, exitCode: number): number {
  if (!checked.inputs.onlyChanged || exitCode === 2) return exitCode;
  return exitCodeOf(result.report, exitOptions(checked));
}

function exitOptions({ inputs, result }: Checked): Parameters<typeof exitCodeOf>[1] {
  return { failOn: inputs.failOn, allowUndecided: result.allowUndecided };
}

function firstLine(said: string): string {
  const [line = ""] = said.trim().split("\n", 1);
  return line === "" ? "netpolint came to no result." : line.replace(/^netpolint: /, "");
}

/** Of its own, since a job may check several things. */
function reportFolder(env: Host["env"]): string {
  return mkdtempSync(join(env["RUNNER_TEMP"] ?? tmpdir(), "netpolint-"));
}

function existingFile(cwd: string, file: string): string {
  const path = resolve(cwd, file);
  return file !== "" && existsSync(path) ? path : "";
}

function countsOf({ result: whole }: Checked, { result, base, diff }: Shown): Outputs {
  const { report } = result;
  const { errors, warnings, infos } = report.summary;
  const changes = diff?.diff;
  return {
    errors: String(errors),
    warnings: String(warnings),
    infos: String(infos),
    "input-problems": String(report.inputProblems.length),
    "not-shown": String(whole.report.findings.length - report.findings.length),
    base: base.type === "found" ? base.commit : "",
    "connections-gained": changes ? String(countPairs(changes.gained)) : "",
    "connections-lost": changes ? String(countPairs(changes.lost)) : "",
    "connections-undecided": changes ? String(countPairs(changes.undecidedChanges)) : "",
    "endpoints-added": changes ? String(changes.onlyInHead.length) : "",
    "endpoints-removed": changes ? String(changes.onlyInBase.length) : "",
  };
}
