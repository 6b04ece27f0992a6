/** What may stand at a place of a JSON text. */
type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end" | "nothing";

const blanks = /[ \t\r\n]*/y;
// Of the characters that a string may not hold these are the ones that people write.
const string = /"(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const word = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;

/** The offset from which on a text is no JSON; its length where it ends too early. The engine does not always tell. */
export function jsonErrorOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = behind(blanks, text, 0) ?? 0;
  while (at < text.length) {
    const end = behindToken(text, at, expected);
    if (end === undefined) return at;
    const next = afterToken(text[at] ?? "", expected, open);
    if (next === undefined) return at;
    expected = next;
    at = behind(blanks, text, end) ?? end;
  }
  return text.trimEnd().length;
}

function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The end of the token at `at`, whether it may stand there or not. */
function behindToken(text: string, at: number, expected: Expected): number | undefined {
  const first = text[at] ?? "";
  if ("{}[],:".includes(first)) return at + 1;
  if (first === '"') return behind(string, text, at);
  return expected.startsWith("value") ? behind(word, text, at) : undefined;
}

/** What may follow a token that begins with `first`; undefined where the token may not stand. */
function afterToken(first: string, expected: Expected, open: string[]): Expected | undefined {
  const isEnd = expected.endsWith("or end") && first === closing.get(open.at(-1) ?? "");
  if (isEnd) {
    open.pop();
    return afterValue(open);
  }
  if (expected === "colon") return first === ":" ? "value" : undefined;
  if (expected === "comma or end") return first === "," ? (open.at(-1) === "{" ? "key" : "value") : undefined;
  if (expected.startsWith("key")) return first === '"' ? "colon" : undefined;
  if (!expected.startsWith("value") || "}],:".includes(first)) return undefined;
  if (first !== "{" && first !== "[") return afterValue(open);
  open.push(first);
  return first === "{" ? "key or end" : "value or end";
}

const closing: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["[", "]"],
]);

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? "nothing" : "comma or end";
}
