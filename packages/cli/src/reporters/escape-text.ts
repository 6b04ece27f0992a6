/**
 * Text of the user's files and paths, made harmless for a terminal: control characters, and those that reorder or hide
 * text, are written as `\u{1b}`.
 */
export function escapeText(text: string): string {
  return text.replace(dangerous, escapeCharacter);
}

const dangerous = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
