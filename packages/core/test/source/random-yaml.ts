/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** Seeded, so that a text that fails a test can be made again. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often odd things are written: 0 is what tools write, 1 is what people and attackers write. */
export interface Oddity {
  readonly random: Random;
  readonly odd: number;
}

const words = [..."app web tcp a http-port x.y/z 10.0.0.0/8 it's a:b a#b -x été 😀".split(" "), "a b c"];
const otherScalars = [
  ..."y n yes No on OFF true False null ~ Null 0 -0 +12 0777 0o17 0x1F 0b101 1_000 1.5 .5 1e3 .inf -.INF".split(" "),
  ...".nan 12:30:00 2001-12-14 = 0o8 1__0 08 +.5e-3 0x".split(" "),
];
const keys = [..."a b kind metadata __proto__ constructor matchLabels on true No 1 0x1 1.0 1.10 1e9 0777 null 'q' 'on'".split(" "), "x y", '"d\\n"'];

const heads = ["---\n", "---\n", "--- # comment\n", "---   \n"];
const oddHeads = ["%YAML 1.2\n---\n", "%YAML 1.1\n---\n", "--- !!map\n", "# c\n"];
const oddTails = ["...\n", "... # end\n", "...\n# between\n", "...\n...\n"];
const merged = ["*x", "{a: 1}", "[*x, *y]", "{b: {c: d}}"];
const blockLines = ["text: x", "# no comment", "  more", "- a", "{{ x }}", "a\tb", "it's \"q\"", "a ", "kind: ConfigMap"];
const inDoubleQuotes = [...'\\" a \\n \\u00e9 \\x41 \\t \' \\\\ \\/'.split(" "), "b c", "# ", ": "];
const inSingleQuotes = ["''", "a", "b c", "#", ": ", "\\", '"'];
const withProperties = ["*x", "&x a", "&y {a: 1}", "!!str 12", "!!int '3'", "!local x", "! 5", "!!binary aGk="];
const misplaced = [..."@x `x %x [ } \u2028 \u0085 x\u0007 \uFEFF".split(" "), "a: b", "- a", ", x", "x #y", "? x", "a\tb"];
const inFlow = ["a", "1", "'b'", '"c"', "d e", "on", "10.0.0.0/8", "x", "a:b"];
const oddMembers = ["a", "? b : c", ": d", "'e':f", "<<: *x", "g:"];

export function chance({ random }: Oddity, probability: number): boolean {
  return random() < probability;
}

export function pick<T>({ random }: Oddity, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

function upTo({ random }: Oddity, most: number): number {
  return Math.floor(random() * (most + 1));
}

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A stream of one or more documents. */
export function randomStream(oddity: Oddity): string {
  const documents = repeat(1 + upTo(oddity, 2), (index) => randomDocument(oddity, index));
  let text = documents.join("");
  if (chance(oddity, 0.05 + 0.1 * oddity.odd)) text = text.replaceAll("\n", "\r\n");
  if (chance(oddity, 0.2)) text = text.replace(/\n+$/, "");
  if (chance(oddity, 0.05 * oddity.odd)) text = `\uFEFF${text}`;
  return text;
}

function randomDocument(oddity: Oddity, index: number): string {
  const start = index === 0 && chance(oddity, 0.6) ? "" : pick(oddity, heads);
  const head = chance(oddity, 0.1 * oddity.odd) ? pick(oddity, oddHeads) : start;
  const tail = chance(oddity, 0.1 * oddity.odd) ? pick(oddity, oddTails) : "";
  return head + randomRoot(oddity) + tail;
}

function randomRoot(oddity: Oddity): string {
  if (chance(oddity, 0.05 * oddity.odd)) return `${inlineNode(oddity, 0, 2)}\n`;
  if (chance(oddity, 0.1)) return sequence(oddity, 0, 4);
  return mapping(oddity, 0, 4);
}

function gap(oddity: Oddity, indent: number): string {
  if (!chance(oddity, 0.1 + 0.1 * oddity.odd)) return "";
  const column = chance(oddity, 1 - 0.3 * oddity.odd) ? indent : upTo(oddity, 8);
  const margin = " ".repeat(column);
  return pick(oddity, ["\n", `${margin}# comment: x\n`, "   \n", `${margin}#\n`, `${margin}#| {[ >\n`]);
}

function mapping(oddity: Oddity, indent: number, depth: number): string {
  const entries = 1 + upTo(oddity, 3);
  return repeat(entries, (index) => gap(oddity, indent) + entry(oddity, indent, depth, index)).join("");
}

function entry(oddity: Oddity, indent: number, depth: number, index: number): string {
  const margin = " ".repeat(indent);
  if (chance(oddity, 0.03 * oddity.odd)) return `${margin}<<: ${pick(oddity, merged)}\n`;
  if (chance(oddity, 0.03 * oddity.odd)) {
    return `${margin}? ${pick(oddity, keys)}\n${margin}: ${inlineNode(oddity, indent, depth)}\n`;
  }
  // Mostly different from the others, sometimes the same.
  const name = chance(oddity, 0.85) ? `k${index}` : pick(oddity, keys);
  const space = chance(oddity, 0.05 * oddity.odd) ? pick(oddity, [" ", "  ", "\t"]) : "";
  return `${margin}${name}${space}:${child(oddity, indent, depth)}`;
}

/** What follows the colon of a key at `indent`, with the end of its line. */
function child(oddity: Oddity, indent: number, depth: number): string {
  if (depth > 0 && chance(oddity, 0.55)) {
    const properties = chance(oddity, 0.04 * oddity.odd) ? pick(oddity, [" &x", " &y # c", " !!map", " !local"]) : "";
    const comment = chance(oddity, 0.1) ? pick(oddity, [" # comment", "  #", "   "]) : "";
    if (chance(oddity, 0.4)) {
      const deeper = chance(oddity, 0.4) ? indent : indent + pick(oddity, [1, 2, 2, 2, 4]);
      return `${properties}${comment}\n${sequence(oddity, deeper, depth - 1)}`;
    }
    return `${properties}${comment}\n${mapping(oddity, indent + pick(oddity, [1, 2, 2, 2, 3, 8]), depth - 1)}`;
  }
  if (chance(oddity, 0.12)) return ` ${blockScalar(oddity, indent)}`;
  const space = chance(oddity, 0.05 * oddity.odd) ? pick(oddity, ["  ", "\t", " \t"]) : " ";
  const comment = chance(oddity, 0.1) ? pick(oddity, [" # c", "  # 'c", "\t# c", "  "]) : "";
  if (chance(oddity, 0.06)) {
    return `\n${gap(oddity, indent + 2)}${" ".repeat(indent + 2)}${inlineNode(oddity, indent, depth)}${comment}\n`;
  }
  return `${space}${inlineNode(oddity, indent, depth)}${comment}\n`;
}

function sequence(oddity: Oddity, indent: number, depth: number): string {
  return repeat(1 + upTo(oddity, 2), () => gap(oddity, indent) + item(oddity, indent, depth)).join("");
}

function item(oddity: Oddity, indent: number, depth: number): string {
  const margin = " ".repeat(indent);
  const roll = oddity.random();
  if (depth > 0 && roll < 0.45) {
    const wide = pick(oddity, [1, 1, 1, 3]);
    const inner = mapping({ ...oddity }, indent + 1 + wide, depth - 1);
    // The first key stands behind the dash, unless a comment or blank line is in the way.
    return /^ *[#\n]/.test(inner) ? `${margin}-\n${inner}` : `${margin}-${inner.slice(indent + 1)}`;
  }
  if (depth > 0 && roll < 0.52) return `${margin}- ${sequence(oddity, indent + 2, depth - 1).trimStart()}`;
  if (roll < 0.55 * oddity.odd) return `${margin}-${pick(oddity, ["", " ", " # c"])}\n`;
  return `${margin}-${child(oddity, indent, 0)}`;
}

function blockScalar(oddity: Oddity, indent: number): string {
  const chomping = pick(oddity, ["", "", "-", "+"]);
  const deeper = pick(oddity, [1, 2, 2, 4]);
  const explicit = chance(oddity, 0.1) ? String(deeper) : "";
  const header = pick(oddity, ["|", ">"]) + (chance(oddity, 0.5) ? chomping + explicit : explicit + chomping);
  const comment = chance(oddity, 0.1) ? pick(oddity, [" # c | >", "  "]) : "";
  const margin = " ".repeat(indent + deeper);
  const line = (): string =>
    chance(oddity, 0.15)
      ? pick(oddity, ["", " ", margin, `${margin}  `, " ".repeat(indent)])
      : `${margin}${chance(oddity, 0.1 * oddity.odd) ? "\ttab" : pick(oddity, blockLines)}`;
  const lines = repeat(upTo(oddity, 4), line);
  return `${header}${comment}\n${lines.map((text) => `${text}\n`).join("")}`;
}

/** Something that may stand behind a colon. Continuation lines are deeper than `indent`. */
function inlineNode(oddity: Oddity, indent: number, depth: number): string {
  const roll = oddity.random();
  if (roll < 0.35) return pick(oddity, words);
  if (roll < 0.5) return pick(oddity, otherScalars);
  if (roll < 0.6) return `'${quoted(oddity, indent, inSingleQuotes)}'`;
  if (roll < 0.75) return `"${quoted(oddity, indent, inDoubleQuotes)}"`;
  if (roll < 0.88) return flow(oddity, indent, depth);
  if (roll < 0.93) return repeat(2 + upTo(oddity, 2), () => pick(oddity, words)).join(lineBreak(oddity, indent));
  if (roll < 0.93 + 0.03 * oddity.odd) return pick(oddity, withProperties);
  if (roll < 0.96 + 0.03 * oddity.odd && oddity.odd > 0) return "";
  return pick(oddity, oddity.odd > 0 ? misplaced : words);
}

function lineBreak(oddity: Oddity, indent: number): string {
  return pick(oddity, ["\n", "\n", " \n", "\n\n", "\n  \n"]) + " ".repeat(indent + pick(oddity, [1, 2, 2, 5]));
}

function quoted(oddity: Oddity, indent: number, pieces: readonly string[]): string {
  const piece = (): string => (chance(oddity, 0.08) ? lineBreak(oddity, indent) : pick(oddity, pieces));
  return repeat(upTo(oddity, 4), piece).join(pick(oddity, ["", " "]));
}

function flow(oddity: Oddity, indent: number, depth: number): string {
  const isList = chance(oddity, 0.5);
  const space = (): string => {
    if (!chance(oddity, 0.1)) return pick(oddity, ["", " "]);
    return pick(oddity, [lineBreak(oddity, indent), ` # c ]\n${" ".repeat(indent + 1)}`, "  "]);
  };
  const node = (): string => {
    if (depth > 1 && chance(oddity, 0.3)) return flow(oddity, indent, depth - 2);
    return chance(oddity, 0.02 * oddity.odd) ? "" : pick(oddity, inFlow);
  };
  const member = (index: number): string => {
    if (isList) return chance(oddity, 0.05 * oddity.odd) ? `p: ${node()}` : node();
    if (chance(oddity, 0.05 * oddity.odd)) return pick(oddity, oddMembers);
    return `${chance(oddity, 0.9) ? `k${index}` : pick(oddity, keys)}: ${node()}`;
  };
  const members = repeat(upTo(oddity, 3), (index) => `${space()}${member(index)}${space()}`);
  const end = chance(oddity, 0.1) && members.length > 0 ? "," : "";
  return `${isList ? "[" : "{"}${members.join(",")}${end}${space()}${isList ? "]" : "}"}`;
}

const marks = " \n\t\t\t#:-?,[]{}'\"|>&*!%@`a0\\".split("");
const insertions = [...marks, "\r", ": ", "- ", "  ", "\n---\n", "\n...\n", " #", "\r\n"];

/** The text with a few characters taken out, put in or moved. */
export function mutated(oddity: Oddity, text: string): string {
  let result = text;
  for (let edits = 1 + upTo(oddity, 2); edits > 0; edits -= 1) {
    const at = upTo(oddity, result.length);
    const taken = pick(oddity, [0, 0, 1, 1, 2, 5]);
    result = result.slice(0, at) + (chance(oddity, 0.7) ? pick(oddity, insertions) : "") + result.slice(at + taken);
  }
  return result;
}
