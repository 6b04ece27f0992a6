import { visibleText } from "./visible-text.js";

/** Text for XML, in which markup means nothing. */
export function escaped(text: string): string {
  return visibleText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** At most so many characters, with an ellipsis in the middle: the ends of names tell them apart. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - half).join("")}…${characters.slice(-half).join("")}`;
}

/** Pixels, about; no font is at hand to measure with. */
export function textWidth(text: string, size: number): number {
  return Array.from(text).length * size * 0.6;
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text: string,
  tooltip: string,
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join("")}>${escaped(text)}<title>${escaped(tooltip)}</title></${name}>`;
}
