import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { useColour } from "../src/colour.js";
import { commands, options } from "../src/options.js";
import { parseArguments } from "../src/parse-arguments.js";
import { version } from "../src/version.js";
import { type Run, runCli, type RunOptions } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

it("has the version of the package", () => {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  expect(version).toBe((JSON.parse(text) as { version: string }).version);
});

describe("arguments", () => {
  it("may leave the command out", () => {
    const unnamed = { command: "lint", named: false };
    expect(parseArguments(["k8s", "more"])).toMatchObject({ ...unnamed, positionals: ["k8s", "more"] });
    expect(parseArguments(["lint", "k8s"])).toMatchObject({ command: "lint", named: true, positionals: ["k8s"] });
    expect(parseArguments(["./why"])).toMatchObject({ command: "lint", positionals: ["./why"] });
    expect(parseArguments(["k8s", "why"])).toMatchObject({ command: "lint", positionals: ["k8s", "why"] });
  });

  it("may have options before the command", () => {
    expect(parseArguments(["--world", "closed", "why", "a/b", "c/d"])).toMatchObject({
      command: "why",
      positionals: ["a/b", "c/d"],
    });
  });

  it("are paths behind `--`", () => {
    expect(parseArguments(["--", "why", "--help"])).toMatchObject({ command: "lint", positionals: ["why", "--help"] });
    expect(parseArguments(["why", "--", "a/b", "-"])).toMatchObject({ command: "why", positionals: ["a/b", "-"] });
  });

  it("take the last of an option that is not repeatable, and all of one that is", () => {
    const args = parseArguments(["--world", "open", "--pack=a", "--world=closed", "--pack", "b"]);
    expect("values" in args && [args.values.get("world"), args.values.get("pack")]).toEqual([["closed"], ["a", "b"]]);
  });

  it("have defaults", () => {
    const lint = parseArguments([]);
    expect("values" in lint && [...lint.values].filter(([, values]) => values.length > 0)).toEqual([
      ["format", ["stylish"]],
      ["fail-on", ["error"]],
      ["world", ["open"]],
      ["channel", ["experimental"]],
    ]);
    expect("values" in lint && lint.values.get("pack")).toEqual([]);
    const why = parseArguments(["why"]);
    expect("values" in why && [why.values.get("in"), why.values.get("format")]).toEqual([["."], ["text"]]);
  });

  it("may be named like what every object has", () => {
    expect(parseArguments(["--constructor"])).toEqual({ problem: "There is no option `--constructor`." });
    expect(parseArguments(["constructor", "__proto__"])).toMatchObject({ positionals: ["constructor", "__proto__"] });
  });
});

describe("help", () => {
  it("explains every option of a command, with a sentence of its own", async () => {
    for (const command of commands.filter(({ name }) => name !== "help")) {
      const { stdout } = await runCli([command.name, "--help"], { cwd: "/" });
      expect(stdout).toContain(command.usage);
      for (const { name, help } of options) {
        expect(help, name).toMatch(/^\S.*\.$/);
        const isOurs = options.some((option) => option.name === name && option.commands.includes(command.name));
        expect(new RegExp(`^ +(?:-\\w, )?--${name} `, "m").test(stdout), `${command.name} ${name}`).toBe(isOurs);
      }
    }
  });

  it("lists every command, and calls the program what the user called", async () => {
    const { stdout } = await runCli(["--help"], { cwd: "/" });
    for (const { usage } of commands) expect(stdout).toContain(usage);
    const plugin = await runCli(["why", "--help"], { cwd: "/", program: "kubectl netpolint" });
    expect(plugin.stdout).toContain("\n  kubectl netpolint why <from> <to>");
    const wrong = await runCli(["why"], { cwd: "/", program: "kubectl netpolint" });
    expect(wrong.stderr).toContain("Try `kubectl netpolint why --help`.");
  });
});

describe("colours", () => {
  const decide = (flags: readonly string[], env: RunOptions["env"], isTerminal: boolean): boolean => {
    const output = { write: () => undefined, isTerminal, columns: undefined };
    const stdin = (): Promise<Uint8Array> => Promise.resolve(Buffer.of());
    return useColour(new Set(flags), { cwd: "/", env: env ?? {}, stdin, stdout: output, stderr: output });
  };

  it("are for terminals", () => {
    expect(decide([], {}, true)).toBe(true);
    expect(decide([], {}, false)).toBe(false);
    expect(decide([], { TERM: "dumb" }, true)).toBe(false);
  });

  it("are as the environment says", () => {
    expect(decide([], { NO_COLOR: "1" }, true)).toBe(false);
    expect(decide([], { NO_COLOR: "" }, true)).toBe(true);
    expect(decide([], { FORCE_COLOR: "1" }, false)).toBe(true);
    expect(decide([], { FORCE_COLOR: "", NO_COLOR: "1" }, false)).toBe(true);
    expect(decide([], { FORCE_COLOR: "0" }, true)).toBe(false);
    expect(decide([], { FORCE_COLOR: "false" }, true)).toBe(false);
  });

  it("are as the options say, before all else", () => {
    expect(decide(["color"], { NO_COLOR: "1" }, false)).toBe(true);
    expect(decide(["no-color"], { FORCE_COLOR: "1" }, true)).toBe(false);
    expect(decide(["no-color", "color"], {}, true)).toBe(false);
  });
});

describe("settings", () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers: []\n";
  const policy =
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p\nspec:\n  podSelector: {}\n" +
    "  ingress:\n    - from:\n        - ipBlock:\n            cidr: 10.0.0.0/8\n" +
    "    - from:\n        - namespaceSelector:\n" +
    "            matchLabels:\n              policy-group.network.openshift.io/host-network: ''\n";
  const why = async (...args: readonly string[]): Promise<string | undefined> => {
    const run: Run = await runCli(["why", ...args], { cwd: temporaryFolder({ "a.yaml": `${pod}---\n${policy}` }) });
    return run.stdout.split("\n")[0];
  };

  it("reach the engine: --namespace, --apiserver and --platform", async () => {
    expect(await why("@apiserver", "default/a", "80")).toBe("undefined: @apiserver -> default/Pod/a TCP 80");
    expect(await why("@apiserver", "x/a", "80", "--namespace", "x", "--apiserver", "10.0.0.1/32")).toBe(
      "allow: @apiserver -> x/Pod/a TCP 80",
    );
    expect(await why("@node", "default/a", "80", "--platform", "openshift")).toBe(
      "allow: @node -> default/Pod/a TCP 80",
    );
  });
});
