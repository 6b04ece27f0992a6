import { formatPath, type Path } from "../source/json-value.js";

/**
 * The API server's kind of error. `Decode`: a value of the wrong type. `UnknownField`: a field that the type does not
 * have, which only strict field validation (the default of `kubectl apply`) refuses.
 */
export type RefusalReason =
  | "Decode"
  | "UnknownField"
  | "Required"
  | "Invalid"
  | "Forbidden"
  | "NotSupported"
  | "TooLong";

/** One reason for which the API server would not take an object. */
export interface Refusal {
  /** The field that the API server names. It names a map of labels or annotations, never the entry in it. */
  readonly path: Path;
  /** Where to look: `path`, or the entry of the map at `path` that is wrong. */
  readonly at: Path;
  readonly reason: RefusalReason;
  /** What the API server answers, with its field path. */
  readonly serverMessage: string;
  /** One sentence: the field, what is wrong with it, and what follows. */
  readonly message: string;
  /**
   * For `UnknownField`, the field that was probably meant: relative to the object that holds the unknown field, or
   * from the root of the document if it starts with `spec` or `metadata`. `[]` stands for a list item.
   */
  readonly suggestion?: string;
  /** For `UnknownField`, one sentence: what a cluster without strict field validation makes of the rest. */
  readonly withoutStrict?: string;
}

/** What is wrong with a value: in the API server's words, and in ours as the rest of a sentence about the field. */
export interface Problem {
  readonly detail: string;
  readonly plain: string;
}

type ServerKind = "Required value" | "Invalid value" | "Unsupported value" | "Forbidden" | "Too long";

const kindOf: Readonly<Record<Exclude<RefusalReason, "Decode" | "UnknownField">, ServerKind>> = {
  Required: "Required value",
  Invalid: "Invalid value",
  Forbidden: "Forbidden",
  NotSupported: "Unsupported value",
  TooLong: "Too long",
};

export function required(path: Path, problem: Problem): Refusal {
  return refuse("Required", path, [problem.detail], problem.plain);
}

export function forbidden(path: Path, problem: Problem): Refusal {
  return refuse("Forbidden", path, [problem.detail], problem.plain);
}

export function tooLong(path: Path, problem: Problem): Refusal {
  return refuse("TooLong", path, [problem.detail], problem.plain);
}

/** `shown` is the value as the API server prints it; `at` names the entry if `path` is a map. */
export function invalid(path: Path, shown: string, problem: Problem, at: Path = path): Refusal {
  return refuse("Invalid", path, [shown, problem.detail], problem.plain, at);
}

/** For text that breaks a rule of syntax, which `problem.plain` states ("may hold only digits"). */
export function invalidText(path: Path, text: string, { detail, plain }: Problem): Refusal {
  return invalid(path, quote(text), { detail, plain: `is ${quote(text)}, but ${plain}` });
}

/** The same for the key (or the value) of an entry of the map at `path`, which `at` names. */
export function invalidEntry(path: Path, key: string, part: "key" | "value", text: string, problem: Problem): Refusal {
  const plain = `has the ${part} ${quote(text)}, but ${problem.plain}`;
  return invalid(path, quote(text), { detail: problem.detail, plain }, [...path, key]);
}

/** For a field that only takes certain words. */
export function notSupported(path: Path, value: string, supported: readonly string[]): Refusal {
  const words = supported.map(quote).join(", ");
  const plain = `is ${quote(value)}, which is not one of ${words}`;
  return refuse("NotSupported", path, [quote(value), `supported values: ${words}`], plain);
}

/** As the API server quotes text. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

function refuse(
  reason: keyof typeof kindOf,
  path: Path,
  details: readonly string[],
  plain: string,
  at: Path = path,
): Refusal {
  const serverMessage = [formatPath(path), kindOf[reason], ...details.filter((detail) => detail !== "")].join(": ");
  return { path, at, reason, serverMessage, message: refusalSentence(at, plain) };
}

export function refusalSentence(at: Path, plain: string): string {
  return `\`${formatPath(at)}\` ${plain}, so the API server refuses the object.`;
}
