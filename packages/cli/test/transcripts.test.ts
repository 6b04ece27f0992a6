import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { commands, options } from "../src/options.js";
import { type Arguments, isWrongUsage, parseArguments } from "../src/parse-arguments.js";
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

/** A folder may have stand-ins for other programs in `bin`. */
function environment(cwd: string): Readonly<Record<string, string>> {
  return existsSync(`${cwd}/bin`) ? { PATH: `${cwd}/bin:/usr/bin:/bin` } : {};
}

async function runCommand(command: string, cwd: string): Promise<Omit<Step, "command">> {
  const { args, stdin } = wordsOf(command);
  const input = stdin === undefined ? {} : { stdin: readFileSync(`${cwd}/${stdin}`) };
  const run = await runCli(args, { cwd: existsSync(cwd) ? cwd : copy, env: environment(cwd), ...input });
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

describe("the transcripts together", () => {
  const args = pages
    .flatMap((name) => stepsOf(readFileSync(`${folder}${name}`, "utf8")))
    .map(({ command }) => parseArguments(wordsOf(command).args))
    .filter((parsed): parsed is Arguments => !isWrongUsage(parsed));

  it.each(commands.filter(({ name }) => name !== "help"))("show $name and each of its own options", ({ name }) => {
    const shown = args.filter(({ command }) => command === name);
    expect(shown).not.toEqual([]);
    const own = options.filter((option) => option.commands.includes(name) && option.commands.length < commands.length);
    const isShared = (option: (typeof options)[number]): boolean => option.commands.length > 1;
    const missing = own.filter((option) => {
      // What goes with several commands is shown with one of them.
      const among = isShared(option) ? args.filter(({ command }) => option.commands.includes(command)) : shown;
      return !among.some(({ flags }) => flags.has(option.name));
    });
    expect(missing.map((option) => option.name)).toEqual([]);
  });

  it("show what goes with every command", () => {
    const all = options.filter((option) => option.commands.length === commands.length).map((option) => option.name);
    expect(all.filter((name) => !args.some(({ flags }) => flags.has(name)))).toEqual([]);
  });

  it("show every format, and every other choice", () => {
    const values = options.flatMap(({ name, choices = [], commands: of }) => choices.map((choice) => ({ name, choice, of })));
    const missing = values.filter(({ name, choice, of }) => {
      const given = args.filter(({ command }) => of.includes(command)).flatMap((one) => one.values.get(name) ?? []);
      return !given.some((value) => value === choice || value.startsWith(`${choice}=`));
    });
    expect(missing.map(({ name, choice, of }) => `${of[0]} --${name} ${choice}`)).toEqual([]);
  });
});
