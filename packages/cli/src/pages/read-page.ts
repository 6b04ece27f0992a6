import { existsSync, readFileSync } from "node:fs";

export type PageKind = "rules" | "packs";

/**
 * The page `docs/<kind>/<id>.md`, or undefined where there is none. The bundle holds the pages themselves: its build
 * puts another module in the place of this one.
 */
export function readPage(kind: PageKind, id: string): string | undefined {
  // An id never leaves the folder.
  if (!/^[\w-]+$/.test(id)) return undefined;
  const file = new URL(`../../../../docs/${kind}/${id}.md`, import.meta.url);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
