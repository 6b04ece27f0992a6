import { describe, expect, it } from "vitest";
import { fixtureFoldersBelow } from "./read-fixture.js";
import { read } from "./repository.js";

/** The items of the checklist of what `kubectl apply` refuses, and how many each letter has. */
const items = Object.entries({ D: 5, M: 4, S: 7, P: 2, I: 4, T: 7, Y: 2 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);

const expectations = fixtureFoldersBelow("fixtures/findings").map((folder) => read(`${folder}/expected.txt`));

function linesOf(prefix: RegExp): readonly string[] {
  return expectations.flatMap((text) => text.split("\n")).filter((line) => prefix.test(line));
}

describe("what the API server refuses", () => {
  const comments = linesOf(/^#/).join("\n");

  it.each(items)("%s has a fixture", (item) => {
    expect(comments).toMatch(new RegExp(`\\b${item}\\b`));
  });

  it("is reported with its place and the server's words", () => {
    const withHelp = expectations.filter((text) => /^# (?:[A-Z]\d[:, ])/m.test(text) && / error | warning /.test(text));
    expect(withHelp.length).toBeGreaterThan(10);
    for (const text of withHelp) {
      const findings = text.split("\n").filter((line) => /^[^ #]+:\d+:\d+-\S+ (?:error|warning|info) /.test(line));
      const helps = text.split("\n").filter((line) => /^  help .*(?:[Tt]he API server|everybody reads)/.test(line));
      expect(helps.length).toBe(findings.length);
      expect(findings.length).toBeGreaterThan(0);
    }
  });

  it("says of every unknown field what is left without strict validation", () => {
    const texts = expectations.filter((text) => text.includes("  help ") && text.includes(" error unknown-field "));
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) {
      const lines = text.split("\n");
      const helps = lines.filter((_, index) => lines[index - 1]?.includes(" error unknown-field "));
      const effect = "Without strict field validation the field is dropped, and ";
      expect(helps.filter((help) => !help.includes(effect))).toEqual([]);
    }
  });
});
