import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Io, main } from "netpolint";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

function pod(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
---
`;
}

const manifests = pod("web") + pod("db");

function flow(from: string, to: string, port: number): string {
  const ends = { SrcAddr: "10.0.0.1", SrcK8S_Type: "Pod", SrcK8S_Namespace: "shop", SrcK8S_Name: from };
  const other = { DstAddr: "10.0.0.2", DstK8S_Type: "Pod", DstK8S_Namespace: "shop", DstK8S_Name: to };
  return `${JSON.stringify({ ...ends, ...other, SrcPort: 40_000, DstPort: port, Proto: 6, Flags: ["SYN"] })}\n`;
}

const command = ["generate", "--in", "shop.yaml", "--format", "json", "--from"];

async function wantedPorts(cwd: string, from: string, stdin = ""): Promise<readonly number[]> {
  const run = await runCli([...command, from], { cwd, stdin });
  const { flows } = JSON.parse(run.stdout) as { flows: readonly { port: number }[] };
  return flows.map(({ port }) => port);
}

describe("records of traffic", () => {
  it("are read from a file, one that gzip has packed, all files of a folder, and standard input", async () => {
    const cwd = temporaryFolder({
      "shop.yaml": manifests,
      "one.jsonl": flow("web", "db", 5432),
      "packed.jsonl.gz": gzipSync(flow("web", "db", 5433)),
      "logs/a.jsonl": flow("web", "db", 5434),
      "logs/b.jsonl.gz": gzipSync(flow("web", "db", 5435)),
    });
    expect(await wantedPorts(cwd, "one.jsonl")).toEqual([5432]);
    expect(await wantedPorts(cwd, "packed.jsonl.gz")).toEqual([5433]);
    expect(await wantedPorts(cwd, "logs")).toEqual([5434, 5435]);
    expect(await wantedPorts(cwd, "-", flow("web", "db", 5436))).toEqual([5436]);
  });

  it("that end before their time are used as far as they go, and said to be cut off", async () => {
    const packed = gzipSync(Array.from({ length: 200 }, (_, index) => flow("web", "db", 1000 + index)).join(""));
    const cwd = temporaryFolder({ "shop.yaml": manifests, "cut.gz": packed.subarray(0, packed.length - 20) });
    const run = await runCli([...command, "cut.gz"], { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("cut.gz:1:1: ");
    const { flows } = JSON.parse(run.stdout) as { flows: readonly unknown[] };
    expect(flows.length).toBeGreaterThan(0);
  });

  it("come through a pipe as they are written", async () => {
    const cwd = temporaryFolder({
      "shop.yaml": manifests,
      "fill.sh": "cat flows.jsonl > pipe\n",
      "flows.jsonl": flow("web", "db", 5437),
    });
    await once(spawn("mkfifo", [join(cwd, "pipe")]), "exit");
    const writer = spawn("sh", ["fill.sh"], { cwd });
    expect(await wantedPorts(cwd, "pipe")).toEqual([5437]);
    if (writer.exitCode === null) await once(writer, "exit");
  });

  it("are awaited with a line at a terminal that says how far they are read", async () => {
    const cwd = temporaryFolder({ "shop.yaml": manifests });
    writeFileSync(join(cwd, "flows.jsonl"), flow("web", "db", 5432).repeat(10_000));
    let now = 0;
    const written: string[] = [];
    const io: Io = {
      cwd,
      env: {},
      stdin: () => Promise.resolve(Buffer.from("")),
      stdout: { write: () => undefined, isTerminal: false, columns: undefined },
      stderr: { write: (text) => void written.push(text), isTerminal: true, columns: 120 },
      clock: { now: () => (now += 400), every: () => () => undefined },
    };
    expect(await main([...command, "flows.jsonl"], io)).toBe(0);
    expect(written.join("")).toMatch(/reading flows\.jsonl: 1 MB, \d,\d{3} records/);
  });

  it("and nothing else are taken: a file without any is named", async () => {
    const cwd = temporaryFolder({ "shop.yaml": manifests, "empty.jsonl": "", "text.log": "hello\nworld\n" });
    const empty = await runCli([...command, "empty.jsonl"], { cwd });
    expect([empty.exitCode, empty.stderr]).toEqual([
      2,
      expect.stringContaining("empty.jsonl:1:1: There are no records."),
    ]);
    const text = await runCli([...command, "text.log"], { cwd });
    expect(text.stderr).toContain(
      "text.log:1:1: The record has no format that is known, and nothing is generated from it; so it is with 1 other: line 2.",
    );
  });
});
