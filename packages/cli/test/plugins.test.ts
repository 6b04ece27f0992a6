import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const guide = readFileSync(join(root, "docs/guides/plugins.md"), "utf8");

/** The files of the guide, by name: each stands under its name. */
function filesOfGuide(): Readonly<Record<string, string>> {
  const blocks = [...guide.matchAll(/^`([^`\n]+)`:\n\n```\w+\n([^]*?)```$/gm)];
  return Object.fromEntries(blocks.map(([, name = "", text = ""]) => [name, text]));
}

/** A folder where a plugin finds `@netpolint/core`, and nothing else, as it does where somebody has installed it. */
function userFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files);
  mkdirSync(join(folder, "node_modules/@netpolint"), { recursive: true });
  symlinkSync(join(root, "packages/core"), join(folder, "node_modules/@netpolint/core"));
  return folder;
}

/** Runs what the build made, as users do: what Node loads for a plugin is not what tests load. */
function run(folder: string, args: readonly string[]): Run {
  const command = [join(root, "packages/cli/dist/bin.js"), ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"] } });
  return { stdout, stderr, exitCode: status ?? -1 };
}

describe("the plugin of the guide", () => {
  it("reports what the guide shows", () => {
    const { stdout, stderr, exitCode } = run(userFolder(filesOfGuide()), ["lint", "shop.yaml", "--format", "unix"]);
    expect(stderr).toBe("");
    expect(stdout).toBe(/^```text\n([^]*?)```$/m.exec(guide)?.[1]);
    expect(exitCode).toBe(1);
  });

  it("is listed and explained", () => {
    const folder = userFolder(filesOfGuide());
    expect(run(folder, ["rules"]).stdout).toMatch(/^ {2}acme\/team-label +warning +A NetworkPolicy says which team/m);
    expect(run(folder, ["rules", "--no-config"]).stdout).not.toContain("acme/");
    expect(run(folder, ["explain", "acme/team-label"]).stdout).toContain("Severity: warning · category: mistake");
    expect(run(folder, ["packs", "acme/shop"]).stdout).toContain("The shop");
    const printed = JSON.parse(run(folder, ["--print-config"]).stdout) as Record<string, Record<string, unknown>>;
    expect(printed["plugins"]).toEqual({ acme: "lint/acme.mjs" });
    expect(printed["rules"]?.["acme/team-label"]).toBe("error");
  });

  it("has its rules in the table of SARIF", () => {
    const { stdout } = run(userFolder(filesOfGuide()), ["lint", "shop.yaml", "--format", "sarif"]);
    const sarif = JSON.parse(stdout) as { runs: [{ tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } } }] };
    const rule = sarif.runs[0].tool.driver.rules.find(({ id }) => id === "acme/team-label");
    expect(rule?.shortDescription.text).toContain("A NetworkPolicy says which team it belongs to");
  });

  it("is asked again once it changes, where reports are kept", () => {
    const files = filesOfGuide();
    const folder = userFolder({ ...files, "lint/words.mjs": 'export const word = "team";\n' });
    const plugin = join(folder, "lint/acme.mjs");
    writeFileSync(plugin, `import { word } from "./words.mjs";\n${files["lint/acme.mjs"]?.replace('has no label `team`', "lacks ${word}").replace('"NetworkPolicy `{name}` lacks ${word}, so nobody knows whom to ask about it."', '`NetworkPolicy {name} lacks ${word}.`') ?? ""}`);
    const lint = (): string => run(folder, ["lint", "shop.yaml", "--cache", "--format", "unix"]).stdout;
    expect(lint()).toContain("NetworkPolicy api lacks team.");
    expect(lint()).toContain("NetworkPolicy api lacks team.");
    writeFileSync(join(folder, "lint/words.mjs"), 'export const word = "a label";\n');
    expect(lint()).toContain("NetworkPolicy api lacks a label.");
  });
});

const typed = `import { type FlowPack, type LintContext, defineRule, placeOf } from "@netpolint/core";

const noPods = defineRule({
  id: "no-pods",
  summary: "There are pods",
  severity: "info",
  category: "mistake",
  precision: "low",
  messages: { found: { message: "Pod \`{name}\` is there.", help: "Nothing to do." } },
  check: ({ cluster }: LintContext) =>
    cluster.workloads.map(({ name, meta }) => ({ ...placeOf(meta, []), messageId: "found" as const, data: { name } })),
});

const pack: FlowPack = {
  id: "typed",
  title: "Typed",
  link: "https://example.com",
  parameters: [{ name: "port", summary: "The port" }],
  occurs: () => true,
  require: ({ parameters }) => ({ flows: [], unchecked: [{ pack: "typed", id: "row", reason: \`port \${parameters.get("port") ?? "none"}\` }] }),
};

export default { rules: [noPods], packs: [pack] };
`;

it("takes a rule and a flow pack written in TypeScript against the core alone", () => {
  const folder = userFolder({
    "plugin.ts": typed,
    "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, module: "nodenext", target: "es2022", outDir: "out", rootDir: ".", skipLibCheck: true }, files: ["plugin.ts"] }),
    "package.json": '{ "type": "module" }',
    "netpolint.config.yaml": "plugins: { own: ./out/plugin.js }\npacks: { parameters: { own/typed: { port: 9 } } }\n",
    "pod.yaml": filesOfGuide()["shop.yaml"]?.split("---")[0] ?? "",
  });
  const compiled = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
  expect(compiled.stdout).toBe("");
  const { stdout, stderr } = run(folder, ["lint", "pod.yaml", "--format", "json"]);
  expect(stderr).toBe("");
  const report = JSON.parse(stdout) as { findings: { ruleId: string }[]; uncheckedRows: unknown[] };
  expect(report.findings.map(({ ruleId }) => ruleId)).toContain("own/no-pods");
  expect(stdout).toContain("port 9");
}, 60_000);

const rule = `{ id: "a", summary: "s", severity: "error", category: "mistake", precision: "low", messages: {}, check: () => [] }`;
const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, namespace: shop }\nspec: { containers: [] }\n";

async function mistakeOf(plugin: string, config = "plugins: { acme: ./plugin.mjs }\n"): Promise<string> {
  const folder = temporaryFolder({ "plugin.mjs": plugin, "netpolint.config.yaml": config, "pod.yaml": pod });
  const { stderr, exitCode } = await runCli(["map", "pod.yaml"], { cwd: folder });
  expect(exitCode).toBe(2);
  return stderr.replace(/^netpolint\.config\.yaml:1:/, "");
}

describe("a plugin that cannot be used", () => {
  it.each([
    ["is not there", "", "plugins: { acme: ./other.mjs }\n", "18: There is no plugin `./other.mjs` to be found from here: a file begins with `./`, a package is installed.\n"],
    ["is not installed", "", "plugins: { acme: acme }\n", "18: There is no plugin `acme` to be found from here: a file begins with `./`, a package is installed.\n"],
    ["has an odd prefix", "", "plugins: { Acme: ./plugin.mjs }\n", "12: The prefix `Acme` of a plugin is not of lower-case letters, digits and dashes, beginning with a letter.\n"],
    ["throws", 'throw new Error("no licence");', undefined, "18: Plugin `./plugin.mjs` cannot be loaded: no licence\n"],
    ["exports nothing", "export const rules = [];", undefined, "18: Plugin `./plugin.mjs` cannot be used: it has no default export with `rules` or `packs`.\n"],
    ["exports no rules", "export default {};", undefined, "18: Plugin `./plugin.mjs` cannot be used: it exports no rules and no packs.\n"],
    ["has a rule without an id", "export default { rules: [{}] };", undefined, "18: Plugin `./plugin.mjs` cannot be used: rule 1 has no `id` of lower-case letters, digits and dashes.\n"],
    ["has a rule without a check", `export default { rules: [{ ...${rule}, check: 1 }] };`, undefined, "18: Plugin `./plugin.mjs` cannot be used: rule `a` has no function `check`.\n"],
    ["has a rule of no severity", `export default { rules: [{ ...${rule}, severity: "warn" }] };`, undefined, "18: Plugin `./plugin.mjs` cannot be used: the `severity` of rule `a` is not `error`, `warning` or `info`.\n"],
    ["has two rules of one id", `export default { rules: [${rule}, ${rule}] };`, undefined, "18: Plugin `./plugin.mjs` cannot be used: two of its rules have the id `a`.\n"],
    ["has a pack that asks for nothing", 'export default { packs: [{ id: "a", title: "", link: "", parameters: [] }] };', undefined, "18: Plugin `./plugin.mjs` cannot be used: pack `a` has no function `occurs`.\n"],
    ["has no such rule", `export default { rules: [${rule}] };`, "plugins: { acme: ./plugin.mjs }\nrules: { acme/b: error }\n", "netpolint.config.yaml:2:10: There is no rule `acme/b`. Did you mean `acme/a`?\n"],
  ])("since it %s", async (_name, plugin, config, message) => {
    expect(await mistakeOf(plugin, config)).toBe(message);
  });

  it("is said with the rest of what is wrong, but not with what may be its rules", async () => {
    expect(await mistakeOf("", "plugins: { acme: ./other.mjs }\nrules: { acme/b: error, none: error }\n")).toBe(
      "18: There is no plugin `./other.mjs` to be found from here: a file begins with `./`, a package is installed.\n" +
        "netpolint.config.yaml:2:25: There is no rule `none`.\n",
    );
  });
});

describe("plugins", () => {
  it("may have rules of the same names, and those of netpolint", async () => {
    const plugin = (message: string): string =>
      `const at = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
export default { rules: [{ ...${rule}, id: "duplicate-key", messages: { m: { message: "${message}", help: "h" } }, check: () => [{ file: "pod.yaml", range: at, messageId: "m" }] }] };`;
    const folder = temporaryFolder({
      "one.mjs": plugin("one"),
      "two.mjs": plugin("two"),
      "base.yaml": "plugins: { one: ./one.mjs }\n",
      "netpolint.config.yaml": "extends: [netpolint:recommended, ./base.yaml]\nplugins: { two: ./two.mjs }\nrules: { one/duplicate-key: info }\n",
      "pod.yaml": pod,
    });
    const { stdout, stderr } = await runCli(["lint", "pod.yaml", "--format", "unix"], { cwd: folder });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/one.*one\/duplicate-key/);
    expect(stdout).toMatch(/two.*two\/duplicate-key/);
    expect(stdout).toMatch(/\bduplicate-key/);
  });

  it("that are found through another configuration under one prefix are one plugin, or a mistake", async () => {
    const files = { "plugin.mjs": `export default { rules: [${rule}] };`, "other.mjs": `export default { rules: [${rule}] };`, "base.yaml": "plugins: { acme: ./plugin.mjs }\n", "pod.yaml": pod };
    const asked = (config: string): Promise<Run> =>
      runCli(["map", "pod.yaml"], { cwd: temporaryFolder({ ...files, "netpolint.config.yaml": config }) });
    expect((await asked("extends: ./base.yaml\nplugins: { acme: ./plugin.mjs }\n")).stderr).not.toContain("plugin");
    expect((await asked("extends: ./base.yaml\nplugins: { acme: ./other.mjs }\n")).stderr).toBe(
      "netpolint.config.yaml:2:12: There is another plugin with the prefix `acme` in a configuration that this one builds on.\n",
    );
  });

  it("that throw while they run lose nothing of others", async () => {
    const failing = `export default {
  rules: [{ ...${rule}, check: () => { throw new Error("out of luck"); } }],
  packs: [{ id: "p", title: "P", link: "l", parameters: [], occurs: () => { throw new Error("no"); }, require: () => { throw new Error("out of reach"); } }],
};`;
    const folder = temporaryFolder({ "plugin.mjs": failing, "netpolint.config.yaml": "plugins: { acme: ./plugin.mjs }\n", "pod.yaml": pod });
    const { stdout, stderr, exitCode } = await runCli(["lint", "pod.yaml"], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain("duplicate-key");
    expect(stdout + stderr).toContain("acme/a");
    expect(stdout + stderr).toContain("out of luck");
    expect(stdout).toContain("Flow pack `acme/p` failed in `require`, so what it knows is missing: out of reach");
    expect(stdout).toContain("acme/p all rows: The pack itself failed.");
  });

  const row = `{ pack: "p", ids: ["r"], level: "must", from: { type: "apiserver" }, to: { type: "node" }, protocol: "TCP", port: 443, why: "w", link: "l", assumed: [] }`;
  const packs = (fields: string): string =>
    `const boom = () => { throw new Error("boom"); };
const row = ${row};
export default { packs: [{ id: "p", title: "P", link: "l", parameters: [], occurs: () => true, require: () => ({ flows: [row], unchecked: [] }), ${fields} }] };`;

  it.each([
    ["assumePolicies: boom", "assumePolicies", "boom"],
    ["assumePolicies: () => [{ manifest: null }]", "assumePolicies", "Cannot read"],
    ["assumePolicies: () => undefined", "assumePolicies", "it gives no answer"],
    ["assumeLabels: boom", "assumeLabels", "boom"],
    ["occurs: boom", "occurs", "boom"],
    ["require: boom", "require", "boom"],
    ["require: async () => ({ flows: [], unchecked: [] })", "require", "its answer has no lists `flows` and `unchecked`"],
    ['require: () => ({ flows: [{ ...row, to: { type: "nobody" } }], unchecked: [] })', "require", "a flow of its has a `to` that cannot be read"],
    ["require: () => ({ flows: [{ ...row, port: 0 }], unchecked: [] })", "require", "a flow of its has a `port` that cannot be read"],
    ['require: () => ({ flows: [{ ...row, level: "mustNot" }], unchecked: [] })', "require", "a flow of its has a `level` that cannot be read"],
    ["require: () => ({ flows: [], forbidden: [row], unchecked: [] })", "require", "a flow of its has a `level` that cannot be read"],
    ['require: () => ({ flows: [], unchecked: [{ pack: "p" }] })', "require", "a row of its has no text `id`"],
  ])("with a pack whose %s fails lose nothing of others, in any command", async (fields, asked, thrown) => {
    const folder = temporaryFolder({ "plugin.mjs": packs(fields), "netpolint.config.yaml": "plugins: { acme: ./plugin.mjs }\n", "pod.yaml": pod });
    const linted = await runCli(["lint", "pod.yaml", "--format", "unix"], { cwd: folder });
    const failed = `netpolint.config.yaml:1:18: Flow pack \`acme/p\` failed in \`${asked}\`, so what it knows is missing: ${thrown}`;
    expect(linted.stdout + linted.stderr).toContain(failed);
    expect(linted.stdout).toContain("duplicate-key");
    expect(linted.exitCode).toBe(2);
    const mapped = await runCli(["map", "pod.yaml"], { cwd: folder });
    expect(mapped.stdout).toContain("shop/Pod/web");
    expect(mapped.exitCode).toBe(asked.startsWith("assume") ? 2 : 0);
  });

  it("with a pack that cannot make its operator's policies say so, and print those of others", async () => {
    const folder = temporaryFolder({ "plugin.mjs": packs("operatorPolicies: boom"), "netpolint.config.yaml": "plugins: { acme: ./plugin.mjs }\n" });
    const { stdout, stderr, exitCode } = await runCli(["packs", "--policy"], { cwd: folder });
    expect(stdout).toContain("kind: NetworkPolicy");
    expect(stderr).toContain("netpolint.config.yaml:1:18: Flow pack `acme/p` failed in `operatorPolicies`");
    expect(exitCode).toBe(2);
  });

  it("with a pack that cannot check a parameter refuse what is given", async () => {
    const files = { "plugin.mjs": packs('parameters: [{ name: "size", summary: "s", problemOf: boom }]'), "pod.yaml": pod };
    const folder = temporaryFolder({ ...files, "netpolint.config.yaml": "plugins: { acme: ./plugin.mjs }\npacks: { parameters: { acme/p: { size: 1 } } }\n" });
    const { stderr, exitCode } = await runCli(["map", "pod.yaml"], { cwd: folder });
    expect(stderr).toContain("netpolint.config.yaml:2:40: Parameter `size` of pack `acme/p` is not understood: the pack failed to check it: boom.");
    expect(exitCode).toBe(2);
  });

  it("leave the suppressions as they are where a pack fails", async () => {
    const folder = temporaryFolder({ "plugin.mjs": packs("require: boom"), "netpolint.config.yaml": "plugins: { acme: ./plugin.mjs }\n", "pod.yaml": pod });
    const { stderr, exitCode } = await runCli(["lint", "pod.yaml", "--suppress-all"], { cwd: folder });
    expect(stderr).toContain("was left as it is, because a flow pack failed.");
    expect(exitCode).toBe(2);
  });

  it("may be packages that can only be imported", async () => {
    const folder = temporaryFolder({
      "node_modules/@acme/lint/package.json": '{ "name": "@acme/lint", "type": "module", "exports": { ".": { "import": "./main.js" } } }',
      "node_modules/@acme/lint/main.js": `export default { rules: [${rule}] };`,
      "netpolint.config.yaml": 'plugins: { acme: "@acme/lint" }\n',
    });
    const { stdout, stderr } = await runCli(["rules"], { cwd: folder });
    expect(stderr).toBe("");
    expect(stdout).toContain("acme/a");
  });
});
