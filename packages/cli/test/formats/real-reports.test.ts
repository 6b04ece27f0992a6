import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { formatNames } from "../../src/reporters/formats.js";
import { runCli } from "../run-cli.js";
import { temporaryFolder } from "../temporary-folder.js";
import { checkJunit, gitlabSchema, rdjsonSchema, readJson, validateSarif } from "./read-reports.js";
import { elements, readXml } from "./read-xml.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

interface JsonReport {
  readonly findings: readonly unknown[];
  readonly inputProblems: readonly unknown[];
}

it("real findings and problems, in every format, are read back as the same number of entries", async () => {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const formats = formatNames.flatMap((name) => ["-f", `${name}=${file(name)}`]);
  const run = await runCli(["fixtures/broken", "fixtures/ok", "examples", ...formats], { cwd: root });
  expect(run).toMatchObject({ stdout: "", exitCode: 2 });
  const text = (name: string): string => readFileSync(file(name), "utf8");

  const { findings, inputProblems } = JSON.parse(text("json")) as JsonReport;
  const total = findings.length + inputProblems.length;
  expect(findings.length).toBeGreaterThan(20);
  expect(inputProblems.length).toBeGreaterThan(5);

  const log = JSON.parse(text("sarif")) as { runs: [{ results: readonly unknown[] }] };
  validateSarif(log);
  expect(validateSarif.errors).toBeNull();
  expect(log.runs[0].results).toHaveLength(total);

  const issues = readJson(gitlabSchema, text("gitlab")) as { fingerprint: string; check_name: string }[];
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  expect(issues.length).toBeGreaterThanOrEqual(total);
  const { diagnostics } = readJson(rdjsonSchema, text("rdjson")) as { diagnostics: readonly unknown[] };
  expect(diagnostics).toHaveLength(issues.length);

  const suites = readXml(text("junit"));
  checkJunit(suites);
  const isOfFile = (classname: string | undefined): boolean => /^netpolint\.(?:rules|input)$/.test(classname ?? "");
  expect(elements(suites, "testcase").filter(({ attributes }) => isOfFile(attributes["classname"]))).toHaveLength(total);
  expect(elements(readXml(text("checkstyle")), "error")).toHaveLength(issues.length);
  expect(elements(readXml(text("html")), "article")).toHaveLength(total);

  const parts = text("jsonl").trimEnd().split("\n").map((line) => (JSON.parse(line) as { type: string }).type);
  expect(parts.filter((type) => type === "finding" || type === "inputProblem")).toHaveLength(total);
  for (const name of ["compact", "unix"]) expect(text(name).split("\n\n")[0]?.split("\n")).toHaveLength(total);
  const commands = text("github").split("\n").filter((line) => / file=|,file=/.test(line));
  expect(commands).toHaveLength(total);
  expect(text("markdown").split("\n").filter((line) => line.startsWith("| "))).toHaveLength(total + 1);
}, 60_000);
