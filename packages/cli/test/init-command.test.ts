import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../src/version.js";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const written = ["netpolint.config.yaml", ".github/workflows/netpolint.yaml", ".pre-commit-config.yaml"];

describe("netpolint init", () => {
  it("asks nothing where nobody is there", async () => {
    const cwd = temporaryFolder();
    const run = await runCli(["init"], { cwd });
    expect(run).toMatchObject({ stderr: "", exitCode: 0 });
    for (const file of written) expect(existsSync(join(cwd, file)), file).toBe(true);
  });

  it("writes what was said yes to, or nothing at all", async () => {
    const cwd = temporaryFolder();
    const questions: string[] = [];
    const answers = ["", "no", "Yes"];
    const ask = (question: string): Promise<string> => Promise.resolve(answers[questions.push(question) - 1] ?? "");
    const run = await runCli(["init"], { cwd, ask });
    expect(questions).toEqual([
      "Write netpolint.config.yaml, what is checked? [Y/n] ",
      "Write .github/workflows/netpolint.yaml, a GitHub workflow that checks every push and pull request? [Y/n] ",
      "Write .pre-commit-config.yaml, a pre-commit hook? [Y/n] ",
    ]);
    expect(run.stdout).toContain("Left out .github/workflows/netpolint.yaml.\n");
    expect(written.map((file) => existsSync(join(cwd, file)))).toEqual([true, false, true]);
  });

  it("asks nobody with --yes, and about no file that is there", async () => {
    const files = Object.fromEntries(written.map((file) => [file, `# mine: ${file}\n`]));
    const ask = (): Promise<string> => Promise.reject(new Error("asked"));
    const full = temporaryFolder(files);
    await runCli(["init"], { cwd: full, ask });
    for (const file of written) expect(readFileSync(join(full, file), "utf8")).toBe(files[file]);
    expect(await runCli(["init", "--yes"], { cwd: temporaryFolder(), ask })).toMatchObject({ exitCode: 0 });
  });

  it("puts what services read into the root of the repository, for the folder where it runs", async () => {
    const repository = temporaryFolder();
    const cwd = join(repository, "deploy", "it's: here");
    mkdirSync(cwd, { recursive: true });
    const run = await runCli(["init"], { cwd, repository });
    expect(run.stdout).toContain("Wrote ../../.github/workflows/netpolint.yaml.\n");
    expect(existsSync(join(cwd, "netpolint.config.yaml"))).toBe(true);
    const workflow = readFileSync(join(repository, ".github/workflows/netpolint.yaml"), "utf8");
    expect(workflow).toContain(`      - run: npx --yes netpolint@${version}\n`);
    expect(workflow).toContain('        working-directory: "deploy/it\'s: here"\n');
    expect(readFileSync(join(repository, ".pre-commit-config.yaml"), "utf8")).toContain('args: ["deploy/it\'s: here"]');
  });

  it("says what cannot be written, writes the rest, and fails", async () => {
    const cwd = temporaryFolder({ ".github": "a file" });
    const run = await runCli(["init"], { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toBe(
      "netpolint: `.github/workflows/netpolint.yaml` cannot be written: a part of its path is a file.\n",
    );
    expect(existsSync(join(cwd, ".pre-commit-config.yaml"))).toBe(true);
  });

  it("writes a configuration that is in force, and examples that are right when they are taken in", async () => {
    const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  containers: []\n";
    const cwd = temporaryFolder({ "pod.yaml": pod });
    await runCli(["init"], { cwd });
    expect(await runCli([], { cwd })).toMatchObject({ stderr: "", exitCode: 0 });
    const file = join(cwd, "netpolint.config.yaml");
    const examples = readFileSync(file, "utf8").replace("environment: {}", "environment:").replaceAll("\n  # ", "\n  ");
    expect(examples).toContain("\n  cni: cilium\n");
    writeFileSync(file, examples);
    expect(await runCli([], { cwd })).toMatchObject({ stderr: "", exitCode: 0 });
    const inForce = await runCli(["--print-config"], { cwd });
    expect(inForce).toMatchObject({ stderr: "", exitCode: 0 });
    for (const text of ["192.0.2.10/32", "10.244.0.0/16", "192.0.2.0/24", "cilium"]) {
      expect(inForce.stdout, text).toContain(text);
    }
    // A mistake in it would be seen.
    writeFileSync(file, examples.replace("podRanges", "podRange"));
    expect(await runCli([], { cwd })).toMatchObject({ exitCode: 2 });
  });
});
