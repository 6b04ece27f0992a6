/**
 * Plain scalars as Kubernetes' YAML library resolves them. It follows YAML 1.1 for booleans and integers, while the
 * `yaml` package follows YAML 1.2: `on` is a boolean and `0777` an octal number for the API server.
 */
const trueWords = new Set(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
const falseWords = new Set(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);
const nullWords = new Set(["", "~", "null", "Null", "NULL"]);
const decimalInteger = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const octalInteger = /^[-+]?0o?[0-7_]+$/;
const hexInteger = /^[-+]?0x[0-9a-fA-F_]+$/;
const binaryInteger = /^[-+]?0b[01_]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What a plain scalar that is not text begins with: a word of above, a number. The empty one does not begin. */
const mayBeOther = /^(?:[-+.0-9~yYnNtTfFoO]|$)/;

/** The value of an untagged plain scalar. */
export function resolvePlainScalar(text: string): string | number | boolean | null {
  if (!mayBeOther.test(text)) return text;
  if (nullWords.has(text)) return null;
  if (trueWords.has(text)) return true;
  if (falseWords.has(text)) return false;
  return resolveNumber(text) ?? text;
}

const lastOfNumbers = "9".charCodeAt(0);
const longestWord = "false".length;

/**
 * The text of an untagged plain key. Keys are resolved like other scalars before they become texts (sigs.k8s.io/yaml,
 * convertToJSONableObject), so that a label `on: a` is a label `true`. Numbers that Go writes with an exponent or cuts
 * to 32 bits are left as they are written; so is null, which it refuses.
 */
export function resolvePlainKey(text: string): string {
  // Asked for every key of a stream, almost all of which are names.
  const first = text.charCodeAt(0);
  if (first > lastOfNumbers) {
    if (text.length > longestWord) return text;
    return trueWords.has(text) ? "true" : falseWords.has(text) ? "false" : text;
  }
  const value = resolvePlainScalar(text);
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number" || !Number.isFinite(value)) return text;
  if (float.test(text) && !decimalInteger.test(text) && !isShortFloat(value)) return text;
  return Number.isSafeInteger(value) || isShortFloat(value) ? String(value) : text;
}

/** Six digits are the same in 32 and 64 bits, and are written without an exponent in this range. */
function isShortFloat(value: number): boolean {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return true;
  return magnitude >= 1e-4 && magnitude < 1e6 && String(magnitude).replace(/^[0.]+|\./g, "").length <= 6;
}

/**
 * go-yaml v2, resolve.go: an integer of 64 bits, signed or not, or else a float. What is beyond both is text, so that
 * `1e999` is one, and `0x1_0000_0000_0000_0000`.
 */
function resolveNumber(text: string): number | undefined {
  if (!/^[-+.0-9]/.test(text)) return undefined;
  const digits = text.replaceAll("_", "");
  if (decimalInteger.test(text)) return finite(digits);
  if (octalInteger.test(text)) return withRadix(digits, /0o?/, 8) ?? (float.test(text) ? finite(digits) : undefined);
  if (hexInteger.test(text)) return withRadix(digits, /0x/, 16);
  if (binaryInteger.test(text)) return withRadix(digits, /0b/, 2);
  if (float.test(text)) return finite(digits);
  return undefined;
}

function finite(digits: string): number | undefined {
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

function withRadix(written: string, prefix: RegExp, radix: 2 | 8 | 16): number | undefined {
  const sign = /^[-+]?/.exec(written)?.[0] ?? "";
  const digits = written.slice(sign.length).replace(prefix, "");
  const magnitude = Number.parseInt(digits, radix);
  return Number.isSafeInteger(magnitude) || fits(digits, radix, sign) ? (sign === "-" ? -magnitude : magnitude) : undefined;
}

const radixMarks = { 2: "0b", 8: "0o", 16: "0x" } as const;

/** The least integer is one further from zero than the greatest; without a sign there is one more bit. */
function fits(digits: string, radix: 2 | 8 | 16, sign: string): boolean {
  if (!/[0-9a-f]/i.test(digits)) return false;
  const magnitude = BigInt(`${radixMarks[radix]}${digits}`);
  const limit = sign === "" ? 2n ** 64n - 1n : sign === "-" ? 2n ** 63n : 2n ** 63n - 1n;
  return magnitude <= limit;
}
