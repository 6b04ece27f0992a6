import { describe, expect, test } from "vitest";
import { analyze, defineRule, type Finding, type LintRule, placeOf, type RuleSettings, type Severity } from "../src/index.js";

const manifests = ["shop", "bank"]
  .map((namespace) => `apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: ${namespace} }\nspec: {}\n`)
  .join("---\n");

/** Reports every object as `own`, and those named in its options as milder or more severe. */
function ruleWith(severity: Severity, reported?: Severity): LintRule {
  return defineRule({
    id: "constructor",
    summary: "Reports every object",
    severity,
    category: "mistake",
    precision: "low",
    options: { schema: { type: "object" }, defaults: { word: "default", other: "default" } },
    messages: { found: { message: "{word} {other}", help: "None." } },
    check: ({ cluster }, { word, other }) =>
      cluster.objects.map((meta) => ({
        ...placeOf(meta, ["metadata", "name"]),
        messageId: "found",
        data: { word, other },
        ...(reported ? { severity: reported } : {}),
      })),
  });
}

async function findings(rule: LintRule, settings?: Partial<RuleSettings>): Promise<readonly Finding[]> {
  const ruleSettings = { rules: new Map(), overrides: [], ...settings };
  const report = await analyze({ files: [{ path: "all.yaml", text: manifests }], rules: [rule], packs: [], ruleSettings });
  return report.findings;
}

function setTo(severity: Severity | "off"): Pick<RuleSettings, "rules"> {
  return { rules: new Map([["constructor", { severity, options: {} }]]) };
}

describe("rule settings", () => {
  test("a rule that is off does not run", async () => {
    const never = { ...ruleWith("error"), check: () => expect.unreachable("it ran") };
    expect(await findings(never, setTo("off"))).toEqual([]);
  });

  test.each([
    // own, reported, set, expected
    ["error", undefined, "warning", "warning"],
    ["info", undefined, "error", "error"],
    ["error", "warning", "error", "warning"],
    ["error", "warning", "info", "info"],
    ["warning", "info", "error", "info"],
    ["warning", "error", "info", "info"],
    ["warning", "error", "error", "error"],
  ] as const)("own %s, reported %s, set to %s: %s", async (own, reported, set, expected) => {
    expect((await findings(ruleWith(own, reported), setTo(set))).map(({ severity }) => severity)).toEqual([expected, expected]);
  });

  test("the last override that applies wins, also over off", async () => {
    const ofNamespace = (namespace: string, severity: Severity | "off"): RuleSettings["overrides"][number] => ({
      applies: ({ object }) => object?.namespace === namespace,
      severities: new Map([["constructor", severity]]),
    });
    const overrides = [ofNamespace("shop", "warning"), ofNamespace("shop", "info"), ofNamespace("bank", "off")];
    const found = await findings(ruleWith("error"), { ...setTo("off"), overrides });
    expect(found.map(({ object, severity }) => [object?.namespace, severity])).toEqual([["shop", "info"]]);
  });

  test("options are set one by one, over the defaults", async () => {
    const rules = new Map([["constructor", { severity: "error" as const, options: { word: "set" } }]]);
    expect((await findings(ruleWith("error"), { rules })).map(({ message }) => message)).toEqual(["set default", "set default"]);
    expect((await findings(ruleWith("error"))).map(({ message }) => message)).toEqual(["default default", "default default"]);
  });
});
