import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type KnownSuppressions, readSuppressions } from "@netpolint/core";
import { shownPath } from "../input/path-text.js";
import { isSourceFile, sourceFile } from "../input/read-bytes.js";
import { isNoSuchFile, systemErrorText } from "../input/system-error.js";
import type { Io } from "../io.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "../parse-arguments.js";
import type { Tools } from "../tools.js";

/** What is known of suppressed findings, and what is to become of the file that lists them. */
export interface Suppressing {
  readonly known: KnownSuppressions;
  /** `add`: findings of these rules, or of all where it is undefined. */
  readonly action: { readonly type: "none" } | { readonly type: "prune" } | { readonly type: "add"; readonly rules: readonly string[] | undefined };
}

export const suppressionsName = "netpolint-suppressions.json";

export function readSuppressing(args: Arguments, { rules }: Tools, io: Io): Suppressing | WrongUsage {
  const action = readAction(args);
  if (isWrongUsage(action)) return action;
  const stranger = action.type === "add" ? action.rules?.find((id) => !rules.some((rule) => rule.id === id)) : undefined;
  if (stranger !== undefined) return { problem: `There is no rule \`${stranger}\`; \`netpolint rules\` lists them.` };
  const given = args.values.get("suppressions-location")?.[0];
  const known = readKnown(io.cwd, given, action.type !== "add");
  return isWrongUsage(known) ? known : { known, action };
}

function readAction({ flags, values }: Arguments): Suppressing["action"] | WrongUsage {
  const rules = values.get("suppress-rule") ?? [];
  const wanted = [
    ...(flags.has("suppress-all") ? ["--suppress-all"] : []),
    ...(rules.length > 0 ? ["--suppress-rule"] : []),
    ...(flags.has("prune-suppressions") ? ["--prune-suppressions"] : []),
  ];
  if (wanted.length > 1) return { problem: `\`${wanted[0]}\` and \`${wanted[1]}\` do not go together.` };
  if (flags.has("prune-suppressions")) {
    // What the other packs find would be taken for gone.
    const isWhole = (values.get("pack") ?? []).length === 0;
    return isWhole ? { type: "prune" } : { problem: "`--prune-suppressions` needs all packs: leave `--pack` out." };
  }
  if (rules.length > 0) return { type: "add", rules };
  return flags.has("suppress-all") ? { type: "add", rules: undefined } : { type: "none" };
}

/** What the file lists; nothing where it is not there and need not be. */
export function readKnown(cwd: string, given: string | undefined, mustExist: boolean): KnownSuppressions | WrongUsage {
  const path = shownPath(cwd, locationOf(cwd, given));
  try {
    const file = sourceFile(path, readFileSync(resolve(cwd, path)));
    if (!isSourceFile(file)) return { problem: `\`${path}\` cannot be read: ${file.message}` };
    const read = readSuppressions(file);
    return "problem" in read ? read : { ...read, hash };
  } catch (error) {
    if (!isNoSuchFile(error)) return { problem: `\`${path}\` cannot be read: ${systemErrorText(error)}.` };
    if (given !== undefined && mustExist) return { problem: `There is no suppressions file \`${path}\`.` };
    return { path, entries: [], hash };
  }
}

function locationOf(cwd: string, given: string | undefined): string {
  if (given === undefined) return suppressionsName;
  return given.endsWith("/") || isFolder(resolve(cwd, given)) ? join(given, suppressionsName) : given;
}

/** Where nobody can look, reading says why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** 32 hexadecimal digits: two findings that are not the same never share them. */
function hash(fingerprint: string): string {
  // Loaded where something is suppressed: hardly any run needs it.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(fingerprint).digest("hex").slice(0, 32);
}
