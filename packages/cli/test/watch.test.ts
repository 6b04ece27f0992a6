import { appendFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Io, main } from "netpolint";
import { describe, expect, it } from "vitest";
import { folderChanges } from "../src/folder-changes.js";
import { editor, editsOf } from "./random-edits.js";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

interface Passes {
  readonly io: Io;
  /** What was printed since it was asked last. */
  readonly printed: () => { readonly stdout: string; readonly stderr: string };
}

/** Changes are what the test makes: `change` is called before each pass but the first, and says whether there is one. */
function watched(cwd: string, change: () => Promise<boolean>): Passes {
  let written = { stdout: "", stderr: "" };
  const output = (stream: "stdout" | "stderr"): Io["stdout"] => ({
    write: (text) => void (written = { ...written, [stream]: written[stream] + text }),
    isTerminal: false,
    columns: undefined,
  });
  const io: Io = {
    cwd,
    env: {},
    stdin: () => Promise.resolve(Buffer.alloc(0)),
    stdout: output("stdout"),
    stderr: output("stderr"),
    today: () => "2026-11-21",
    findRepository: () => undefined,
    watch: () => ({ next: change, close: () => undefined }),
  };
  const printed = (): typeof written => {
    const since = written;
    written = { stdout: "", stderr: "" };
    return since;
  };
  return { io, printed };
}

const waiting = "Waiting for changes; Ctrl-C ends.\n";

describe("--watch", () => {
  it("says after any edits what a cold run says", async () => {
    let passes = 0;
    await fc.assert(
      fc.asyncProperty(editsOf(200), async (edits) => {
        const cwd = temporaryFolder({ "more/notes.txt": "" });
        const edit = editor(cwd);
        const left = [...edits];
        const { io, printed } = watched(cwd, async () => {
          const { stdout, stderr } = await runCli([".", "--format", "json"], { cwd });
          expect(printed()).toEqual({ stdout, stderr: `${stderr}${waiting}` });
          passes += 1;
          const next = left.shift();
          if (next !== undefined) edit(next);
          return next !== undefined;
        });
        await main([".", "--format", "json", "--watch"], io);
      }),
      { numRuns: 1, interruptAfterTimeLimit: 60_000 },
    );
    expect(passes).toBe(201);
  });

  it.each([
    [["--watch", "--fix"], "`--watch` does not go with `--fix`."],
    [["--watch", "-"], "`--watch` reads files again; standard input can be read once."],
    [["--watch", "--format", "json=out.json"], "`--watch` prints; `--format json=out.json` writes a file."],
    [["--watch", "--cache"], "`--watch` does not go with `--cache`."],
  ])("%j is wrong usage", async (args, problem) => {
    const { stderr, exitCode } = await runCli(args, { cwd: temporaryFolder({}) });
    expect([stderr.split("\n")[0], exitCode]).toEqual([`netpolint: ${problem}`, 2]);
  });
});

describe("folderChanges", () => {
  it("tells of a change, also of one that came before it was asked", async () => {
    const cwd = temporaryFolder({ "more/pod.yaml": "" });
    const changes = folderChanges(cwd);
    await new Promise((resolve) => setTimeout(resolve, 100));
    appendFileSync(join(cwd, "more", "pod.yaml"), "a: b\n");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await changes.next()).toBe(true);
    const later = changes.next();
    appendFileSync(join(cwd, "more", "pod.yaml"), "c: d\n");
    expect(await later).toBe(true);
    changes.close();
  });
});
