import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze, analyzeAndFix, type AnalyzeOptions } from "../../src/analyze.js";
import { applyFixes } from "../../src/lint/apply-fixes.js";
import { defineRule, type LintRule } from "../../src/lint/lint-rule.js";
import type { ObjectChange } from "../../src/lint/object-fix.js";
import { placeOf } from "../../src/lint/place.js";
import type { NetworkPolicy } from "../../src/resources/network-policy.js";
import { isList, type JsonValue, type Path } from "../../src/source/json-value.js";
import type { SourceFile } from "../../src/source/source-file.js";

function policy(name: string, ports: readonly (number | string)[], extra = ""): string {
  const items = ports.map((port) => `        - port: ${port} # ${port}\n`).join("");
  return [
    "apiVersion: networking.k8s.io/v1",
    "kind: NetworkPolicy",
    `metadata: {name: ${name}, namespace: shop}`,
    "spec:",
    "  podSelector: {}",
    "  ingress:",
    `    - ports:\n${items}${extra}`,
  ].join("\n");
}

/** Finds the items of `spec.ingress[0].ports` for which `isWrong` holds. */
function portRule(id: string, isWrong: (port: JsonValue | undefined) => boolean, fix: (at: PortAt) => ObjectChange[]): LintRule {
  return defineRule({
    id,
    summary: "A port is wrong",
    severity: "warning",
    category: "mistake",
    precision: "low",
    messages: { wrong: { message: "Port {port} of {policy} is wrong.", help: "Remove it." } },
    check: ({ cluster }) =>
      cluster.networkPolicies.flatMap((one) =>
        portsOf(one)
          .filter(({ port }) => isWrong(port))
          .map((at) => ({
            ...placeOf(one.meta, [...at.path, "port"]),
            messageId: "wrong" as const,
            data: { port: JSON.stringify(at.port ?? null), policy: one.meta.name },
            fix: { title: "Remove the port", edits: fix(at) },
          })),
      ),
  });
}

interface PortAt {
  readonly policy: NetworkPolicy;
  readonly path: Path;
  readonly port: JsonValue | undefined;
}

function portsOf(one: NetworkPolicy): readonly PortAt[] {
  const ports = one.meta.origin.valueAt(["spec", "ingress", 0, "ports"]);
  const paths = (isList(ports) ? ports : []).map((_, index): Path => ["spec", "ingress", 0, "ports", index]);
  return paths.map((path) => ({ policy: one, path, port: one.meta.origin.valueAt([...path, "port"]) }));
}

const isSmall = (port: JsonValue | undefined): boolean => typeof port === "number" && port < 100;
const removal = ({ policy: { meta }, path }: PortAt): ObjectChange[] => [{ meta, edit: { type: "remove", path } }];
const noSmallPorts = portRule("no-small-ports", isSmall, removal);

function optionsOf(files: readonly SourceFile[], rules: readonly LintRule[]): AnalyzeOptions {
  return { files, rules, packs: [] };
}

async function fixText(text: string, ...rules: readonly LintRule[]): Promise<string> {
  const { files, report } = await analyzeAndFix(optionsOf([{ path: "a.yaml", text }], rules));
  expect(report.inputProblems).toEqual([]);
  return files[0]?.text ?? "";
}

describe("applyFixes", () => {
  it("makes all fixes of one list at once, and leaves what it would not say itself", async () => {
    const before = policy("web", [80, 443, 81], "  policyTypes: [Ingress]\n");
    expect(await fixText(before, noSmallPorts)).toBe(policy("web", [443], "  policyTypes: [Ingress]\n"));
    const options = optionsOf([{ path: "a.yaml", text: before }], [noSmallPorts]);
    const { fixed } = await applyFixes(options.files, (await analyze(options)).findings);
    expect(fixed).toHaveLength(2);
  });

  it("writes an empty list where the fixes of two findings take out all items", async () => {
    const after = await fixText(policy("web", [80, 81]), noSmallPorts);
    expect(after).toBe(policy("web", []).replace("ports:\n", "ports: []\n"));
  });

  it("keeps byte order mark and line ends", async () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
    expect(await fixText(windows(policy("web", [80, 443])), noSmallPorts)).toBe(windows(policy("web", [443])));
  });

  it("of two fixes that contradict each other makes the first, and the other in the next pass if it still applies", async () => {
    const renumber = portRule("renumber", isSmall, ({ policy: { meta }, path, port }) => [
      { meta, edit: { type: "set", path: [...path, "port"], value: Number(port) + 8000 } },
    ]);
    expect(await fixText(policy("web", [80, 443]), renumber, noSmallPorts)).toBe(policy("web", [443]));
  });

  it("makes a fix of two files in both or in neither", async () => {
    const files = [
      { path: "a.yaml", text: policy("a", [80, 443]) },
      { path: "b.yaml", text: policy("b", [443]) },
    ];
    const everywhere = (edit: (meta: NetworkPolicy["meta"]) => ObjectChange): LintRule =>
      defineRule({
        id: "everywhere",
        summary: "Renames",
        severity: "warning",
        category: "mistake",
        precision: "low",
        messages: { here: { message: "Here.", help: "There." } },
        check: ({ cluster: { networkPolicies } }) =>
          networkPolicies.slice(0, 1).map(({ meta }) => ({
            ...placeOf(meta, ["metadata", "name"]),
            messageId: "here" as const,
            fix: { title: "Rename", edits: networkPolicies.map((one) => edit(one.meta)) },
          })),
      });
    const label = everywhere((meta) => ({ meta, edit: { type: "set", path: ["metadata", "labels"], value: { x: meta.name } } }));
    const both = await applyFixes(files, (await analyze(optionsOf(files, [label]))).findings);
    expect(both.files.map(({ text }) => text.includes("labels"))).toEqual([true, true]);

    const impossible = everywhere((meta) => ({
      meta,
      edit: meta.name === "a" ? { type: "remove", path: ["spec", "podSelector"] } : { type: "remove", path: ["spec", "none"] },
    }));
    const neither = (await analyze(optionsOf(files, [impossible]))).findings;
    expect(neither.map(({ fix }) => fix)).toEqual([null]);
    expect((await applyFixes(files, neither)).files).toEqual(files);
  });

  it("ends where rules undo each other", async () => {
    const set = (id: string, from: number, to: number): LintRule =>
      portRule(id, (port) => port === from, ({ policy: { meta }, path }) => [
        { meta, edit: { type: "set", path: [...path, "port"], value: to } },
      ]);
    const { fixed, report } = await analyzeAndFix(
      optionsOf([{ path: "a.yaml", text: policy("web", [1]) }], [set("up", 1, 2), set("down", 2, 1)]),
    );
    expect(fixed).toHaveLength(10);
    expect(report.findings).toHaveLength(1);
  });

  it("edits no text that a program made", async () => {
    const files = [{ path: "a.yaml", text: policy("web", [80]), generated: true }];
    const { report, files: after } = await analyzeAndFix(optionsOf(files, [noSmallPorts]));
    expect(report.findings.map(({ fix }) => fix)).toEqual([null]);
    expect(after).toEqual(files);
  });

  it("leaves nothing to fix, and a second run changes nothing", async () => {
    const ports = fc.array(fc.constantFrom(1, 80, 443, 8080, "web"), { minLength: 1, maxLength: 6 });
    const documents = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), ports), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(fc.array(documents, { minLength: 1, maxLength: 3 }), async (drawn) => {
      const files = drawn.map((list, index) => ({
        path: `${index}.yaml`,
        text: list.map(([name, numbers], at) => policy(`${name}${index}${at}`, numbers)).join("---\n"),
      }));
      const once = await analyzeAndFix(optionsOf(files, [noSmallPorts]));
      const wrong = drawn.flat().flatMap(([, numbers]) => numbers.filter(isSmall));
      expect(once.fixed).toHaveLength(wrong.length);
      expect(once.report.findings).toEqual([]);
      const kept = once.files.flatMap(({ text }) => [...text.matchAll(/# (\w+)/g)].map(([, port]) => port));
      expect(kept).toEqual(drawn.flat().flatMap(([, numbers]) => numbers.filter((port) => !isSmall(port)).map(String)));
      const twice = await analyzeAndFix(optionsOf(once.files, [noSmallPorts]));
      expect(twice.files).toEqual(once.files);
    });
    await fc.assert(property, { numRuns: process.env["NETPOLINT_LONG"] === undefined ? 50 : 500 });
  });
});
