import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { callLintOnly } from "./call-netpolint.js";
import { askGit, type Git } from "./git.js";
import type { Host } from "./host.js";
import type { Inputs } from "./read-inputs.js";

/** How often the base has each finding, by fingerprint; or, in a sentence, why that is not known. */
export type BaseFindings = ReadonlyMap<string, number> | { readonly why: string };

/**
 * Lints a commit as it was, with its own configuration. It is written to a temporary folder, since what it holds may be
 * rendered by other programs; neither the work tree nor the index of the repository is touched.
 */
export async function baseFindings(host: Host, git: Git, commit: string, inputs: Inputs): Promise<BaseFindings> {
  const root = await askGit(git, "rev-parse", "--show-toplevel");
  if ("failure" in root) return { why: root.failure };
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "netpolint-base-")));
  try {
    const failure = await writeTree({ ...git, cwd: root.text }, commit, folder);
    if (failure !== undefined) return { why: failure };
    const cwd = join(folder, "tree", relative(root.text, realpathSync(git.cwd)));
    const { result, said } = await callLintOnly(host, cwd, inputs);
    if (!result) return { why: said.trim() };
    const { inputProblems, ruleFailures, findings } = result.report;
    const [problem] = inputProblems;
    if (problem) return { why: `${problem.file}:${problem.line}: ${problem.message}` };
    const [failed] = ruleFailures;
    if (failed) return { why: `Rule \`${failed.ruleId}\` failed.` };
    return countsOf(findings.map(({ fingerprint }) => fingerprint));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeTree(git: Git, commit: string, folder: string): Promise<string | undefined> {
  const own = { ...git, env: { ...git.env, GIT_INDEX_FILE: join(folder, "index") } };
  const read = await askGit(own, "read-tree", commit);
  if ("failure" in read) return read.failure;
  const written = await askGit(own, "checkout-index", "--all", "--quiet", `--prefix=${join(folder, "tree")}/`);
  return "failure" in written ? written.failure : undefined;
}

export function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
