/** Where the project lives. The one place to change when it moves. */
export const homepage = "https://github.com/netpolint/netpolint";

/** The page of a rule or pack on the web, with the documentation of the newest version. */
export function pageAddress(kind: "rules" | "packs", id: string): string {
  // What a plugin brings has its page elsewhere.
  if (id.includes("/")) return `${homepage}/blob/main/docs/guides/plugins.md`;
  return `${homepage}/blob/main/docs/${kind}/${encodeURIComponent(id)}.md`;
}
