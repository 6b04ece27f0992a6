/** A sentence with more than this many names is not read. */
const longest = 12;
/** Of a longer list; how many are left out is said. */
const shown = 10;

/** `a, b and c`; of more than twelve the first ten, `and 3 more`. */
export function joinWords(words: readonly string[]): string {
  if (words.length > longest) return `${words.slice(0, shown).join(", ")} and ${words.length - shown} more`;
  return words.length <= 1 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
