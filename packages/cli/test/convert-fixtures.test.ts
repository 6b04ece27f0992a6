import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

const root = fileURLToPath(new URL("../../../fixtures/convert/", import.meta.url));

/** An empty text where there is no such file. */
function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

describe("convert fixtures", () => {
  it.each(readdirSync(root))("%s", async (name) => {
    const cwd = `${root}${name}`;
    const reasons = textOf(`${cwd}/expected.txt`).replace(/^#.*\n/gm, "");
    const run = await runCli(["convert", "input.yaml"], { cwd });
    expect(run).toEqual({ stdout: textOf(`${cwd}/expected.yaml`), stderr: reasons, exitCode: reasons === "" ? 0 : 1 });
  });
});
