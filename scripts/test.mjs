// `npm test`: everything that must hold before a change is merged. The last line is `N passed, N failed`, counting
// each test and each other step (build, types, lint) once. `--long` (`npm run test:long`) runs the long tests too.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, install, installed, oxlintFile, root, runInstalled, tscFile, vitestFile } from "./workspace.mjs";

const steps = [
  ["build", build],
  ["types", () => runInstalled(tscFile, ["-b", root])],
  ["lint", () => runInstalled(oxlintFile, ["--type-aware", "--deny-warnings"])],
];

process.exitCode = main(process.argv.includes("--long"));

function main(long) {
  const counts = runStep("install", install) ? checkAndTest(long) : { passed: 0, failed: 1 };
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed === 0 ? 0 : 1;
}

function checkAndTest(long) {
  const passedSteps = steps.filter(([name, step]) => runStep(name, step)).length;
  const tests = runTests(long);
  return { passed: passedSteps + tests.passed, failed: steps.length - passedSteps + tests.failed };
}

/** A step is quiet unless it fails, then it shows all that it said. */
function runStep(name, step) {
  const { ok, output } = step();
  if (!ok) process.stdout.write(`${name} failed:\n${output}\n`);
  return ok;
}

function runTests(long) {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-test-"));
  try {
    const results = join(folder, "results.json");
    const exitCode = runVitest(results, long);
    return countTests(results, exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runVitest(results, long) {
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${results}`, "--silent=passed-only"];
  const child = spawnSync(process.execPath, [installed(vitestFile), "run", ...reporters, ...colour()], {
    cwd: root,
    env: long ? { ...process.env, NETPOLINT_LONG: "1" } : process.env,
    stdio: "inherit",
  });
  return child.status;
}

/** vitest colours even what goes to a file. */
function colour() {
  return process.stdout.isTTY ? [] : ["--no-color"];
}

function countTests(results, exitCode) {
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(results, "utf8"));
  const failed = report.numFailedTests + report.testResults.filter(failedOutsideItsTests).length;
  // An error outside every test and file (an unhandled rejection, no test found) shows in the exit code alone.
  const unexplained = exitCode !== 0 && failed === 0 ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + unexplained };
}

/** A test file that does not load, or whose hooks fail, has no failed test. */
function failedOutsideItsTests(file) {
  return file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed");
}
