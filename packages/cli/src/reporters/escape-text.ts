/**
 * Text of the user's files and paths, made harmless for a terminal and for the log of a CI job: control characters, and
 * those that reorder or hide text, are written as `\u{1b}`, and so is what GitHub's runners take for a command.
 */
export function escapeText(text: string): string {
  return text.replace(dangerous, escapeCharacter).replaceAll("##[", "#\\u{23}[");
}

const dangerous = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
