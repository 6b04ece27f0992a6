import { describe, expect, it } from "vitest";
import { analyze, type AnalyzeOptions } from "../../src/analyze.js";
import { type CoveredField, defineRule, type LintRule } from "../../src/lint/lint-rule.js";
import { placeOf } from "../../src/lint/place.js";
import type { Path } from "../../src/source/json-value.js";

/** Reports one field of every NetworkPolicy, and covers what another rule says of a field of it. */
function fieldRule(id: string, path: Path, covered?: { readonly ruleId: string; readonly path: Path }): LintRule {
  return defineRule({
    id,
    summary: "Reports a field",
    severity: "warning",
    category: "mistake",
    precision: "low",
    messages: { here: { message: "It is here.", help: "Leave." } },
    check: ({ cluster }) =>
      cluster.networkPolicies.map(({ meta }) => {
        const covers: readonly CoveredField[] = covered ? [{ ...covered, meta }] : [];
        return { ...placeOf(meta, path), messageId: "here" as const, covers };
      }),
  });
}

const [name, selector]: readonly Path[] = [["metadata", "name"], ["spec", "podSelector"]];

const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {} }
`;

const small = fieldRule("small", selector ?? []);
const large = fieldRule("large", name ?? [], { ruleId: "small", path: selector ?? [] });

async function reported(rules: readonly LintRule[], more: Partial<AnalyzeOptions> = {}): Promise<readonly string[]> {
  const report = await analyze({ files: [{ path: "a.yaml", text }], rules, packs: [], ...more });
  return report.findings.map(({ ruleId }) => ruleId);
}

function severities(rules: Record<string, "off">): Partial<AnalyzeOptions> {
  const entries = Object.entries(rules).map(([id, severity]) => [id, { severity, options: {} }] as const);
  return { ruleSettings: { rules: new Map(entries), overrides: [] } };
}

describe("a finding that another one covers", () => {
  it("is left out", async () => {
    expect(await reported([small, large])).toEqual(["large"]);
  });

  it("is reported where the other rule does not run, or is off", async () => {
    expect(await reported([small])).toEqual(["small"]);
    expect(await reported([small, large], severities({ large: "off" }))).toEqual(["small"]);
  });

  it("is reported where the other one is taken out for this object", async () => {
    const override = { applies: () => true, severities: new Map([["large", "off" as const]]) };
    expect(await reported([small, large], { ruleSettings: { rules: new Map(), overrides: [override] } })).toEqual(["small"]);
  });

  it("is another field's, or another rule's, and stays", async () => {
    expect(await reported([small, fieldRule("large", name ?? [], { ruleId: "small", path: name ?? [] })])).toEqual(["large", "small"]);
    expect(await reported([small, fieldRule("large", name ?? [], { ruleId: "other", path: selector ?? [] })])).toEqual(["large", "small"]);
  });
});
