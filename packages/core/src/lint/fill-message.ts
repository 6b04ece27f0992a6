import type { MessageData } from "./lint-rule.js";

const placeholder = /\{([a-zA-Z]+)\}/g;

/** The text with its data. Throws for a `{name}` without data: the rule is wrong, and a hole in a sentence hides it. */
export function fillMessage(text: string, data: MessageData = {}): string {
  return text.replace(placeholder, (_, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) throw new Error(`nothing is given for {${name}} of "${text}"`);
    return String(value);
  });
}

/** The `{name}`s of a text. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].flatMap(([, name]) => name ?? []);
}
