import type { Io } from "./io.js";
import { escapeText } from "./reporters/escape-text.js";

/** What a long run tells somebody who waits at a terminal: one line, written over itself, and taken away at the end. */
export interface Progress {
  /** What is done from now on, such as `reading k8s/a.yaml`. May be called for every file. */
  step(text: string): void;
  end(): void;
}

export const noProgress: Progress = { step: () => undefined, end: () => undefined };

/** A run that is over sooner says nothing: 1 s. */
const patience = 1000;
/** How often the line is written anew, where nothing blocks: every 200 ms. */
const interval = 200;
/** Erases the line, from its first column. */
const erase = "\r\u001b[2K";

/** Silent where nobody waits at a terminal: in a pipe, in CI, with `--quiet`. */
export function startProgress(io: Io, flags: ReadonlySet<string>): Progress {
  const { clock, stderr } = io;
  if (!clock || !isWanted(io, flags) || !stderr.isTerminal) return noProgress;
  const start = clock.now();
  let text = "";
  let shown = "";
  let last = -Infinity;
  const draw = (): void => {
    const now = clock.now();
    if (now - start < patience || now - last < interval || text === "") return;
    // Some terminals do not know their width and say 0.
    const line = cut(escapeText(text), (stderr.columns || 80) - 1);
    if (line === shown) return;
    last = now;
    stderr.write(`${erase}${line}`);
    shown = line;
  };
  const stopTimer = clock.every(interval, draw);
  return {
    step: (next) => {
      text = next;
      draw();
    },
    end: () => {
      stopTimer();
      if (shown !== "") stderr.write(erase);
      shown = "";
      text = "";
    },
  };
}

function isWanted({ env }: Io, flags: ReadonlySet<string>): boolean {
  return !isSet(env["CI"]) && env["TERM"] !== "dumb" && !flags.has("quiet");
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}

/** A line that wraps could not be taken away again. Characters beyond Latin, Greek and Cyrillic may be two wide. */
function cut(text: string, columns: number): string {
  let width = 0;
  let kept = "";
  let shorter = "";
  for (const character of text) {
    width += (character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
    if (width > columns) return `${shorter}…`;
    shorter = kept;
    kept += character;
  }
  return kept;
}
