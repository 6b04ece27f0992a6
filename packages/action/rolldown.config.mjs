import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Commands and formats that the action never asks for; each has a part of the program to itself. */
const unused = [
  "completions-command",
  "convert-command",
  "explain-command",
  "init-command",
  "map-command",
  "merge-reports-command",
  "packs-command",
  "rules-command",
  "test-command",
  "why-command",
  "watch",
  "config/print-config",
  "config/print-environment",
];
const unusedFormats = ["checkstyle", "compact", "html", "jsonl", "junit", "rdjson"];
const cli = here("../cli/src/");
const leftOut = new Set([...unused.map((name) => `${cli}${name}.ts`), ...unusedFormats.map((name) => `${cli}reporters/${name}.ts`)]);
const withoutUnused = {
  name: "without-unused",
  load: (id) => (leftOut.has(id) ? { code: "export {};", moduleType: "js" } : null),
};

export default {
  platform: "node",
  logLevel: "warn",
  resolve: { conditionNames: ["source", "node", "import", "require", "default"] },
  input: here("src/index.ts"),
  plugins: [withoutUnused],
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
