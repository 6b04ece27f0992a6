// `npm test`: everything that must hold before a change is merged. The last line is `N passed, N failed`, counting
// each test and each other step (build, types, lint) once. `--long` (`npm run test:long`) runs the long tests too.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { build, install, installed, oxlintFile, root, run, runInstalled, tscFile, vitestFile } from "./workspace.mjs";

const steps = [
  ["build", build],
  ["types", () => runInstalled(tscFile, ["-b", root])],
  ["lint", () => runInstalled(oxlintFile, ["--type-aware", "--deny-warnings"])],
];

/** Tests that run programs which not every machine has. */
const programTests = [
  {
    program: "kubectl",
    test: "packages/cli/test/kubectl.test.ts",
    debianPackage: "kubernetes-client",
    advice: "To run it, install kubectl (Debian: apt-get install kubernetes-client) and start npm test again.",
  },
  {
    program: "chromium",
    test: "packages/views/test/report.browser.test.ts",
    debianPackage: "chromium",
    advice: "To run it, install Chromium (Debian: apt-get install chromium) and start npm test again.",
  },
  {
    program: "chromium",
    test: "packages/playground/test/playground.browser.test.ts",
    debianPackage: "chromium",
    advice: "To run it, install Chromium (Debian: apt-get install chromium) and start npm test again.",
  },
];

process.exitCode = main(process.argv.includes("--long"));

function main(long) {
  const counts = runStep("install", install) ? checkAndTest(long) : { passed: 0, failed: 1 };
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed === 0 ? 0 : 1;
}

function checkAndTest(long) {
  const passedSteps = steps.filter(([name, step]) => runStep(name, step)).length;
  const missing = missingPrograms();
  const tests = runTests(long, missing);
  for (const { program, test, why, advice } of missing) {
    process.stdout.write(`Not run: ${test}, since ${program} is not installed${why}. ${advice}\n`);
  }
  return { passed: passedSteps + tests.passed, failed: steps.length - passedSteps + tests.failed };
}

/** A step is quiet unless it fails, then it shows all that it said. */
function runStep(name, step) {
  const { ok, output } = step();
  if (!ok) process.stdout.write(`${name} failed:\n${output}\n`);
  return ok;
}

/** What is missing is installed where that is possible: as root on Debian. Answers with what is still missing. */
function missingPrograms() {
  return programTests.flatMap((one) => {
    if (isOnPath(one.program)) return [];
    const why = installDebianPackage(one.debianPackage);
    return isOnPath(one.program) ? [] : [{ ...one, why }];
  });
}

/** On Windows these tests' programs have names of their own, so a program that is there may count as missing. */
function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));
}

/** Answers with why nothing was installed, as a part of a sentence. */
function installDebianPackage(name) {
  if (process.getuid?.() !== 0) return ", and only root could install it";
  if (!existsSync("/usr/bin/apt-get")) return ", and there is no apt-get to install it with";
  // Without a network apt-get would try again and again.
  const limits = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15", "-o", "DPkg::Lock::Timeout=60"];
  const aptGet = (...args) => run("apt-get", [...limits, ...args], { env: { DEBIAN_FRONTEND: "noninteractive" } });
  const install = ["install", "--yes", "--no-install-recommends", name];
  // The lists of packages may be missing or old.
  if (!aptGet(...install).ok) aptGet("update");
  const { ok, output } = aptGet(...install);
  return ok ? "" : ` (apt-get: ${output.trim().split("\n").at(-1)})`;
}

function runTests(long, missing) {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-test-"));
  try {
    const results = join(folder, "results.json");
    const exitCode = runVitest(results, long, missing);
    return countTests(results, exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runVitest(results, long, missing) {
  const excluded = missing.map(({ test }) => `--exclude=${test}`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${results}`, "--silent=passed-only"];
  const child = spawnSync(process.execPath, [installed(vitestFile), "run", ...reporters, ...excluded, ...colour()], {
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
