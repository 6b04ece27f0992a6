import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smallPolicies } from "./reading-inputs.js";
import { amount, type Bar } from "./result-table.js";
import { alternate } from "./timing.js";

/** As it is built; `npm run bench` runs in the root of the repository. */
const program = join("packages", "cli", "dist", "netpolint.cjs");

/** Processes are short and differ by more than what is measured. */
const runsOfOne = 4;

/** What the command line takes to start, against Node with nothing to do. */
export function startUpBars(runs: number): readonly Bar[] {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-bench-"));
  try {
    const file = join(folder, "policies.yaml");
    writeFileSync(file, smallPolicies(12_000));
    const times = alternate(runs * runsOfOne, {
      nothing: () => start("-e", "0"),
      version: () => start(program, "--version"),
      lint: () => start(program, "lint", "--no-config", file),
    });
    const bar = (what: string, most: number, measured: number): Bar => {
      const detail = `least: ${amount(measured)} against ${amount(times.nothing.min)} ms`;
      return { what, bar: most, measured: measured / times.nothing.min, kind: "at most", unit: "x", detail };
    };
    return [
      bar("netpolint --version, against node -e 0", 1.1, times.version.min),
      bar("lint of 12 kB of policies, against node -e 0", 1.5, times.lint.min),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function start(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(`it does not start: ${stderr}`);
}
