import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { runTool, saidText, toolFailure } from "../src/input/run-tool.js";
import { standIns } from "./stand-in.js";
import { temporaryFolder } from "./temporary-folder.js";

const cwd = "/";

describe("runTool", () => {
  it("ends what takes too long, and does not wait for it", async () => {
    const { env } = standIns({ slow: [{ args: [], takes: 30_000 }] });
    const start = performance.now();
    const run = await runTool({ cwd, env }, { command: "slow", args: [], seconds: 0.5 });
    expect(performance.now() - start).toBeLessThan(5000);
    expect(run).toEqual({ type: "not-run", why: "it has not ended after 0.5 seconds" });
  });

  it("leaves nothing running", async () => {
    const trace = join(temporaryFolder(), "trace");
    const script = `setTimeout(() => require("node:fs").writeFileSync(${JSON.stringify(trace)}, ""), 1500)`;
    await runTool({ cwd, env: {} }, { command: process.execPath, args: ["-e", script], seconds: 0.5 });
    await setTimeout(2500);
    expect(existsSync(trace)).toBe(false);
  });

  it("tells what is not installed from what must not be run", async () => {
    const folder = temporaryFolder({ tool: "#!/bin/sh\n" });
    const call = { command: "tool", args: [], seconds: 10 };
    expect(await runTool({ cwd, env: { PATH: temporaryFolder() } }, call)).toEqual({ type: "not-installed" });
    const run = await runTool({ cwd, env: { PATH: folder } }, call);
    expect(run).toEqual({ type: "not-run", why: "permission is denied" });
  });

  it("hands over large outputs whole", async () => {
    const stdout = "0123456789".repeat(300_000);
    const { env } = standIns({ tool: [{ args: [], stdout }] });
    const run = await runTool({ cwd, env }, { command: "tool", args: [], seconds: 20 });
    expect(run).toMatchObject({ type: "ended", code: 0 });
    expect(run.type === "ended" && run.stdout.toString("utf8") === stdout).toBe(true);
    expect(toolFailure(run)).toBeUndefined();
  });
});

describe("saidText", () => {
  it("keeps what failed, on one line, and leaves warnings and time stamps out", () => {
    expect(saidText("# Warning: 'bases' is old\nWARNING: insecure kubeconfig\nError: a\n  b.\n")).toBe("a b");
    expect(saidText('E1121 05:56:47.1   28811 run.go:72] "command failed" err="x"\n')).toBe('"command failed" err="x"');
    expect(saidText("x".repeat(700))).toBe(`${"x".repeat(600)} …`);
  });

  it("leaves the exit code where nothing was said", () => {
    const ended = { type: "ended", stdout: Buffer.from(""), stderr: "\n" } as const;
    expect(toolFailure({ ...ended, code: 3 })).toBe("it ended with exit code 3");
    expect(toolFailure({ ...ended, code: null })).toBe("it ended with a signal");
  });
});
