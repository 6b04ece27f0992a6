import type { JsonValue, LintRule, ObjectSuggestion, PlaceField, RuleFinding } from "@netpolint/core";
import { refusalRule } from "./refusal-rule.js";

const rule = refusalRule("invalid-port", "A port or range of ports that cannot be");

export const invalidPort: LintRule = {
  ...rule,
  check: (context, options) => rule.check(context, options).map(withMeant),
};

/** A number in quotes is a name, and so is a range: both are easily taken for what they look like. */
function withMeant(finding: RuleFinding): RuleFinding {
  const meant = finding.field && meantBy(finding.field);
  if (!meant) return finding;
  const { hint, suggestion } = meant;
  const help = [...(hint === undefined ? [] : [hint]), finding.data?.["help"] ?? ""].join(" ");
  return { ...finding, data: { ...finding.data, help }, suggestions: [suggestion] };
}

interface Meant {
  readonly hint?: string;
  readonly suggestion: ObjectSuggestion;
}

function meantBy({ meta, path }: PlaceField): Meant | undefined {
  const item = path.slice(0, -1);
  const written = meta.origin.valueAt(path);
  if (path.at(-1) !== "port" || path.at(-3) !== "ports" || typeof written !== "string") return undefined;
  const set = (field: string, value: JsonValue) => ({ meta, edit: { type: "set", path: [...item, field], value } }) as const;
  const [, first, last] = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(written) ?? [];
  if (!isPort(first)) return undefined;
  const port = Number(first);
  if (last === undefined) return { suggestion: { title: `Write the number ${port}`, edits: [set("port", port)] } };
  const endPort = Number(last);
  if (!isPort(last) || endPort < port || meta.origin.valueAt([...item, "endPort"]) !== undefined) return undefined;
  const title = `Write \`port: ${port}\` and \`endPort: ${endPort}\``;
  const hint = `A range is \`port: ${port}\` with \`endPort: ${endPort}\`.`;
  return { hint, suggestion: { title, edits: [set("port", port), set("endPort", endPort)] } };
}

function isPort(text: string | undefined): boolean {
  return text !== undefined && 1 <= Number(text) && Number(text) <= 65535;
}
