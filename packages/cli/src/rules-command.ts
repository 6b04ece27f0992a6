import type { LintRule } from "@netpolint/core";
import { useColour } from "./colour.js";
import { nearestWord } from "./did-you-mean.js";
import type { Io } from "./io.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import { paintWith, severityFormat } from "./reporters/paint.js";
import { ruleLink } from "./reporters/rule-link.js";
import { ruleJson } from "./rule-facts.js";
import type { Settings } from "./settings.js";
import { useLinks } from "./terminal-links.js";
import type { Tools } from "./tools.js";

/** `netpolint rules`: lists the rules, or those of some categories. */
export function rulesCommand(args: Arguments, _: Settings, io: Io, tools: Tools): number | WrongUsage {
  const categories = [...new Set(tools.rules.map(({ category }) => category))].sort();
  const stranger = args.positionals.find((word) => !categories.some((category) => category === word));
  if (stranger !== undefined) return { problem: unknownCategory(stranger, categories), command: "rules" };
  const wanted = new Set(args.positionals.length > 0 ? args.positionals : categories);
  const rules = tools.rules.filter(({ category }) => wanted.has(category));
  const isJson = args.values.get("format")?.[0] === "json";
  io.stdout.write(isJson ? `${JSON.stringify(rules.map(ruleJson), undefined, 2)}\n` : rulesText(rules, args, io));
  return 0;
}

function unknownCategory(word: string, categories: readonly string[]): string {
  const meant = nearestWord(word, categories);
  const hint = meant === undefined ? "`netpolint rules` lists all." : `Did you mean \`${meant}\`?`;
  return `There is no category of rules \`${word}\`. ${hint}`;
}

function rulesText(rules: readonly LintRule[], { flags }: Arguments, io: Io): string {
  const paint = paintWith(useColour(flags, io));
  const links = useLinks(io);
  const width = Math.max(...rules.map(({ id }) => id.length));
  const categories = [...new Set(rules.map(({ category }) => category))];
  const blocks = categories.map((category) => [
    paint("bold", category),
    ...rules.filter((rule) => rule.category === category).map(({ id, severity, summary }) => {
      const padding = " ".repeat(width - id.length);
      return `  ${ruleLink(id, links)}${padding}  ${paint(severityFormat[severity], severity.padEnd(7))}  ${summary}`;
    }),
  ]);
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n\n\`netpolint explain <rule>\` says more.\n`;
}
