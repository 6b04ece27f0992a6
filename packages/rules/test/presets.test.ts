import { describe, expect, it } from "vitest";
import { allRules, presetNames, presetOf } from "@netpolint/rules";

describe("presets", () => {
  it.each(presetNames)("%s says something of every rule, and of no other", (name) => {
    expect([...presetOf(name, allRules).keys()].sort()).toEqual(allRules.map(({ id }) => id).sort());
  });

  it("recommended and all have the rules' own severities, and recommended may leave rules off", () => {
    const own = new Map(allRules.map(({ id, severity }) => [id, severity]));
    expect(presetOf("all", allRules)).toEqual(own);
    for (const [id, severity] of presetOf("recommended", allRules)) expect(["off", own.get(id)], id).toContain(severity);
  });

  it("strict is never milder than recommended", () => {
    const rank = ["off", "info", "warning", "error"];
    const recommended = presetOf("recommended", allRules);
    for (const [id, severity] of presetOf("strict", allRules)) {
      expect(rank.indexOf(severity), id).toBeGreaterThanOrEqual(rank.indexOf(recommended.get(id) ?? "off"));
    }
  });
});
