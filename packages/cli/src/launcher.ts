#!/usr/bin/env node
import { runCached } from "./code-cache.js";
import { version } from "./version.js";

// What the version is must not cost reading half a megabyte of program. Everything else is in `bin.ts`.
const asked = process.argv.slice(2);
if (asked.length === 1 && (asked[0] === "--version" || asked[0] === "-v")) printVersion();
else if (!runCached(import.meta.dirname)) import("./bin.js").catch(brokenInstallation);

/** The program is no part of this file; without it nothing else can say so. */
function brokenInstallation(error: unknown): void {
  const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  process.stderr.write(`netpolint ${version}: The program cannot be loaded (${why}); install netpolint again.\n`);
  process.exitCode = 2;
}

function printVersion(): void {
  // A reader that has gone away is no failure.
  process.stdout.on("error", () => undefined);
  process.stdout.write(`${version}\n`);
}
