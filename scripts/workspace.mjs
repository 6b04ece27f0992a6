// What both commands share: installing and building the workspace. Plain Node, because nothing is installed when
// this starts.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const pnpm = "pnpm@12.21.0";
export const root = fileURLToPath(new URL("..", import.meta.url));
export const cliBundle = join(root, "packages", "cli", "dist", "netpolint.cjs");

const stamps = join(root, "node_modules", ".cache", "netpolint");
const folders = ["core", "rules", "packs", "generate", "views", "cli", "action", "playground"];
const packages = folders.map((name) => join(root, "packages", name));

/** One command that ran: `ok` is an exit code of 0, `output` is what it wrote to both streams. */
export function run(command, args, { env = {}, shell = false } = {}) {
  const child = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    shell,
  });
  const startFailure = child.error === undefined ? "" : `${command}: ${child.error.message}\n`;
  return { ok: child.status === 0, output: `${child.stdout ?? ""}${child.stderr ?? ""}${startFailure}` };
}

/** Runs the file of an installed package with this Node. */
export function runInstalled(file, args, options) {
  return run(process.execPath, [installed(file), ...args], options);
}

export function installed(file) {
  return join(root, "node_modules", file);
}

export const tscFile = "typescript/bin/tsc";
export const oxlintFile = "oxlint/bin/oxlint";
export const vitestFile = "vitest/vitest.mjs";
export const rolldownFile = "rolldown/bin/cli.mjs";

/** True when node_modules already holds what the lockfile asks for. */
export function isInstalled() {
  return existsSync(installed(tscFile)) && readStamp("install") === installInputs();
}

export function install() {
  if (isInstalled()) return { ok: true, output: "" };
  const result = run("npx", ["--yes", pnpm, "install", "--frozen-lockfile"], {
    // npx is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === "win32",
    // .npmrc silences npm's banner around our own output; here its errors are wanted. CI=true: pnpm asks nothing.
    // NODE_ENV=production would leave out the compiler.
    env: { CI: "true", NODE_ENV: "development", npm_config_loglevel: "error" },
  });
  if (result.ok) writeStamp("install", installInputs());
  return result;
}

/** True when the bundle was built from the sources as they are now. */
export function isBuilt() {
  return existsSync(cliBundle) && readStamp("build") === buildInputs();
}

export function build() {
  if (isBuilt()) return { ok: true, output: "" };
  const inputs = buildInputs();
  const libraries = runInstalled(tscFile, ["-b", ...packages]);
  if (!libraries.ok) return libraries;
  // The command line holds the page of its report.
  const shell = bundleOf("views");
  if (!shell.ok) return shell;
  // Parts are named after what they hold; one that is no longer made would stay.
  rmSync(join(root, "packages", "cli", "dist", "parts"), { recursive: true, force: true });
  const bundle = run(process.execPath, [join(root, "scripts", "bundle-cli.mjs"), dirname(cliBundle)]);
  if (bundle.ok) writeStamp("build", inputs);
  return bundle;
}

/** Runs the bundler of a package. */
export function bundleOf(name) {
  return runInstalled(rolldownFile, ["--config", join(root, "packages", name, "rolldown.config.mjs")]);
}

function installInputs() {
  const manifests = packages.map((folder) => join(folder, "package.json"));
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => join(root, name));
  return `${process.platform}-${process.arch} ${fingerprint([...files, ...manifests])}`;
}

function buildInputs() {
  const bundling = ["bundle-cli", "code-cache", "run-example", "seldom-modules", "workspace"];
  const shared = ["tsconfig.base.json", "pnpm-lock.yaml", ...bundling.map((name) => join("scripts", `${name}.mjs`))];
  const own = ["package.json", "tsconfig.json", "rolldown.config.mjs", "seldom-part.mjs"];
  return fingerprint([
    ...shared.map((name) => join(root, name)),
    ...packages.flatMap((folder) => own.map((name) => join(folder, name)).filter(existsSync)),
    ...packages.flatMap((folder) => filesBelow(join(folder, "src"))),
    // What runs to see which code is needed at the start.
    ...[join("packages", "cli", "start-up"), join("examples", "netobserv")].flatMap((name) => filesBelow(join(root, name))),
    // `netpolint explain` prints the pages.
    ...["rules", "packs"].flatMap((kind) => filesBelow(join(root, "docs", kind))),
  ]);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function readStamp(name) {
  const file = join(stamps, name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}
