import type { SourceRange } from "@netpolint/core";

/** Names of users' objects, made so that they neither become markup nor break a table. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_{}[\]()#!|~>@]/g, (character) => `\\${character}`);
}

/** The address at which a place can be looked at; null where there is none. */
export type LinkTo = (file: string, range: SourceRange) => string | null;

/** `text` is Markdown already. */
export function linked(text: string, address: string | null): string {
  return address === null ? text : `[${text}](${address})`;
}
