import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Host } from "./host.js";
import { openLog } from "./log.js";
import { runAction } from "./run-action.js";

const env = { ...process.env };
const inputNames = Object.keys(env).filter((name) => name.startsWith("INPUT_"));
// The token is for the comment alone: a configuration that is a program need not see it.
for (const name of inputNames) delete process.env[name];

const host: Host = {
  env,
  outerEnv: { ...process.env },
  write: (text) => void process.stdout.write(text),
  fetch: (...call) => fetch(...call),
  sleep: async (milliseconds) => {
    await wait(milliseconds);
  },
  secret: () => `netpolint-${randomUUID()}`,
  today: () => new Date().toISOString().slice(0, 10),
};

// Node would print it as it is, and it may hold lines of the user's files.
process.on("uncaughtException", (error) => {
  openLog(host).text(error.stack ?? error.message);
  process.exit(1);
});

// Not process.exit(): what is still on its way into a pipe would be lost.
process.exitCode = await runAction(host);
