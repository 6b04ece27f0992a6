import { execFile } from "node:child_process";
import type { Io } from "../io.js";

/** What git answered, or in a sentence why it did not. */
export type GitAnswer = { readonly output: Buffer } | { readonly failure: string };

/** Runs git without a shell. Only commands that read are run; index and work tree are never touched. */
export function runGit({ cwd, env }: Pick<Io, "cwd" | "env">, args: readonly string[], stdin = ""): Promise<GitAnswer> {
  // Messages are matched and shown in one language, and nothing waits for a password.
  const gitEnv = { ...env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };
  const options = { cwd, env: gitEnv, encoding: "buffer", maxBuffer: Infinity, windowsHide: true } as const;
  return new Promise((resolve) => {
    const child = execFile("git", args, options, (error, stdout, stderr) => {
      resolve(error ? { failure: failureText(error, stderr) } : { output: stdout });
    });
    // Git may end before it has read everything; its exit code says why.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(stdin);
  });
}

function failureText(error: Error, stderr: Buffer): string {
  if ("code" in error && error.code === "ENOENT") return "git is not installed, or not in the PATH.";
  const [line = ""] = stderr.toString("utf8").split("\n");
  const said = line.replace(/^fatal: /, "").trim();
  if (said.startsWith("not a git repository")) return "The current folder is in no git repository.";
  return said === "" ? "git failed." : `git says: ${said}`;
}
