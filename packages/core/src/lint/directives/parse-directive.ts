import type { DirectiveKind, DirectiveText } from "./directive.js";

/** The annotation of an object. */
export const disableAnnotation = "netpolint.dev/disable";

const kinds: ReadonlyMap<string, DirectiveKind> = new Map<string, DirectiveKind>([
  ["disable", "block"],
  ["disable-next-line", "next-line"],
  ["disable-line", "line"],
  ["disable-object", "object"],
  ["disable-file", "file"],
  ["enable", "enable"],
]);

/** Reads what follows the `#` of a comment; undefined where it does not begin as a directive. */
export function parseComment(text: string): DirectiveText | undefined {
  const [, word, rest = ""] = /^\s*netpolint-([\w-]*)([^]*)$/.exec(text) ?? [];
  if (word === undefined) return undefined;
  const kind = kinds.get(word);
  if (kind) return parseBody(kind, rest);
  const known = [...kinds.keys()].map((name) => `\`netpolint-${name}\``).join(", ");
  return { ...parseBody("block", rest), problem: `\`netpolint-${word}\` is none of ${known}` };
}

/** `rule, rule until=2027-01-31 -- reason`, in any order before the `--`. */
export function parseBody(kind: DirectiveKind, text: string): DirectiveText {
  const [, body = "", reason = ""] = /^([^]*?)(?:(?:^|\s)--(?:\s([^]*))?)?$/.exec(text) ?? [];
  const words = body.split(/[\s,]+/).filter((word) => word !== "");
  const settings = words.filter((word) => word.includes("="));
  const [until] = settings.filter((word) => word.startsWith("until=")).map((word) => word.slice("until=".length));
  const rules = [...new Set(words.filter((word) => !word.includes("=")))];
  return {
    kind,
    rules,
    until: until ?? null,
    reason: reason.trim() === "" ? null : reason.trim(),
    problem: problemOf(kind, rules, settings, until),
  };
}

function problemOf(
  kind: DirectiveKind,
  rules: readonly string[],
  settings: readonly string[],
  until: string | undefined,
): string | null {
  const stranger = settings.find((word) => !word.startsWith("until="));
  if (stranger !== undefined) return `\`${stranger}\` is not understood; only \`until=YYYY-MM-DD\` can be set`;
  if (settings.length > 1) return "`until=` is written more than once";
  if (until !== undefined && !isDay(until)) return `\`${until}\` is no day of the form YYYY-MM-DD`;
  if (until !== undefined && kind === "enable") return "`until=` has no meaning for `netpolint-enable`";
  const odd = rules.find((word) => !/^[\w@][\w@./-]*$/.test(word));
  return odd === undefined ? null : `\`${odd}\` is no rule; a reason stands behind \` -- \``;
}

function isDay(text: string): boolean {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}
