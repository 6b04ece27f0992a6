import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

// A transcript is a page of commands with what they print and their exit codes. `name.md` runs in a copy of the folder
// `name` beside it, in which a command finds what the ones before it wrote. Lines for people to read are free; each command is a block of this form, with `stderr: ` before every line
// of the other stream:
//
//     ```console
//     $ netpolint why shop/web shop/db 5432 < manifests.yaml
//     ...
//     ```
//
//     Exit code: 0
//
// With NETPOLINT_UPDATE=1 the pages are written again; every line that changes then has to be right in its own right.

interface Step {
  readonly command: string;
  readonly output: string;
  readonly exitCode: number;
}

const folder = fileURLToPath(new URL("transcripts/", import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
const copy = mkdtempSync(join(tmpdir(), "netpolint-transcripts-"));
cpSync(folder, copy, { recursive: true });
afterAll(() => rmSync(copy, { recursive: true }));

function stepsOf(page: string): readonly Step[] {
  const step = /```console\n\$ netpolint ?(.*)\n([^]*?)```\n\nExit code: (\d)\n/g;
  return [...page.matchAll(step)].map(([, command = "", output = "", code]) => ({
    command,
    output,
    exitCode: Number(code),
  }));
}

/** Words are separated by spaces; `'` and `"` hold words together. `< file` at the end is standard input. */
function wordsOf(command: string): { args: readonly string[]; stdin: string | undefined } {
  const [, words = "", stdin] = /^(.*?)(?: < (\S+))?$/.exec(command) ?? [];
  const args = [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
  return { args, stdin };
}

function shown(stdout: string, stderr: string): string {
  return stdout + stderr.replace(/^(?=[^])/gm, "stderr: ").replace(/stderr: $/, "");
}

async function runCommand(command: string, cwd: string): Promise<Omit<Step, "command">> {
  const { args, stdin } = wordsOf(command);
  const input = stdin === undefined ? {} : { stdin: readFileSync(`${cwd}/${stdin}`) };
  const run = await runCli(args, { cwd: existsSync(cwd) ? cwd : copy, ...input });
  return { output: shown(run.stdout, run.stderr), exitCode: run.exitCode };
}

async function rewritten(page: string, cwd: string): Promise<string> {
  let text = page;
  for (const { command, output, exitCode } of stepsOf(page)) {
    const now = await runCommand(command, cwd);
    text = text.replace(block(command, output, exitCode), () => block(command, now.output, now.exitCode));
  }
  return text;
}

function block(command: string, output: string, exitCode: number): string {
  return `$ netpolint ${command}\n${output}\`\`\`\n\nExit code: ${exitCode}\n`;
}

describe.each(pages)("%s", (name) => {
  const page = readFileSync(`${folder}${name}`, "utf8");
  const cwd = join(copy, name.replace(/\.md$/, ""));
  const steps = stepsOf(page);

  it("has commands, each with its exit code", () => {
    expect(steps).toHaveLength(page.split("```console").length - 1);
    expect(steps).not.toHaveLength(0);
  });

  if (process.env["NETPOLINT_UPDATE"] !== undefined) {
    it("is written again", async () => writeFileSync(`${folder}${name}`, await rewritten(page, cwd)));
    return;
  }

  it.each(steps)("netpolint $command", async ({ command, output, exitCode }) => {
    const run = await runCommand(command, cwd);
    expect(run.output).toBe(output);
    expect(run.exitCode).toBe(exitCode);
  });
});
