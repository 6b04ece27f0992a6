/** A sentence with more than this many names is not read. */
const longest = 12;
/** Of a longer list; how many are left out is said. */
const shown = 10;

/** `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  return words.length <= 1 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The same for names that nobody has to know all of; of more than twelve the first ten, `and 3 more`. */
export function joinSome(names: readonly string[]): string {
  if (names.length <= longest) return joinWords(names);
  return `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`;
}
