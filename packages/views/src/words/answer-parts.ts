import { type FlowPart, fullIpSet, ipSetToCidrs, formatPortSet, type Verdict } from "@netpolint/core";

/** Flows with one answer. Empty `addresses`: the addresses make no difference. */
export interface AnswerPart {
  readonly addresses: readonly string[];
  /** `TCP 80`, `TCP 8000-8080`, `UDP all`. */
  readonly ports: readonly string[];
  readonly verdict: Verdict;
}

/** The parts in words. Those that differ in protocol, or in the addresses of one end, are put together. */
export function partsOf(parts: readonly FlowPart[]): readonly AnswerPart[] {
  const single = parts.map((part) => ({ addresses: addressesOf(part), ports: portsOf(part), verdict: part.verdict }));
  const byPorts = joinBy(single, "addresses", "ports");
  // Where both ends are addresses no policy applies, so that there are no parts to tell apart.
  const joined = joinBy(byPorts, "ports", "addresses");
  return parts.some((part) => part.from ?? part.to) ? joined : joined.map(withoutBothFamilies);
}

function addressesOf({ from, to, family }: FlowPart): readonly string[] {
  const asked = [from, to].flatMap((set) => (set ? ipSetToCidrs(set) : []));
  return asked.length > 0 ? asked : ipSetToCidrs(fullIpSet(family));
}

function portsOf({ protocol, ports }: FlowPart): readonly string[] {
  return formatPortSet(ports)
    .split(",")
    .map((range) => `${protocol} ${range}`);
}

/** Joins the parts with the same verdict and the same `key`, putting their `list`s together. */
function joinBy(
  parts: readonly AnswerPart[],
  key: "addresses" | "ports",
  list: "addresses" | "ports",
): readonly AnswerPart[] {
  const joined = new Map<string, AnswerPart>();
  for (const part of parts) {
    const name = JSON.stringify([part.verdict, part[key]]);
    const known = joined.get(name);
    joined.set(name, known ? { ...known, [list]: [...known[list], ...part[list]] } : part);
  }
  return [...joined.values()];
}

function withoutBothFamilies(part: AnswerPart): AnswerPart {
  return part.addresses.length === 2 ? { ...part, addresses: [] } : part;
}
