import { type ClusterSettings, type IpBlock, ipSetOf, ipSetToCidrs } from "@netpolint/core";

/** Settings as a configuration would write them. `namespaceGiven` follows from `namespace`. */
export function jsonOfSettings(settings: Partial<ClusterSettings>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(settings).filter(([name]) => name !== "namespaceGiven");
  return Object.fromEntries(entries.map(([name, value]) => [name, isBlocks(value) ? value.map(cidrText) : value]));
}

function isBlocks(value: unknown): value is readonly IpBlock[] {
  return Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "prefixLength" in one);
}

export function cidrText(block: IpBlock): string {
  return ipSetToCidrs(ipSetOf(block)).join(" ");
}
