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

/** What kind of mistake a refusal is about, whatever the API server calls it. */
export type Mistake =
  | "wrong-type"
  | "unknown-field"
  | "unserved-version"
  | "required-field"
  | "forbidden-field"
  | "unsupported-value"
  | "too-long"
  | "invalid-name"
  | "invalid-label"
  | "invalid-selector"
  | "invalid-cidr"
  | "invalid-port"
  | "invalid-field";

/** One reason for which the API server would not take an object. */
export interface Refusal {
  /** The field that the API server names. It names a map of labels or annotations, never the entry in it. */
  readonly path: Path;
  /** Where to look: `path`, or the entry of the map at `path` that is wrong. */
  readonly at: Path;
  readonly reason: RefusalReason;
  readonly mistake: Mistake;
  /** Absent: the API server. */
  readonly by?: "implementations";
  /** Set where the API server refuses only with this feature gate on. */
  readonly gate?: typeof strictCidrGate;
  /** What the API server answers, with its field path; where `by` is set, what it would answer for a built-in kind. */
  readonly serverMessage: string;
  /** One sentence: the field, what is wrong with it, and what follows. */
  readonly message: string;
  /**
   * What was probably meant. For `UnknownField` a field: relative to the object that holds the unknown field, or from
   * the root of the document if it starts with `spec` or `metadata`; `[]` stands for a list item. Otherwise a value.
   */
  readonly suggestion?: string;
  /** For `UnknownField`, one sentence: what a cluster without strict field validation makes of the rest. */
  readonly withoutStrict?: string;
}

/** What is wrong with a value: in the API server's words, and in ours as the rest of a sentence about the field. */
export interface Problem {
  readonly detail: string;
  readonly plain: string;
  /** Left out: what goes with the reason. */
  readonly mistake?: Mistake;
  /** The value that was probably meant. */
  readonly suggestion?: string;
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
  return refuse("Required", path, [problem.detail], problem);
}

export function forbidden(path: Path, problem: Problem): Refusal {
  return refuse("Forbidden", path, [problem.detail], problem);
}

export function tooLong(path: Path, problem: Problem): Refusal {
  return refuse("TooLong", path, [problem.detail], problem);
}

/** More items or fields than there may be. The server says "items" of both. */
export function tooMany(path: Path, count: number, limit: number, problem: Omit<Problem, "detail">): Refusal {
  return refuse("TooMany", path, [String(count), `must have at most ${limit} items`], problem);
}

/** An item of a set, equal to one before it. */
export function duplicate(path: Path, text: string): Refusal {
  return refuse("Duplicate", path, [quote(text)], { plain: `is ${quote(text)}, which the list already has` });
}

/** `shown` is the value as the API server prints it; `at` names the entry if `path` is a map. */
export function invalid(path: Path, shown: string, problem: Problem, at: Path = path): Refusal {
  return refuse("Invalid", path, [shown, problem.detail], problem, at);
}

/** For text that breaks a rule of syntax, which `problem.plain` states ("may hold only digits"). */
export function invalidText(path: Path, text: string, problem: Problem): Refusal {
  return invalid(path, quote(text), { ...problem, plain: `is ${quote(text)}, but ${problem.plain}` });
}

/** The same for the key (or the value) of an entry of the map at `path`, which `at` names. */
export function invalidEntry(path: Path, key: string, part: "key" | "value", text: string, problem: Problem): Refusal {
  const plain = `has the ${part} ${quote(text)}, but ${problem.plain}`;
  return invalid(path, quote(text), { ...problem, plain }, [...path, key]);
}

/** For a field that only takes certain words. */
export function notSupported(path: Path, value: string, supported: readonly string[]): Refusal {
  const words = supported.map(quote).join(", ");
  const problem = { plain: `is ${quote(value)}, which is not one of ${words}`, ...meantWord(value, supported) };
  return refuse("NotSupported", path, [quote(value), `supported values: ${words}`], problem);
}

/** The word that differs in its case alone. */
export function meantWord(written: string, words: readonly string[]): { readonly suggestion?: string } {
  const word = words.find((one) => one.toLowerCase() === written.toLowerCase());
  return word === undefined ? {} : { suggestion: word };
}

/** As the API server quotes text. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

const mistakes: Readonly<Record<keyof typeof kindOf, Mistake>> = {
  Required: "required-field",
  Invalid: "invalid-field",
  Forbidden: "forbidden-field",
  NotSupported: "unsupported-value",
  TooLong: "too-long",
  TooMany: "too-long",
  Duplicate: "invalid-field",
};

function refuse(
  reason: keyof typeof kindOf,
  path: Path,
  details: readonly string[],
  { plain, mistake = mistakes[reason], suggestion }: Omit<Problem, "detail">,
  at: Path = path,
): Refusal {
  const serverMessage = [serverPath(path), kindOf[reason], ...details.filter((detail) => detail !== "")].join(": ");
  const refusal: Refusal = { path, at, reason, mistake, serverMessage, message: refusalSentence(at, plain) };
  return suggestion === undefined ? refusal : { ...refusal, suggestion };
}

/** The field path of a server's message; the whole object has none. */
export function serverPath(path: Path): string {
  return path.length === 0 ? "<nil>" : formatPath(path);
}

const refusedByServer = "so the API server refuses the object.";
const refusedByImplementations = "so no implementation can apply the policy, although the API server takes the object.";
const refusedByNewer = "so the API server refuses the object from Kubernetes 1.36 on.";

export function refusalSentence(at: Path, plain: string): string {
  return `\`${formatPath(at)}\` ${plain}, ${refusedByServer}`;
}

/**
 * The schema of a custom resource does not look at everything. What it lets through, the libraries with which the
 * implementations read the object refuse, in much the same words.
 */
export function byImplementations(refusal: Refusal): Refusal {
  return { ...refusal, message: followedBy(refusal, refusedByImplementations), by: "implementations" };
}

/** The feature gate for addresses and CIDRs that can be read in more than one way: on by default from 1.36. */
export const strictCidrGate = "StrictIPCIDRValidation";

/** A refusal that hangs on the gate, for a server that does not have it on, or perhaps not. */
export function whereGateIsOff(refusal: Refusal): Refusal {
  return { ...refusal, message: followedBy(refusal, refusedByNewer) };
}

function followedBy({ message }: Refusal, consequence: string): string {
  return message.slice(0, -refusedByServer.length) + consequence;
}
