import { nearestWord } from "./did-you-mean.js";
import type { Tools } from "./tools.js";

/** What to say to an id that no rule has. */
export function unknownRule(id: string, { rules }: Tools): string {
  const meant = nearestWord(id, rules.map((rule) => rule.id));
  return `There is no rule \`${id}\`.${meant === undefined ? "" : ` Did you mean \`${meant}\`?`}`;
}
