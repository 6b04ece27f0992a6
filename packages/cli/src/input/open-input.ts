import { assumptionsOf, openCluster, type OpenedCluster } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Arguments } from "../parse-arguments.js";
import { escapeText } from "../reporters/escape-text.js";
import type { Settings } from "../settings.js";
import type { InputRequest } from "./input-request.js";
import type { Input } from "./input.js";
import { readInput } from "./read-input.js";
import { reading } from "./reading.js";

export interface OpenedInput {
  readonly input: Input;
  readonly opened: OpenedCluster;
}

/** Reads what was asked for into a cluster, with progress and notes beside the answer. */
export function openInput(io: Io, args: Arguments, settings: Settings, request: InputRequest): Promise<OpenedInput> {
  return reading(io, args, async (progress, onFile) => {
    const input = await readInput(io, request, progress, settings);
    const opened = await openCluster(input.files, settings.cluster, onFile, settings);
    for (const sentence of assumptionsOf(opened.cluster)) io.stderr.write(`Assumed: ${escapeText(sentence)}\n`);
    return { input, opened };
  });
}
