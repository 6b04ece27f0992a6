import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.js";

// What only a process can show, tried with the bundle that users run.

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "netpolint-bundle-"));
const program = join(folder, "netpolint.cjs");
const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers: []\n";
const twice = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  name: b\nspec:\n  containers: []\n";

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, "scripts/bundle-cli.mjs"), folder], { cwd: root, encoding: "utf8" });
  expect(built).toMatchObject({ stdout: "", stderr: "", status: 0 });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** A line of bash in which `netpolint` is the program. */
function shell(line: string, cwd: string): Ended {
  const script = `netpolint() { '${process.execPath}' '${program}' "$@"; }\n${line}`;
  const { status, signal, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, encoding: "utf8" });
  return { status, signal, stdout, stderr };
}

/** What becomes of a program whose input stays open. */
function ended(args: readonly string[], meanwhile: (child: ChildProcess) => void = () => undefined): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: folder });
  meanwhile(child);
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (stderr += text));
    child.on("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
}

describe("a configuration that is a program", () => {
  it.each([
    ["mjs", 'export default { rules: { "missing-namespace": "off" } };'],
    ["mjs", 'await 0; export default { rules: { "missing-namespace": "off" } };'],
    ["js", 'module.exports = { rules: { "missing-namespace": "off" } };'],
  ])("is loaded by the bundle: %s, %s", (end, text) => {
    const cwd = temporaryFolder({ "a.yaml": pod, [`netpolint.config.${end}`]: text });
    expect(shell("netpolint .", cwd)).toMatchObject({ status: 0, stderr: "" });
    expect(shell("netpolint .", cwd).stdout).toMatch(/^No findings/);
    expect(shell("netpolint . --no-config", cwd).stdout).toContain("missing-namespace");
  });
});

describe("a reader that goes away", () => {
  it("ends the run quietly, with the exit code that it has anyway", () => {
    // More than a pipe holds.
    const cwd = temporaryFolder({ "a.yaml": Array<string>(700).fill(twice).join("---\n") });
    for (const format of ["stylish", "json", "pretty"]) {
      const run = shell(`netpolint a.yaml -f ${format} | head -n 1; echo "\${PIPESTATUS[0]}"`, cwd);
      expect(run.stderr, format).toBe("");
      expect(run.stdout.split("\n").slice(1), format).toEqual(["1", ""]);
    }
  });

  it("may be the one of the errors, or of the version", () => {
    const cwd = temporaryFolder();
    expect(shell("netpolint --nonsense 2>&1 >/dev/null | true; echo ${PIPESTATUS[0]}", cwd).stdout).toBe("2\n");
    expect(shell("netpolint --version | true; echo ${PIPESTATUS[0]}", cwd)).toMatchObject({ stdout: "0\n", stderr: "" });
    expect(shell("netpolint --help | true; echo ${PIPESTATUS[0]}", cwd)).toMatchObject({ stdout: "0\n", stderr: "" });
  });

  it("is not a disk that is full", () => {
    const run = shell("netpolint a.yaml > /dev/full", temporaryFolder({ "a.yaml": pod }));
    expect(run).toMatchObject({ status: 2, stderr: "netpolint: The output cannot be written: the disk is full.\n" });
  });
});

describe("Ctrl-C", () => {
  it("ends a run that waits for its input, without a word", async () => {
    const waiting = ended([program, "-"], (child) => setTimeout(() => child.kill("SIGINT"), 500));
    // A shell shows this as 130. To end by the signal, and not by a code, is what stops a script around it too.
    expect(await waiting).toEqual({ status: null, signal: "SIGINT", stdout: "", stderr: "" });
  });

  it("is 130 to a shell", () => {
    const wait = "< <(sleep 2 2> /dev/null)";
    const line = `timeout --preserve-status -s INT 0.5 '${process.execPath}' '${program}' - ${wait}; echo "exit $?"`;
    const run = spawnSync("bash", ["-c", line], { cwd: folder, encoding: "utf8" });
    expect(run).toMatchObject({ stdout: "exit 130\n", stderr: "" });
  });
});

describe("errors", () => {
  it("are one sentence, and no stack", () => {
    const cwd = temporaryFolder({ "a.yaml": pod });
    for (const [line, sentence] of [
      ["netpolint nowhere", "nowhere\n  1:1  unread  There is no such file or folder  file-unreadable\n"],
      ["netpolint - < .", "<stdin>\n  1:1  unread  The file is empty  file-empty\n"],
      ["mkdir gone; cd gone; rmdir ../gone; netpolint", "netpolint: The current folder does not exist any more; go to one that does.\n"],
    ] as const) {
      const run = shell(line, cwd);
      expect(run.stdout + run.stderr, line).toContain(sentence);
      expect(run.stdout + run.stderr).not.toMatch(/^\s+at /m);
      expect(run.status).toBe(2);
    }
  });
});

describe("what fails outside the program", () => {
  it("is an internal error too, in one sentence, and with --debug where", async () => {
    const late = join(temporaryFolder({ "late.cjs": "setTimeout(() => { throw new TypeError('late'); }, 1000);" }), "late.cjs");
    // It waits for its input meanwhile.
    const run = (...args: readonly string[]): Promise<Ended> => ended(["--require", late, program, "-", ...args]);
    const [quiet, debugging] = await Promise.all([run(), run("--debug")]);
    expect(quiet).toMatchObject({ status: 2, stdout: "" });
    expect(quiet.stderr).toMatch(/^netpolint \S+: internal error \(late\); please report it at \S+ .*`netpolint -`;.*\n$/);
    expect(debugging.stderr).toContain("TypeError: late\n    at ");
  });

  it("may be an installation that is not whole", () => {
    const alone = temporaryFolder();
    copyFileSync(program, join(alone, "netpolint.cjs"));
    const run = spawnSync(process.execPath, [join(alone, "netpolint.cjs"), "lint"], { encoding: "utf8" });
    expect(run.stderr).toMatch(/^netpolint \d+\.\d+\.\d+: The program cannot be loaded \(.*\); install netpolint again\.\n$/);
    expect(run.status).toBe(2);
  });
});

describe("as a plugin of kubectl", () => {
  it("calls itself what the user has called", () => {
    const bin = temporaryFolder();
    // npm makes a link.
    symlinkSync(join(folder, "kubectl-netpolint.cjs"), join(bin, "kubectl-netpolint"));
    const run = spawnSync(process.execPath, [join(bin, "kubectl-netpolint"), "why", "--help"], { encoding: "utf8" });
    expect(run.stdout).toContain("  kubectl netpolint why <from> <to>");
    const version = spawnSync(process.execPath, [join(bin, "kubectl-netpolint"), "--version"], { encoding: "utf8" });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("is a program of the package, beside the other", () => {
    const { bin } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")) as { bin: object };
    expect(bin).toEqual({ "kubectl-netpolint": "./dist/kubectl-netpolint.cjs", netpolint: "./dist/netpolint.cjs" });
  });
});

it("every command runs in the bundle, whose parts need each other", () => {
  const cwd = temporaryFolder();
  cpSync(join(root, "examples/netobserv"), join(cwd, "in"), { recursive: true });
  const other = "in/network-policies.yaml";
  const linting = ["lint in", "lint in -f sarif", "lint in --fix-dry-run"];
  const asking = ["map in", "map in -f mermaid", `diff ${other} in`, "why netobserv/netobserv-operator 10.0.0.1 --in in", "status in"];
  const writing = ["generate --preset same-namespace --in in", "report in -o report.html", "init", "completions bash"];
  for (const command of [...linting, ...asking, ...writing, "packs netobserv", "rules", "print-nothing"]) {
    const { stderr, status } = shell(`netpolint ${command}`, cwd);
    expect(stderr, command).not.toContain("internal error");
    expect(status === 2, `${command}: ${stderr}`).toBe(command === "print-nothing");
  }
});

it("the bundle holds the pages, wherever it runs", () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "docs"));
  const run = shell("netpolint explain duplicate-key && netpolint explain netobserv NO-1", cwd);
  expect(run.stdout).toContain("duplicate-key\n\n");
  expect(run.stdout).toMatch(/^Pack netobserv\n {2}id {5}NO-1\n {2}level {2}must\n/m);
});

describe("the code that V8 has made", () => {
  it.each(["program.bin", "parts/seldom.bin"])("is taken by this V8: %s", (name) => {
    const bytes = readFileSync(join(folder, name));
    const end = 8 + bytes.readUInt32LE(0);
    expect(end % 8).toBe(0);
    const script = new Script(bytes.toString("latin1", 8, end), { cachedData: bytes.subarray(end) });
    expect(script.cachedDataRejected).toBe(false);
  });

  it("runs as the files of the bundle do", () => {
    const plain = temporaryFolder();
    cpSync(folder, plain, { recursive: true });
    for (const name of ["program.bin", "parts/seldom.bin"]) rmSync(join(plain, name));
    // Text beyond ASCII is written in another way there.
    const args = ["lint", "--no-config", temporaryFolder({ "a.yaml": twice })];
    const run = (bundle: string): string => spawnSync(process.execPath, [join(bundle, "netpolint.cjs"), ...args], { encoding: "utf8" }).stdout;
    expect(run(folder)).toContain("✖ 2 problems");
    expect(run(folder)).toBe(run(plain));
  });

  it("is not read where a run does not need it", () => {
    const alone = temporaryFolder();
    cpSync(folder, alone, { recursive: true });
    // A part that cannot run shows who runs it.
    rmSync(join(alone, "parts/seldom.bin"));
    writeFileSync(join(alone, "parts/seldom.cjs"), "throw new Error('seldom');");
    const lint = (path: string): Ended => shell(`'${process.execPath}' '${join(alone, "netpolint.cjs")}' lint --no-config '${path}'`, root);
    for (const path of ["examples/netobserv/network-policies.yaml", "packages/cli/start-up/one-policy.yaml"]) {
      expect(lint(path), path).toMatchObject({ status: 0, stderr: "" });
    }
    expect(lint("examples/netobserv").stderr).toContain("internal error (seldom)");
  });
});
