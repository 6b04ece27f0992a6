import { defineRule, placeOf } from "@netpolint/core";
import { testRule, type RuleCases } from "@netpolint/rules/testing";
import { describe, expect, it } from "vitest";

const named = defineRule({
  id: "named-web",
  summary: "A NetworkPolicy is named web",
  severity: "warning",
  category: "mistake",
  precision: "low",
  messages: {
    web: { message: "NetworkPolicy {policy} is named web, (which) says nothing.", help: "Rename {policy}." },
    db: { message: "NetworkPolicy {policy} is named db.", help: "Rename it." },
  },
  check: ({ cluster }) =>
    cluster.networkPolicies.flatMap(({ meta }) =>
      meta.name === "web" || meta.name === "db"
        ? [{ ...placeOf(meta, ["metadata", "name"]), messageId: meta.name, data: { policy: meta.name } }]
        : [],
    ),
});

function policy(name: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: a\nspec:\n  podSelector: {}\n`;
}

const web = { at: "4:9-4:12", message: "NetworkPolicy web is named web, (which) says nothing." };
const db = { at: "4:9-4:11", message: "NetworkPolicy db is named db." };
const good: RuleCases = {
  notReported: [{ name: "another name", manifests: policy("api") }],
  reported: [
    { name: "web", manifests: policy("web"), findings: [{ ...web, help: "Rename web.", severity: "warning" }] },
    { name: "db", manifests: policy("db"), findings: [db] },
  ],
};

testRule(named, good, { describe, it });

/** What the tests that a tester defines say, by name: "" where they pass. */
async function outcomes(cases: RuleCases): Promise<Readonly<Record<string, string>>> {
  const bodies: [string, () => void | Promise<void>][] = [];
  testRule(named, cases, { describe: (_, body) => body(), it: (name, body) => bodies.push([name, body]) });
  const said: Record<string, string> = {};
  for (const [name, body] of bodies) {
    said[name] = await Promise.resolve().then(body).then(() => "", (error: unknown) => (error as Error).message);
  }
  return said;
}

describe("a case fails", () => {
  it.each([
    ["where the message differs", { ...web, message: "NetworkPolicy web." }],
    ["where the range differs", { ...web, at: "4:9-4:11" }],
    ["where the severity differs", { ...web, severity: "error" as const }],
    ["where the help differs", { ...web, help: "Rename it." }],
    ["where a related place is missing", { ...web, related: ["1:1-1:2 here"] }],
    ["where the witness is missing", { ...web, witness: "a -> b TCP 80" }],
  ])("%s", async (_, finding) => {
    const said = await outcomes({ ...good, reported: [{ name: "web", manifests: policy("web"), findings: [finding] }] });
    expect(said["reports web"]).toMatch(/^expected:\n4:9.*\n[^]*reported:\n4:9-4:12 warning NetworkPolicy web is named/);
  });

  it("where something is reported that should not be", async () => {
    const said = await outcomes({ ...good, notReported: [{ name: "web", manifests: policy("web") }] });
    expect(said["does not report web"]).toContain("expected:\nnothing");
  });

  it("where the manifests cannot be read, or hold nothing", async () => {
    const cases = [{ name: "broken", manifests: "a: [" }, { name: "empty", manifests: "# nothing\n" }];
    const said = await outcomes({ ...good, notReported: cases });
    expect(said["does not report broken"]).toMatch(/^the manifests cannot be read: 1:/);
    expect(said["does not report empty"]).toBe("the manifests hold no object that is read");
  });
});

describe("the cases as a whole fail", () => {
  it("where a message is said by none of them", async () => {
    const [first] = good.reported;
    const said = await outcomes({ ...good, reported: [first!] });
    expect(said["says each of its messages in some case"]).toBe('no case says the message "db"');
  });

  it("where two have one name", async () => {
    const [first] = good.reported;
    expect((await outcomes({ ...good, reported: [first!, first!] }))["has cases with names of their own"]).toBe(
      'two cases are named "web"',
    );
  });
});
