import type { Protocol } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type IpSet, ipSetToCidrs, unionIpSets } from "../sets/ip-set.js";
import { formatPortSet, type PortSet, unionPortSets } from "../sets/port-set.js";
import type { Verdict } from "./verdict.js";

/** Flows with one answer. Addresses are undefined where the end is not asked about by address. */
export interface FlowPart {
  readonly family: IpFamily;
  readonly from: IpSet | undefined;
  readonly to: IpSet | undefined;
  readonly protocol: Protocol;
  readonly ports: PortSet;
  readonly verdict: Verdict;
}

/** Joins parts that differ in ports only, then in one end's addresses only, where the answer is the same. */
export function mergeParts(parts: readonly FlowPart[]): readonly FlowPart[] {
  // As of most questions.
  if (parts.length < 2) return parts;
  const text = (set: IpSet | undefined): string => (set ? ipSetToCidrs(set).join(" ") : "");
  const byPorts = mergeBy(
    parts,
    (part) => [part.family, text(part.from), text(part.to), part.protocol, part.verdict],
    (a, b) => ({ ...a, ports: unionPortSets(a.ports, b.ports) }),
  );
  const byTo = mergeBy(
    byPorts,
    (part) => [part.family, text(part.from), part.protocol, formatPortSet(part.ports), part.verdict],
    (a, b) => ({ ...a, to: unionSides(a.to, b.to) }),
  );
  return mergeBy(
    byTo,
    (part) => [part.family, text(part.to), part.protocol, formatPortSet(part.ports), part.verdict],
    (a, b) => ({ ...a, from: unionSides(a.from, b.from) }),
  );
}

function unionSides(a: IpSet | undefined, b: IpSet | undefined): IpSet | undefined {
  return a && b ? unionIpSets(a, b) : undefined;
}

function mergeBy(
  parts: readonly FlowPart[],
  keyOf: (part: FlowPart) => readonly unknown[],
  join: (a: FlowPart, b: FlowPart) => FlowPart,
): readonly FlowPart[] {
  const merged = new Map<string, FlowPart>();
  for (const part of parts) {
    const key = JSON.stringify(keyOf(part));
    const known = merged.get(key);
    merged.set(key, known ? join(known, part) : part);
  }
  return [...merged.values()];
}
