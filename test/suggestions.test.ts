import {
  analyze,
  applyFixes,
  compareText,
  diffConnectivity,
  type DiffConnection,
  type DiffEnd,
  endpointName,
  evaluateFlow,
  type Finding,
  formatPortSet,
  fullPortSet,
  isEmptyPortSet,
  openCluster,
  type OpenedCluster,
  protocols,
  type Report,
  type SourceFile,
  type Suggestion,
  workloadEndpoint,
} from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { describe, expect, it } from "vitest";
import { type Fixture, fixtureFoldersBelow, readFixture } from "./read-fixture.js";

/** Rules of which each suggestion lets a blocked flow through. */
const opening = ["required-flow", "external-traffic-blocked"];

/** Those, and one whose suggestions mend a policy that others may stand in for. */
const mending = [...opening, "pack-advice"];

const roots = ["fixtures/packs", ...opening.map((id) => `fixtures/findings/${id}`)];
const broken = roots
  .flatMap(fixtureFoldersBelow)
  .map(readFixture)
  .filter(({ expected }) => expected.some((line) => mending.some((id) => line.includes(` ${id} `))));

/** Rows of a table of tests, which are then named after the fixture. */
const fixtures = broken.map((fixture) => [fixture.folder, fixture] as const);

const rules = allRules.filter(({ category }) => category === "flow");

function analyzeFiles({ settings, packIds, parameters }: Fixture, files: readonly SourceFile[]): Promise<Report> {
  return analyze({ files, rules, packs: allPacks, settings, packIds, parameters });
}

const reports = new Map<Fixture, Promise<Report>>();

/** Of the fixture as it is, which more than one test looks at. */
function reportOf(fixture: Fixture): Promise<Report> {
  const known = reports.get(fixture);
  if (known) return known;
  const report = analyzeFiles(fixture, fixture.files);
  reports.set(fixture, report);
  return report;
}

function openFiles({ settings, parameters }: Fixture, files: readonly SourceFile[]): Promise<OpenedCluster> {
  return openCluster(files, settings, undefined, { packs: allPacks, parameters });
}

interface Applied {
  readonly finding: Finding;
  readonly suggestion: Suggestion;
  readonly files: readonly SourceFile[];
}

async function applyAll({ files }: Fixture, { findings }: Report): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (const finding of findings) {
    if (!mending.includes(finding.ruleId)) continue;
    for (const suggestion of finding.suggestions) {
      const fixed = await applyFixes(files, [{ ...finding, fix: suggestion }]);
      expect(fixed.fixed).toHaveLength(1);
      applied.push({ finding, suggestion, files: fixed.files });
    }
  }
  return applied;
}

function flowOf({ flow, witness }: Finding): string {
  return JSON.stringify([flow, witness]);
}

describe("a suggestion mends its finding and opens what it says", () => {
  it.each(fixtures)("%s", async (_folder, fixture) => {
    const before = await reportOf(fixture);
    const base = await openFiles(fixture, fixture.files);
    for (const [index, { finding, suggestion, files }] of (await applyAll(fixture, before)).entries()) {
      const after = await analyzeFiles(fixture, files);
      // Nothing of it is left, also not as a flow that cannot be decided. Pods that may resolve no names at all need
      // no names over TCP either, and of labels that are partly known more may hang on a new rule.
      expect(after.findings.map(flowOf)).not.toContain(flowOf(finding));
      expect(after.summary.flows.broken).toBeLessThanOrEqual(before.summary.flows.broken);
      const isOpening = opening.includes(finding.ruleId);
      expect(after.summary.flows.kept).toBeGreaterThan(before.summary.flows.kept - (isOpening ? 0 : 1));
      const head = await openFiles(fixture, files);
      const named = expectAnnounced(suggestion, base, head);
      // Every two workloads at every port take their time.
      if (index === 0) expect(changedPairs(base, head).filter((pair) => !named.includes(pair))).toEqual([]);
    }
  });

  it("there are suggestions for most findings", async () => {
    const counts = await Promise.all(
      broken.map(async (fixture) => {
        const { findings } = await reportOf(fixture);
        const flows = findings.filter(({ ruleId }) => opening.includes(ruleId));
        return [flows.length, flows.filter(({ suggestions }) => suggestions.length > 0).length] as const;
      }),
    );
    const all = counts.reduce((sum, [flows]) => sum + flows, 0);
    const suggested = counts.reduce((sum, [, one]) => sum + one, 0);
    expect(all).toBeGreaterThan(200);
    expect(suggested / all).toBeGreaterThan(0.9);
  });
});

/** Returns the two ends of each connection that differs. */
function expectAnnounced({ title, effect }: Suggestion, base: OpenedCluster, head: OpenedCluster): readonly string[] {
  const { gained, lost, undecidedChanges, onlyInBase, onlyInHead, policies } = diffConnectivity(base, head);
  expect([onlyInBase, onlyInHead, policies.onlyInBase]).toEqual([[], [], []]);
  const added = /^Add NetworkPolicy `([^`]+)`/.exec(title)?.[1];
  expect(policies.onlyInHead).toEqual(added === undefined ? [] : [added]);
  const mayOpen = undecidedChanges.filter(({ base: was, head: is }) => was !== "allowed" && is !== "denied");
  const mayClose = undecidedChanges.filter(({ base: was, head: is }) => was !== "denied" && is !== "allowed");
  expect(mayOpen.length + mayClose.length).toBeGreaterThanOrEqual(undecidedChanges.length);
  expectListed(effect?.gained, [...gained.map(lineOf), ...mayOpen.map((one) => `${lineOf(one)} (undecided)`)]);
  expectListed(effect?.lost, [...lost.map(lineOf), ...mayClose.map((one) => `${lineOf(one)} (undecided)`)]);
  return [...gained, ...lost, ...undecidedChanges].map(({ from, to }) => `${from.name} -> ${to.name}`);
}

/** All lines, or nine of them and the number of the others. */
function expectListed(listed: readonly string[] | undefined, all: readonly string[]): void {
  expect(listed).toEqual(all.length <= 10 ? all : [...all.slice(0, 9), `and ${all.length - 9} more`]);
}

function lineOf({ from, to, ports, somePods, family }: DiffConnection): string {
  const numbers = protocols.filter((protocol) => !isEmptyPortSet(ports[protocol])).map((protocol) => {
    const text = formatPortSet(ports[protocol]);
    return `${protocol} ${text === formatPortSet(fullPortSet()) ? "all ports" : text}`;
  });
  const only = [...(somePods ? ["some pods"] : []), ...(family ? [`IPv${family}`] : [])].join(", ");
  return `${endOf(from)} -> ${endOf(to)} ${numbers.join(", ")}${only === "" ? "" : ` (${only})`}`;
}

function endOf({ name, cidrs }: DiffEnd): string {
  if (!cidrs || cidrs.length <= 4) return name;
  return `${cidrs.slice(0, 3).join(",")} and ${cidrs.length - 3} more blocks`;
}

/** Asked one by one: the pairs of workloads between which a question has another answer. */
function changedPairs(base: OpenedCluster, head: OpenedCluster): readonly string[] {
  const { workloads } = base.cluster;
  const pairs = workloads.flatMap((from) => workloads.map((to) => ({ from, to })));
  return pairs
    .map(({ from, to }) => ({ from: workloadEndpoint(from), to: workloadEndpoint(to) }))
    .filter((pair) => answerText(base, pair) !== answerText(head, pair))
    .map(({ from, to }) => `${endpointName(from)} -> ${endpointName(to)}`);
}

type Pair = Readonly<Record<"from" | "to", ReturnType<typeof workloadEndpoint>>>;

function answerText({ policies }: OpenedCluster, pair: Pair): string {
  const { parts } = evaluateFlow(policies, { ...pair, protocols, ports: { type: "numbers", ports: fullPortSet() } });
  const texts = parts.map(({ family, protocol, ports, verdict }) => {
    return `${family} ${protocol} ${formatPortSet(ports)} ${verdict}`;
  });
  return texts.toSorted(compareText).join("\n");
}
