import { resolve } from "node:path";
import type { WrongUsage } from "../parse-arguments.js";
import { formats, type ReportFormat } from "../reporters/formats.js";

/** Where one report goes. */
export interface ReportTarget {
  readonly format: ReportFormat;
  /** As it was written; undefined for standard output. */
  readonly file: string | undefined;
}

/** Reads the values of `--format`: `<name>` or `<name>=<file>`, of which the option table has checked the names. */
export function readTargets(
  values: readonly string[],
  outputFile: string | undefined,
  cwd: string,
): readonly ReportTarget[] | WrongUsage {
  const targets: ReportTarget[] = [];
  if (outputFile !== undefined) {
    const printed = values.filter((value) => !value.includes("="));
    if (printed.length !== 1) return { problem: severalReports(values) };
  }
  for (const value of values) {
    const equals = value.indexOf("=");
    const name = equals === -1 ? value : value.slice(0, equals);
    const file = equals === -1 ? outputFile : value.slice(equals + 1);
    const format = formats.find((one) => one.name === name);
    if (!format) throw new Error(`the table of options let the format ${name} through`);
    if (file === "") return { problem: `\`--format ${value}\` names no file: \`--format ${name}=<file>\`.` };
    targets.push({ format, file });
  }
  return clashOf(targets, cwd) ?? targets;
}

function clashOf(targets: readonly ReportTarget[], cwd: string): WrongUsage | undefined {
  const printed = targets.filter(({ file }) => file === undefined);
  const document = printed.find(({ format }) => format.isDocument);
  const [other] = printed.filter((target) => target !== document);
  if (document && other) return { problem: twoDocuments(document.format.name, other.format.name) };
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const twice = files.find((file, index) => files.findIndex((one) => resolve(cwd, one) === resolve(cwd, file)) < index);
  return twice === undefined ? undefined : { problem: `Two reports go to \`${twice}\`: give each a file of its own.` };
}

function severalReports(values: readonly string[]): string {
  const given = values.map((value) => `\`${value}\``).join(", ");
  const purpose = "`--output-file` is for one report that would be printed";
  return `${purpose}, not for ${given}: write \`--format <name>=<file>\`.`;
}

function twoDocuments(name: string, other: string): string {
  const both = `\`--format ${name}\` and \`--format ${other}\` both print to standard output`;
  return `${both}, where ${name} has to be alone: write one to a file, \`--format ${name}=<file>\`.`;
}
