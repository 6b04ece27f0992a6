import type { CompiledPolicies } from "../policy/compile.js";
import type { IpAddress, IpFamily } from "../sets/ip-address.js";
import { type IpSet, ipSetOf, lastAddress } from "../sets/ip-set.js";

/** The stretches of one family within which no ipBlock of any policy begins or ends. */
export interface AddressAtoms {
  readonly family: IpFamily;
  readonly count: number;
  atomOf(address: IpAddress): number;
  /** The atoms that a set is made of, ascending. The set's borders are cuts. */
  atomsIn(set: IpSet): readonly number[];
  addressesOf(atom: number): IpSet;
}

export function findAddressAtoms(policies: CompiledPolicies, family: IpFamily): AddressAtoms {
  const cuts = policies.addressCuts[family];
  const last = lastAddress(family);
  const indexOf = family === 4 ? searchNumbers(cuts) : searchBigints(cuts);
  return {
    family,
    count: cuts.length,
    atomOf: ({ value }) => indexOf(value),
    atomsIn: (set) => {
      const atoms: number[] = [];
      for (const [first, end] of set.intervals) {
        for (let atom = indexOf(first); atom < cuts.length && (cuts[atom] ?? 0n) <= end; atom += 1) atoms.push(atom);
      }
      return atoms;
    },
    addressesOf: (atom) => {
      const next = cuts[atom + 1];
      return ipSetOf({ family, first: cuts[atom] ?? 0n, last: next === undefined ? last : next - 1n });
    },
  };
}

type Search = (value: bigint) => number;

/** Index of the last cut that is not above the value. */
function searchBigints(cuts: readonly bigint[]): Search {
  return (value) => {
    let low = 0;
    let high = cuts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((cuts[middle] ?? 0n) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

/** The same for IPv4, whose addresses are exact numbers; clusters have as many of them as pods. */
function searchNumbers(cuts: readonly bigint[]): Search {
  const numbers = Float64Array.from(cuts, Number);
  return (value) => {
    const wanted = Number(value);
    let low = 0;
    let high = numbers.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((numbers[middle] as number) <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
