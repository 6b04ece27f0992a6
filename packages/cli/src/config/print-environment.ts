import { inputRequest } from "../input/input-request.js";
import { openInput } from "../input/open-input.js";
import type { Io } from "../io.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "../parse-arguments.js";
import { escapeText } from "../reporters/escape-text.js";
import type { Settings } from "../settings.js";
import { type EnvironmentRow, environmentRows, type RowSource } from "./environment-rows.js";

/** `--print-environment`: what is known about the cluster of the input. Answers with the exit code. */
export async function printEnvironment(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const request = inputRequest(args, pathsOf(args));
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const { cluster, sources } = opened;
  const rows = environmentRows(cluster, settings);
  const isJson = (args.values.get("format") ?? []).some((format) => format === "json");
  io.stdout.write(isJson ? jsonOf(rows) : textOf(rows));
  for (const { file, line, column, message } of [...input.problems, ...sources.problems]) {
    io.stderr.write(`${escapeText(file)}:${line}:${column}: ${escapeText(message)}\n`);
  }
  return input.problems.length + sources.problems.length > 0 ? 2 : 0;
}

function pathsOf({ command, positionals, values, flags }: Arguments): readonly string[] {
  if (command !== "why") return positionals;
  return flags.has("in") ? (values.get("in") ?? []) : [];
}

function jsonOf(rows: readonly EnvironmentRow[]): string {
  return `${JSON.stringify({ version: 1, settings: rows }, undefined, 2)}\n`;
}

function textOf(rows: readonly EnvironmentRow[]): string {
  return rows.map((row) => `${[headOf(row), ...(isUnknown(row) ? [] : sourcesOf(row))].join("\n")}\n`).join("");
}

/** Nobody says anything, and there is no default. */
function isUnknown({ value, sources }: EnvironmentRow): boolean {
  return (value === null || value.length === 0) && sources.every(({ type }) => type === "default");
}

function headOf({ name, value, note }: EnvironmentRow): string {
  const texts = Array.isArray(value) ? value : value === null ? [] : [String(value)];
  const end = note === null ? "" : ` (${note})`;
  return escapeText(`${name}: ${texts.length === 0 ? "not known" : texts.join(", ")}${end}`);
}

/** Hundreds of nodes say the same in the same way. */
const mostSources = 8;

function sourcesOf({ sources }: EnvironmentRow): readonly string[] {
  const lines = sources.slice(0, mostSources).map((source) => `  ${escapeText(sourceText(source))}`);
  return sources.length > mostSources ? [...lines, `  and ${sources.length - mostSources} more places`] : lines;
}

function sourceText(source: RowSource): string {
  switch (source.type) {
    case "default":
      return "default";
    case "option":
      return `given with ${source.option}`;
    case "configuration":
      return `given at ${source.file}:${source.line}:${source.column}`;
    case "detected": {
      const place = `${source.object} at ${source.file}:${source.line}:${source.column}`;
      const unused = source.unused === null ? "" : `; not relied on: ${source.unused}`;
      return `${source.value}, found in ${place}${unused}`;
    }
  }
}
