import { generatedMark } from "@netpolint/generate";
import { type NewFile, writeFiles } from "../output/write-files.js";

/**
 * Writes all files into a folder, or none. What an earlier run has written is written again; what somebody else has
 * written is replaced with `force` only. Answers with what went wrong, as a sentence.
 */
export function writePolicies(cwd: string, folder: string, files: readonly NewFile[], force: boolean): string | undefined {
  return writeFiles(cwd, folder, files, {
    mayReplace: (_file, there) => force || there.startsWith(generatedMark),
    refusal: "was not written by netpolint; nothing was written. --force replaces it.",
  });
}
