import {
  classifyIpAddress,
  type Cluster,
  formatIpAddress,
  type IpAddressClass,
  type IpBlock,
  parseCidr,
  parseIpAddress,
  podName,
} from "@netpolint/core";

/** What is known about an address or a block of them. */
export interface AddressFacts {
  readonly text: string;
  /** What the registries say of its first and last address; one where they agree. */
  readonly classes: readonly IpAddressClass[];
  /** How many addresses, as text; they do not fit a number. */
  readonly count: string;
  /** Who has an address in it, by name: pods, Services, nodes, the API server. At most ten, then how many more. */
  readonly owners: readonly string[];
}

const mostOwners = 10;

export function addressFacts(cluster: Cluster, text: string): AddressFacts {
  const block = parseCidr(text) ?? blockOf(text);
  if (!block) return { text, classes: [], count: "", owners: [] };
  const { family, first, last } = block;
  const ends = [first, last].map((value) => classifyIpAddress({ family, value }));
  const owners = ownersOf(cluster, block);
  const shown =
    owners.length > mostOwners ? [...owners.slice(0, mostOwners), `${owners.length - mostOwners} more`] : owners;
  return { text, classes: [...new Set(ends)], count: String(last - first + 1n), owners: shown };
}

function blockOf(text: string): Pick<IpBlock, "family" | "first" | "last"> | undefined {
  const address = parseIpAddress(text);
  return address && { family: address.family, first: address.value, last: address.value };
}

function ownersOf(
  cluster: Cluster,
  { family, first, last }: Pick<IpBlock, "family" | "first" | "last">,
): readonly string[] {
  const isIn = (address: { readonly family: number; readonly value: bigint }): boolean =>
    address.family === family && address.value >= first && address.value <= last;
  const pods = cluster.workloads.flatMap(({ pods: own }) =>
    own.filter(({ addresses }) => addresses.some(isIn)).map((pod) => `pod ${podName(pod)}`),
  );
  const services = [...cluster.services.values()]
    .filter(({ clusterIPs }) => clusterIPs.some((text) => isAddressIn(text, isIn)))
    .map(({ meta }) => `Service ${meta.namespace}/${meta.name}`);
  const nodes = cluster.nodes
    .filter(({ addresses }) => addresses.some(({ value }) => isIn(value)))
    .map(({ meta }) => `node ${meta.name}`);
  const apiServers = cluster.environment.apiServer.facts
    .filter(({ value }) => isIn(value))
    .map(({ value }) => `API server ${formatIpAddress(value)}`);
  return [...new Set([...apiServers, ...nodes, ...services, ...pods])];
}

function isAddressIn(
  text: string,
  isIn: (address: { readonly family: number; readonly value: bigint }) => boolean,
): boolean {
  const address = parseIpAddress(text);
  return address !== undefined && isIn(address);
}
