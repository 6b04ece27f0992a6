import type { JsonValue } from "../source/json-value.js";
import { resolvePlainScalar } from "../source/kubernetes-scalars.js";
import { findLineStarts, type LineStarts, type SourceRange } from "../source/source-range.js";

/** A plain scalar that YAML 1.1 and YAML 1.2 read differently. Kubernetes follows neither of them in everything. */
export interface AmbiguousScalar {
  /** As it stands in the file. */
  readonly written: string;
  /** What Kubernetes reads. */
  readonly value: string | number | boolean | null;
  /** Who reads what else, as the rest of a sentence: "YAML 1.2 reads text". */
  readonly otherReading: string;
}

/** The two ways in which others may read a text. The first pattern that fits counts. */
const patterns: readonly (readonly [pattern: RegExp, otherReading: (text: string) => string])[] = [
  [/^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/, () => "YAML 1.2 reads text"],
  [/^[-+]?0[0-7_]*[0-7]$/, (text) => `YAML 1.2 reads ${text.includes("_") ? "text" : `the number ${Number(text)}`}`],
  [/^[-+]?0o[0-7]+$/, () => "YAML 1.1 reads text"],
  [/^[-+]?0[0-9]+$/, () => "YAML 1.1 reads text"],
  [/^[-+]?0b[01_]+$/, () => "YAML 1.2 reads text"],
  [/^[-+]?(?:0x[0-9a-fA-F_]*_[0-9a-fA-F_]*|[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?)$/, () => "YAML 1.2 reads text"],
  [/^[-+]?[0-9]+[eE][0-9]+$/, (text) => (Number.isFinite(Number(text)) ? "YAML 1.1 reads text" : "YAML 1.2 reads a number")],
  [/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/, (text) => `YAML 1.1 reads the number ${sexagesimal(text)}`],
];

/** Hours, minutes and seconds, or any more places of base 60. */
function sexagesimal(text: string): number {
  const places = text.replaceAll("_", "").replace(/^[-+]/, "").split(":").map(Number);
  const magnitude = places.reduce((sum, place) => sum * 60 + place, 0);
  return text.startsWith("-") ? -magnitude : magnitude;
}

/** None that somebody writes is longer. */
const longest = 64;

/** Undefined for what everybody reads alike, and for what is not a plain scalar. */
export function ambiguousScalar(written: string): AmbiguousScalar | undefined {
  if (written.length > longest) return undefined;
  const found = patterns.find(([pattern]) => pattern.test(written));
  return found && { written, value: resolvePlainScalar(written), otherReading: found[1](written) };
}

/** The scalars of a file that can be read in two ways. */
export interface AmbiguousScalars {
  /** False where there is none. */
  readonly holdsAny: () => boolean;
  /** What is written for a value at a place; undefined where that can be read in one way only. */
  readonly find: (value: JsonValue, locate: () => SourceRange) => AmbiguousScalar | undefined;
}

export const noAmbiguousScalars: AmbiguousScalars = { holdsAny: () => false, find: () => undefined };

/** The same of a file whose text may become another one. */
export interface ChangingScalars extends AmbiguousScalars {
  /** From now on all questions are about this text. */
  readonly become: (text: () => string) => void;
}

/** Looking a place up is work, and only done for values that some such scalar of the file stands for. */
export function findAmbiguousScalars(first: () => string): ChangingScalars {
  let text = first;
  let starts: LineStarts | undefined;
  let known: ReadonlySet<JsonValue> | undefined;
  const become: ChangingScalars["become"] = (next) => {
    [text, starts, known] = [next, undefined, undefined];
  };
  const values = (): ReadonlySet<JsonValue> => (known ??= ambiguousValues(text()));
  const find: AmbiguousScalars["find"] = (value, locate) => {
    if (!values().has(value)) return undefined;
    const written = text();
    starts ??= findLineStarts(written);
    const { start, end } = locate();
    if (start.line !== end.line) return undefined;
    const line = starts[start.line - 1] ?? 0;
    const found = ambiguousScalar(written.slice(line + start.column - 1, line + end.column - 1));
    return found?.value === value ? found : undefined;
  };
  return { holdsAny: () => values().size > 0, find, become };
}

/** JSON has one reading. */
function ambiguousValues(text: string): ReadonlySet<JsonValue> {
  if (/^\s*[{[]/.test(text)) return new Set();
  const written = [...text.matchAll(candidate)].map(([, scalar = ""]) => ambiguousScalar(scalar));
  return new Set(written.flatMap((scalar) => (scalar === undefined ? [] : [scalar.value])));
}

// Everything that repeats has a limit: a long run of digits or colons must not take long.
const before = "(?:^|[:,[{?-]|[!&][^\\s,[\\]{}]{0,64})[ \\t]*";
const words = "[yY]|[yY]es|YES|[nN]|[nN]o|NO|[oO]n|ON|[oO]ff|OFF";
const numbers = [
  "0[0-9box_][0-9a-fA-F_]{0,62}",
  "(?=[0-9]{0,63}_)[0-9][0-9_.]{0,63}",
  "[0-9]{1,62}[eE][0-9]{1,62}",
  "[0-9][0-9_]{0,59}(?::[0-9]{1,2}){1,20}(?:\\.[0-9_]{0,60})?",
].join("|");
const after = "[ \\t]*(?:$|\\r|[,\\]}]|[ \\t]#)";

/** Fits wherever such a scalar may stand, and seldom elsewhere. */
const candidate = new RegExp(`${before}(${words}|[-+]?(?:${numbers}))(?=${after})`, "gm");
