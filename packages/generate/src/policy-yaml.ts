import { isObject, type JsonObject, type JsonValue, type PolicyDirection } from "@netpolint/core";
import { type GeneratedPolicy, manifestOf, ruleObject } from "./generated-policy.js";

/** The first words of every file that is written, by which it is known again. */
export const generatedMark = "# Written by netpolint generate";

const width = 110;

/** The policy as YAML, which says at its head what it is for and above each rule why it is there. */
export function policyYaml(policy: GeneratedPolicy): string {
  const { spec, ...head } = manifestOf(policy);
  const { podSelector, policyTypes } = isObject(spec) ? spec : {};
  const lines = [
    ...comment(`Written by netpolint generate for ${policy.title}.`, ""),
    ...policy.remarks.flatMap((remark) => comment(remark, "")),
    ...block(head, ""),
    "spec:",
    ...block({ podSelector: podSelector ?? {}, policyTypes: policyTypes ?? [] }, "  "),
    ...policy.directions.flatMap((direction) => ruleLines(policy, direction)),
  ];
  return `${lines.join("\n")}\n`;
}

function ruleLines(policy: GeneratedPolicy, direction: PolicyDirection): readonly string[] {
  const rules = policy[direction];
  if (rules.length === 0) {
    const words = direction === "ingress" ? "No ingress is wanted: nothing may connect to it." : "No egress is wanted: it may connect to nothing.";
    return comment(words, "  ");
  }
  const items = rules.flatMap((rule) => {
    const [first = "", ...rest] = block(ruleObject(rule, direction), "      ");
    const empty = Object.keys(ruleObject(rule, direction)).length === 0;
    const item = empty ? ["    - {}"] : [`    - ${first.trimStart()}`, ...rest];
    return [...rule.because.flatMap((line) => comment(line, "    ")), ...item];
  });
  return [`  ${direction}:`, ...items];
}

/** What others wrote stays on the lines of the comment. */
function comment(text: string, indent: string): readonly string[] {
  const words = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").split(" ").filter((word) => word !== "");
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && `${indent}# ${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, at) => `${indent}# ${at === 0 ? "" : "  "}${line}`);
}

function block(value: JsonObject, indent: string): readonly string[] {
  return Object.entries(value).flatMap(([key, item]) => entry(scalar(key), item, indent));
}

function entry(key: string, value: JsonValue, indent: string): readonly string[] {
  if (isEmpty(value)) return [`${indent}${key}: ${Array.isArray(value) ? "[]" : "{}"}`];
  if (isObject(value)) return [`${indent}${key}:`, ...block(value, `${indent}  `)];
  if (!isItems(value)) return [`${indent}${key}: ${scalar(value)}`];
  return [`${indent}${key}:`, ...value.flatMap((item) => listItem(item, `${indent}  `))];
}

function isItems(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isEmpty(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function listItem(value: JsonValue, indent: string): readonly string[] {
  if (!isObject(value)) return [`${indent}- ${scalar(value)}`];
  if (isEmpty(value)) return [`${indent}- {}`];
  const [first = "", ...rest] = block(value, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

/** Words that YAML 1.1 or 1.2 reads as something else than text, in any case. */
const otherwiseRead = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Text is quoted unless every reader of YAML takes it for text as it is. */
function scalar(value: JsonValue): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const isPlain = /^[A-Za-z][A-Za-z0-9._/-]*$/.test(value) && !otherwiseRead.test(value);
  return isPlain || /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(value) ? value : JSON.stringify(value);
}
