import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { cnis, platforms } from "@netpolint/core";
import { presetNames } from "@netpolint/rules";
import { describe, expect, it } from "vitest";
import { knownKeys } from "../src/config/check-shape.js";
import { globSet, pathGlobSet } from "../src/config/glob-set.js";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const shop = `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: main, image: web }] }
`;

/** Runs in a folder of these files. `missing-namespace` warns of `shop.yaml`, and of nothing else. */
async function run(files: Readonly<Record<string, string>>, args: readonly string[], below = "."): Promise<Run> {
  const folder = temporaryFolder({ "shop.yaml": shop, ...files });
  return await runCli(args, { cwd: join(folder, below) });
}

interface Printed {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly expectations: readonly string[];
  readonly packs: { readonly ids: readonly string[]; readonly parameters: Readonly<Record<string, string>> };
}

async function printed(files: Readonly<Record<string, string>>, args: readonly string[] = [], below = "."): Promise<Printed> {
  const { stdout, stderr } = await run(files, ["--print-config", ...args], below);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Printed;
}

const config = "netpolint.config.yaml";

describe("a configuration", () => {
  it("is that of the nearest folder, upwards", async () => {
    const files = {
      [config]: "rules: { missing-namespace: error }\n",
      "near/netpolint.config.json": '{ "rules": { "missing-namespace": "info" } }',
      "near/deep/pod.yaml": shop,
      "other/pod.yaml": shop,
    };
    expect((await printed(files, [], "near/deep")).rules["missing-namespace"]).toBe("info");
    expect((await printed(files, [], "other")).rules["missing-namespace"]).toBe("error");
    expect((await printed(files, [], "other")).files).toEqual([`../${config}`]);
    expect((await printed(files, ["--no-config"], "other")).rules["missing-namespace"]).toBe("warning");
    expect((await printed(files, ["--config", "../near/netpolint.config.json"], "other")).rules["missing-namespace"]).toBe("info");
  });

  it("is one: two in a folder are a mistake", async () => {
    const { stderr, exitCode } = await run({ [config]: "rules: {}\n", "netpolint.config.mjs": "export default {};" }, ["why", "a/b", "c/d"]);
    expect(stderr).toBe("netpolint.config.yaml:1:1: There is `netpolint.config.mjs` beside this configuration: keep one of them.\n");
    expect(exitCode).toBe(2);
  });

  it("is recommended where it extends no preset, and takes severities without quotes", async () => {
    const own = await printed({ [config]: "rules: { missing-namespace: off, undecided-flow: false }\n" });
    expect([own.rules["missing-namespace"], own.rules["undecided-flow"], own.rules["required-flow"]]).toEqual(["off", "off", "error"]);
  });

  it("takes what it extends in order, and its own last", async () => {
    const files = {
      [config]: "extends: [netpolint:strict, ./a.yaml, ./sub/b.json]\nrules: { equal-priority: info }\n",
      "a.yaml": "rules: { missing-namespace: info, superseded-api: error, equal-priority: off }\nenvironment: { world: closed, podRanges: [10.0.0.0/8] }\npacks: { parameters: { netobserv: { prometheus: a } } }\n",
      "sub/b.json": '{ "rules": { "missing-namespace": "off" }, "environment": { "podRanges": "10.1.0.0/16" }, "expectations": ["flows.yaml"], "packs": { "ids": ["kubernetes"] } }',
    };
    const { rules, environment, files: read, expectations, packs } = await printed(files);
    expect([rules["missing-namespace"], rules["superseded-api"], rules["equal-priority"], rules["undecided-flow"]]).toEqual(["off", "error", "info", "error"]);
    expect(environment).toEqual({ world: "closed", podRanges: ["10.1.0.0/16"] });
    expect(read).toEqual(["a.yaml", "sub/b.json", config]);
    expect(expectations).toEqual(["sub/flows.yaml"]);
    expect(packs).toEqual({ ids: ["kubernetes"], parameters: { "netobserv.prometheus": "a" } });
  });

  it("may come from a package", async () => {
    const files = {
      [config]: "extends: netpolint-config-shop\n",
      "node_modules/netpolint-config-shop/package.json": '{ "type": "module", "exports": "./index.js" }',
      "node_modules/netpolint-config-shop/index.js": 'export default { rules: { "missing-namespace": "error" } };',
    };
    expect((await printed(files)).rules["missing-namespace"]).toBe("error");
  });

  it.each(["js", "mjs"])("may be a program: %s", async (end) => {
    const files = { "package.json": '{ "type": "module" }', [`netpolint.config.${end}`]: 'export default { rules: { "missing-namespace": "off" } };' };
    expect((await printed(files)).rules["missing-namespace"]).toBe("off");
  });

  const readsTypeScript = Boolean((process.features as { readonly typescript?: unknown }).typescript);

  it("in TypeScript is read by Node, or by jiti, or says what is needed", async () => {
    const files = { "netpolint.config.ts": 'export default { rules: { "missing-namespace": "off" } };' };
    const jiti = "exports.createJiti = () => ({ import: async (path, options) => (options.default ? { rules: { 'undecided-flow': 'off' } } : {}) });";
    const withJiti = { ...files, "node_modules/jiti/index.js": jiti, "node_modules/jiti/package.json": '{ "main": "index.js" }' };
    if (readsTypeScript) {
      expect((await printed(files)).rules["missing-namespace"]).toBe("off");
      return;
    }
    const { stderr, exitCode } = await run(files, ["map"]);
    expect(stderr).toContain(`netpolint.config.ts:1:1: Node ${process.version} does not read TypeScript: use Node 22.18 or newer, install \`jiti\``);
    expect(exitCode).toBe(2);
    expect((await printed(withJiti)).rules["undecided-flow"]).toBe("off");
  });

  it.each([
    ["no default export", "export const rules = {};", "The configuration has no default export."],
    ["a function", "export default () => ({});", "The default export of the configuration is no object."],
    ["no object", "export default 7;", "This is a mapping, not the number `7`."],
    ["an error of its own", "throw new Error('no \\x1b[31m luck');", "The configuration cannot be loaded: no \\u{1b}[31m luck"],
  ])("that is a program: %s", async (_name, text, message) => {
    const { stderr, exitCode } = await run({ "netpolint.config.mjs": text }, ["map"]);
    expect(stderr).toBe(`netpolint.config.mjs:1:1: ${message}\n`);
    expect(exitCode).toBe(2);
  });

  it.each([
    ["cannot be parsed", "rules: [\n", /^netpolint\.config\.yaml:2:1: The YAML cannot be read: /],
    ["is empty", "", "netpolint.config.yaml:1:1: The file is empty.\n"],
    ["is two documents", "rules: {}\n---\nrules: {}\n", "netpolint.config.yaml:3:1: A configuration is one document, and this is a second.\n"],
    ["is a list", "- rules\n", "netpolint.config.yaml:1:3: This is a mapping, not a list.\n"],
    ["repeats a key", "rules: {}\nignores: []\nrules: {}\n", "netpolint.config.yaml:3:1: `rules` is written twice, and the last would count.\n"],
    ["has a number for a release", "environment: { kubernetesVersion: 1.33 }\n", "netpolint.config.yaml:1:35: This is text, not the number `1.33`. Put it in quotes.\n"],
    ["has no release", 'environment: { kubernetesVersion: "new" }\n', 'netpolint.config.yaml:1:35: This is a release such as `"1.33"`, not `new`.\n'],
    ["speaks of keys of every object", "constructor: 1\nrules: { __proto__: error }\n", "netpolint.config.yaml:1:1: A configuration has no key `constructor`. There are `$schema`, `extends`, `plugins`, `rules`, `packs`, `expectations`, `environment`, `ignores` and `overrides`.\nnetpolint.config.yaml:2:10: There is no rule `__proto__`.\n"],
    ["has a port that is none", "environment: { dns: [{ to: dns/a, port: 70000 }] }\n", "netpolint.config.yaml:1:41: This is at most 65535, not the number `70000`.\n"],
    ["names a pack that is not there", "packs: { ids: [netobserf] }\n", /^netpolint\.config\.yaml:1:16: There is no pack `netobserf`; .* Did you mean `netobserv`\?\n$/],
    ["has parameters of a pack that is not there", "packs:\n  parameters:\n    __proto__: { a: 1 }\n", /^netpolint\.config\.yaml:3:5: There is no pack `__proto__`; netpolint knows /],
    ["has a parameter that no pack has", "packs:\n  parameters:\n    ibm-flink: { restPorts: 8081 }\n", /^netpolint\.config\.yaml:3:18: Pack `ibm-flink` has no parameter `restPorts`; .* Did you mean `restPort`\?\n$/],
    ["has a parameter that others give", "packs: { parameters: { netobserv: { namespace: a } } }\n", /^netpolint\.config\.yaml:1:37: Pack `netobserv` has no parameter `namespace`; /],
    ["has a parameter of another form", "packs:\n  parameters:\n    ibm-flink: { restPort: many }\n", "netpolint.config.yaml:3:28: Parameter `restPort` of pack `ibm-flink` is not understood: it takes a port or a range of ports, not `many`.\n"],
    ["turns references neither on nor off", "packs: { parameters: { kubernetes: { references: maybe } } }\n", "netpolint.config.yaml:1:50: Parameter `references` of pack `kubernetes` is not understood: it takes `on` or `off`, not `maybe`.\n"],
    ["has a list for a severity", "rules: { required-flow: [error] }\n", "netpolint.config.yaml:1:10: A list here is a severity and an object with options: `[warning, { ... }]`.\n"],
  ])("that %s", async (_name, text, message) => {
    const { stdout, stderr, exitCode } = await run({ [config]: text }, ["map"]);
    if (typeof message === "string") expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(exitCode).toBe(2);
  });
});

it("a run with a mistake in its configuration changes nothing", async () => {
  const folder = temporaryFolder({ "shop.yaml": shop, [config]: "rule: {}\n" });
  const { stdout, exitCode } = await runCli(["--suppress-all", "--fix"], { cwd: folder });
  expect(stdout).toContain("1 mistake in the configuration, so nothing was analysed");
  expect(exitCode).toBe(2);
  expect(readdirSync(folder).sort()).toEqual([config, "shop.yaml"]);
});

describe("settings of rules", () => {
  /** `file severity` of each finding. */
  const linted = async (text: string, args: readonly string[] = [], files = {}): Promise<string> => {
    const { stdout } = await run({ [config]: text, ...files }, ["--format", "json", ...args]);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly file: string; readonly severity: string }[] };
    return findings.map(({ file, severity }) => `${file} ${severity}`).join(", ");
  };

  it("hold for findings, overrides for some of them, and the command line for all", async () => {
    const override = (what: string): string => `overrides: [{ ${what}, rules: { missing-namespace: off }, reason: known }]\n`;
    expect(await linted("rules: { missing-namespace: error }\n")).toBe("shop.yaml error");
    expect(await linted(override("files: shop.yaml"))).toBe("");
    expect(await linted(override("objects: default/w*"))).toBe("");
    expect(await linted(override("files: other.yaml"))).toBe("shop.yaml warning");
    expect(await linted(override("files: shop.yaml, objects: shop/*"))).toBe("shop.yaml warning");
    expect(await linted(override("files: shop.yaml"), ["--rule", "missing-namespace:error"])).toBe("shop.yaml error");
    const both = `${override("files: '**'")}  `.replace("]\n  ", ", { files: shop.yaml, rules: { missing-namespace: info }, reason: later }]\n");
    expect(await linted(both)).toBe("shop.yaml info");
  });

  it("globs begin at the folder of the configuration", async () => {
    const text = "overrides: [{ files: team/shop.yaml, rules: { missing-namespace: off }, reason: known }]\n";
    const { stdout } = await run({ [config]: text, "team/shop.yaml": shop }, ["--format", "compact"], "team");
    expect(stdout).not.toContain("missing-namespace");
  });

  it("ignored files are not read, unless they are named", async () => {
    const files = { "vendor/a.yaml": "kind: [", "vendor/own.yaml": shop.replaceAll("web", "own") };
    const ignores = "ignores: [vendor, '!vendor/own.yaml']\n";
    expect(await linted(ignores, [], files)).toBe("shop.yaml warning, vendor/own.yaml warning");
    const named = await run({ [config]: ignores, ...files }, ["vendor/a.yaml"]);
    expect(named.exitCode).toBe(2);
    expect(named.stdout).toContain("yaml-syntax");
    const all = await run({ [config]: "ignores: ['**']\n", ...files }, []);
    expect(all.stdout).toContain("The configuration ignores all files here");
  });

  it("a configuration is no manifest", async () => {
    expect((await run({ [config]: "rules: {}\n" }, ["--format", "json"])).stdout).toContain('"skipped": {}');
  });
});

describe("globs", () => {
  it.each([
    [["*"], "a", true],
    [["*"], "a/b", false],
    [["shop/*"], "shop/constructor", true],
    [["**"], ".hidden/a", true],
    [["kube-*", "!kube-public/*"], "kube-public/a", false],
    [["!a"], "a", false],
    [["**", "!a/*", "a/b"], "a/b", true],
    [["**", "!a/*"], "a/b", false],
  ])("%j of %s: %s", (globs, text, expected) => {
    expect(globSet(globs)(text)).toBe(expected);
  });

  it.each([
    [["vendor"], "vendor/a/b.yaml", true],
    [["./vendor/"], "vendor/a/b.yaml", true],
    [["vendor"], "a/vendor/b.yaml", false],
    [["**/vendor"], "a/vendor/b.yaml", true],
    [["vendor", "!vendor/a"], "vendor/a/b.yaml", false],
  ])("of paths, %j of %s: %s", (globs, text, expected) => {
    expect(pathGlobSet(globs)(text)).toBe(expected);
  });
});

describe("the environment of a configuration", () => {
  const files = {
    [config]: "environment: { world: closed, apiServer: 10.0.0.1/32 }\n",
    "policy.yaml": `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: default }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/30 } }] }]
`,
  };

  it("holds for why, under what the command line says", async () => {
    const ask = async (...args: readonly string[]): Promise<string> => (await run(files, ["why", "default/web", "@apiserver", "6443", ...args])).stdout.split(":")[0] ?? "";
    expect(await ask()).toBe("allow");
    expect(await ask("--no-config")).toBe("undefined");
    expect(await ask("--apiserver", "10.9.0.1/32")).toBe("deny");
  });

  it("holds for lint, map and diff", async () => {
    expect((await run(files, ["--format", "json"])).stdout).toContain('"world": "closed"');
    expect((await run(files, ["--format", "json", "--world", "open"])).stdout).toContain('"world": "open"');
    expect((await run(files, ["map", "--focus", "@apiserver"])).exitCode).toBe(0);
    expect((await run(files, ["map", "--focus", "@apiserver", "--no-config"])).exitCode).toBe(2);
    expect((await run(files, ["diff", "shop.yaml", "policy.yaml"])).exitCode).toBe(0);
  });

  it("is not given where it is empty", async () => {
    const text = "environment: { apiServer: [], dns: [] }\n";
    expect((await printed({ [config]: text })).environment).toEqual({});
  });

  it("takes a port of a DNS server that is one", async () => {
    expect((await run({}, ["--dns", "dns/resolver:70000"])).stderr).toContain("`--dns` takes a port from 1 to 65535, not `70000`.");
    const { stdout } = await run({}, ["--dns", "dns[app=a]:5353", "--dns", "fd00::53", "--print-environment"]);
    expect(stdout).toContain("dns: dns[app=a]:5353, fd00::53:53\n");
  });

  it("says where each setting is from", async () => {
    const { stdout } = await run(files, ["--print-environment", "--cni", "cilium"]);
    expect(stdout).toContain("world: closed\n  given at netpolint.config.yaml:1:23\n");
    expect(stdout).toContain("cni: cilium\n  given with --cni\n");
    expect(stdout).toContain("channel: experimental\n  default\n");
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
}

describe("the schema", () => {
  const text = readFileSync(new URL("../schemas/config.schema.json", import.meta.url), "utf8");
  const schema = JSON.parse(text) as Schema;
  const { packs, environment, overrides } = schema.properties ?? {};

  it("has the keys that messages name", () => {
    const keys = (one: Schema | undefined): readonly string[] => Object.keys(one?.properties ?? {}).sort();
    expect(keys(schema)).toEqual([...knownKeys([])].sort());
    expect(keys(packs)).toEqual([...knownKeys(["packs"])].sort());
    expect(keys(environment)).toEqual([...knownKeys(["environment"])].sort());
    expect(keys(environment?.properties?.["dns"]?.items)).toEqual([...knownKeys(["environment", "dns", 0])].sort());
    expect(keys(overrides?.items)).toEqual([...knownKeys(["overrides", 0])].sort());
  });

  it("has the words that the engine knows", () => {
    expect(environment?.properties?.["cni"]?.enum).toEqual(cnis);
    expect(environment?.properties?.["platform"]?.enum).toEqual(platforms);
  });

  it.each(presetNames)("preset %s can be extended", async (name) => {
    expect(Object.keys((await printed({ [config]: `extends: netpolint:${name}\n` })).rules).length).toBeGreaterThan(0);
  });
});
