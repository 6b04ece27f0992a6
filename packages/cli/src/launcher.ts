#!/usr/bin/env node
import { version } from "./version.js";

// What the version is must not cost reading half a megabyte of program. Everything else is in `bin.ts`.
const asked = process.argv.slice(2);
if (asked.length === 1 && (asked[0] === "--version" || asked[0] === "-v")) printVersion();
else void import("./bin.js");

function printVersion(): void {
  // A reader that has gone away is no failure.
  process.stdout.on("error", () => undefined);
  process.stdout.write(`${version}\n`);
}
