import { describe, expect, it } from "vitest";
import { type Clock, type Io, main } from "netpolint";
import { startProgress } from "../src/progress.js";
import { standIns } from "./stand-in.js";
import { temporaryFolder } from "./temporary-folder.js";

interface Watched {
  readonly io: Io;
  readonly written: string[];
  pass(milliseconds: number): void;
  readonly timers: Set<() => void>;
}

function watched(options: { terminal?: boolean; env?: Io["env"]; columns?: number; cwd?: string } = {}): Watched {
  let now = 5000;
  const written: string[] = [];
  const timers = new Set<() => void>();
  const clock: Clock = {
    now: () => now,
    every: (_, call) => {
      timers.add(call);
      return () => void timers.delete(call);
    },
  };
  const silent = { write: () => undefined, isTerminal: false, columns: undefined };
  const stderr = {
    write: (text: string) => void written.push(text),
    isTerminal: options.terminal ?? true,
    columns: options.columns ?? 40,
  };
  const stdin = (): Promise<Uint8Array> => Promise.resolve(Buffer.from(""));
  const io: Io = { cwd: options.cwd ?? "/", env: options.env ?? {}, stdin, stdout: silent, stderr, clock };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    for (const call of timers) call();
  };
  return { io, written, pass, timers };
}

const erase = "\r\u001b[2K";

describe("progress", () => {
  it("is silent for a second, then one line that is written over itself, then nothing", () => {
    const { io, written, pass, timers } = watched();
    const progress = startProgress(io, new Set());
    progress.step("reading a");
    pass(999);
    expect(written).toEqual([]);
    pass(1);
    pass(50);
    progress.step("reading b");
    expect(written).toEqual([`${erase}reading a`]);
    pass(200);
    progress.step("reading b");
    expect(written).toEqual([`${erase}reading a`, `${erase}reading b`]);
    progress.end();
    progress.end();
    expect(written.slice(2)).toEqual([erase]);
    expect(timers.size).toBe(0);
  });

  it("leaves nothing to take away where the run is quick", () => {
    const { io, written, pass } = watched();
    const progress = startProgress(io, new Set());
    progress.step("reading a");
    pass(500);
    progress.end();
    expect(written).toEqual([]);
  });

  it("keeps to one line of harmless text", () => {
    const { io, written, pass } = watched({ columns: 12 });
    const progress = startProgress(io, new Set());
    pass(2000);
    progress.step("reading \u001b[2J.yaml");
    pass(200);
    progress.step("読み込み中です");
    progress.end();
    expect(written).toEqual([`${erase}reading \\u…`, `${erase}読み込み…`, erase]);
  });

  it.each([
    ["a pipe", { terminal: false }, []],
    ["CI", { env: { CI: "true" } }, []],
    ["a dumb terminal", { env: { TERM: "dumb" } }, []],
    ["a quiet run", {}, ["quiet"]],
  ])("is silent in %s", (_, options, flags) => {
    const { io, written, pass, timers } = watched(options);
    const progress = startProgress(io, new Set(flags));
    pass(2000);
    progress.step("reading a");
    progress.end();
    expect(written).toEqual([]);
    expect(timers.size).toBe(0);
  });
});

describe("a command that takes long", () => {
  it("says what it is doing, and leaves the terminal as it was", async () => {
    const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: b }\n";
    const files = { "k/kustomization.yaml": "resources: [pod.yaml]\n", "k/pod.yaml": pod, "plain.yaml": pod };
    const { env } = standIns({ kubectl: [{ args: ["kustomize"], stdout: pod.replace("a,", "c,"), takes: 50 }] });
    const { io, written, pass } = watched({ cwd: temporaryFolder(files), env, columns: 80 });
    const slow: Io = { ...io, clock: { now: () => (pass(1200), io.clock?.now() ?? 0), every: () => () => undefined } };
    expect(await main(["."], slow)).toBe(0);
    expect(written[0]).toBe(`${erase}rendering k with kubectl kustomize`);
    expect(written.slice(1, -2)).toContain(`${erase}reading plain.yaml (1 of 1)`);
    // The last that is drawn is taken away before anything else is said.
    expect(written.slice(-2)).toEqual([erase, "Rendered by kustomize: `k`.\n"]);
  });
});
