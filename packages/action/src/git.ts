import { runGit } from "netpolint/parts";
import type { Environment } from "./host.js";

/** Runs git in one folder. */
export interface Git {
  readonly cwd: string;
  readonly env: Environment;
}

/** What git printed, without the line break at its end, or in a sentence why it printed nothing. */
export type GitText = { readonly text: string } | { readonly failure: string };

export async function askGit(git: Git, ...args: readonly string[]): Promise<GitText> {
  const answer = await runGit(git, args);
  return "failure" in answer ? answer : { text: answer.output.toString("utf8").replace(/\r?\n$/, "") };
}

/** The commit that a revision names; undefined where the clone does not have it. */
export async function commitOf(git: Git, revision: string): Promise<string | undefined> {
  const found = await askGit(git, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  return "text" in found && /^[0-9a-f]{40,64}$/.test(found.text) ? found.text : undefined;
}

export async function isShallow(git: Git): Promise<boolean> {
  const answer = await askGit(git, "rev-parse", "--is-shallow-repository");
  return "text" in answer && answer.text === "true";
}
