import { countText, fromRepository, type LintResult, type SourceRange } from "netpolint/parts";
import { baseFindings } from "./base-findings.js";
import { type Nearness, nearness } from "./changed-lines.js";
import type { Checked, Compared } from "./compare.js";
import type { Host } from "./host.js";
import { onlyChanged } from "./only-changed.js";
import { repositoryRoot } from "./repository-root.js";

/** What is shown of the result, and how near to the change it is. */
export interface Shown extends Compared {
  readonly result: LintResult;
  readonly fromRepository: (path: string) => string;
  readonly nearnessOf: (entry: { readonly file: string; readonly range: SourceRange }) => Nearness;
}

export async function narrow(host: Host, { inputs, cwd, git, result }: Checked, compared: Compared): Promise<Shown> {
  const inRepository = fromRepository(cwd, repositoryRoot(host, cwd));
  const nearnessOf: Shown["nearnessOf"] = ({ file, range }) => nearness(compared.changed, inRepository(file), range);
  const all: Shown = { ...compared, result, fromRepository: inRepository, nearnessOf };
  if (!inputs.onlyChanged) return all;
  const { base } = compared;
  const noBase = { why: "there is no base." };
  const inBase = base.type === "none" ? noBase : await baseFindings(host, git, base.commit, inputs);
  if ("why" in inBase) return { ...all, notes: [...all.notes, `${allShown}: ${inBase.why}`] };
  const shown = onlyChanged(result, inBase, nearnessOf);
  const hidden = result.report.findings.length - shown.report.findings.length;
  if (hidden === 0) return all;
  const note = `Not shown: ${countText(hidden, "finding")} that the base has too, on lines that did not change.`;
  return { ...all, result: shown, notes: [...all.notes, note] };
}

const allShown = "All findings are shown, though `only-changed` is set, since it is not known which the base has";
