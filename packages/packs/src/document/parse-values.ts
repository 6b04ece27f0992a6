import { type JsonValue, parseCidr } from "@netpolint/core";
import type { ParameterDocument } from "./flow-pack-document.js";

/** The values of a parameter as it takes them; undefined where they are of another form, and then do not count. */
export function parseValues(
  { type, choices = [] }: Pick<ParameterDocument, "type" | "choices">,
  value: JsonValue,
): readonly string[] | undefined {
  const texts = (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).flatMap(textOf);
  const items = isSeveral(type) ? texts.flatMap((text) => text.split(",")) : texts;
  const parsed = items.map((text) => parseOne(type, choices, text.trim()));
  if (parsed.length === 0 || parsed.includes(undefined)) return undefined;
  const distinct = [...new Set(parsed.filter((text) => text !== undefined))];
  return isSeveral(type) || distinct.length === 1 ? distinct : undefined;
}

function isSeveral(type: ParameterDocument["type"]): boolean {
  return type === "hosts" || type === "ports" || type === "cidrs";
}

function textOf(value: JsonValue): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : [""];
}

function parseOne(type: ParameterDocument["type"], choices: readonly string[], text: string): string | undefined {
  if (text === "") return undefined;
  switch (type) {
    case "boolean":
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : undefined;
    case "choice":
      return choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
    case "port":
    case "ports":
      return parsePorts(text) ? text : undefined;
    case "cidrs":
      return parseCidr(text) ? text : undefined;
    default:
      return text;
  }
}

/** The first and last port, inclusive: of `8080`, or of a range `9250-9260`. */
export function parsePorts(text: string): readonly [number, number] | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [low, high] = [Number(first), Number(last)];
  return low >= 1 && low <= high && high <= 65535 ? [low, high] : undefined;
}

/** What a parameter takes, for the message about a text that it does not. */
export function expectedForm({ type, choices = [] }: Pick<ParameterDocument, "type" | "choices">): string {
  switch (type) {
    case "boolean":
      return "`true` or `false`";
    case "choice":
      return `one of ${choices.map((choice) => `\`${choice}\``).join(", ")}`;
    case "port":
      return "a port or a range of ports";
    case "ports":
      return "ports or ranges of ports, with commas between";
    case "cidrs":
      return "CIDRs, with commas between";
    case "hosts":
      return "hosts, `host:port` or URLs, with commas between";
    case "endpoint":
      return "an endpoint";
    default:
      return "a text";
  }
}
