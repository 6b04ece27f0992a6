import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemErrorText } from "../src/input/system-error.js";
import { builtInTools, type Tools } from "../src/tools.js";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  containers: []\n";
const nothingRead = "Nothing to analyse: no Kubernetes object could be read from 1 file.\n";
const unread = "\n✖ 1 input problem: not everything could be read, so there may be more to find\n";

function lint(cwd: string, ...args: readonly string[]): Promise<Run> {
  return runCli(args, { cwd });
}

describe("documents that would exhaust a reader", () => {
  const depth = 10_000;
  const indented = (levels: number): string =>
    Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
  const tooDeep: readonly (readonly [string, string])[] = [
    ["flow lists", `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`],
    ["flow mappings", `${"{a: ".repeat(depth)}1${"}".repeat(depth)}\n`],
    ["block lists", `${"- ".repeat(depth)}a\n`],
    ["block mappings", indented(2000)],
  ];

  it.each(tooDeep)("%s nested 10,000 levels deep, or as deep as 8 MiB hold, are too deep", async (_, text) => {
    const run = await lint(temporaryFolder({ "deep.yaml": text }), "deep.yaml", "--format", "json");
    const { inputProblems } = JSON.parse(run.stdout) as { inputProblems: readonly unknown[] };
    expect(inputProblems).toMatchObject([
      {
        code: "nesting-too-deep",
        message: "The document nests more than 500 levels deep, which no Kubernetes object does.",
        file: "deep.yaml",
      },
    ]);
    expect(run).toMatchObject({ stderr: nothingRead, exitCode: 2 });
  });

  const inJson = (kind: string, levels: number): string => {
    const deep = `${"[".repeat(levels)}${"]".repeat(levels)}`;
    const apiVersion = kind === "Pod" ? "v1" : "networking.k8s.io/v1";
    const metadata = kind === "Pod" ? `{"name": "a", "labels": {"a": ${deep}}}` : '{"name": "a"}';
    return `{"apiVersion": "${apiVersion}", "kind": "${kind}", "metadata": ${metadata}, "spec": {"a": ${kind === "Pod" ? 1 : deep}}}`;
  };
  const list = (object: string): string =>
    `{"apiVersion": "v1", "kind": "List", "items": [\n{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "b"}},\n${object}\n]}`;

  it.each([
    ["Pod", 600],
    ["Pod", 100_000],
    ["NetworkPolicy", 600],
    ["NetworkPolicy", 100_000],
  ] as const)("a %s in JSON may not nest %d levels deep either, and others in its list are read", async (kind, levels) => {
    const files = { "deep.json": inJson(kind, levels), "list.json": list(inJson(kind, levels)) };
    const run = await lint(temporaryFolder(files), "deep.json", "list.json", "--format", "json");
    const { inputProblems, summary } = JSON.parse(run.stdout) as { inputProblems: readonly unknown[]; summary: { objects: number } };
    const message = "The object nests more than 500 levels deep, which no Kubernetes object does.";
    expect(inputProblems).toMatchObject([
      { code: "nesting-too-deep", message, file: "deep.json", line: 1, column: 1 },
      { code: "nesting-too-deep", message, file: "list.json", line: 3, column: 1 },
    ]);
    expect(summary.objects).toBe(1);
    expect(run.exitCode).toBe(2);
  });

  it("lists within lists of a policy are told apart without texts that double with each", async () => {
    const run = await lint(temporaryFolder({ "deep.json": inJson("NetworkPolicy", 400) }), "deep.json", "--format", "json");
    const { findings, ruleFailures } = JSON.parse(run.stdout) as { findings: readonly unknown[]; ruleFailures: readonly unknown[] };
    expect(ruleFailures).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ ruleId: "unknown-field" }));
  });

  it("block mappings nested 10,000 levels deep are 48 MiB of indentation", async () => {
    const run = await lint(temporaryFolder({ "deep.yaml": indented(depth) }), "deep.yaml");
    expect(run).toEqual({
      stdout:
        "deep.yaml\n  1:1  unread  A single YAML document of 48 MiB is more than netpolint reads (8 MiB); split it, " +
        `or give it as JSON  file-too-large\n${unread}`,
      stderr: nothingRead,
      exitCode: 2,
    });
  });

  it("aliases of aliases are counted, not expanded", async () => {
    const ten = (word: string): string => Array(10).fill(word).join(", ");
    const bomb = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${ten(`*a${n}`)}]\n`);
    const text = `apiVersion: v1\nkind: Pod\na0: &a0 [${ten("x")}]\n${bomb.join("")}`;
    const run = await lint(temporaryFolder({ "bomb.yaml": text }), "bomb.yaml");
    expect(run).toEqual({
      stdout:
        "bomb.yaml\n  1:1  unread  The document's aliases expand to more than a million values  too-many-aliases\n" +
        unread,
      stderr: nothingRead,
      exitCode: 2,
    });
  });

  // Parsed, they would take longer than a test may.
  it("50 MB of another kind are skipped unparsed", async () => {
    const head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\n  namespace: shop\ndata:\n";
    const text = head + `  key: ${"v".repeat(56)}\n`.repeat(800_000);
    expect(text.length).toBeGreaterThan(50_000_000);
    const cwd = temporaryFolder({ "large.yaml": text, "pod.yaml": pod });
    const run = await lint(cwd);
    expect(run).toMatchObject({ stderr: "", exitCode: 0 });
  });
});

describe("what is not text", () => {
  const message = async (bytes: Uint8Array): Promise<string | undefined> => {
    const run = await lint(temporaryFolder({ "a.yaml": bytes }), "a.yaml");
    expect(run).toMatchObject({ exitCode: 2 });
    return run.stdout.split("\n")[1];
  };

  it("is told from a wrong encoding", async () => {
    expect(await message(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]))).toBe(
      "  1:1  unread  The file is binary, not YAML or JSON  file-not-text",
    );
    expect(await message(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pod, "utf16le")]))).toBe(
      "  1:1  unread  The file is UTF-16; save it as UTF-8  file-not-text",
    );
    expect(await message(Buffer.from("a: b\n# caf\xe9\n", "latin1"))).toBe(
      "  2:6  unread  The byte 0xE9 is not UTF-8; save the file as UTF-8  file-not-text",
    );
  });

  it("is not a replacement character that is written out, in a file, behind a byte order mark or in a pipe", async () => {
    const text = `\uFEFF${pod.replace("name: a", 'name: a\n  annotations: { a: "\uFFFD" }')}`;
    const cwd = temporaryFolder({ "a.yaml": text, "b.yaml": pod.replace("name: a", "name: b") });
    const { status, stdout } = spawnSync("mkfifo", ["pipe.yaml"], { cwd, encoding: "utf8" });
    expect(status, stdout).toBe(0);
    // A pipe is written while it is read, and cannot be read again.
    const writer = spawn("cp", ["a.yaml", "pipe.yaml"], { cwd, stdio: "ignore" });
    const run = await lint(cwd, "a.yaml", "b.yaml", "pipe.yaml", "--format", "json");
    writer.kill();
    const { inputProblems, summary } = JSON.parse(run.stdout) as { inputProblems: readonly unknown[]; summary: { files: number } };
    expect(inputProblems).toEqual([]);
    expect(summary.files).toBe(3);
  });

  it("is found behind a replacement character that is written out", async () => {
    const bytes = Buffer.concat([Buffer.from("# 😀\uFFFD\n# \uFFFDé"), Buffer.from([0x80])]);
    expect(await message(bytes)).toBe(
      "  2:5  unread  The byte 0x80 is not UTF-8; save the file as UTF-8  file-not-text",
    );
  });

  it("may be text behind a byte order mark, which does not count as a column", async () => {
    const run = await lint(temporaryFolder({ "a.yaml": `\uFEFF${pod}` }), "a.yaml", "--format", "json");
    expect(run).toMatchObject({ stderr: "", exitCode: 0 });
    const broken = await lint(temporaryFolder({ "a.yaml": "\uFEFF{{ .Values.x }}\n" }), "a.yaml");
    expect(broken.stdout).toContain("  1:1  unread  This is a Helm template");
  });

  it("may be binary with every byte valid", async () => {
    expect(await message(Buffer.from("a: \0b\n"))).toBe(
      "  1:1  unread  The file is binary, not YAML or JSON  file-not-text",
    );
  });
});

describe("files that cannot be read", () => {
  it("are one problem each, and the rest is analysed", async () => {
    const cwd = temporaryFolder({ "pod.yaml": pod });
    symlinkSync("nowhere", join(cwd, "dangling.yaml"));
    symlinkSync("circle.yaml", join(cwd, "circle.yaml"));
    expect(await lint(cwd)).toEqual({
      stdout: [
        "circle.yaml",
        "  1:1  unread  This cannot be read: it is a link that leads to itself  file-unreadable",
        "",
        "dangling.yaml",
        "  1:1  unread  This cannot be read: it does not exist, or is a link to what does not exist  file-unreadable",
        "",
        "✖ 2 input problems: not everything could be read, so there may be more to find",
        "No findings in 1 file: 1 object, 0 NetworkPolicies among them.",
        "No required flow to check by the pack kubernetes.",
        "",
      ].join("\n"),
      stderr: "",
      exitCode: 2,
    });
  });

  it("are named also where they are arguments", async () => {
    const cwd = temporaryFolder();
    symlinkSync("circle", join(cwd, "circle"));
    mkdirSync(join(cwd, "empty"));
    expect(await lint(cwd, "circle", "empty", "gone", "a/*.yaml")).toEqual({
      stdout: [
        "a/*.yaml",
        "  1:1  unread  No file matches this  file-unreadable",
        "",
        "circle",
        "  1:1  unread  This cannot be read: it is a link that leads to itself  file-unreadable",
        "",
        "empty",
        "  1:1  unread  The folder holds no .yaml, .yml, .json, .jsonl or .ndjson file  file-unreadable",
        "",
        "gone",
        "  1:1  unread  There is no such file or folder  file-unreadable",
        "",
        "✖ 4 input problems: not everything could be read, so there may be more to find",
        "",
      ].join("\n"),
      stderr: "Nothing to analyse: no file could be read.\n",
      exitCode: 2,
    });
  });

  it.each([
    ["EACCES", "permission is denied"],
    ["EPERM", "permission is denied"],
    ["ENOENT", "it does not exist, or is a link to what does not exist"],
    ["ELOOP", "it is a link that leads to itself"],
    ["EISDIR", "it is a folder"],
    ["ENAMETOOLONG", "its name is too long"],
    ["EMFILE", "too many files are open"],
    ["EIO", "EIO"],
  ])("are explained: %s", (code, words) => {
    expect(systemErrorText(Object.assign(new Error("raw"), { code }))).toBe(words);
  });

  it("may be standard input", async () => {
    const run = await runCli(["-"], { cwd: temporaryFolder(), stdin: "" });
    expect(run).toEqual({
      stdout: `<stdin>\n  1:1  unread  The file is empty  file-empty\n${unread}`,
      stderr: nothingRead,
      exitCode: 2,
    });
  });
});

describe("a port of a Service that is no port number", () => {
  it("is an input problem", async () => {
    const service = `${pod}---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: shop }
spec: { selector: { app: a }, ports: [{ port: 443, targetPort: 944443 }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: a.example.com, clientConfig: { service: { namespace: shop, name: hook } } }]
`;
    const run = await lint(temporaryFolder({ "a.yaml": service }), "a.yaml");
    expect(run.stdout).toContain(
      "unread  `spec.ports[0].targetPort` of this Service is 944443, not a port number (1 to 65535), so the API " +
        "server refuses the object  object-unreadable",
    );
    expect(run).toMatchObject({ stderr: "", exitCode: 2 });
  });
});

describe("a range of ports that ends before it starts", () => {
  const text = `${pod}---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: backwards }
spec:
  priority: 1
  subject: { namespaces: {} }
  ingress:
    - { action: Deny, from: [{ namespaces: {} }], ports: [{ portRange: { start: 90, end: 80 } }] }
`;

  it("matches nothing, as the API takes it: a Deny of it denies nothing", async () => {
    const cwd = temporaryFolder({ "a.yaml": text, "plain.yaml": pod });
    const map = await runCli(["map", "a.yaml"], { cwd });
    expect(map).toMatchObject({ stderr: "", exitCode: 0 });
    expect(map.stdout).toContain("0.0.0.0/0 -> shop/Pod/a: all ports\n");
    const diff = await runCli(["diff", "plain.yaml", "a.yaml"], { cwd });
    expect(diff).toMatchObject({ stderr: "", exitCode: 0 });
    expect(diff.stdout).toMatch(/^No connection changed\.$/m);
  });
});

describe("where nothing was read", () => {
  it("`why` does not say that all is allowed", async () => {
    const cwd = temporaryFolder({ "a.yaml": "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n" });
    expect(await runCli(["why", "shop[app=web]", "10.0.0.1"], { cwd })).toEqual({
      stdout: "",
      stderr: "Nothing to analyse: 1 file with 1 object, none of a kind that netpolint reads.\n",
      exitCode: 2,
    });
  });
});

describe("where netpolint itself fails", () => {
  const start = { line: 1, column: 1 };
  const confusedFinding = { messageId: "lost", data: {}, file: "pod.yaml", range: { start, end: start } };
  const broken: Tools = {
    rules: [
      ...builtInTools.rules,
      {
        id: "broken",
        summary: "Fails",
        severity: "error" as const,
        category: "flow" as const,
        precision: "high" as const,
        messages: {},
        check: (): never => {
          throw new TypeError("no \u001b[31mway");
        },
      },
    ],
    packs: [],
  };
  const report =
    "netpolint 0.1.0: internal error (rule `broken`: no \\u{1b}[31mway); please report it at " +
    "https://github.com/netpolint/netpolint/issues with this line and the command `netpolint pod.yaml";

  const findings = `pod.yaml
  7:18  warning  Nothing is reported here that this would disable  unused-directive

✖ Rule broken failed, so what it looks for was not checked: no \\u{1b}[31mway
✖ 1 problem (0 errors, 1 warning)
1 of them can be fixed with \`--fix\`.
No required flow to check: no flow pack has its subject in the input.
`;

  it("it says so in one sentence, and all that the other rules have found", async () => {
    const cwd = temporaryFolder({ "pod.yaml": `${pod.trimEnd()} # netpolint-disable-line duplicate-key -- it was twice\n` });
    const run = await runCli(["pod.yaml"], { cwd, tools: broken });
    expect(run).toEqual({ stdout: findings, stderr: `${report}\`; --debug adds where it happened.\n`, exitCode: 2 });
  });

  it("it does not say that nobody needs what the rule might need", async () => {
    const text = `${pod.trimEnd()} # netpolint-disable-line broken -- known\n# netpolint-disable-file -- all of it\n`;
    const cwd = temporaryFolder({ "pod.yaml": text });
    const run = await runCli(["pod.yaml", "--fix", "--format", "unix"], { cwd, tools: broken });
    expect(run).toMatchObject({
      stdout: "Rule broken failed, so what it looks for was not checked: no \\u{1b}[31mway.\n",
      exitCode: 2,
    });
    expect(readFileSync(join(cwd, "pod.yaml"), "utf8")).toBe(text);
  });

  it("it leaves the suppressions file alone", async () => {
    const entry = { rule: "broken", object: "", message: "", fingerprint: "00", count: 1 };
    const list = JSON.stringify({ version: 1, suppressions: [entry] });
    const cwd = temporaryFolder({ "pod.yaml": pod, "netpolint-suppressions.json": list });
    const run = await runCli(["pod.yaml", "--prune-suppressions", "--format", "unix"], { cwd, tools: broken });
    expect(run.stderr).toContain("`netpolint-suppressions.json` was left as it is, because rule `broken` failed.\n");
    expect(run.stdout).not.toContain("unused-suppression");
    expect(run.exitCode).toBe(2);
    expect(readFileSync(join(cwd, "netpolint-suppressions.json"), "utf8")).toBe(list);
  });

  it("a rule that names a message that it does not have is named as well", async () => {
    const { rules, packs } = broken;
    const confused = rules.map((rule) => (rule.id === "broken" ? { ...rule, check: () => [confusedFinding] } : rule));
    const cwd = temporaryFolder({ "pod.yaml": pod });
    const run = await runCli(["pod.yaml"], { cwd, tools: { rules: confused, packs } });
    expect(run.stderr).toContain("internal error (rule `broken`: rule broken has no message lost)");
    expect(run.exitCode).toBe(2);
  });

  it("documents for programs say which rule failed", async () => {
    const cwd = temporaryFolder({ "pod.yaml": pod });
    const { stdout } = await runCli(["pod.yaml", "--format", "json"], { cwd, tools: broken });
    expect(JSON.parse(stdout)).toMatchObject({ ruleFailures: [{ ruleId: "broken", message: "no \u001b[31mway" }] });
    const sarif = await runCli(["pod.yaml", "--format", "sarif"], { cwd, tools: broken });
    expect(JSON.parse(sarif.stdout)).toMatchObject({ runs: [{ invocations: [{ executionSuccessful: false }] }] });
  });

  it("it prints the stack with --debug only", async () => {
    const options = { cwd: temporaryFolder({ "pod.yaml": pod }), tools: broken };
    const { stderr } = await runCli(["pod.yaml", "--debug"], options);
    expect(stderr.startsWith(`${report} --debug\`.\nTypeError: `), stderr).toBe(true);
    expect(stderr).toContain("    at ");
  });
});
