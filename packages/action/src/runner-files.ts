import { appendFileSync, existsSync, statSync } from "node:fs";
import type { Host } from "./host.js";
import type { OutputName } from "./interface.js";

export type Outputs = Readonly<Partial<Record<OutputName, string>>>;

/** Hands values over to later steps. Each ends with a word that no value can know. */
export function writeOutputs({ env, secret }: Pick<Host, "env" | "secret">, outputs: Outputs): void {
  const file = env["GITHUB_OUTPUT"];
  if (!file) return;
  const lines = Object.entries(outputs).map(([name, value]) => {
    const end = secret();
    return `${name}<<${end}\n${value}\n${end}\n`;
  });
  appendFileSync(file, lines.join(""));
}

/** A runner takes no larger summary of a step: 1 MiB. */
const largestSummary = 1024 * 1024;

/** How many bytes the summary may still have; 0 where there is none to write to. */
export function summaryRoom(env: Host["env"]): number {
  const file = env["GITHUB_STEP_SUMMARY"];
  const taken = file && existsSync(file) ? statSync(file).size : 0;
  return file ? Math.max(0, largestSummary - taken) : 0;
}

export function writeSummary(env: Host["env"], page: string): void {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (file) appendFileSync(file, page);
}
