import {
  analyze,
  analyzeAndFix,
  type AnalyzeOptions,
  applyFixes,
  type ClusterSettings,
  type Finding,
  type FlowPack,
  type JsonObject,
  type KnownSuppressions,
  type LintRule,
  placeholdersOf,
  type Report,
  type RuleSettings,
  type SourceFile,
  type SourceRange,
} from "@netpolint/core";

/** Manifests in one file, or in files by name. */
export type Manifests = string | Readonly<Record<string, string>>;

export interface RuleCase {
  /** What is shown by it, as the rest of "reports ..." or "does not report ...". */
  readonly name: string;
  readonly manifests: Manifests;
  readonly settings?: Partial<ClusterSettings>;
  /** Options of the rule, in place of its defaults. */
  readonly options?: JsonObject;
  /** An expectation file, in YAML. */
  readonly expectations?: string;
  readonly packs?: readonly FlowPack[];
  /** Of the packs only these are checked, by id. */
  readonly packIds?: readonly string[];
  /** Rules that run as well, for rules on what others report. What they report is not compared. */
  readonly otherRules?: readonly LintRule[];
  /** `YYYY-MM-DD`. */
  readonly today?: string;
  readonly suppressions?: KnownSuppressions;
}

/** A finding, whole. */
export interface ExpectedFinding {
  /** `line:column-line:column`, the end exclusive; with `file:` before it where there are several files. */
  readonly at: string;
  readonly message: string;
  readonly help?: string;
  /** The rule's own where left out. */
  readonly severity?: Finding["severity"];
  /** `at message` of each related place; left out: not compared. */
  readonly related?: readonly string[];
  /** `from -> to PROTOCOL port`; left out: not compared. */
  readonly witness?: string;
  /** What each suggestion makes of the manifests, by its title; left out: not compared. */
  readonly suggestions?: Readonly<Record<string, Manifests>>;
}

export interface ReportedCase extends RuleCase {
  /** All findings, in the order of places. At least one. */
  readonly findings: readonly [ExpectedFinding, ...ExpectedFinding[]];
  /** The manifests after `--fix`; left out: no finding may have a fix. */
  readonly fixed?: Manifests;
}

export interface RuleCases {
  readonly notReported: readonly RuleCase[];
  readonly reported: readonly ReportedCase[];
}

/** What the tester needs of a test framework; `describe` and `it` of vitest, jest and node:test do. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => void | Promise<void>) => unknown;
}

/**
 * Defines the tests of a rule: each case is analysed with this rule, alone where no others are named, and must give exactly its findings. Every
 * message of the rule must be said by some case, so that each is written out in full once.
 */
export function testRule(rule: LintRule, cases: RuleCases, { describe, it }: TestFramework): void {
  describe(rule.id, () => {
    it("has cases with names of their own", () => checkNames(cases));
    for (const one of cases.notReported) it(`does not report ${one.name}`, () => expectFindings(rule, one, []));
    for (const one of cases.reported) {
      it(`reports ${one.name}`, () => expectFindings(rule, one, one.findings));
      it(`fixes ${one.name}`, () => expectFixed(rule, one));
    }
    it("says each of its messages in some case", () => checkMessages(rule, cases.reported));
  });
}

function checkNames({ notReported, reported }: RuleCases): void {
  const names = [notReported, reported].map((list) => list.map(({ name }) => name));
  const twice = names.flatMap((list) => list.filter((name, index) => list.indexOf(name) !== index));
  if (twice.length > 0) throw new Error(`two cases are named "${twice[0]}"`);
}

async function expectFindings(rule: LintRule, one: RuleCase, expected: readonly ExpectedFinding[]): Promise<void> {
  const options = optionsOf(rule, one);
  const { files } = options;
  const report = await analyze(options);
  checkInput(report);
  const findings = report.findings.filter(({ ruleId }) => ruleId === rule.id);
  const showFile = files.length > 1;
  const actual = findings.map((finding, index) => textOf(finding, rule, expected[index], showFile));
  const wanted = expected.map((finding) => expectedText(finding, rule));
  compareTexts(actual, wanted);
  for (const [index, finding] of findings.entries()) await expectSuggestions(finding, expected[index], files);
}

async function expectFixed(rule: LintRule, one: ReportedCase): Promise<void> {
  const { files } = await analyzeAndFix(optionsOf(rule, one), ({ ruleId }) => ruleId === rule.id);
  compareTexts(fileTexts(files), fileTexts(filesOf(one.fixed ?? one.manifests)));
}

async function expectSuggestions(
  finding: Finding,
  expected: ExpectedFinding | undefined,
  files: readonly SourceFile[],
): Promise<void> {
  if (!expected?.suggestions) return;
  const wanted = Object.entries(expected.suggestions);
  compareTexts(finding.suggestions.map(({ title }) => title), wanted.map(([title]) => title));
  for (const [index, suggestion] of finding.suggestions.entries()) {
    const applied = await applyFixes(files, [{ ...finding, fix: suggestion }]);
    compareTexts(fileTexts(applied.files), fileTexts(filesOf(wanted[index]?.[1] ?? {})));
  }
}

function fileTexts(files: readonly SourceFile[]): readonly string[] {
  return files.map(({ path, text }) => `${path}:\n${text}`);
}

function optionsOf(rule: LintRule, one: RuleCase): AnalyzeOptions {
  return {
    files: filesOf(one.manifests),
    rules: [rule, ...(one.otherRules ?? [])],
    packs: one.packs ?? [],
    ...(one.packIds ? { packIds: one.packIds } : {}),
    ...(one.today === undefined ? {} : { today: one.today }),
    ...(one.suppressions ? { suppressions: one.suppressions } : {}),
    ...(one.settings ? { settings: one.settings } : {}),
    ...(one.expectations === undefined ? {} : { expectationFiles: [{ path: "expectations.yaml", text: one.expectations }] }),
    ...(one.options ? { ruleSettings: settingsWith(rule, one.options) } : {}),
  };
}

function settingsWith({ id, severity }: LintRule, options: JsonObject): RuleSettings {
  return { rules: new Map([[id, { severity, options }]]), overrides: [] };
}

function filesOf(manifests: Manifests): readonly SourceFile[] {
  if (typeof manifests === "string") return [{ path: "input.yaml", text: manifests }];
  return Object.entries(manifests).map(([path, text]) => ({ path, text }));
}

/** A case that cannot be read shows nothing. */
function checkInput({ inputProblems, summary }: Report): void {
  const [problem] = inputProblems;
  if (problem) throw new Error(`the manifests cannot be read: ${problem.line}:${problem.column} ${problem.message}`);
  if (summary.objects === 0) throw new Error("the manifests hold no object that is read");
}

/** Only what the expectation names is compared. */
function textOf(
  finding: Finding,
  rule: LintRule,
  expected: ExpectedFinding | undefined,
  showFile: boolean,
): string {
  const { severity, message, help, related, witness, range, file } = finding;
  const place = (where: { readonly file: string; readonly range: SourceRange }): string =>
    `${showFile ? `${where.file}:` : ""}${rangeText(where.range)}`;
  return expectedText(
    {
      at: place({ file, range }),
      message,
      severity,
      ...(expected?.help === undefined ? {} : { help }),
      ...(expected?.related ? { related: related.map((one) => `${place(one)} ${one.message}`) } : {}),
      ...(expected?.witness === undefined ? {} : { witness: witnessText(witness) }),
    },
    rule,
  );
}

function expectedText({ at, message, severity, help, related, witness }: ExpectedFinding, rule: LintRule): string {
  return [
    `${at} ${severity ?? rule.severity} ${message}`,
    ...(help === undefined ? [] : [`  help: ${help}`]),
    ...(related ?? []).map((one) => `  related: ${one}`),
    ...(witness === undefined ? [] : [`  witness: ${witness}`]),
  ].join("\n");
}

function witnessText(witness: Finding["witness"]): string {
  return witness ? `${witness.from} -> ${witness.to} ${witness.protocol} ${witness.port}` : "none";
}

function rangeText({ start, end }: SourceRange): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function compareTexts(actual: readonly string[], expected: readonly string[]): void {
  if (actual.join("\n") === expected.join("\n")) return;
  const list = (texts: readonly string[]): string => (texts.length === 0 ? "nothing" : texts.join("\n"));
  throw new Error(`expected:\n${list(expected)}\n\nreported:\n${list(actual)}`);
}

/** A message without its data is a pattern that some expected message must fit. */
function checkMessages({ messages }: LintRule, reported: readonly ReportedCase[]): void {
  const said = reported.flatMap(({ findings }) => findings.map(({ message }) => message));
  for (const [id, { message }] of Object.entries(messages)) {
    if (!said.some((text) => patternOf(message).test(text))) throw new Error(`no case says the message "${id}"`);
  }
}

function patternOf(message: string): RegExp {
  const holes = placeholdersOf(message).map((name) => `{${name}}`);
  let pattern = message.replace(/[\\^$.*+?()[\]|]/g, "\\$&");
  for (const hole of holes) pattern = pattern.replace(hole, "[^]*");
  return new RegExp(`^${pattern.replace(/[{}]/g, "\\$&")}$`);
}
