import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The shell of the report, made of the sources as they are. */
export function buildShell(): string {
  return buildPage(new URL("../rolldown.config.mjs", import.meta.url), "NETPOLINT_SHELL_FOLDER", "report.html");
}

/** The one file that a bundler's configuration makes, in a folder that a variable of the environment names. */
export function buildPage(config: URL, variable: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-page-"));
  try {
    const command = createRequire(import.meta.url)
      .resolve("rolldown")
      .replace(/dist.*$/s, "bin/cli.mjs");
    const env = { ...process.env, [variable]: folder };
    const args = [command, "--config", fileURLToPath(config)];
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return readFileSync(join(folder, name), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
