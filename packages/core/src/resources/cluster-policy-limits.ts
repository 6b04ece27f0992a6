import { fieldOf, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import { protocols } from "./network-policy.js";
import { listOf } from "./read-meta.js";
import { byImplementations, invalid, notSupported, type Problem, quote, type Refusal } from "./refusal.js";
import type { ScalarLimits, StructShape } from "./shape.js";
import { ambiguousCidrProblem, cidrProblem } from "./validate-ip-block.js";

/**
 * A CIDR as the function isCIDR of the definitions' rules takes it: bits beyond the prefix length are fine, leading
 * zeros and IPv4 written as IPv6 are not.
 */
export const cidrLimits: ScalarLimits = {
  maxLength: 43,
  problem: (text) => {
    const problem = cidrProblem(text) ?? ambiguousCidrProblem(text);
    return problem && { ...problem, shown: quote("string"), detail: "Invalid CIDR format provided" };
  },
};

// The definitions write A-z, not A-Z, for the first character of a label, and so let in [ \ ] ^ _ and the backtick.
const domainName =
  "^(\\*\\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$";

export const domainNameLimits: ScalarLimits = {
  pattern: {
    text: domainName,
    plain: "a domain name has at least two labels of letters, digits, `-` and `_`, and `*.` only in front",
  },
};

/** The rule of v1alpha2; v1alpha1 only says so in its description. */
export function rangeOrder(range: JsonObject, path: Path): readonly Refusal[] {
  const [start, end] = [fieldOf(range, "start"), fieldOf(range, "end")];
  if (typeof start !== "number" || typeof end !== "number" || start < end) return [];
  const hint = start === end ? " (one port is a `number`)" : "";
  const plain = `ends at ${end}, which is not after its \`start\`, ${start}${hint}`;
  const detail = "Start port must be less than End port";
  return [invalid(path, quote("object"), { detail, plain, mistake: "invalid-port" })];
}

/** No definition of v1alpha1 says which protocols there are. */
export function protocolName(match: JsonObject, path: Path): readonly Refusal[] {
  const protocol = fieldOf(match, "protocol");
  if (typeof protocol !== "string" || protocols.some((known) => known === protocol)) return [];
  return [byImplementations(notSupported([...path, "protocol"], protocol, protocols))];
}

/** An empty name, which the definitions let through, counts as none for who reads the object. */
export function portName(field: string): NonNullable<StructShape["rule"]> {
  const plain = "is empty and names no port";
  const problem: Problem = { detail: "must be non-empty", plain, mistake: "invalid-port" };
  return (item, path) =>
    fieldOf(item, field) === "" ? [byImplementations(invalid([...path, field], quote(""), problem))] : [];
}

/** Where the rule of the experimental channel looks for what has no named ports. */
export interface NamedPortRule {
  readonly portsField: "ports" | "protocols";
  readonly namedPortField: "namedPort" | "destinationNamedPort";
  readonly peers: readonly string[];
}

/** The experimental channel refuses a named port beside peers without any; in the standard one it matches nothing. */
export function namedPortExclusion(where: NamedPortRule): NonNullable<StructShape["rule"]> {
  const { portsField, namedPortField, peers } = where;
  const kinds = peers.join("/");
  const detail = `${kinds} peer cannot be set with namedPorts since there are no namedPorts for ${kinds}`;
  return (rule, path) => {
    const peer = listOf(fieldOf(rule, "to")).find((item) => peers.some((key) => has(item, key)));
    const named = listOf(fieldOf(rule, portsField)).some((item) => has(item, namedPortField));
    if (peer === undefined || !named) return [];
    const kind = peers.find((key) => has(peer, key)) ?? "";
    const plain = `has a \`${namedPortField}\` and a peer by \`${kind}\`, which has no named ports`;
    return [invalid(path, quote("object"), { detail, plain })];
  };
}

function has(value: JsonValue, key: string): boolean {
  return isObject(value) && (fieldOf(value, key) ?? null) !== null;
}
