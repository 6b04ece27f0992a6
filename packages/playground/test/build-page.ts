import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const config = fileURLToPath(new URL("../rolldown.config.mjs", import.meta.url));

/** The playground, made of the sources as they are. */
export function buildPage(): string {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-playground-"));
  try {
    const command = createRequire(import.meta.url)
      .resolve("rolldown")
      .replace(/dist.*$/s, "bin/cli.mjs");
    const env = { ...process.env, NETPOLINT_PLAYGROUND_FOLDER: folder };
    const { status, stderr } = spawnSync(process.execPath, [command, "--config", config], { env, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return readFileSync(join(folder, "index.html"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
