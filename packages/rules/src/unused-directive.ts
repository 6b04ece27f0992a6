import { type CheckedDirective, defineRule, type Hygiene, removeDirective, removeRules, type RuleFinding } from "@netpolint/core";

/** What nothing needs any more hides the next finding that nobody has looked at. */
export const unusedDirective = defineRule({
  id: "unused-directive",
  summary: "A directive disables nothing that is reported",
  severity: "warning",
  category: "directive",
  precision: "very-high",
  messages: {
    nothing: { message: "Nothing is reported here that this would disable.", help: "Remove it." },
    rules: { message: "{rules} {report} nothing here that this would disable.", help: "Take {them} out of it." },
    enable: { message: "Nothing is disabled before this that it would enable.", help: "Remove it." },
  },
  check: ({ hygiene }) =>
    hygiene.directives
      .filter(({ problem, expired, used }) => problem === null && !(expired && used.size > 0))
      .flatMap((directive) => checkDirective(directive, hygiene)),
});

function checkDirective(directive: CheckedDirective, { rulesOn, isWhole }: Hygiene): readonly RuleFinding<"nothing" | "rules" | "enable">[] {
  const { rules: named, used, kind, place } = directive;
  const messageId = kind === "enable" ? "enable" : "nothing";
  const fix = removeDirective(directive, "Remove the directive");
  if (named.length === 0) return used.size === 0 && isWhole ? [{ ...place, messageId, fix }] : [];
  // A rule that is off or has not seen all packs reports nothing anywhere, and one that there is not is another rule's finding.
  const unused = named.filter((rule) => rulesOn.has(rule) && !used.has(rule));
  if (unused.length === 0) return [];
  if (unused.length === named.length) return [{ ...place, messageId, fix }];
  const data = {
    rules: unused.map((rule) => `\`${rule}\``).join(" and "),
    report: unused.length === 1 ? "reports" : "report",
    them: unused.length === 1 ? "it" : "them",
  };
  const partly = removeRules(directive, unused, `Take ${unused.length === 1 ? "the rule" : "the rules"} out of the directive`);
  return [{ ...place, messageId: "rules", data, fix: partly }];
}
