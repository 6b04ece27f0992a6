import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const cli = here("../cli/src/");

/** What the action never asks for, of what has a part of the command line's program to itself. */
const commands = readdirSync(cli).filter((name) => name.endsWith("-command.ts"));
const unusedCommands = commands.filter((name) => !["lint-command.ts", "diff-command.ts"].includes(name));
const unusedParts = ["pack-files.ts", "watch.ts", "config/print-config.ts", "config/print-environment.ts"];
const unusedFormats = ["checkstyle", "compact", "html", "jsonl", "junit", "rdjson"];
const unused = [...unusedCommands, ...unusedParts, ...unusedFormats.map((name) => `reporters/${name}.ts`)];
const leftOut = new Set(unused.map((name) => join(cli, name)));
const withoutUnused = {
  name: "without-unused",
  load: (id) => (leftOut.has(id) ? { code: "export {};", moduleType: "js" } : null),
};

/** What is handed on with the code of others: their licences, beside the bundle. */
const licenses = {
  name: "licenses",
  generateBundle(_, chunks) {
    const ids = Object.values(chunks).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
    const folders = [...new Set(ids.flatMap((id) => packageFolder(id) ?? []))];
    const texts = folders.map(licenseText).sort((a, b) => (a < b ? -1 : 1));
    this.emitFile({ type: "asset", fileName: "licenses.txt", source: texts.join("\n") });
  },
};

/** The folder of a package that is not ours. */
function packageFolder(id) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replaceAll("\0", ""))?.[0];
}

function licenseText(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no licence to hand on`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

export default {
  platform: "node",
  logLevel: "warn",
  resolve: { conditionNames: ["source", "node", "import", "require", "default"] },
  input: here("src/index.ts"),
  plugins: [withoutUnused, licenses],
  // Runners install nothing: all is in one file.
  output: {
    // Tests build to a folder of their own.
    dir: process.env.NETPOLINT_BUNDLE_FOLDER ?? here("dist"),
    entryFileNames: "index.js",
    format: "esm",
    minify: true,
    codeSplitting: false,
  },
};
