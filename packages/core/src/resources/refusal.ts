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
  | "TooLong"
  | "TooMany"
  | "Duplicate";

/** One reason for which the API server would not take an object. */
export interface Refusal {
  /** The field that the API server names. It names a map of labels or annotations, never the entry in it. */
  readonly path: Path;
  /** Where to look: `path`, or the entry of the map at `path` that is wrong. */
  readonly at: Path;
  readonly reason: RefusalReason;
  /** Absent: the API server. */
  readonly by?: "implementations";
  /** What the API server answers, with its field path; where `by` is set, what it would answer for a built-in kind. */
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

type ServerKind =
  | "Required value"
  | "Invalid value"
  | "Unsupported value"
  | "Forbidden"
  | "Too long"
  | "Too many"
  | "Duplicate value";

const kindOf: Readonly<Record<Exclude<RefusalReason, "Decode" | "UnknownField">, ServerKind>> = {
  Required: "Required value",
  Invalid: "Invalid value",
  Forbidden: "Forbidden",
  NotSupported: "Unsupported value",
  TooLong: "Too long",
  TooMany: "Too many",
  Duplicate: "Duplicate value",
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

/** More items or fields than there may be. The server says "items" of both. */
export function tooMany(path: Path, count: number, limit: number, plain: string): Refusal {
  return refuse("TooMany", path, [String(count), `must have at most ${limit} items`], plain);
}

/** An item of a set, equal to one before it. */
export function duplicate(path: Path, text: string): Refusal {
  return refuse("Duplicate", path, [quote(text)], `is ${quote(text)}, which the list already has`);
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
  const serverMessage = [serverPath(path), kindOf[reason], ...details.filter((detail) => detail !== "")].join(": ");
  return { path, at, reason, serverMessage, message: refusalSentence(at, plain) };
}

/** The field path of a server's message; the whole object has none. */
export function serverPath(path: Path): string {
  return path.length === 0 ? "<nil>" : formatPath(path);
}

const refusedByServer = "so the API server refuses the object.";
const refusedByImplementations = "so no implementation can apply the policy, although the API server takes the object.";

export function refusalSentence(at: Path, plain: string): string {
  return `\`${formatPath(at)}\` ${plain}, ${refusedByServer}`;
}

/**
 * The schema of a custom resource does not look at everything. What it lets through, the libraries with which the
 * implementations read the object refuse, in much the same words.
 */
export function byImplementations(refusal: Refusal): Refusal {
  const message = refusal.message.slice(0, -refusedByServer.length) + refusedByImplementations;
  return { ...refusal, message, by: "implementations" };
}
