// `npm run new-rule <id>`: writes what a lint rule consists of, as a small rule that works, with its test, page and
// fixture, and the lines that name it. Everything is looked at before anything is written.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

const root = fileURLToPath(new URL("..", import.meta.url));
const index = "packages/rules/src/index.ts";
const presets = "packages/rules/src/presets.ts";
const readme = "README.md";

process.exitCode = newRule(process.argv.slice(2));

function newRule(args) {
  const [id] = args;
  try {
    if (args.length !== 1) throw refusal("it takes one id, such as `npm run new-rule port-without-name`");
    checkId(id);
    const { created, edited } = plan(id);
    write(created, edited);
    process.stdout.write(said(id, [...created.keys()], [...edited.keys()]));
    return 0;
  } catch (error) {
    if (error.isRefusal !== true) throw error;
    process.stderr.write(`new-rule: ${error.message}.\n`);
    return 2;
  }
}

/** Nothing is wrong with the program: what was asked for cannot be done. */
function refusal(message) {
  return Object.assign(new Error(message), { isRefusal: true });
}

function checkId(id) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    const wanted = "lower-case words and digits with single dashes between, beginning with a letter";
    throw refusal(`\`${id}\` is no id: ${wanted}`);
  }
  if (id.length > 60) throw refusal(`\`${id}\` is longer than 60 characters`);
  if (isReserved(nameOf(id))) throw refusal(`\`${nameOf(id)}\` is a word of JavaScript and cannot name the rule`);
}

/** The name that the rule is exported under. */
function nameOf(id) {
  return id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function isReserved(name) {
  try {
    return !(new Script(`"use strict"; const ${name} = 0;`) instanceof Script);
  } catch {
    return true;
  }
}

/** The new files and the files with a line more, by path. */
function plan(id) {
  const created = filesOf(id);
  for (const path of created.keys()) if (existsSync(join(root, path))) throw refusal(`there is already ${path}`);
  const name = nameOf(id);
  const before = { index: text(index), presets: text(presets), readme: text(readme) };
  if (new RegExp(`\\b${name}\\b`).test(before.index)) throw refusal(`${index} already has the name \`${name}\``);
  const line = `import { ${name} } from "./${id}.js";\n`;
  const imported = addSorted(before.index, /^import \{ \w+ \} from "\.\/([\w-]+)\.js";\n/gm, id, line);
  const [start, end] = listIn(imported);
  const list = addSorted(imported.slice(start, end), /^ {2}(\w+),\n/gm, name, `  ${name},\n`, (one) => idOf(one, imported));
  const row = `  ["${id}", { recommended: "off", strict: "warning", security: "off" }],\n`;
  return {
    created,
    edited: new Map([
      [index, imported.slice(0, start) + list + imported.slice(end)],
      [presets, addSorted(before.presets, /^ {2}\["([\w-]+)", \{.*\}\],\n/gm, id, row)],
      [readme, withRow(before.readme, `| [\`${id}\`](docs/rules/${id}.md) | a policy that is named after the rule |\n`)],
    ]),
  };
}

function text(path) {
  return readFileSync(join(root, path), "utf8");
}

function listIn(source) {
  const start = source.indexOf("export const allRules");
  const end = source.indexOf("];", start);
  if (start === -1 || end === -1) throw refusal(`${index} has no list \`allRules\``);
  return [start, end];
}

function idOf(name, source) {
  return new RegExp(`^import \\{ ${name} \\} from "\\./([\\w-]+)\\.js"`, "m").exec(source)?.[1] ?? name;
}

/** Puts a line before the first that comes after it, among lines that are in the order of their ids. */
function addSorted(source, lines, key, line, keyOf = (one) => one) {
  const found = [...source.matchAll(lines)];
  const last = found.at(-1);
  if (last === undefined) throw refusal("the lines that the new one belongs to are not found");
  const next = found.find((match) => keyOf(match[1]) > keyOf(key));
  const at = next ? next.index : last.index + last[0].length;
  return source.slice(0, at) + line + source.slice(at);
}

/** Last of the table of mistakes, which is where most rules belong. */
function withRow(source, row) {
  const table = source.indexOf("**Mistakes of writing:**");
  const rows = [...source.slice(table).matchAll(/^\| \[`[\w-]+`\]\(docs\/rules\/.*\n(?!\|)/gm)];
  const last = rows[0];
  if (table === -1 || last === undefined) throw refusal(`${readme} has no table of mistakes of writing`);
  const at = table + last.index + last[0].length;
  return source.slice(0, at) + row + source.slice(at);
}

/** What was written goes again where not all of it can be. */
function write(created, edited) {
  const before = new Map([...edited.keys()].map((path) => [path, text(path)]));
  const written = [];
  try {
    for (const [path, content] of created) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content, { flag: "wx" });
      written.push(path);
    }
    for (const [path, content] of edited) writeFileSync(join(root, path), content);
  } catch (error) {
    for (const path of written) rmSync(join(root, path), { force: true });
    for (const [path, content] of before) writeFileSync(join(root, path), content);
    throw error;
  }
}

function said(id, created, edited) {
  const lines = [...created.map((path) => `  wrote ${path}`), ...edited.map((path) => `  added a line to ${path}`)];
  return `${lines.join("\n")}

The rule works: it reports policies that are named \`${id}\`. Put what it is really about in its place, in each of
these files, and choose its category, severity, presets and place in the README. Then:

  npx vitest run packages/rules/test/${id}.test.ts test/rule-pages.test.ts test/fixtures.test.ts test/readme.test.ts

docs/contributing.md says what makes a good rule.
`;
}

function filesOf(id) {
  const message = `NetworkPolicy \`shop/${id}\` is named after the rule \`${id}\`, which is still an example.`;
  const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${id}, namespace: shop }
spec: { podSelector: {} }
`;
  const other = policy.replace(`name: ${id},`, "name: web,");
  const place = `3:19`;
  const end = 19 + id.length;
  return new Map([
    [`packages/rules/src/${id}.ts`, ruleText(id)],
    [`packages/rules/test/${id}.test.ts`, testText(id, policy, other, `${place}-3:${end}`, message)],
    [`docs/rules/${id}.md`, pageText(id, policy, other, `${place} warning ${message}`)],
    [`fixtures/findings/${id}/example/policy.yaml`, policy],
    [
      `fixtures/findings/${id}/example/expected.txt`,
      `# Say here why each finding is true.\npolicy.yaml:${place} warning ${id} ${message}\n`,
    ],
  ]);
}

function ruleText(id) {
  return `import { defineRule, placeOf } from "@netpolint/core";
import { acceptedPolicies, policyTitle } from "./network-policy-words.js";

export const ${nameOf(id)} = defineRule({
  id: "${id}",
  summary: "A NetworkPolicy is named after the rule",
  severity: "warning",
  category: "mistake",
  precision: "low",
  messages: {
    namedAfterRule: {
      message: "{policy} is named after the rule \`{id}\`, which is still an example.",
      help: "Write the rule.",
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster)
      .filter(({ meta }) => meta.name === "${id}")
      .map((policy) => ({
        ...placeOf(policy.meta, ["metadata", "name"]),
        messageId: "namedAfterRule",
        data: { policy: policyTitle(policy), id: "${id}" },
      })),
});
`;
}

function testText(id, policy, other, at, message) {
  return `import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { ${nameOf(id)} } from "../src/${id}.js";

testRule(
  ${nameOf(id)},
  {
    notReported: [{ name: "a policy of another name", manifests: ${JSON.stringify(other)} }],
    reported: [
      {
        name: "a policy of that name",
        manifests: ${JSON.stringify(policy)},
        findings: [
          {
            at: "${at}",
            message: ${JSON.stringify(message)},
            help: "Write the rule.",
          },
        ],
      },
    ],
  },
  { describe, it },
);
`;
}

function pageText(id, policy, other, finding) {
  return `# ${id}

Why what the rule reports is worth knowing, in two or three sentences.

## Reported

\`\`\`yaml
${policy}\`\`\`

\`\`\`text
${finding}
\`\`\`

## Not reported

\`\`\`yaml
${other}\`\`\`

## How to fix

What to write instead.

## When to turn it off

Where it is right as it is.

## What it assumes

What the rule takes for granted about pods and namespaces that are not in the input.
`;
}
