import type { OnFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Arguments } from "../parse-arguments.js";
import { type Progress, startProgress } from "../progress.js";
import { escapeText } from "../reporters/escape-text.js";
import type { Input } from "./input.js";

/**
 * Reads with a line that tells somebody who waits how far it is. Once it is taken away, what was made of the paths
 * where that is not plain is said beside the answer.
 */
export async function reading<T extends { readonly input: Pick<Input, "notes"> }>(
  io: Io,
  { flags }: Arguments,
  read: (progress: Progress, onFile: OnFile) => Promise<T>,
): Promise<T> {
  const progress = startProgress(io, flags);
  try {
    const result = await read(progress, (path, index, count) => {
      progress.step(`reading ${path} (${index + 1} of ${count})`);
    });
    progress.end();
    for (const note of result.input.notes) io.stderr.write(`${escapeText(note)}\n`);
    return result;
  } finally {
    progress.end();
  }
}
