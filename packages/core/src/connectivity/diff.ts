import type { Cluster } from "../cluster/cluster.js";
import { compareText } from "../cluster/compare-text.js";
import { mentionedFamilies, usedFamilies } from "../cluster/used-families.js";
import { objectKey, objectName } from "../resources/resource.js";
import type { IpFamily } from "../sets/ip-address.js";
import { formatPortSet } from "../sets/port-set.js";
import { protocols } from "../resources/network-policy.js";
import type { ConnectionPorts } from "./connection-sets.js";
import { unionPorts } from "./connection-states.js";
import type {
  ChangedConnection,
  ChangedPolicies,
  ConnectivityDiff,
  DiffConnection,
  FoundChange,
  OneSidedEndpoint,
  UndecidedChange,
} from "./connectivity-diff.js";
import { addressChanges, type FamilyAddresses, openAddresses } from "./diff-address-changes.js";
import { clusterPolicyText, type MatchedEndpoints, matchEndpoints, policyText } from "./diff-endpoints.js";
import { oneSidedEndpoints } from "./diff-one-sided.js";
import type { SideName } from "./diff-reasons.js";
import { type DiffSide, type OpenedSides, withOpenSides } from "./diff-side.js";
import { workloadChanges } from "./diff-workload-changes.js";

/** Compares who can connect to whom. Both sides must have been opened with the same settings. */
export function diffConnectivity(base: DiffSide, head: DiffSide): ConnectivityDiff {
  return withOpenSides(base, head, (sides) => {
    const { found, endpoints, podFamilies, families, addresses } = findChanges(sides);
    const [gained, lost] = [surelyChanged(found, "gained"), surelyChanged(found, "lost")];
    const oneSided = (side: SideName): readonly OneSidedEndpoint[] =>
      oneSidedEndpoints(sides[side], endpoints[side === "base" ? "onlyInBase" : "onlyInHead"], {
        families: podFamilies,
        addresses: addresses.map((one) => one[side]),
      });
    return {
      gained,
      lost,
      changed: changedConnections(gained, lost),
      undecidedChanges: found.filter(({ kind }) => kind === "undecided").map(undecidedChange),
      onlyInBase: oneSided("base"),
      onlyInHead: oneSided("head"),
      policies: changedPolicies(base, head),
      families,
    };
  });
}

export type ChangedConnections = Pick<ConnectivityDiff, "gained" | "lost" | "undecidedChanges">;

/** What comes and goes between endpoints that both sides have, and no more. */
export function diffConnections(base: DiffSide, head: DiffSide): ChangedConnections {
  const { found } = withOpenSides(base, head, findChanges);
  return {
    gained: surelyChanged(found, "gained"),
    lost: surelyChanged(found, "lost"),
    undecidedChanges: found.filter(({ kind }) => kind === "undecided").map(undecidedChange),
  };
}

interface FoundChanges {
  readonly found: readonly FoundChange[];
  readonly endpoints: MatchedEndpoints;
  readonly podFamilies: readonly IpFamily[];
  readonly families: readonly IpFamily[];
  readonly addresses: readonly FamilyAddresses[];
}

function findChanges(sides: OpenedSides): FoundChanges {
  const endpoints = matchEndpoints(sides.base, sides.head);
  const clusters = [sides.base.cluster, sides.head.cluster];
  const podFamilies = unionFamilies(clusters.map(usedFamilies));
  const families = unionFamilies(clusters.map(mentionedFamilies));
  // Nothing is compared where nothing can differ.
  const addresses = sides.scope.addresses ? openAddresses(sides, endpoints, families) : [];
  const found = [
    ...workloadChanges(sides, endpoints.common, podFamilies, sides.scope.directions),
    ...addressChanges(sides, endpoints.common, addresses),
  ].sort(compareChanges);
  return { found, endpoints, podFamilies, families, addresses };
}

function surelyChanged(found: readonly FoundChange[], wanted: "gained" | "lost"): readonly DiffConnection[] {
  return found
    .filter(({ kind }) => kind === wanted)
    .map(({ from, to, ports, somePods, family, reasons }) => ({ from, to, ports, somePods, family, reasons }));
}

function undecidedChange({ from, to, ports, somePods, family, reasons, base, head }: FoundChange): UndecidedChange {
  return { from, to, ports, somePods, family, reasons, base, head };
}

function unionFamilies(lists: readonly (readonly IpFamily[])[]): readonly IpFamily[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

function compareChanges(a: FoundChange, b: FoundChange): number {
  return (
    compareText(a.from.name, b.from.name) ||
    compareText(a.to.name, b.to.name) ||
    compareText(portsText(a.ports), portsText(b.ports)) ||
    (a.family ?? 0) - (b.family ?? 0)
  );
}

function portsText(ports: ConnectionPorts): string {
  return protocols.map((protocol) => formatPortSet(ports[protocol])).join(" ");
}

function changedConnections(
  gained: readonly DiffConnection[],
  lost: readonly DiffConnection[],
): readonly ChangedConnection[] {
  const more = portsByPair(gained);
  const less = portsByPair(lost);
  return [...more].flatMap(([key, { from, to, ports }]) => {
    const other = less.get(key);
    return other ? [{ from, to, gained: ports, lost: other.ports }] : [];
  });
}

type PairPorts = Pick<DiffConnection, "from" | "to" | "ports">;

function portsByPair(connections: readonly DiffConnection[]): ReadonlyMap<string, PairPorts> {
  const byPair = new Map<string, PairPorts>();
  for (const { from, to, ports } of connections) {
    const key = JSON.stringify([from.name, to.name]);
    const known = byPair.get(key);
    byPair.set(key, { from, to, ports: known ? unionPorts(known.ports, ports) : ports });
  }
  return byPair;
}

function changedPolicies({ cluster: base }: DiffSide, { cluster: head }: DiffSide): ChangedPolicies {
  const inBase = policiesByKey(base);
  const inHead = policiesByKey(head);
  const names = (policies: ReadonlyMap<string, NamedPolicy>, isListed: (key: string) => boolean): readonly string[] =>
    [...policies].flatMap(([key, { name }]) => (isListed(key) ? [name] : [])).sort(compareText);
  return {
    onlyInBase: names(inBase, (key) => !inHead.has(key)),
    onlyInHead: names(inHead, (key) => !inBase.has(key)),
    changed: names(inBase, (key) => inHead.has(key) && inHead.get(key)?.text !== inBase.get(key)?.text),
  };
}

interface NamedPolicy {
  readonly name: string;
  readonly text: string;
}

function policiesByKey({ networkPolicies, assumedPolicies, clusterPolicies }: Cluster): ReadonlyMap<string, NamedPolicy> {
  const texts = [
    ...[...networkPolicies, ...assumedPolicies].map((policy) => ({ meta: policy.meta, text: policyText(policy) })),
    ...clusterPolicies.map((policy) => ({ meta: policy.meta, text: clusterPolicyText(policy) })),
  ];
  return new Map(texts.map(({ meta, text }) => [objectKey(meta), { name: objectName(meta), text }]));
}
