// `npm start`: installs and builds when needed, then runs the command line.
//
//   npm start                              lints the bundled example
//   npm start -- lint k8s --format json    runs netpolint with these arguments
//
// npm keeps flags in front of `--` for itself: `npm start k8s` works, but `npm start k8s --format json` loses
// `--format`, and npm does not say so.

import { spawnSync } from "node:child_process";
import { build, cliBundle, install, isBuilt, isInstalled, root } from "./workspace.mjs";

const example = ["lint", "--format", "pretty", "examples/netobserv"];

/** These have formats of their own; every other first word is a path or `lint`. */
const otherCommands = new Set([
  ..."why map diff test generate status convert report".split(" "),
  ..."explain rules packs init completions help merge-reports".split(" "),
]);

process.exitCode = start(process.argv.slice(2));

function start(args) {
  const problem = prepare();
  if (problem !== undefined) {
    process.stderr.write(problem);
    return 2;
  }
  if (args.length > 0) return netpolint(withFormat(args), callersFolder());
  const code = netpolint(example, root);
  // The example is there to show findings; they are no failure of this command.
  return code === 1 ? 0 : code;
}

/** The full output of the step that failed, or nothing. */
function prepare() {
  if (isInstalled() && isBuilt()) return undefined;
  return withNotice("Installing and building; the first time this takes a while ...", () => {
    for (const step of [install, build]) {
      const { ok, output } = step();
      if (!ok) return `${step.name} failed:\n${output}`;
    }
    return undefined;
  });
}

/** A person waiting at a terminal sees why; a log or a pipe stays clean. */
function withNotice(text, work) {
  if (!process.stderr.isTTY) return work();
  process.stderr.write(text);
  try {
    return work();
  } finally {
    process.stderr.write("\r\u001b[2K");
  }
}

/** npm runs scripts in the repository's root, but paths mean the folder in which the user stood. */
function callersFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}

function withFormat(args) {
  const given = args.some((arg) => /^(--format(=|$)|-f)/.test(arg));
  if (given || otherCommands.has(args[0])) return args;
  const pathsOnly = args.indexOf("--");
  const flagsEnd = pathsOnly === -1 ? args.length : pathsOnly;
  return [...args.slice(0, flagsEnd), "--format", "pretty", ...args.slice(flagsEnd)];
}

function netpolint(args, cwd) {
  const child = spawnSync(process.execPath, [cliBundle, ...args], { cwd, stdio: "inherit" });
  return child.status ?? 2;
}
