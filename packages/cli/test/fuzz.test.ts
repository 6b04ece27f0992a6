import { isUtf8 } from "node:buffer";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { formatNames } from "../src/reporters/formats.js";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

// Whatever is in a file: netpolint neither fails nor hangs, and does not call fine what it could not read. Every input
// is made from its number, so that a failure can be had again: NETPOLINT_FUZZ_FIRST=<number> npx vitest run <this file>

const long = process.env["NETPOLINT_LONG"] !== undefined;
const count = long ? 200_000 : 5_000;
const processes = 50;
const first = Number(process.env["NETPOLINT_FUZZ_FIRST"] ?? 0);
/** No input may take longer: 2 s. */
const limit = 2_000;

const root = fileURLToPath(new URL("../../../", import.meta.url));
const bundle = join(root, "packages/cli/dist/netpolint.cjs");

/** As the engine finds it, which depends on it. */
const yaml = createRequire(join(root, "packages/core/package.json"))("yaml") as {
  readonly parseAllDocuments: (text: string, options: object) => readonly { readonly errors: readonly Error[] }[];
};

/** Of fixtures, those that are as small as what people edit. */
const seeds: readonly Buffer[] = ["fixtures", "packages/cli/test/transcripts"]
  .flatMap((folder) => filesBelow(join(root, folder)))
  .filter((path) => /\.(?:ya?ml|json)$/.test(path) && statSync(path).size < 8_000)
  .map((path) => readFileSync(path));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Numbers that look random and are the same for the same start: mulberry32. */
function numbersFrom(start: number): (below: number) => number {
  let state = (start * 0x9e3779b9) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Numbers = ReturnType<typeof numbersFrom>;

function one<T>(numbers: Numbers, of: readonly T[]): T {
  return of[numbers(of.length)] as T;
}

/** What YAML, JSON and Kubernetes give a meaning to, and what readers trip over. */
const words: readonly string[] = [
  ..."apiVersion: ;kind: ;metadata: ;spec: ;items: ;- ;? ;: ;{;};[;];,;&a ;*a;<<: *a;|\n;>-\n;---\n;...\n;%YAML 1.1\n".split(";"),
  ..."!!binary ;!!set ;!<x> ;!;'; \";#;\t;\r\n;\r;\n;\n  ;\n    ;~;null;true;.nan;.inf;0x1F;0o17;1e400;-0;on".split(";"),
  ..."__proto__: ;constructor: ;toString: ;hasOwnProperty: ;\u0085;\u2028;\uFEFF;\u0000;\u001b[31m;😀;{{ .x }}".split(";"),
  ..."apiVersion: v1\nkind: Pod\n;kind: NetworkPolicy\n;kind: List\n;kind: PodList\n;podSelector: ;ingress: ".split(";"),
  ..."egress: ;from: ;to: ;ports: ;port: 99999;endPort: -1;cidr: 10.0.0.0/99;cidr: ::/0;except: ;matchLabels: ".split(";"),
  ..."matchExpressions: ;operator: In;values: ;protocol: ICMP;policyTypes: ;namespaceSelector: ;ipBlock: ;name: ".split(";"),
  ..."namespaces: ;priority: 1.5;action: Allow;subject: ;networks: ;nodes: ;domainNames: ;labels: ;template: ".split(";"),
];

function makeInput(numbers: Numbers): Buffer {
  const kind = numbers(10);
  if (kind === 0) return randomBytes(numbers, numbers(600));
  if (kind === 1) return Buffer.from(Array.from({ length: numbers(80) }, () => one(numbers, words)).join(""));
  const seed = one(numbers, seeds);
  if (kind === 2) return seed.subarray(0, numbers(seed.length + 1));
  let mutated = kind === 3 ? asJson(seed) : seed;
  for (let left = 1 + numbers(3); left > 0; left -= 1) mutated = mutate(numbers, mutated);
  return mutated;
}

function randomBytes(numbers: Numbers, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => numbers(256)));
}

/** The seed as a program would write it, where it is JSON already. */
function asJson(seed: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(seed.toString("utf8"))));
  } catch {
    return seed;
  }
}

function mutate(numbers: Numbers, bytes: Buffer): Buffer {
  const at = numbers(bytes.length + 1);
  const end = Math.min(bytes.length, at + numbers(one(numbers, [4, 40, 400])));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (numbers(7)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, part, part, after]);
    case 2:
      return Buffer.concat([before, randomBytes(numbers, 1 + numbers(3)), after]);
    case 3:
      return Buffer.concat([before, one(numbers, seeds).subarray(at, end + 200), after]);
    case 4:
      return swapLines(numbers, bytes);
    default:
      return Buffer.concat([before, Buffer.from(one(numbers, words)), numbers(2) === 0 ? part : Buffer.of(), after]);
  }
}

function swapLines(numbers: Numbers, bytes: Buffer): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  const [a, b] = [numbers(lines.length), numbers(lines.length)];
  [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
  return Buffer.from(lines.join("\n"), "latin1");
}

const commands: readonly (readonly string[])[] = [
  ...["stylish", "pretty", "json", ...formatNames].map((format) => ["lint", "@", "--format", format]),
  ...["text", "json", "csv", "md", "dot", "mermaid", "svg", "matrix"].map((format) => ["map", "@", "--format", format]),
  ["map", "@", "--by", "pod", "--world", "closed"],
  ["why", "shop/web", "10.0.0.1", "80", "--in", "@"],
  ["why", "shop[app=web]", "shop[app=db]", "--in", "@", "--format", "json"],
  ["convert", "@"],
  ["diff", "@", "seed.yaml"],
  ["diff", "seed.yaml", "@", "--format", "json"],
];

/** Names under which the input is read; `-` is standard input. */
const places: readonly string[] = ["-", "-", "-", "input.yaml", "input.json", "input.jsonl"];

interface Case {
  readonly number: number;
  readonly bytes: Buffer;
  readonly place: string;
  readonly args: readonly string[];
}

function makeCase(number: number): Case {
  const numbers = numbersFrom(number + 1);
  const bytes = makeInput(numbers);
  const place = one(numbers, places);
  const args = one(numbers, commands).map((word) => (word === "@" ? place : word));
  return { number, bytes, place, args };
}

/** What must not be called fine, told without the code that is tested. */
function isUnreadable({ bytes, place }: Case): boolean {
  if (!isUtf8(bytes) || bytes.includes(0)) return true;
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trim() === "") return true;
  if (place.endsWith(".json") && /^\s*[{[]/.test(text) && !isJson(text)) return !text.includes("{{");
  return isBrokenYaml(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** One document of a kind that is read, and that YAML's own parser refuses. */
function isBrokenYaml(text: string): boolean {
  const isRead = /^kind: (?:NetworkPolicy|Pod|Deployment|Namespace|Service)$/m.test(text);
  // A carriage return alone ends a line in YAML and in Kubernetes, and not in this parser.
  if (!isRead || /\r(?!\n)/.test(text) || /^(?:---|\.\.\.|%)/m.test(text)) return false;
  return yaml.parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" }).some(({ errors }) => errors.length > 0);
}

/** Control characters would let a file write on the terminal. */
// oxlint-disable-next-line no-control-regex
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

function problemsOf(input: Case, { stdout, stderr, exitCode }: Run, milliseconds: number): readonly string[] {
  const found: string[] = [];
  if (/internal error|node:internal|\n {4}at /.test(stderr)) found.push(`it fails: ${stderr.slice(0, 300)}`);
  if (![0, 1, 2].includes(exitCode)) found.push(`its exit code is ${exitCode}`);
  if (milliseconds > limit) found.push(`it takes ${Math.round(milliseconds)} ms`);
  if (exitCode === 0 && isUnreadable(input)) found.push("it calls fine what it cannot have read");
  if (harmful.test(stdout)) found.push(`its output has ${JSON.stringify(harmful.exec(stdout)?.[0])}`);
  if (harmful.test(stderr)) found.push(`its error output has ${JSON.stringify(harmful.exec(stderr)?.[0])}`);
  return found;
}

function failureText({ number, bytes, args }: Case, problems: readonly string[]): string {
  const shown = isUtf8(bytes) ? JSON.stringify(bytes.toString("utf8")) : bytes.toString("base64");
  return `input ${number}, ${args.join(" ")}: ${problems.join("; ")}\n${shown.slice(0, 4000)}`;
}

/** Kinds of failure that one run tells before it gives up. */
const enough = 5;

describe("any input", () => {
  it(`is survived, is read in ${limit} ms, and is not called fine where it cannot be read (${count} inputs)`, async () => {
    const cwd = temporaryFolder({ "seed.yaml": one(numbersFrom(7), seeds) });
    const failures: string[] = [];
    for (let number = first; number < first + count && failures.length < enough; number += 1) {
      const input = makeCase(number);
      if (input.place !== "-") writeFileSync(join(cwd, input.place), input.bytes);
      const [start, used] = [performance.now(), process.cpuUsage()];
      const run = await runCli(input.args, { cwd, stdin: input.bytes });
      const spent = process.cpuUsage(used);
      // On a busy machine the clock runs on while this waits for its turn.
      const milliseconds = Math.min(performance.now() - start, (spent.user + spent.system) / 1000);
      const problems = problemsOf(input, run, milliseconds);
      if (problems.length > 0) failures.push(failureText(input, problems));
    }
    expect(failures.join("\n\n")).toBe("");
  }, 3_600_000);

  describe(`as processes of their own (${processes})`, () => {
    beforeAll(() => {
      // Builds the command line where it is not built from these sources.
      const built = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--version"], { encoding: "utf8" });
      expect(built.stderr).toBe("");
    }, 300_000);

    it("end as they should", () => {
      const cwd = temporaryFolder({ "seed.yaml": one(numbersFrom(7), seeds) });
      const failures: string[] = [];
      for (let number = first; number < first + processes; number += 1) {
        const input = makeCase(number);
        if (input.place !== "-") writeFileSync(join(cwd, input.place), input.bytes);
        const options = { cwd, input: input.bytes, encoding: "utf8", timeout: 30_000 } as const;
        const child = spawnSync(process.execPath, [bundle, ...input.args], options);
        const run: Run = { stdout: child.stdout, stderr: child.stderr, exitCode: child.status ?? -1 };
        const problems = problemsOf(input, run, 0);
        if (problems.length > 0) failures.push(failureText(input, problems));
      }
      expect(failures.join("\n\n")).toBe("");
    }, 300_000);
  });
});
