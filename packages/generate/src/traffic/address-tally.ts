import { type IpAddress, type IpFamily, type IpSet, ipSetOf, unionIpSets } from "@netpolint/core";

/** Addresses that were seen; many of them as the networks around them. */
export interface AddressTally {
  add(address: IpAddress): void;
  sets(): readonly IpSet[];
  /** True where addresses are in the sets that were not seen. */
  isWidened(): boolean;
}

/** The prefix lengths that are tried in turn. */
const prefixes: Readonly<Record<IpFamily, readonly number[]>> = { 4: [32, 24, 16, 8, 0], 6: [128, 64, 48, 32, 0] };
const bits: Readonly<Record<IpFamily, number>> = { 4: 32, 6: 128 };

/** Keeps at most `most` addresses of each family, then at most as many networks that hold them. */
export function tallyAddresses(most: number): AddressTally {
  const families = new Map<IpFamily, FamilyTally>();
  return {
    add: ({ family, value }) => {
      const tally = families.get(family) ?? { step: 0, networks: new Set<bigint>() };
      families.set(family, tally);
      tally.networks.add(networkOf(family, tally.step, value));
      while (tally.networks.size > most) widen(family, tally);
    },
    sets: () => [...families].map(([family, tally]) => setOf(family, tally)),
    isWidened: () => [...families.values()].some(({ step }) => step > 0),
  };
}

interface FamilyTally {
  step: number;
  networks: Set<bigint>;
}

function hostBits(family: IpFamily, step: number): bigint {
  return BigInt(bits[family] - (prefixes[family][step] ?? 0));
}

function networkOf(family: IpFamily, step: number, value: bigint): bigint {
  const host = hostBits(family, step);
  return (value >> host) << host;
}

function widen(family: IpFamily, tally: FamilyTally): void {
  tally.step += 1;
  tally.networks = new Set([...tally.networks].map((value) => networkOf(family, tally.step, value)));
}

function setOf(family: IpFamily, { step, networks }: FamilyTally): IpSet {
  const size = 1n << hostBits(family, step);
  const sets = [...networks]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((first) => ipSetOf({ family, first, last: first + size - 1n }));
  return sets.reduce((all, one) => unionIpSets(all, one), { family, intervals: [] } as IpSet);
}
