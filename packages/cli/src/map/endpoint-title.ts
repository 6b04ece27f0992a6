import {
  type IpFamily,
  ipSetOf,
  ipSetToCidrs,
  type IpSet,
  type MapEndpoint,
  parseCidr,
  subtractIpSets,
  unionIpSets,
} from "@netpolint/core";

/** The endpoint's name for people. A range with holes is written as policies write it where that is shorter. */
export function endpointTitle({ name, cidrs }: Pick<MapEndpoint, "name" | "cidrs">): string {
  if (cidrs === null) return name;
  return ([4, 6] as const)
    .map((family) => addressesTitle(cidrs, family))
    .filter((text) => text !== "")
    .join(",");
}

function addressesTitle(cidrs: readonly string[], family: IpFamily): string {
  const blocks = cidrs.flatMap((text) => parseCidr(text) ?? []).filter((block) => block.family === family);
  const own = cidrs.filter((text) => parseCidr(text)?.family === family);
  const [first] = blocks;
  if (!first || blocks.length < 3) return own.join(",");
  const set = blocks.map(ipSetOf).reduce(unionIpSets);
  const around = smallestBlockAround(set);
  const except = ipSetToCidrs(subtractIpSets(around, set));
  if (except.length + 1 >= own.length) return own.join(",");
  return `${ipSetToCidrs(around).join(",")} (except ${except.join(",")})`;
}

function smallestBlockAround({ family, intervals }: IpSet): IpSet {
  const first = intervals[0]?.[0] ?? 0n;
  const last = intervals.at(-1)?.[1] ?? first;
  let hostBits = 0n;
  while (first >> hostBits !== last >> hostBits) hostBits += 1n;
  const start = (first >> hostBits) << hostBits;
  return ipSetOf({ family, first: start, last: start + (1n << hostBits) - 1n });
}
