/**
 * Text of users' objects without characters that no file format likes or that reorder what is around them; each becomes
 * the replacement character.
 */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, "\ufffd");
}

const hidden = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
