import { styleText } from "node:util";
import type { Severity } from "@netpolint/core";

type Format = "bold" | "dim" | "underline" | "red" | "yellow" | "cyan";

/** Puts a text into one format. Several are nested: lists of formats do not work before Node 22.13. */
export type Paint = (format: Format, text: string) => string;

export function paintWith(colour: boolean): Paint {
  // Whether the stream shows colours is decided by who calls; styleText would look at the process's own.
  return colour ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text;
}

export const severityFormat: Readonly<Record<Severity, Format>> = { error: "red", warning: "yellow", info: "cyan" };
