import { type IpFamily, type IpSet, fullIpSet, intersectIpSets, ipSetOf, parseCidr, subtractIpSets } from "@netpolint/core";

/** What the IANA special-purpose registries do not give to the internet, of IPv4; of IPv6 only 2000::/3 is given out. */
const special4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
const special6 = ["2001::/23", "2001:db8::/32", "3fff::/20"];

const known = new Map<IpFamily, IpSet>();

/** Made when it is first asked for: most runs never ask, and reading IPv6 addresses takes a good part of a short one. */
function publicAddresses(family: IpFamily): IpSet {
  const addresses = known.get(family) ?? makePublicAddresses(family);
  known.set(family, addresses);
  return addresses;
}

function makePublicAddresses(family: IpFamily): IpSet {
  return family === 4
    ? special4.map(setOfCidr).reduce(subtractIpSets, fullIpSet(4))
    : special6.map(setOfCidr).reduce(subtractIpSets, setOfCidr("2000::/3"));
}

function setOfCidr(text: string): IpSet {
  const block = parseCidr(text);
  if (!block) throw new TypeError(`not a CIDR: ${text}`);
  return ipSetOf(block);
}

/** The addresses of a set that the internet has. */
export function publicPart(set: IpSet): IpSet {
  return intersectIpSets(set, publicAddresses(set.family));
}

/** How much of the internet's addresses of its family a set holds, from 0 to 1. */
export function publicShare(set: IpSet): number {
  return Number((countOf(publicPart(set)) * 1_000_000n) / countOf(publicAddresses(set.family))) / 1_000_000;
}

function countOf({ intervals }: IpSet): bigint {
  return intervals.reduce((sum, [first, last]) => sum + last - first + 1n, 0n);
}
