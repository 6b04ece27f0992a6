import { analyze, type FlowPack, type Report, type RuleCategory, type RuleSettings, type SourceFile } from "@netpolint/core";
import { allPacks, packOf, readFlowPack } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { describe, expect, it } from "vitest";
import { type Fixture, fixtureFoldersBelow, manifestsBelow, readFixture, reportLines } from "./read-fixture.js";

const roots = ["fixtures/ok", "fixtures/findings", "fixtures/packs", "fixtures/broken", "fixtures/published"];
const fixtures = roots.flatMap(fixtureFoldersBelow).map(readFixture);

/** Rows of a table of tests, which are then named after the fixture. */
function named(chosen: readonly Fixture[]): readonly (readonly [string, Fixture])[] {
  return chosen.map((fixture) => [fixture.folder, fixture]);
}

/**
 * What runs for every fixture: rules about what is refused and which flows work. Rules about how policies are written
 * would find something in most fixtures, and run where a fixture is about them.
 */
const always: ReadonlySet<RuleCategory> = new Set(["validity", "flow", "order", "brittle"]);

async function packsOf({ packFiles }: Fixture): Promise<readonly FlowPack[]> {
  const own = await Promise.all(packFiles.map(readFlowPack));
  return [...allPacks, ...own.flatMap(({ document }) => (document ? [packOf(document)] : []))];
}

async function analyzeFixture(fixture: Fixture, files: readonly SourceFile[] = fixture.files): Promise<Report> {
  const { settings, packIds, parameters, ruleIds } = fixture;
  const packs = await packsOf(fixture);
  const rules = allRules.filter(({ id, category }) => always.has(category) || ruleIds.includes(id) || ruleIds.includes("*"));
  return analyze({ files, rules, packs, settings, packIds, parameters, ruleSettings: settingsOfRules(fixture) });
}

function settingsOfRules({ options }: Fixture): RuleSettings {
  const rules = allRules.flatMap(({ id, severity }) => {
    const own = options.get(id);
    return own ? [[id, { severity, options: own }] as const] : [];
  });
  return { rules: new Map(rules), overrides: [] };
}

describe("fixtures", () => {
  it.each(named(fixtures))("%s", async (_folder, fixture) => {
    expect(reportLines(await analyzeFixture(fixture), fixture.expected)).toEqual(fixture.expected);
  });

  it("have no manifest that none of them reads", () => {
    const used = new Set(fixtures.flatMap((fixture) => fixture.manifests));
    expect(roots.flatMap(manifestsBelow).filter((path) => !used.has(path))).toEqual([]);
  });

  it("of ok expect nothing", () => {
    const ok = fixtures.filter(({ folder }) => folder.startsWith("fixtures/ok/"));
    expect(ok.length).toBeGreaterThan(0);
    expect(ok.filter(({ expected }) => expected.length > 0)).toEqual([]);
  });
});

describe("a report does not hang on the order of files", () => {
  it.each(named(fixtures))("%s", async (_folder, fixture) => {
    const report = await analyzeFixture(fixture);
    const { files } = fixture;
    for (const order of [files.toReversed(), [...files.slice(1), ...files.slice(0, 1)], evensFirst(files)]) {
      expect(await analyzeFixture(fixture, order)).toEqual(report);
    }
  });
});

function evensFirst<T>(items: readonly T[]): readonly T[] {
  return [...items.filter((_, index) => index % 2 === 0), ...items.filter((_, index) => index % 2 === 1)];
}

/** Of two definitions of one object the last one counts, so there the order of documents has a meaning. */
const inOrder = fixtures.filter(({ expected }) => !expected.some((line) => line.includes(" duplicate-object ")));

describe("a report says the same whatever the order of documents within a file", () => {
  it.each(named(inOrder))("%s", async (_folder, fixture) => {
    const report = await analyzeFixture(fixture);
    const turned = await analyzeFixture(fixture, fixture.files.map(turnedAround));
    expect(gist(turned)).toEqual(gist(report));
  });
});

function turnedAround({ path, text }: SourceFile): SourceFile {
  return { path, text: text.split(/^---\n/m).map(endedLine).toReversed().join("---\n") };
}

function endedLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/**
 * What a report says, without places. Where a finding is about several objects, the first one by place gives it its
 * place and the others are related, so only the words that the finding uses are compared.
 */
function gist({ findings, unchecked, inputProblems, notes, summary }: Report): unknown {
  const said = findings.map(({ ruleId, severity, flow, undecided, message, related }) => {
    const messages = [message, ...related.map((place) => place.message)];
    return JSON.stringify([ruleId, severity, flow?.id, undecided, wordsOf(messages)]);
  });
  return {
    findings: said.toSorted(),
    unchecked: unchecked.map((row) => JSON.stringify(row)).toSorted(),
    problems: inputProblems.map(({ code, message }) => `${code} ${message}`).toSorted(),
    notes: notes.map((note) => JSON.stringify(note)).toSorted(),
    summary,
  };
}

function wordsOf(messages: readonly string[]): readonly string[] {
  return [...new Set(messages.join(" ").split(/[\s,.:;()]+/))].toSorted();
}
