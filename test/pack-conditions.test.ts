import { type FlowPack, openCluster, type RequiredRows } from "@netpolint/core";
import { allPacks, packDocuments } from "@netpolint/packs";
import { describe, expect, it } from "vitest";
import { type Fixture, fixtureFoldersBelow, readFixture } from "./read-fixture.js";

/** Rows may share an id, so what a row is for tells them apart. */
interface Row {
  readonly id: string;
  readonly why: string;
}

const conditional = packDocuments.flatMap(({ id, flows, advice = [] }) => {
  const all = [...flows, ...advice].filter(({ when }) => when);
  const rows = all.map((row): Row => ({ id: [row.id].flat().join("+"), why: row.why }));
  return rows.length > 0 ? [{ id, rows }] : [];
});

/** The rows of a pack for a fixture, or undefined where its software is not there. */
async function requiredBy(
  pack: FlowPack,
  { files, settings, packIds, parameters }: Fixture,
): Promise<RequiredRows | undefined> {
  const { cluster, policies } = await openCluster(files, settings, undefined, { packs: allPacks, parameters });
  const named = packIds.includes(pack.id);
  if (!named && !pack.occurs(cluster)) return undefined;
  const own = [...parameters].filter(([name]) => name.startsWith(`${pack.id}.`));
  const given = new Map(own.map(([name, value]) => [name.slice(pack.id.length + 1), value]));
  return pack.require({ cluster, policies, parameters: given, named });
}

function asksFor({ flows, forbidden = [], unchecked, remarks = [] }: RequiredRows, { id, why }: Row): boolean {
  const found = [...flows, ...forbidden].some((flow) => flow.ids.join("+") === id && flow.why === why);
  const isAdvised = remarks.some((remark) => remark.type === "advice" && remark.id === id && remark.why === why);
  return found || isAdvised || unchecked.some((row) => row.id === id);
}

describe("rows with a condition", () => {
  it.each(conditional)("of $id are asked for by one fixture and not by another", async ({ id, rows }) => {
    const pack = allPacks.find((one) => one.id === id) as FlowPack;
    const required: RequiredRows[] = [];
    for (const folder of fixtureFoldersBelow(`fixtures/packs/${id}`)) {
      const found = await requiredBy(pack, readFixture(folder));
      if (found) required.push(found);
    }
    expect(rows.filter((row) => !required.some((one) => asksFor(one, row)))).toEqual([]);
    expect(rows.filter((row) => required.every((one) => asksFor(one, row)))).toEqual([]);
  });
});
