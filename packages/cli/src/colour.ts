import type { Io } from "./io.js";

/** Whether to print colours: the options decide, then FORCE_COLOR, NO_COLOR and whether a terminal is listening. */
export function useColour(flags: ReadonlySet<string>, { env, stdout }: Io): boolean {
  if (flags.has("no-color")) return false;
  if (flags.has("color")) return true;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  return stdout.isTerminal && env["TERM"] !== "dumb";
}
