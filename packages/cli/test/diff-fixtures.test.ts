import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

const root = fileURLToPath(new URL("../../../fixtures/diff/", import.meta.url));
const cases = readdirSync(root);

/** Lines that begin with `#` say why; empty ones are for the eye. */
function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe("diff of fixtures", () => {
  it.each(cases)("%s", async (name) => {
    const folder = `${root}${name}`;
    const expected = linesOf(readFileSync(`${folder}/expected.txt`, "utf8"));
    const run = await runCli(["diff", "base", "head"], { cwd: folder });
    expect(linesOf(run.stdout)).toEqual(expected);
    expect(run.stderr).toBe("");
    expect(run.exitCode).toBe(0);
  });

  it.each(cases)("%s, turned round", async (name) => {
    const run = (sides: readonly string[]) => runCli(["diff", ...sides, "--format", "json"], { cwd: `${root}${name}` });
    const forth = JSON.parse((await run(["base", "head"])).stdout) as Lists;
    const back = JSON.parse((await run(["head", "base"])).stdout) as Lists;
    expect(flows(back.gained)).toEqual(flows(forth.lost));
    expect(flows(back.lost)).toEqual(flows(forth.gained));
    expect(back.endpoints.onlyInBase).toEqual(forth.endpoints.onlyInHead);
  });

  it.each(cases)("%s, each side with itself", async (name) => {
    for (const side of ["base", "head"]) {
      const run = await runCli(["diff", side, side, "--fail-on-change", "any"], { cwd: `${root}${name}` });
      expect(run).toEqual({ stdout: "No connection changed.\n", stderr: "", exitCode: 0 });
    }
  });

  it("has both sides and an expectation in every folder", () => {
    expect(cases.length).toBeGreaterThanOrEqual(8);
    const parts = cases.flatMap((name) => ["base", "head", "expected.txt"].map((part) => `${root}${name}/${part}`));
    expect(parts.filter((path) => !existsSync(path))).toEqual([]);
  });
});

interface Lists {
  readonly gained: readonly Flow[];
  readonly lost: readonly Flow[];
  readonly endpoints: { readonly onlyInBase: unknown; readonly onlyInHead: unknown };
}

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly ports: unknown;
}

function flows(list: readonly Flow[]): unknown {
  return list.map(({ from, to, ports }) => ({ from, to, ports }));
}
