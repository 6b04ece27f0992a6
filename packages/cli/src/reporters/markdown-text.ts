import type { SourceRange } from "@netpolint/core";

/** Names of users' objects, made so that they neither become markup nor break a table. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_{}[\]()#!|~>@]/g, (character) => `\\${character}`);
}

/** How a place is written, in Markdown. */
export type ShowPlace = (file: string, range: SourceRange) => string;
