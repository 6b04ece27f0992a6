import { homepage } from "./homepage.js";
import { escapeText } from "./reporters/escape-text.js";
import { version } from "./version.js";

/** One sentence that says what to send to whom; nobody can act on a stack but us, so it is there with --debug only. */
export function internalError(error: unknown, argv: readonly string[], program: string): string {
  return internalErrorText(thrown(error), argv, program);
}

/** The same of what was caught before. */
export function internalErrorText({ message, stack }: Thrown, argv: readonly string[], program: string): string {
  const text = escapeText(message);
  const command = escapeText([program, ...argv].join(" "));
  const sentence =
    `netpolint ${version}: internal error (${text}); please report it at ${homepage}/issues ` +
    `with this line and the command \`${command}\``;
  if (!argv.includes("--debug")) return `${sentence}; --debug adds where it happened.\n`;
  return `${sentence}.${stack === null ? "" : `\n${stack}`}\n`;
}

/** What is to be said of an error. */
export interface Thrown {
  readonly message: string;
  readonly stack: string | null;
}

function thrown(error: unknown): Thrown {
  return error instanceof Error ? { message: error.message, stack: error.stack ?? "" } : { message: String(error), stack: null };
}
