import type { MessageData, RuleMessage } from "./lint-rule.js";

const placeholder = /\{([a-zA-Z]+)\}/g;

/** A message with its data. */
export interface FilledMessage {
  readonly message: string;
  readonly help: string;
}

/** The texts with their data. Throws for a `{name}` without data: the rule is wrong, and a hole in a sentence hides it. */
export function fillMessage(texts: RuleMessage, data: MessageData = {}): FilledMessage {
  const { message, help } = cutTexts(texts);
  return { message: fill(message, data), help: fill(help, data) };
}

/** A text between its `{name}`s: `pieces[0]`, `names[0]`, `pieces[1]` and so on. */
interface CutText {
  readonly text: string;
  readonly pieces: readonly string[];
  readonly names: readonly string[];
}

interface CutMessage {
  readonly message: CutText;
  readonly help: CutText;
}

/** A rule may say the same thousands of times. */
const known = new WeakMap<RuleMessage, CutMessage>();

function cutTexts(texts: RuleMessage): CutMessage {
  const cut = known.get(texts) ?? { message: cutText(texts.message), help: cutText(texts.help) };
  known.set(texts, cut);
  return cut;
}

function cutText(text: string): CutText {
  const parts = text.split(placeholder);
  return { text, pieces: parts.filter((_, at) => at % 2 === 0), names: parts.filter((_, at) => at % 2 === 1) };
}

function fill({ text, pieces, names }: CutText, data: MessageData): string {
  let filled = pieces[0] ?? "";
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] as string;
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) throw new Error(`nothing is given for {${name}} of "${text}"`);
    filled += `${value}${pieces[at + 1] ?? ""}`;
  }
  return filled;
}

/** The `{name}`s of a text. */
export function placeholdersOf(text: string): readonly string[] {
  return cutText(text).names;
}
