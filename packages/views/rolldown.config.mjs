// Builds the shell of the report: one HTML file with its script and styles in it, and a place for the data.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dir = process.env.NETPOLINT_SHELL_FOLDER ?? here("dist/shell");

export const common = {
  platform: "browser",
  logLevel: "warn",
  resolve: { conditionNames: ["source", "import", "browser", "default"] },
  // No module of ours or of what we use does anything when it is only loaded.
  treeshake: { moduleSideEffects: (id) => /[\\/](?:main|worker)\.tsx?$/.test(id) },
};

/** A page may run and style itself with exactly these texts, and load nothing. */
export function pageOf({ title, script, styles, body, styleNonce }) {
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(styles)}${styleNonce ? ` 'nonce-${styleNonce}'` : ""}`,
    "worker-src blob:",
    "img-src data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="icon" href="data:,">',
    `<title>${title}</title>`,
    `<style>${styles}</style>`,
    "</head>",
    "<body>",
    '<div id="app"><noscript>This page needs JavaScript.</noscript></div>',
    body,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** A script within a page must not hold what ends it. */
export function inlineScript(code) {
  return code.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
}

const shell = {
  name: "shell",
  generateBundle(_, bundle) {
    const [chunk] = Object.values(bundle);
    const styles = readFileSync(here("src/ui/styles.css"), "utf8");
    const source = pageOf({
      title: "netpolint report",
      script: inlineScript(chunk.code),
      styles,
      body: "<!-- data -->",
    });
    delete bundle[chunk.fileName];
    this.emitFile({ type: "asset", fileName: "report.html", source });
  },
};

export default {
  ...common,
  input: here("src/report/main.tsx"),
  plugins: [shell],
  output: { dir, format: "iife", minify: true, codeSplitting: false },
};
