import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Io } from "../io.js";
import type { Arguments, WrongUsage } from "../parse-arguments.js";
import { isSourceFile, sourceFile } from "./read-bytes.js";
import { systemErrorText } from "./system-error.js";

/** The words of the command line, and the paths that `--files-from` lists: a line each, or with NUL behind each. */
export async function namedPaths({ positionals, values }: Arguments, io: Io): Promise<readonly string[] | WrongUsage> {
  const [list] = values.get("files-from") ?? [];
  if (list === undefined) return positionals;
  if (list === "-" && positionals.includes("-")) {
    return { problem: "Standard input is either the list of `--files-from -` or the manifests of `-`." };
  }
  const text = await readList(list, io);
  if (typeof text !== "string") return text;
  const listed = pathsOf(text);
  if (positionals.length + listed.length === 0) return { problem: `The list \`${list}\` names no path.` };
  // In a list, `-` cannot be standard input: it would be read after what else it names, or be the list itself.
  return [...positionals, ...listed.map((path) => (path === "-" ? "./-" : path))];
}

/** `git diff -z` and `find -print0` end each path with NUL, so that it may hold any other character. */
function pathsOf(text: string): readonly string[] {
  const paths = text.includes("\0") ? text.split("\0") : text.split(/\r?\n/);
  return paths.filter((path) => path !== "");
}

async function readList(list: string, io: Io): Promise<string | WrongUsage> {
  try {
    const bytes = list === "-" ? await io.stdin() : readFileSync(resolve(io.cwd, list));
    const file = sourceFile(list, bytes);
    return isSourceFile(file) ? file.text : { problem: `The list \`${list}\` cannot be read: ${file.message}` };
  } catch (error) {
    return { problem: `The list \`${list}\` cannot be read: ${systemErrorText(error)}.` };
  }
}
