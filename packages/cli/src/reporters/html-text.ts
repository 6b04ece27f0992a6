import { escapeText } from "./escape-text.js";

/** Text of the user as the content of an element or a quoted attribute; what reorders or hides text is written out. */
export function htmlText(text: string): string {
  return escapeText(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A sentence in which names stand in backticks: the names become code. */
export function htmlSentence(text: string): string {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return htmlText(text);
  return parts.map((part, index) => (index % 2 === 0 ? htmlText(part) : `<code>${htmlText(part)}</code>`)).join("");
}
