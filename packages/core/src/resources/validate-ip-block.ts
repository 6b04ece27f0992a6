import { formatIpAddress, type IpBlock, parseCidr, parseIpAddress } from "../sets/ip-address.js";
import { fieldOf, isObject, type JsonValue, type Path } from "../source/json-value.js";
import { decodedString } from "./decode-refusals.js";
import { listOf } from "./read-meta.js";
import { invalidText, type Problem, type Refusal, required, strictCidrGate } from "./refusal.js";

/** An ipBlock that is set. What only StrictIPCIDRValidation refuses is marked with the gate. */
export function validateIpBlock(block: JsonValue, path: Path): readonly Refusal[] {
  const text = isObject(block) ? decodedString(fieldOf(block, "cidr")) : undefined;
  if (text === undefined) return [];
  const cidrPath = [...path, "cidr"];
  if (text === "") return [required(cidrPath, { detail: "", plain: "is missing" })];
  const refusals = validateCidr(text, cidrPath);
  const cidr = parseCidr(text);
  if (cidr === undefined) return refusals;
  const excepts = listOf(fieldOf(block, "except")).flatMap((item, index) =>
    validateExcept(item, cidr, [...path, "except", index]),
  );
  return [...refusals, ...excepts];
}

function validateExcept(item: JsonValue, cidr: IpBlock, path: Path): readonly Refusal[] {
  const text = decodedString(item);
  if (text === undefined) return [];
  const refusals = validateCidr(text, path);
  const except = parseCidr(text);
  if (except === undefined || isStrictSubset(except, cidr)) return refusals;
  return [...refusals, invalidText(path, text, notStrictSubset)];
}

const notStrictSubset: Problem = {
  detail: "must be a strict subset of `cidr`",
  plain: "an exception must be inside `cidr` and smaller than it",
  mistake: "invalid-cidr",
};

function validateCidr(text: string, path: Path): readonly Refusal[] {
  const problem = cidrProblem(text);
  if (problem !== undefined) return [invalidText(path, text, problem)];
  const strict = strictCidrProblem(text);
  return strict === undefined ? [] : [{ ...invalidText(path, text, strict), gate: strictCidrGate }];
}

export function cidrProblem(text: string): Problem | undefined {
  if (parseCidr(text) !== undefined) return undefined;
  const address = parseIpAddress(text);
  const plain = address === undefined ? "that is not a CIDR" : "an address needs a prefix length";
  const detail = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
  const meant = address && { suggestion: `${formatIpAddress(address)}/${address.family === 4 ? 32 : 128}` };
  return { detail, plain, mistake: "invalid-cidr", ...meant };
}

/** The first of the three things that only StrictIPCIDRValidation refuses. */
function strictCidrProblem(text: string): Problem | undefined {
  const block = parseCidr(text);
  const problem = ambiguousCidrProblem(text);
  if (problem !== undefined || !block?.hostBits) return problem;
  return {
    detail: "must not have bits set beyond the prefix length",
    plain: "it has bits beyond the prefix length",
    mistake: "invalid-cidr",
    suggestion: canonicalCidr(block),
  };
}

/** The CIDR that the text is read as. */
function canonicalCidr({ family, first, prefixLength }: IpBlock): string {
  return `${formatIpAddress({ family, value: first })}/${prefixLength}`;
}

/** Text of a CIDR that is read in more than one way; bits beyond the prefix length are not looked at. */
export function ambiguousCidrProblem(text: string): Problem | undefined {
  const block = parseCidr(text);
  const meant = block && { suggestion: canonicalCidr(block) };
  if (hasLeadingZeros(text)) {
    const detail = "must not have leading 0s in IP or prefix length";
    return { detail, plain: "no number may have leading zeros", mistake: "invalid-cidr", ...meant };
  }
  if (!isIpv4Mapped(text)) return undefined;
  const detail = "must not have an IPv4-mapped IPv6 address";
  return { detail, plain: "IPv4 may not be written as IPv6", mistake: "invalid-cidr" };
}

/** In an octet or in the length. A group of IPv6 may have leading zeros as long as it has no more than four digits. */
function hasLeadingZeros(cidr: string): boolean {
  return /(?:^|[:.])0[0-9]+\.|\.0[0-9]|\/0[0-9]|[0-9a-f]{5}/i.test(cidr);
}

function isIpv4Mapped(cidr: string): boolean {
  if (!cidr.includes(":")) return false;
  const address = parseIpAddress(cidr.slice(0, cidr.indexOf("/")));
  return address?.family === 6 && address.value >> 32n === 0xffffn;
}

/**
 * The API server compares addresses after taking IPv4-mapped IPv6 for IPv4, but prefix lengths as they are written:
 * `::ffff:10.1.0.0/112` is inside `10.0.0.0/8`, and `10.1.0.0/16` is not inside `::ffff:10.0.0.0/104`.
 */
function isStrictSubset(except: IpBlock, cidr: IpBlock): boolean {
  const inner = unmapped(except);
  const outer = unmapped(cidr);
  const inside = inner.family === outer.family && outer.first <= inner.first && inner.first <= outer.last;
  return inside && except.prefixLength > cidr.prefixLength;
}

function unmapped(block: IpBlock): Pick<IpBlock, "family" | "first" | "last"> {
  if (block.family === 4 || block.first >> 32n !== 0xffffn) return block;
  return { family: 4, first: block.first & 0xffffffffn, last: block.last & 0xffffffffn };
}
