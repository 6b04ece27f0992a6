import { fieldOf, isObject, type JsonObject, type JsonValue, type Protocol, protocols } from "@netpolint/core";

/** The text at a key; undefined where there is none, or it says that there is nothing (`""`, `-`). */
export function textOf(value: JsonValue | undefined, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === "string" && text !== "" && text !== "-" ? text : undefined;
}

/** The first of several spellings of one field that is there. */
export function firstText(value: JsonValue | undefined, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textOf(value, key);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A whole number, also where it is written as text, as jsonpb does with those of 64 bits. */
export function numberOf(value: JsonValue | undefined, key: string): number | undefined {
  const found = fieldOf(value, key);
  const number = typeof found === "string" && /^\d+$/.test(found) ? Number(found) : found;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

/** A number from 1 to 65535. */
export function portOf(value: JsonValue | undefined, key: string): number | undefined {
  const port = numberOf(value, key);
  return port !== undefined && port >= 1 && port <= 65535 ? port : undefined;
}

export function objectOf(value: JsonValue | undefined, key: string): JsonObject | undefined {
  const found = fieldOf(value, key);
  return isObject(found) ? found : undefined;
}

export function listOf(value: JsonValue | undefined, key: string): readonly JsonValue[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? (found as readonly JsonValue[]) : [];
}

export function textsOf(value: JsonValue | undefined, key: string): readonly string[] {
  return listOf(value, key).filter((item) => typeof item === "string" && item !== "") as readonly string[];
}

/** A mapping of texts; values of other types are left out. */
export function labelsOf(value: JsonValue | undefined, key: string): ReadonlyMap<string, string> | undefined {
  const found = objectOf(value, key);
  if (!found) return undefined;
  const entries = Object.entries(found);
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** `a=b` texts as labels; a text without `=` is a label with an empty value. */
export function labelsOfTexts(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf("=");
      return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

const protocolNumbers: ReadonlyMap<number, string> = new Map([
  [1, "ICMP"],
  [6, "TCP"],
  [17, "UDP"],
  [58, "ICMPv6"],
  [132, "SCTP"],
]);

/** The name of a protocol by IANA's number or by a name in any case. */
export function protocolName(value: JsonValue | undefined): string | undefined {
  if (typeof value === "number") return protocolNumbers.get(value) ?? `protocol ${value}`;
  if (typeof value !== "string" || value === "") return undefined;
  return /^\d+$/.test(value) ? protocolName(Number(value)) : value.toUpperCase().replace("V6", "v6");
}

/** Undefined for those that NetworkPolicies know nothing of. */
export function policyProtocol(name: string): Protocol | undefined {
  return protocols.find((known) => known === name);
}
