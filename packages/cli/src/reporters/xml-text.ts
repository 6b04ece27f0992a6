/**
 * Text as the content of an attribute or element of XML 1.0. Characters that XML has no way to write are written as
 * `\u{1b}`; line breaks and tabs of attributes are references, or a reader would make spaces of them.
 */
export function xmlText(text: string): string {
  return text
    .replace(notXml, (character) => (/[\t\n\r]/.test(character) ? character : writtenOut(character)))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replace(/[\t\n\r]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

const notXml = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** Also of those characters that are nothing to a terminal. */
function writtenOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** An element's attributes; those that are undefined are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join("");
}
