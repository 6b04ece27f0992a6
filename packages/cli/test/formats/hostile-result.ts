import type { Finding, SourceFile } from "@netpolint/core";
import { allRules } from "@netpolint/rules";
import type { LintResult } from "../../src/lint-result.js";
import type { ReportContext } from "../../src/reporters/reporter.js";
import { finding, range, result } from "../sample-report.js";

/** Files whose names a format could take for something else. Valid names on Linux, all of them. */
export const hostileFiles = [
  "::error::forged.yaml",
  "a,b:c=d;%0A%.yaml",
  "line\nbreak\r::set-output name=x::y.yaml",
  "sub dir/<b>&\"'.yaml",
  "##[error]forged.yaml",
  "pipe|`tick`[x](http://evil.example).yaml",
  "täglich/日本/😀.yaml",
];

export const hostileMessages = [
  "One,\n::error file=x,line=1::forged\r\n%0A100%.",
  "`a|b` is <script>alert(1)</script> & \"more\" ]]> <!-- -->.",
  "Name [click](http://evil.example) and ](1) and *bold* _x_ ~~y~~ @all #1 &lt;.",
  "\u0000\u0007\u001b[31mred\u001b[0m \u202egnirts\u202c \ud800 \ufffe end.",
  "##[add-mask]x and ##[error]y.",
];

/** Lines with characters of 1, 2, 3 and 4 bytes, so that columns of different units differ. */
const text = 'a: "é日😀" # end\r\n\tb: 1\nc: 2\n';

export const files: readonly SourceFile[] = hostileFiles.map((path) => ({ path, text }));

export const hostileFindings: readonly Finding[] = hostileFiles.flatMap((file, fileIndex) =>
  hostileMessages.map((message, index) =>
    finding({
      file,
      message,
      help: `Do: ${message}`,
      severity: (["error", "warning", "info"] as const)[(fileIndex + index) % 3]!,
      ruleId: "required-flow",
      range: index === 0 ? range(1, 4, 3, 2) : range(1, 4, 1, 10),
      related: [{ file: hostileFiles[0]!, range: range(2, 2), message: `Related: ${message}` }],
      witness: { from: message, to: file, protocol: "TCP", port: 80 },
      object: { apiVersion: "v1", kind: "NetworkPolicy", namespace: "a", name: message, path: "spec.ingress[0]" },
      // Two findings of a run may share it.
      fingerprint: `same for ${file}`,
      fix: { title: "Remove [it](x)", edits: [{ file, range: range(1, 4, 1, 10), text: "" }] },
      suggestions: [
        {
          title: "Write more",
          edits: [
            { file, range: range(1, 4, 1, 4), text: "new\n" },
            { file: hostileFiles[0]!, range: range(3, 1, 3, 5), text: "d: 3" },
          ],
          effect: { gained: ["a -> b TCP 80"], lost: [] },
        },
      ],
    }),
  ),
);

export const hostileResult: LintResult = result(
  {
    findings: hostileFindings,
    inputProblems: hostileFiles.map((file, index) => {
      return { code: "yaml-syntax", message: hostileMessages[index % 5]!, file, line: 4, column: 1 };
    }),
    unchecked: [{ pack: "p|<x>", id: "ID,1", reason: hostileMessages[0]! }],
  },
  {
    undecidedMust: 2,
    otherPolicies: { CiliumNetworkPolicy: 2 },
    assumptions: [hostileMessages[1]!],
  },
  { notRendered: ["chart/templates/::x.yaml"] },
);

export function context(parts: Partial<ReportContext> = {}): ReportContext {
  return {
    files,
    rules: allRules,
    fromRepository: (path) => path,
    exitCode: 2,
    colour: false,
    links: false,
    columns: 120,
    ...parts,
  };
}

/** How many entries of each severity a format has to show, beside its remarks. Input problems are errors. */
export const expectedCounts = {
  error: hostileFindings.filter(({ severity }) => severity === "error").length + hostileFiles.length,
  warning: hostileFindings.filter(({ severity }) => severity === "warning").length,
  info: hostileFindings.filter(({ severity }) => severity === "info").length,
};
