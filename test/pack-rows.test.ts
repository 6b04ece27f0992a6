import { type FlowPackDocument, packDocuments } from "@netpolint/packs";
import { describe, expect, it } from "vitest";
import { fixtureFoldersBelow, readFixture } from "./read-fixture.js";
import { read } from "./repository.js";

const expected = fixtureFoldersBelow("fixtures/packs").map((folder) => ({ folder, lines: readFixture(folder).expected }));

/** Rows that no policy can break: policies do not isolate pods in the host network. */
const unbreakable = new Set(["netobserv NO-4", "netobserv NO-6", "netobserv NO-7+NO-9"]);

const rows = packDocuments.flatMap((document) => rowsOf(document).filter((row) => !unbreakable.has(row)));

function rowsOf({ id, flows, advice = [] }: FlowPackDocument): readonly string[] {
  return [...new Set([...flows, ...advice].map((row) => `${id} ${[row.id].flat().join("+")}`))];
}

/** Whether a line is about the row: `(netobserv NO-1: ...`, `, netobserv NO-1: ...` or `(netobserv NO-A1)`. */
function isAbout(line: string, row: string): boolean {
  return [`(${row}:`, `(${row},`, `, ${row}:`, `, ${row},`, `(${row})`].some((text) => line.includes(text));
}

/** Findings about rows. What cannot be decided or checked may stand beside them. */
function isBrokenFlow(line: string): boolean {
  return / (?:required-flow|forbidden-flow|external-traffic-blocked|pack-advice) /.test(line) && !line.startsWith("  related ");
}

/** What follows from objects has no document; its page names the rows. */
const derived = [...read("docs/packs/kubernetes.md").matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id = ""]) => id);

describe("fixtures of packs", () => {
  it.each([...rows, ...derived.map((id) => `kubernetes ${id}`)])("show %s broken, and nothing else", (row) => {
    const broken = expected.filter(({ folder, lines }) => {
      const flows = lines.filter(isBrokenFlow);
      // What comes from outside is told in words that name no row.
      const own = folder.startsWith(`fixtures/packs/${row.replace(" ", "/")}/`) ? " external-traffic-blocked " : undefined;
      return flows.length > 0 && flows.every((line) => isAbout(line, row) || (own && line.includes(own)));
    });
    expect(broken.map(({ folder }) => folder)).not.toEqual([]);
  });

  it.each(packDocuments.map(({ id }) => id))("have one of %s in which all is allowed", (id) => {
    const complete = expected.filter(({ folder }) => folder === `fixtures/packs/${id}/complete`);
    expect(complete).toHaveLength(1);
    expect(complete.flatMap(({ lines }) => lines).filter((line) => line.includes("-flow ") || line.includes(" pack-advice "))).toEqual([]);
  });

  it("break rows that are said to be unbreakable nowhere", () => {
    const lines = expected.flatMap((fixture) => fixture.lines).filter((line) => line.includes(" required-flow "));
    expect([...unbreakable].filter((row) => lines.some((line) => isAbout(line, row)))).toEqual([]);
  });
});
