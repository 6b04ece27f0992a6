import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { formatNames } from "../src/reporters/formats.js";
import { commands, options, shells } from "../src/options.js";
import { builtInTools } from "../src/tools.js";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const scripts = new Map<string, string>();

beforeAll(async () => {
  for (const shell of shells) scripts.set(shell, (await runCli(["completions", shell], { cwd: "/" })).stdout);
});

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit 0"]).status === 0;
}

/** What bash offers for a line that ends at the cursor; it takes `=` for a word of its own. */
function offeredByBash(line: string): readonly string[] {
  const folder = temporaryFolder({ "manifests/a.yaml": "", "why.yaml": "" });
  const words = line.split(/(=)| /).filter((word) => word !== undefined);
  const last = words.at(-1) === "" && words.at(-2) === "=" ? words.slice(0, -1) : words;
  const script = join(folder, ".netpolint.bash");
  writeFileSync(script, scripts.get("bash") ?? "");
  const quoted = last.map((word) => `'${word}'`).join(" ");
  const program =
    `source '${script}'; COMP_WORDS=(${quoted}); COMP_CWORD=${last.length - 1}; ` +
    'COMP_LINE="$*"; set -u; _netpolint; printf "%s\\n" ${COMPREPLY[@]+"${COMPREPLY[@]}"}';
  const output = execFileSync("bash", ["--norc", "--noprofile", "-c", program], { cwd: folder, encoding: "utf8" });
  return output.split("\n").filter((word) => word !== "");
}

describe("in bash", () => {
  it("the first word is a command or a path", () => {
    const offered = offeredByBash("netpolint ");
    expect(offered).toEqual(expect.arrayContaining([...commands.map(({ name }) => name), "manifests", "why.yaml"]));
    expect(offeredByBash("netpolint w")).toEqual(["why", "why.yaml"]);
  });

  it("options are those of the command, with their short names", () => {
    const optionsOf = (command: string): readonly string[] =>
      options
        .filter((option) => (option.commands as readonly string[]).includes(command))
        .flatMap(({ name, short }) => (short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`]));
    for (const { name } of commands) {
      expect(offeredByBash(`netpolint ${name} -`).toSorted(), name).toEqual(optionsOf(name).toSorted());
    }
    expect(offeredByBash("netpolint -").toSorted()).toEqual(optionsOf("lint").toSorted());
    expect(offeredByBash("netpolint map --fo").toSorted()).toEqual(["--focus", "--format"]);
  });

  it("values are those of the option, behind a space or `=`", () => {
    expect(offeredByBash("netpolint --format ")).toEqual(formatNames);
    expect(offeredByBash("netpolint -f s")).toEqual(["stylish", "sarif"]);
    expect(offeredByBash("netpolint --format=ju")).toEqual(["junit"]);
    expect(offeredByBash("netpolint --world=")).toEqual(["open", "closed"]);
    expect(offeredByBash("netpolint map --format m")).toEqual(["md", "mermaid", "matrix"]);
    expect(offeredByBash("netpolint --pack ")).toEqual(builtInTools.packs.map(({ id }) => id));
  });

  it("words are those that the command takes", () => {
    expect(offeredByBash("netpolint explain superseded")).toEqual(["superseded-api"]);
    expect(offeredByBash("netpolint explain net")).toEqual(["netobserv"]);
    expect(offeredByBash("netpolint help con")).toEqual(["convert"]);
    expect(offeredByBash("netpolint completions ")).toEqual(shells);
    // Files, which bash offers where the script has nothing.
    expect(offeredByBash("netpolint map ")).toEqual([]);
    expect(scripts.get("bash")).toContain("complete -o bashdefault -o default -F _netpolint netpolint\n");
  });
});

describe("in the other shells", () => {
  it.each(shells)("%s knows every command and option", (shell) => {
    const script = scripts.get(shell) ?? "";
    for (const { name } of commands) expect(script).toContain(name);
    for (const { name } of options) expect(script).toContain(shell === "fish" ? `-l ${name} ` : `--${name}`);
  });

  const checks = [
    { shell: "bash", args: ["-n"] },
    { shell: "zsh", args: ["-n"] },
    { shell: "fish", args: ["--no-execute"] },
  ].filter(({ shell }) => isInstalled(shell));

  it.each(checks)("$shell parses the script", ({ shell, args }) => {
    const file = join(temporaryFolder({ script: scripts.get(shell) ?? "" }), "script");
    expect(spawnSync(shell, [...args, file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });
});
