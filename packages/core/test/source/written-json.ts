import fc from "fast-check";

/** A JSON value as it is written: keys may be repeated. */
export type Written = string | { readonly items: readonly Written[] } | { readonly fields: readonly (readonly [string, Written])[] };

const key = fc.constantFrom('"a"', '"b"', '"items"', '"\\u0061"', '"__proto__"', '"\\n"', '"\\\\n"');

/** An object, of which the keys are few and some say the same in other words. */
export const writtenObject = fc.letrec<{ value: Written; object: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("1", "null", '"x"', '"}],\\n"', '"\\""'),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => ({ items })),
    tie("object"),
  ),
  object: fc.array(fc.tuple(key, tie("value")), { minLength: 1, maxLength: 4 }).map((fields) => ({ fields })),
})).object;

/** Each entry on a line of its own, where `line` breaks lines. */
export function textOf(value: Written, line: string, step: string): string {
  if (typeof value === "string") return value;
  const below = (one: Written): string => textOf(one, line + step, step);
  const [open, close] = "items" in value ? ["[", "]"] : ["{", "}"];
  const entries = "items" in value ? value.items.map(below) : value.fields.map(([name, one]) => `${name}: ${below(one)}`);
  return entries.length === 0 ? open + close : `${open}${line}${step}${entries.join(`,${line}${step}`)}${line}${close}`;
}

/** What is in front of each line, and what more of each level. */
export const layout = fc.constantFrom(["\n", "  "], ["\n", "\t"], ["\r\n", "    "], ["", ""]);
