/**
 * JSON that can be printed on a terminal. `JSON.stringify` leaves characters as they are that some terminals take for
 * commands, and those that reorder text; escaped, they are the same to every program.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(dangerous, escapeCharacter);
}

const dangerous = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
