import fc from "fast-check";
import { type AddressRange, parseAddress, parseCidr as parseRange } from "../../core/test/naive/naive-address.js";
import type { NaiveCluster, NaivePod, NaivePolicy, Protocol } from "../../core/test/naive/naive-cluster.js";
import { type End, type NaiveSettings, naiveVerdict, type NaiveVerdict } from "../../core/test/naive/naive-evaluate.js";
import { randomCluster, type RandomCaseOptions } from "../../core/test/naive/random-cluster.js";

/** One end of a wanted flow: a pod, addresses, or what has a name of its own. */
export type WantedEnd = { readonly pod: string } | { readonly cidr: string } | "@apiserver" | "@node";

export interface Wanted {
  readonly from: WantedEnd;
  readonly to: WantedEnd;
  readonly protocol: Protocol;
  /** Inclusive; null: every port. */
  readonly ports: readonly [number, number] | null;
}

export interface WantedCase {
  readonly cluster: NaiveCluster;
  readonly settings: NaiveSettings;
  readonly wanted: readonly Wanted[];
}

const cidrs = [
  "203.0.113.5/32",
  "203.0.113.4/32",
  "203.0.113.0/29",
  "203.0.113.0/24",
  "8.8.8.8/32",
  "10.0.0.0/16",
  "0.0.0.0/0",
  "2001:db8::5/128",
  "2001:db8::/32",
  "::/0",
] as const;

/** One address of every stretch that the blocks above can tell apart, beside the pods' own. */
const samples = [
  "0.0.0.0",
  "8.8.8.8",
  "10.0.77.1",
  "203.0.113.0",
  "203.0.113.4",
  "203.0.113.5",
  "203.0.113.6",
  "203.0.113.200",
  "255.255.255.255",
  "::",
  "2001:db8::5",
  "2001:db8::77",
  "ffff::1",
] as const;

const wantedEnd = (pods: readonly NaivePod[]): fc.Arbitrary<WantedEnd> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom(...pods).map(({ metadata }) => ({ pod: `${metadata.namespace}/${metadata.name}` })),
    },
    { weight: 3, arbitrary: fc.constantFrom(...cidrs).map((cidr) => ({ cidr })) },
    { weight: 1, arbitrary: fc.constant("@apiserver" as const) },
    { weight: 1, arbitrary: fc.constant("@node" as const) },
  );

const wantedPorts = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(80, 81, 82, 443, 1, 65535).map((port) => [port, port] as const) },
  { weight: 2, arbitrary: fc.constantFrom([79, 81] as const, [80, 443] as const, [81, 90] as const, [1, 65535] as const) },
  { weight: 1, arbitrary: fc.constant(null) },
);

export function randomWanted(options: RandomCaseOptions): fc.Arbitrary<WantedCase> {
  const settings = fc.constantFrom<NaiveSettings>(
    {},
    { apiServerCidrs: ["172.16.0.1/32"] },
    { apiServerCidrs: ["172.16.0.0/30", "fd99::1/128"] },
    { platform: "openshift" },
    { platform: "openshift", apiServerCidrs: ["172.16.0.1/32"] },
  );
  return randomCluster(options).chain((cluster) => {
    const end = wantedEnd(cluster.pods);
    const flow = fc.record({ from: end, to: end, protocol: fc.constantFrom("TCP", "TCP", "UDP", "SCTP"), ports: wantedPorts });
    const wanted = fc
      .array(flow, { minLength: 1, maxLength: 8, size: "max" })
      .map((all) => all.filter(({ from, to }) => isPodEnd(from) || isPodEnd(to)));
    return fc.record({ cluster: fc.constant(cluster), settings, wanted });
  });
}

export function isPodEnd(end: WantedEnd): end is { readonly pod: string } {
  return typeof end === "object" && "pod" in end;
}

export function podOf({ pods }: NaiveCluster, end: WantedEnd): NaivePod | undefined {
  return pods.find(({ metadata }) => isPodEnd(end) && end.pod === `${metadata.namespace}/${metadata.name}`);
}

/** The flows of one port and one address each by which a wanted flow is judged. */
function samplesOf({ from, to, ports }: Wanted, all: readonly Wanted[]): readonly { from: End; to: End; port: number }[] {
  const cuts = all.flatMap((one) => (one.ports ? [one.ports[0] - 1, ...one.ports, one.ports[1] + 1] : []));
  const [first, last] = ports ?? [1, 65535];
  const asked = [...new Set([first, last, ...cuts])].filter((port) => port >= first && port <= last);
  return endsOf(from).flatMap((source) => endsOf(to).flatMap((target) => asked.map((port) => ({ from: source, to: target, port }))));
}

function endsOf(end: WantedEnd): readonly End[] {
  if (typeof end === "string" || "pod" in end) return [end];
  const range = parseRange(end.cidr);
  return samples.filter((text) => isIn(range, text)).map((address) => ({ address }));
}

function isIn({ family, first, last }: AddressRange, text: string): boolean {
  const address = parseAddress(text);
  return address.family === family && first <= address.value && address.value <= last;
}

/** What a policy means to a network plugin whose ipBlocks match no pods, which the API allows. */
function withoutBlocks(policy: NaivePolicy): NaivePolicy {
  const spec = policy.spec ?? {};
  const rules = <K extends "from" | "to">(all: readonly ({ readonly [key in K]?: unknown } | null)[] | null | undefined, key: K) =>
    (all ?? []).flatMap((rule) => {
      const peers = (rule?.[key] ?? []) as readonly { readonly ipBlock?: unknown }[];
      const others = peers.filter(({ ipBlock }) => ipBlock === undefined);
      return peers.length > 0 && others.length === 0 ? [] : [{ ...rule, [key]: others }];
    });
  return { ...policy, spec: { ...spec, ingress: rules(spec.ingress, "from"), egress: rules(spec.egress, "to") } };
}

/** How an ipBlock compares with a pod: by the pod's address, or never. The API leaves it open. */
export type Reading = "literal" | "never";

/** Whether the policies allow all of a wanted flow, for the naive evaluator, under each reading. */
export function judge(
  { cluster, settings }: WantedCase,
  policies: readonly NaivePolicy[],
  wanted: Wanted,
  all: readonly Wanted[],
  readings: readonly Reading[] = ["literal", "never"],
): boolean {
  const betweenPods = [wanted.from, wanted.to].every((end) => podOf(cluster, end)?.spec.hostNetwork === undefined && isPodEnd(end));
  return readings.every((reading) => {
    const read = reading === "never" && betweenPods ? policies.map(withoutBlocks) : policies;
    return samplesOf(wanted, all).every(({ from, to, port }) => {
      const flow = { from, to, port, protocol: wanted.protocol };
      const verdict: NaiveVerdict = naiveVerdict({ ...cluster, policies: read }, flow, settings);
      return verdict === "allow";
    });
  });
}
