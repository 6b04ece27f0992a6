import type { Io } from "./io.js";

/** Whether a terminal is listening that makes links of OSC 8. One that does not would print them as rubbish. */
export function useLinks({ env, stdout }: Pick<Io, "env" | "stdout">): boolean {
  const forced = env["FORCE_HYPERLINK"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (!stdout.isTerminal || env["TERM"] === "dumb") return false;
  // Logs are read later, in a browser. Multiplexers pass links on in new versions only, and do not say which they are.
  if (isSet(env["CI"]) || isSet(env["TEAMCITY_VERSION"]) || isSet(env["TMUX"]) || isSet(env["STY"])) return false;
  return isKnownTerminal(env);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function isKnownTerminal(env: Io["env"]): boolean {
  if (isSet(env["WT_SESSION"]) || isSet(env["KONSOLE_VERSION"]) || isSet(env["KITTY_WINDOW_ID"])) return true;
  if (["xterm-kitty", "alacritty", "xterm-ghostty", "foot", "contour"].includes(env["TERM"] ?? "")) return true;
  const since = programs.get(env["TERM_PROGRAM"] ?? "");
  if (since !== undefined) return isAtLeast(env["TERM_PROGRAM_VERSION"] ?? "", since);
  // GNOME's library writes 0.50.1 as 5001; 0.50.0 crashed on links.
  return Number(env["VTE_VERSION"] ?? "") >= 5001;
}

/** The first version of each program that knows links. */
const programs: ReadonlyMap<string, readonly [major: number, minor: number]> = new Map([
  ["iTerm.app", [3, 1]],
  ["vscode", [1, 72]],
  ["WezTerm", [0, 0]],
  ["ghostty", [0, 0]],
  ["Hyper", [2, 0]],
  ["Tabby", [0, 0]],
  ["zed", [0, 0]],
  ["rio", [0, 0]],
]);

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
