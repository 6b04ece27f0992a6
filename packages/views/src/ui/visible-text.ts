// C0 and C1 controls, and what reorders or joins text: a name must look like what it is.
const unseen = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Text of the input for people: characters that cannot be seen, or that turn text around, are written out. */
export function visibleText(text: string): string {
  return text.replace(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
