import { type Annotation, commandLine } from "netpolint/parts";
import type { Host } from "./host.js";

/** The log of the step. */
export interface Log {
  /** Prints text of which the runner must take no line for a command, whatever is in it. */
  text(text: string): void;
  /** Shows something beside a line, or on its own. */
  annotate(annotation: Annotation): void;
}

export function openLog({ write, secret }: Pick<Host, "write" | "secret">): Log {
  return {
    text: (text) => {
      if (text === "") return;
      // Until a line with this word the runner reads no commands, and nothing that is printed can know the word.
      const word = secret();
      write(`::stop-commands::${word}\n${text.endsWith("\n") ? text : `${text}\n`}::${word}::\n`);
    },
    annotate: (annotation) => write(`${commandLine(annotation)}\n`),
  };
}
