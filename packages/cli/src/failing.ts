import type { ExitOptions, FailOn } from "@netpolint/core";
import type { Arguments, WrongUsage } from "./parse-arguments.js";

const failOnChoices = ["error", "warning", "never"] as const satisfies readonly FailOn[];

/** What makes a run fail, as the command line says. */
export function readFailing({ flags, values }: Arguments): ExitOptions | WrongUsage {
  const [limit] = values.get("max-warnings") ?? [];
  const given = failOnChoices.find((one) => one === values.get("fail-on")?.[0]) ?? "error";
  const exitZero = flags.has("exit-zero");
  if (exitZero && flags.has("fail-on") && given !== "never") return contradiction("--exit-zero", `--fail-on ${given}`);
  const failOn = exitZero ? "never" : given;
  if (limit !== undefined && failOn === "never") {
    return contradiction("--max-warnings", exitZero ? "--exit-zero" : "--fail-on never");
  }
  if (limit !== undefined && !/^\d{1,9}$/.test(limit)) {
    return { problem: `\`--max-warnings\` takes a number from 0, not \`${limit}\`.` };
  }
  const allowUndecided = flags.has("allow-undecided") || failOn === "never";
  return { allowUndecided, failOn, ...(limit === undefined ? {} : { maxWarnings: Number(limit) }) };
}

function contradiction(one: string, other: string): WrongUsage {
  return { problem: `\`${one}\` and \`${other}\` contradict each other.` };
}
