import type { LintRule } from "@netpolint/core";

/** Where a rule has to be, and what is found there. */
export interface RuleFacts {
  /** All rules, as the index exports them. */
  readonly index: readonly LintRule[];
  /** The rules that each file of packages/rules/src exports, by the file's name without its end. */
  readonly files: ReadonlyMap<string, readonly LintRule[]>;
  /** What each preset that has a table of its own says something of. */
  readonly presets: ReadonlyMap<string, readonly string[]>;
  /** Pages of docs/rules, with how many examples of each sort are run. */
  readonly pages: ReadonlyMap<string, { readonly reported: number; readonly notReported: number }>;
  /** Rows of the README's tables: what a link is called and what it leads to. */
  readonly rows: readonly { readonly name: string; readonly target: string; readonly text: string }[];
  /** Texts of the tests of rules. */
  readonly tests: readonly string[];
  /** Folders of fixtures/findings. */
  readonly fixtures: readonly string[];
}

/** What does not agree, a sentence each. Nothing is fine. */
export function disagreements(facts: RuleFacts): readonly string[] {
  const ids = facts.index.map(({ id }) => id);
  return [
    ...orderOf(ids),
    ...filesOf(facts, ids),
    ...[...facts.presets].flatMap(([name, listed]) => differences(`preset ${name}`, listed, ids)),
    ...pagesOf(facts, ids),
    ...rowsOf(facts, ids),
    ...facts.index.flatMap((rule) => testsOf(facts, rule)),
    ...facts.fixtures.filter((folder) => !ids.includes(folder)).map((folder) => `fixtures/findings/${folder} is of no rule`),
  ];
}

function orderOf(ids: readonly string[]): readonly string[] {
  const slipped = ids.filter((id, position) => position > 0 && (ids[position - 1] ?? "") >= id);
  return slipped.map((id) => `the index has ${id} out of order, or twice`);
}

function filesOf({ files, index }: RuleFacts, ids: readonly string[]): readonly string[] {
  const exported = [...files].flatMap(([file, rules]) => rules.map((rule) => ({ file, rule })));
  return [
    ...exported.filter(({ file, rule }) => rule.id !== file).map(({ file, rule }) => `${file}.ts has the rule ${rule.id}`),
    ...exported.filter(({ rule }) => !index.includes(rule)).map(({ file }) => `the index lacks the rule of ${file}.ts`),
    ...ids.filter((id) => (files.get(id) ?? []).length !== 1).map((id) => `${id}.ts does not export one rule`),
  ];
}

function pagesOf({ pages }: RuleFacts, ids: readonly string[]): readonly string[] {
  return [
    ...differences("docs/rules", [...pages.keys()], ids),
    ...[...pages].filter(([, { reported }]) => reported === 0).map(([id]) => `the page of ${id} has no example that is reported`),
    ...[...pages].filter(([, { notReported }]) => notReported === 0).map(([id]) => `the page of ${id} has no example that is not reported`),
  ];
}

function rowsOf({ rows }: RuleFacts, ids: readonly string[]): readonly string[] {
  return [
    ...differences("the README", rows.map(({ name }) => name), ids),
    ...rows.filter(({ name, target }) => name !== target).map(({ name, target }) => `the README's row of ${name} leads to ${target}`),
    ...rows.filter(({ text }) => text.trim() === "").map(({ name }) => `the README says nothing of ${name}`),
  ];
}

/** A test names the rule's id or imports its file; what is about folders of manifests is shown by fixtures. */
function testsOf({ tests, fixtures }: RuleFacts, { id }: LintRule): readonly string[] {
  if (fixtures.includes(id)) return [];
  const isNamed = tests.some((text) => text.includes(`"${id}"`) || text.includes(`/${id}.js"`));
  return isNamed ? [] : [`no test is about ${id}`];
}

function differences(place: string, found: readonly string[], ids: readonly string[]): readonly string[] {
  return [
    ...ids.filter((id) => !found.includes(id)).map((id) => `${place} lacks ${id}`),
    ...found.filter((id) => !ids.includes(id)).map((id) => `${place} has ${id}, which is no rule`),
    ...found.filter((id, position) => found.indexOf(id) !== position).map((id) => `${place} has ${id} twice`),
  ];
}
