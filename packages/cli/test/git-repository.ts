import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./temporary-folder.js";

export const gitIsMissing = spawnSync("git", ["--version"]).status !== 0;

/** A repository of its own: neither the user's nor the machine's configuration counts, nor the time. */
export function environment(folder: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    GIT_CONFIG_GLOBAL: join(folder, ".none"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_AUTHOR_DATE: "2026-11-21T12:00:00Z",
    GIT_COMMITTER_DATE: "2026-11-21T12:00:00Z",
  };
}

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: folder, env: environment(folder), encoding: "utf8" });
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Answers with the id of the commit. */
export function commit(folder: string, files: Readonly<Record<string, string>>): string {
  write(folder, files);
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "change", "--no-gpg-sign", "--allow-empty");
  return git(folder, "rev-parse", "HEAD").trim();
}

export function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  git(folder, "init", "-q", "-b", "main");
  git(folder, "config", "user.name", "tester");
  git(folder, "config", "user.email", "tester@example.com");
  commit(folder, files);
  return folder;
}
