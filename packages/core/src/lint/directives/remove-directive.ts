import type { CommentFix, ObjectFix } from "../object-fix.js";
import type { Directive } from "./directive.js";
import { disableAnnotation } from "./parse-directive.js";

const path = ["metadata", "annotations", disableAnnotation];

/** Takes out a directive as a whole. */
export function removeDirective({ place, written }: Directive, title: string): ObjectFix | CommentFix {
  if (written.in === "comment") return { title, comments: [{ file: place.file, range: written.comment.range, text: "" }] };
  return { title, edits: [{ meta: written.meta, edit: { type: "remove", path, emptied: "remove" } }] };
}

/** Takes rules out of the list of a directive that names others as well. */
export function removeRules(directive: Directive, rules: readonly string[], title: string): ObjectFix | CommentFix {
  const { place, written } = directive;
  if (written.in === "comment") {
    const text = `#${withoutRules(written.comment.text, directive.rules, rules)}`;
    return { title, comments: [{ file: place.file, range: written.comment.range, text }] };
  }
  const value = withoutRules(written.meta.annotations.get(disableAnnotation) ?? "", directive.rules, rules);
  return { title, edits: [{ meta: written.meta, edit: { type: "set", path, value } }] };
}

/** The list is written anew; what stands before and behind it stays. */
function withoutRules(text: string, all: readonly string[], gone: readonly string[]): string {
  const reason = /(?:^|\s)--(?:\s|$)/.exec(text)?.index ?? text.length;
  const words = [...text.slice(0, reason).matchAll(/[^\s,]+/g)];
  const first = words.findIndex(([word]) => all.includes(word));
  const list = words.slice(first).map(([word]) => word);
  const start = words[first]?.index ?? reason;
  const last = words.at(-1);
  const end = last ? last.index + last[0].length : start;
  const kept = list.filter((word) => !gone.includes(word));
  const isRule = (word: string | undefined): boolean => word !== undefined && !word.includes("=");
  const written = kept.map((word, index) => {
    if (index === 0) return word;
    return isRule(word) && isRule(kept[index - 1]) ? `, ${word}` : ` ${word}`;
  });
  return text.slice(0, start) + written.join("") + text.slice(end);
}
