import type { FlowPack, LintRule, PackParameter, RequiredRows } from "@netpolint/core";
import { listOf } from "../parse-arguments.js";
import type { ConfigPlace } from "./config.js";

/** What a plugin brings, under its prefix. */
export type ReadPlugin =
  | { readonly rules: readonly LintRule[]; readonly packs: readonly FlowPack[] }
  | { readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/** Looks at what others have written as closely as at a file: what is wrong with it is told before it runs. */
export function readPlugin(value: unknown, prefix: string, declaredAt: ConfigPlace): ReadPlugin {
  if (!isFields(value)) return { problem: "it has no default export with `rules` or `packs`" };
  const { rules = [], packs = [] } = value;
  if (!Array.isArray(rules)) return { problem: "its `rules` are no list" };
  if (!Array.isArray(packs)) return { problem: "its `packs` are no list" };
  if (rules.length + packs.length === 0) return { problem: "it exports no rules and no packs" };
  const problem = [
    ...rules.map((rule, index) => problemOfRule(rule, index)),
    ...packs.map((pack, index) => problemOfPack(pack, index)),
    repeated("rules", rules),
    repeated("packs", packs),
  ].find((one) => one !== undefined);
  if (problem !== undefined) return { problem };
  return {
    rules: (rules as readonly LintRule[]).map((rule) => prefixedRule(rule, prefix)),
    packs: (packs as readonly FlowPack[]).map((pack) => prefixedPack(pack, prefix, declaredAt)),
  };
}

const severities = ["error", "warning", "info"];
const precisions = ["very-high", "high", "medium", "low"];
const categories = ["validity", "flow", "order", "mistake", "no-effect", "too-open", "cluster", "brittle", "directive"];
const idPattern = /^[a-z][a-z0-9-]*$/;
const idWords = "of lower-case letters, digits and dashes";

function problemOfRule(rule: unknown, index: number): string | undefined {
  if (!isFields(rule)) return `rule ${index + 1} is no object`;
  const { id, messages, options } = rule;
  if (typeof id !== "string" || !idPattern.test(id)) return `rule ${index + 1} has no \`id\` ${idWords}`;
  if (typeof rule["summary"] !== "string") return `rule \`${id}\` has no \`summary\``;
  for (const [field, words] of [["severity", severities], ["category", categories], ["precision", precisions]] as const) {
    if (!words.includes(rule[field] as string)) return `the \`${field}\` of rule \`${id}\` is not ${listOf(words)}`;
  }
  if (!isFields(messages) || !Object.values(messages).every(isMessage)) {
    return `the \`messages\` of rule \`${id}\` are not texts with \`message\` and \`help\``;
  }
  if (options !== undefined && !(isFields(options) && isFields(options["schema"]) && isFields(options["defaults"]))) {
    return `the \`options\` of rule \`${id}\` have no \`schema\` and \`defaults\``;
  }
  return typeof rule["check"] === "function" ? undefined : `rule \`${id}\` has no function \`check\``;
}

function isMessage(message: unknown): boolean {
  return isFields(message) && typeof message["message"] === "string" && typeof message["help"] === "string";
}

function problemOfPack(pack: unknown, index: number): string | undefined {
  if (!isFields(pack)) return `pack ${index + 1} is no object`;
  const { id } = pack;
  if (typeof id !== "string" || !idPattern.test(id)) return `pack ${index + 1} has no \`id\` ${idWords}`;
  for (const field of ["title", "link"]) if (typeof pack[field] !== "string") return `pack \`${id}\` has no \`${field}\``;
  const { parameters, kinds = [] } = pack;
  if (!Array.isArray(parameters)) return `pack \`${id}\` has no list \`parameters\``;
  if (!parameters.every(isParameter)) return `a parameter of pack \`${id}\` has no \`name\` and \`summary\``;
  if (!Array.isArray(kinds) || !kinds.every(isKind)) return `the \`kinds\` of pack \`${id}\` have no \`group\` and \`kind\``;
  for (const field of ["occurs", "require"]) {
    if (typeof pack[field] !== "function") return `pack \`${id}\` has no function \`${field}\``;
  }
  return undefined;
}

function isParameter(parameter: unknown): boolean {
  return isFields(parameter) && typeof parameter["name"] === "string" && typeof parameter["summary"] === "string";
}

function isKind(kind: unknown): boolean {
  return isFields(kind) && typeof kind["group"] === "string" && typeof kind["kind"] === "string";
}

function repeated(field: "rules" | "packs", items: readonly unknown[]): string | undefined {
  const ids = items.flatMap((item) => (isFields(item) && typeof item["id"] === "string" ? [item["id"]] : []));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? undefined : `two of its ${field} have the id \`${twice}\``;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Asks the rule itself, which may be an instance of a class. */
function prefixedRule(rule: LintRule, prefix: string): LintRule {
  const { id, summary, severity, category, precision, reach, options, messages } = rule;
  return {
    id: `${prefix}/${id}`,
    summary,
    severity,
    category,
    precision,
    messages,
    ...(reach === undefined ? {} : { reach }),
    ...(options ? { options } : {}),
    check: (context, given) => rule.check(context, given),
  };
}

/** What a pack throws is a problem of the place where the plugin is named: what others say is told all the same. */
function prefixedPack(pack: FlowPack, prefix: string, declaredAt: ConfigPlace): FlowPack {
  const { title, link, parameters, kinds } = pack;
  const id = `${prefix}/${pack.id}`;
  return {
    id,
    title,
    link,
    declaredAt,
    parameters: parameters.map(heardParameter),
    occurs: (cluster) => pack.occurs(cluster),
    require: (context) => prefixedRows(pack.require(context), pack.id, id),
    ...(kinds ? { kinds } : {}),
    ...(pack.assumeLabels ? { assumeLabels: (context) => answerOf(pack.assumeLabels?.(context)) } : {}),
    ...(pack.assumePolicies ? { assumePolicies: (context) => answerOf(pack.assumePolicies?.(context)) } : {}),
    ...(pack.operatorPolicies ? { operatorPolicies: (context) => answerOf(pack.operatorPolicies?.(context)) } : {}),
  };
}

function answerOf<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Error("it gives no answer");
  return answer;
}

/** A check that fails says of no text that it is right. */
function heardParameter(parameter: PackParameter): PackParameter {
  if (!parameter.problemOf) return parameter;
  const problemOf = (text: string): string | undefined => {
    try {
      return parameter.problemOf?.(text);
    } catch (error) {
      return `the pack failed to check it: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  return { name: parameter.name, summary: parameter.summary, problemOf };
}

/** Rows name their pack as its author knows it. */
function prefixedRows(rows: RequiredRows, own: string, id: string): RequiredRows {
  const { flows, forbidden, unchecked, remarks } = (isFields(rows) ? rows : {}) as Partial<RequiredRows>;
  if (!Array.isArray(flows) || !Array.isArray(unchecked)) throw new Error("its answer has no lists `flows` and `unchecked`");
  const named = <Row extends { readonly pack: string }>(row: Row): Row =>
    row.pack === own ? { ...row, pack: id } : row;
  return {
    flows: (flows as RequiredRows["flows"]).map(named),
    ...(forbidden ? { forbidden: forbidden.map(named) } : {}),
    unchecked: (unchecked as RequiredRows["unchecked"]).map(named),
    ...(remarks ? { remarks } : {}),
  };
}
