import { homepage } from "./homepage.js";
import { escapeText } from "./reporters/escape-text.js";
import { version } from "./version.js";

/** One sentence that says what to send to whom; nobody can act on a stack but us, so it is there with --debug only. */
export function internalError(error: unknown, argv: readonly string[], program: string): string {
  const text = escapeText(error instanceof Error ? error.message : String(error));
  const command = escapeText([program, ...argv].join(" "));
  const sentence =
    `netpolint ${version}: internal error (${text}); please report it at ${homepage}/issues ` +
    `with this line and the command \`${command}\``;
  if (!argv.includes("--debug")) return `${sentence}; --debug adds where it happened.\n`;
  return `${sentence}.${error instanceof Error ? `\n${error.stack ?? ""}` : ""}\n`;
}
