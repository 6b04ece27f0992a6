import { pageAddress } from "../homepage.js";

/** A rule's id, as a link to its page (OSC 8) where the terminal makes links. */
export function ruleLink(id: string, links: boolean): string {
  return links ? `\u001b]8;;${pageAddress("rules", id)}\u001b\\${id}\u001b]8;;\u001b\\` : id;
}
