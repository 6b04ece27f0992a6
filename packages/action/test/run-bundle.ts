import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect } from "vitest";
import { environment } from "../../cli/test/git-repository.js";
import { temporaryFolder } from "../../cli/test/temporary-folder.js";
import { type Understood, understand } from "./runner-stand-in.js";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Bundles the sources into a folder, as the committed bundle is made. */
export function bundleInto(folder: string): void {
  const config = join(root, "packages/action/rolldown.config.mjs");
  const bundler = [join(root, "node_modules/rolldown/bin/cli.mjs"), "--config", config];
  const env = { ...process.env, NETPOLINT_BUNDLE_FOLDER: folder };
  const built = spawnSync(process.execPath, bundler, { cwd: root, env, encoding: "utf8" });
  expect(built.stderr).toBe("");
  expect(built.status).toBe(0);
}

/** The bundle of the sources as they are, for the tests of one file. */
export function bundle(): { readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-action-"));
  beforeAll(() => {
    // As in packages/action, where the bundle is committed.
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    bundleInto(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));
  return { file: join(folder, "index.js") };
}

export interface ActionRun extends Understood {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
}

export interface ActionCall {
  readonly workspace: string;
  /** By name, as a workflow writes them. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly eventName: string;
  readonly event: object;
  readonly sha: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the summary holds before the step. */
  readonly summaryBefore?: string;
}

/** Runs the action as a runner does. */
export async function runBundle(file: string, call: ActionCall): Promise<ActionRun> {
  const files = { "event.json": JSON.stringify(call.event), output: "", summary: call.summaryBefore ?? "" };
  const folder = temporaryFolder(files);
  const temp = join(folder, "temp");
  mkdirSync(temp);
  const variable = (name: string): string => `INPUT_${name.toUpperCase()}`;
  const inputs = Object.entries(call.inputs ?? {}).map(([name, value]) => [variable(name), value] as const);
  const env = {
    ...environment(folder),
    GITHUB_ACTIONS: "true",
    CI: "true",
    GITHUB_WORKSPACE: call.workspace,
    GITHUB_EVENT_NAME: call.eventName,
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_SHA: call.sha,
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_API_URL: "http://127.0.0.1:1",
    GITHUB_RUN_ID: "42",
    GITHUB_WORKFLOW: "checks",
    GITHUB_JOB: "netpolint",
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    RUNNER_TEMP: temp,
    ...Object.fromEntries(inputs),
    ...call.env,
  };
  const { status, stdout, stderr } = await ended(file, env);
  const outputs = readOutputs(readFileSync(join(folder, "output"), "utf8"));
  const summary = existsSync(join(folder, "summary")) ? readFileSync(join(folder, "summary"), "utf8") : "";
  return { ...understand(stdout), status, stdout, stderr, outputs, summary, temp };
}

/** Not in this process, and not waiting in it: a server that the action calls may run here. */
function ended(file: string, env: Record<string, string>): Promise<Pick<ActionRun, "status" | "stdout" | "stderr">> {
  const child = spawn(process.execPath, [file], { cwd: tmpdir(), env });
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (stderr += text));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** `name<<word`, lines, `word`. */
function readOutputs(text: string): Readonly<Record<string, string>> {
  const outputs = new Map<string, string>();
  const lines = text.split("\n");
  while (lines.length > 0) {
    const [, name, word] = /^([^<]+)<<(.+)$/.exec(lines.shift() ?? "") ?? [];
    if (name === undefined || word === undefined) continue;
    const end = lines.indexOf(word);
    outputs.set(name, lines.splice(0, end).join("\n"));
    lines.shift();
  }
  return Object.fromEntries(outputs);
}
