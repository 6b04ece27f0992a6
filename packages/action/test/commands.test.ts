import { readFileSync } from "node:fs";
import fc from "fast-check";
import { commandLine } from "netpolint/parts";
import { describe, expect, it } from "vitest";
import { gitIsMissing } from "../../cli/test/git-repository.js";
import { openLog } from "../src/log.js";
import { bundle, runBundle } from "./run-bundle.js";
import { understand } from "./runner-stand-in.js";
import { baseFiles, pullRequestEvent, shopRepository } from "./shop.js";

const { file } = bundle();

/** What a manifest may hold in the hope that a runner reads it. */
const hostile = [
  "::error::pwned",
  "\n::error file=k8s/shop.yaml,line=1::pwned",
  "\r::warning title=pwned::pwned",
  "\r\n::notice::pwned",
  "##[error]pwned",
  "x ##[set-output name=conclusion]pwned",
  "%0A::error::pwned",
  "::stop-commands::pwned",
  "\n::set-output name=conclusion::pwned\n",
  "\u2028::error::pwned",
  "\u001b[2K\r::error::pwned",
  "a::b,c=d%25",
];

const text = (value: string): string => JSON.stringify(value);

function policy(label: string, index: number): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${text(`p${index}${label}`)}, namespace: shop }
spec:
  podSelector: { matchLabels: { app: ${text(label)} } } # ${label.replaceAll(/[\r\n\u2028]/g, "\n# ")}
  # netpolint-disable-next-line ${label.replaceAll(/[\r\n\u2028]/g, " ")} -- ${label.replaceAll(/[\r\n\u2028]/g, " ")}
  policyTypes: [${text(label)}]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: ${text(label)}, ${text(label)}: x } } }]
      ports: [{ port: ${text(label)} }]
`;
}

const fileNames = [
  "::error::pwned.yaml",
  "k8s/a,b:c%0A::error::pwned.yaml",
  "k8s/new\n::error title=pwned::pwned.yaml",
  "k8s/cr\r::error::pwned.yaml",
  "k8s/##[error]pwned.yaml",
  "k8s/ leading.yaml",
];

const yamlErrors = [
  "::error::pwned: [",
  `a: 1\n${text("::error::pwned")}: 2\n${text("::error::pwned")}: 2\napiVersion: v1\nkind: Pod\n`,
  "%TAG ::error::pwned\n---\na: *pwned\n::error::pwned",
  "apiVersion: v1\nkind: Pod\nmetadata: *::error::pwned\n",
  "\t::error::pwned",
  "apiVersion: v1\nkind: NetworkPolicy\n::set-output name=conclusion::pwned\n",
];

interface Report {
  readonly findings: readonly Found[];
  readonly inputProblems: readonly Found[];
  readonly summary: { readonly undecidedMust: number };
}

interface Found {
  readonly severity?: "error" | "warning" | "info";
  readonly ruleId?: string;
  readonly code?: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

interface Meant {
  readonly level: string;
  readonly title: string;
  /** "" for what has no place. */
  readonly files: readonly string[];
}

/** One annotation for each thing that is said, by the report that the run has left. */
function meant(report: string): readonly Meant[] {
  const { findings, inputProblems, summary } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const groups = new Map<string, { level: string; title: string; files: string[] }>();
  for (const { severity = "error", ruleId, code, message, file: path } of [...inputProblems, ...findings]) {
    const title = `netpolint ${ruleId ?? code ?? ""}`;
    const level = severity === "info" ? "notice" : severity;
    const key = JSON.stringify([level, title, message]);
    const group = groups.get(key);
    if (group) group.files.push(path);
    else groups.set(key, { level, title, files: [path] });
  }
  const undecided = { level: "error", title: "netpolint must-undecided", files: [""] };
  return [...groups.values(), ...(summary.undecidedMust > 0 ? [undecided] : [])];
}

type Files = Readonly<Record<string, string>>;

async function annotated(files: Files, base: Files = baseFiles): Promise<void> {
  const repository = shopRepository(base, files);
  const run = await runBundle(file, {
    workspace: repository.folder,
    inputs: { "max-annotations": "30" },
    eventName: "pull_request",
    event: pullRequestEvent(repository),
    sha: repository.merge,
  });
  expect(run.stderr).toBe("");
  expect(run.isStopped).toBe(false);
  expect(run.otherCommands).toEqual([]);
  expect(run.dropped).toEqual([]);
  const wanted = meant(run.outputs["report-json"] ?? "");
  expect(wanted.length).toBeGreaterThan(0);
  const real = run.annotations.filter(({ properties }) => properties["title"] !== "netpolint");
  for (const { level, properties } of real) {
    const { title, file: path = "" } = properties;
    const match = wanted.find((one) => one.level === level && one.title === title && one.files.includes(path));
    expect(match, JSON.stringify(properties)).toBeDefined();
  }
  for (const level of ["error", "warning", "notice"]) {
    const count = wanted.filter((one) => one.level === level).length;
    const shown = run.annotations.filter((one) => one.level === level);
    expect(shown.length, level).toBe(Math.min(count, 10));
    const overflow = shown.filter(({ properties }) => properties["title"] === "netpolint");
    expect(overflow.length, level).toBe(count > 10 ? 1 : 0);
  }
  expect(run.outputs["conclusion"]).toBe("failure");
}

describe.skipIf(gitIsMissing)("text of the user's files is never a command", () => {
  const groups = [hostile.slice(0, 3), hostile.slice(3, 6), hostile.slice(6, 9), hostile.slice(9)];

  it.each(groups)("labels, names, comments and directives: %j, %j, %j", async (...labels) => {
    await annotated({ "k8s/hostile.yaml": labels.map(policy).join("---\n") });
  });

  it("all of them at once, on both sides of the comparison", async () => {
    const all = hostile.map(policy).join("---\n");
    const others = all.replaceAll("pwned", "owned");
    await annotated({ "k8s/hostile.yaml": others }, { ...baseFiles, "k8s/hostile.yaml": all });
  });

  it("names of files", async () => {
    const head = fileNames.map((name, index) => [name, policy("x", index)] as const);
    const base = fileNames.map((name, index) => [name, policy("y", index)] as const);
    await annotated(Object.fromEntries(head), { ...baseFiles, ...Object.fromEntries(base) });
  });

  it.each([yamlErrors.slice(0, 3), yamlErrors.slice(3)])("mistakes of YAML: %j, %j, %j", async (...texts) => {
    await annotated(Object.fromEntries(texts.map((broken, index) => [`k8s/broken-${index}.yaml`, broken])));
  });
});

describe("the log", () => {
  const piece = fc.constantFrom("::", "\n", "::error::", "##[", "]");
  const line = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...hostile), piece);
  const anything = fc.array(line, { maxLength: 8 }).map((parts) => parts.join(""));

  it("shows any text as it is, and reads no command in it", () => {
    fc.assert(
      fc.property(anything, (given) => {
        let output = "";
        openLog({ write: (part) => void (output += part), secret: () => "a-word-that-nobody-guesses" }).text(given);
        const { annotations, otherCommands, log, isStopped } = understand(output);
        expect([...annotations, ...otherCommands]).toEqual([]);
        expect(isStopped).toBe(false);
        expect(log).toBe(given === "" || given.endsWith("\n") ? given : `${given}\n`);
      }),
    );
  });

  it("writes annotations that a runner reads as they were meant, on a line each", () => {
    const level = fc.constantFrom("error" as const, "warning" as const, "notice" as const);
    fc.assert(
      fc.property(level, anything, anything, anything, (one, title, path, message) => {
        const properties = { title, file: path };
        const output = `${commandLine({ level: one, properties, message })}\n`;
        expect(output.split("\n")).toHaveLength(2);
        const kept = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ""));
        const meantMessage = message.slice(0, 4096);
        expect(understand(output).annotations).toEqual([{ level: one, properties: kept, message: meantMessage }]);
      }),
    );
  });
});
