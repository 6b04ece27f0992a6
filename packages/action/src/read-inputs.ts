import type { FailOn } from "netpolint/parts";
import type { Environment } from "./host.js";
import { type InputInfo, type InputName, inputs } from "./interface.js";

export interface Inputs {
  readonly paths: readonly string[];
  /** "" where nothing was given, here and below. */
  readonly config: string;
  readonly packs: readonly string[];
  readonly base: string;
  readonly failOn: FailOn;
  readonly allowUndecided: boolean;
  readonly annotations: boolean;
  readonly maxAnnotations: number;
  readonly summary: boolean;
  readonly sarifFile: string;
  readonly comment: boolean;
  readonly onlyChanged: boolean;
  readonly workingDirectory: string;
  readonly token: string;
}

/** A step shows 10 annotations of each of three levels. */
const mostAnnotations = 30;

/** Reads what the runner hands over in `INPUT_*`, or says in a sentence what is wrong with it. */
export function readInputs(env: Environment): Inputs | { readonly problem: string } {
  const wrong = inputs.map((info) => problemOf(info, env)).find((problem) => problem !== undefined);
  if (wrong !== undefined) return { problem: wrong };
  const text = (name: InputName): string => textOf(name, env);
  const paths = linesOf(text("paths"));
  return {
    paths: paths.length > 0 ? paths : ["."],
    config: text("config"),
    packs: text("packs").split(",").flatMap(linesOf),
    base: text("base"),
    failOn: text("fail-on") as FailOn,
    allowUndecided: isTrue(text("allow-undecided")),
    annotations: isTrue(text("annotations")),
    maxAnnotations: Number(text("max-annotations")),
    summary: isTrue(text("summary")),
    sarifFile: text("sarif-file"),
    comment: isTrue(text("comment")),
    onlyChanged: isTrue(text("only-changed")),
    workingDirectory: text("working-directory"),
    token: text("token"),
  };
}

/** An input that is empty is one that was left out: expressions that come to nothing are written so. */
function textOf(name: InputName, env: Environment): string {
  const given = env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
  const fallback = inputs.find((info) => info.name === name)?.default ?? "";
  // The runner fills in expressions; where it has not, there is no such value.
  return given !== "" || fallback.startsWith("${{") ? given : fallback;
}

type Named = InputInfo & { readonly name: InputName };

function problemOf(info: Named, env: Environment): string | undefined {
  const given = textOf(info.name, env);
  if (info.name === "max-annotations") return isCount(given) ? undefined : wrong(info.name, countRange, given);
  if (!info.choices) return undefined;
  // As YAML writes them, `True` and `TRUE` are the same.
  const known = info.choices.includes("true") ? given.toLowerCase() : given;
  return info.choices.includes(known) ? undefined : wrong(info.name, listOf(info.choices), given);
}

const countRange = `a number from 0 to ${mostAnnotations}`;

function isCount(text: string): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= mostAnnotations;
}

function wrong(name: InputName, wanted: string, given: string): string {
  return `The input \`${name}\` is ${wanted}, not \`${given}\`.`;
}

function listOf(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  return `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}`;
}

function isTrue(text: string): boolean {
  return text.toLowerCase() === "true";
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}
