import {
  type CompiledPolicies,
  type Endpoint,
  evaluateFlow,
  formatIpAddress,
  formatPath,
  formatSelector,
  type IpFamily,
  type IpSet,
  ipSetOf,
  ipSetToCidrs,
  objectName,
  type Path,
  placeOf,
  policiesFor,
  type PolicyDirection,
  portRange,
  type RuleFinding,
  unionIpSets,
  workloadName,
} from "@netpolint/core";
import { joinWords } from "./join-words.js";
import { type DirectedRule, directedRules, isAllowAll } from "./directed-rule.js";
import { groupBy } from "./group-by.js";
import { coverOf, coversPorts, firstPort, type PortCover, portsInWords } from "./port-words.js";
import { publicPart, publicShare } from "./public-addresses.js";
import { openShare } from "./wide-peers.js";
import { firstSurelySelected, workloadsOf } from "./workload-index.js";

const families: readonly IpFamily[] = [4, 6];

/** Public addresses that a rule opens, on the ports of its items. */
interface Opening extends DirectedRule {
  /** Only families of which it opens something. */
  readonly sets: readonly IpSet[];
  readonly cover: PortCover;
}

/** Rules that together open most of the internet on some ports. */
interface OpenWorld {
  /** In the order of names, whatever the order of the input. */
  readonly openings: readonly [Opening, ...Opening[]];
  readonly ports: DirectedRule["rule"]["ports"];
  readonly sets: readonly IpSet[];
}

type MessageId = "one" | "together";

/** Rules that let the internet in or out, alone or together, by the addresses that are left of their blocks. */
export function findOpenWorld(policies: CompiledPolicies, direction: PolicyDirection): readonly RuleFinding<MessageId>[] {
  const byNamespace = groupBy(openingsOf(policies, direction), ({ policy }) => policy.meta.namespace);
  return [...byNamespace.values()].flatMap((openings) =>
    openWorldsOf(policies, openings).flatMap((world) => findingOf(policies, world)),
  );
}

function openingsOf(policies: CompiledPolicies, direction: PolicyDirection): readonly Opening[] {
  return directedRules(policies, direction)
    .filter(({ rule }) => !isAllowAll(rule))
    .flatMap((directed) => {
      const sets = publicSetsOf(directed);
      return sets.length === 0 ? [] : [{ ...directed, sets, cover: coverOf(directed.rule.ports) }];
    });
}

function publicSetsOf({ rule: { peers } }: DirectedRule): readonly IpSet[] {
  if (peers.length === 0) return everything();
  const addresses = peers.flatMap((peer) => peer.addresses ?? []);
  return unite(addresses.map(publicPart)).filter(({ intervals }) => intervals.length > 0);
}

function everything(): readonly IpSet[] {
  return families.map((family) => publicPart(ipSetOf({ family, first: 0n, last: lastOf(family) })));
}

function lastOf(family: IpFamily): bigint {
  return family === 4 ? 2n ** 32n - 1n : 2n ** 128n - 1n;
}

/** One set for each family that is there. */
function unite(sets: readonly IpSet[]): readonly IpSet[] {
  return families.flatMap((family) => {
    const own = sets.filter((set) => set.family === family);
    return own.length === 0 ? [] : [own.reduce(unionIpSets)];
  });
}

function isOpen(sets: readonly IpSet[]): boolean {
  return sets.some((set) => publicShare(set) >= openShare);
}

function openWorldsOf(policies: CompiledPolicies, openings: readonly Opening[]): readonly OpenWorld[] {
  const alone = openings.filter(({ sets }) => isOpen(sets));
  const partial = openings.filter(({ sets }) => !isOpen(sets));
  const found = new Map<string, OpenWorld>();
  for (const group of partial.length < 2 ? [] : groupsOf(policies, partial)) {
    for (const world of openTogether(group)) found.set(keyOf(world), world);
  }
  return [...alone.map((one): OpenWorld => ({ openings: [one], ports: one.rule.ports, sets: one.sets })), ...found.values()];
}

function keyOf({ openings }: OpenWorld): string {
  return openings.map(ruleName).join();
}

/** Rules whose policies have pods in common: those of one selector, and those that select one workload of the input. */
function groupsOf(policies: CompiledPolicies, partial: readonly Opening[]): readonly (readonly Opening[])[] {
  const groups = new Map<string, readonly Opening[]>();
  const selectors = groupBy(partial, ({ policy }) => formatSelector(policy.podSelector));
  const forAll = selectors.get("{}") ?? [];
  for (const [text, own] of selectors) groups.set(`selector ${text}`, text === "{}" ? own : [...forAll, ...own]);
  if (selectors.size > 1) addWorkloadGroups(policies, partial, groups);
  return [...groups.values()].filter((group) => group.length > 1);
}

function addWorkloadGroups(policies: CompiledPolicies, partial: readonly Opening[], groups: Map<string, readonly Opening[]>): void {
  const byPolicy = groupBy(partial, ({ policy }) => policy);
  const [{ policy, direction }] = partial as readonly [Opening, ...Opening[]];
  for (const { pods } of workloadsOf(policies.cluster, policy.meta.namespace)) {
    const [pod] = pods;
    if (!pod) continue;
    const applied = policiesFor(policies, pod, direction).filter(({ selects }) => selects === "yes");
    const own = applied.map(({ compiled }) => compiled.policy).filter((one) => byPolicy.has(one));
    if (own.length > 1) groups.set(own.map(({ meta }) => meta.name).join(), own.flatMap((one) => byPolicy.get(one) ?? []));
  }
}

function openTogether(group: readonly Opening[]): readonly OpenWorld[] {
  const byPorts = groupBy(group, ({ rule }) => portsInWords(rule.ports));
  return [...byPorts.values()].flatMap(([{ cover, rule }]) => {
    const [first, ...others] = group.filter((one) => coversPorts(one.cover, cover)).sort(compareRules);
    if (!first || others.length === 0) return [];
    const sets = unite([first, ...others].flatMap((one) => one.sets));
    return isOpen(sets) ? [{ openings: [first, ...others] as const, ports: rule.ports, sets }] : [];
  });
}

function compareRules(a: Opening, b: Opening): number {
  return ruleName(a) < ruleName(b) ? -1 : 1;
}

function ruleName({ policy, rule }: DirectedRule): string {
  return `\`${formatPath(rule.path)}\` of \`${objectName(policy.meta)}\``;
}

function findingOf(policies: CompiledPolicies, world: OpenWorld): readonly RuleFinding<MessageId>[] {
  const [first, ...others] = world.openings;
  const subject = firstSurelySelected(policies.cluster, first.policy.meta.namespace, first.policy.podSelector);
  const flow = subject && flowOf(policies, world, { type: "workload", workload: subject });
  if (flow?.isDenied) return [];
  return [
    {
      ...placeOf(first.policy.meta, placeWithin(first)),
      messageId: others.length === 0 ? "one" : "together",
      data: {
        rule: ruleName(first),
        rules: joinWords(world.openings.map(ruleName)),
        addresses: addressesInWords(world.sets),
        ports: portsInWords(world.ports),
      },
      related: others.map((one) => ({ ...placeOf(one.policy.meta, placeWithin(one)), message: "this rule opens some of them" })),
      ...(others.length === 0 ? {} : { identity: identityOf(world) }),
      ...(flow ? { witness: flow.witness } : {}),
    },
  ];
}

/** Which of the rules comes first is the order of their lists. */
function identityOf({ openings }: OpenWorld): NonNullable<RuleFinding["identity"]> {
  const parts = openings.map(({ policy, sets }) => `${objectName(policy.meta)} ${sets.flatMap(ipSetToCidrs).join()}`);
  return { parts, objects: openings.map(({ policy }) => policy.meta) };
}

/** The only peer with public addresses, or the list of peers, or the rule that has none. */
function placeWithin({ rule }: DirectedRule): Path {
  const [only, ...others] = rule.peers.filter(({ addresses }) => addresses && publicPart(addresses).intervals.length > 0);
  if (only && others.length === 0) return [...only.path, "ipBlock", "cidr"];
  return only ? only.path.slice(0, -1) : rule.path;
}

function addressesInWords(sets: readonly IpSet[]): string {
  return joinWords(sets.filter((set) => publicShare(set) >= openShare).map(shareInWords));
}

function shareInWords(set: IpSet): string {
  const share = publicShare(set);
  // Rounded down: what is left out is never called nothing.
  return share === 1 ? `all public IPv${set.family} addresses` : `${Math.floor(share * 100)} % of the public IPv${set.family} addresses`;
}

interface AskedFlow {
  readonly witness: NonNullable<RuleFinding["witness"]>;
  /** By a cluster-scoped policy: the rule does not open what it says. */
  readonly isDenied: boolean;
}

/** Asks about one address, or about all of them where a cluster-scoped policy may deny some. */
function flowOf(policies: CompiledPolicies, { openings: [first], ports, sets }: OpenWorld, pods: Endpoint): AskedFlow | undefined {
  const port = firstPort(ports);
  const set = sets.find((one) => publicShare(one) >= openShare);
  const [interval] = set?.intervals ?? [];
  if (!port || !set || !interval) return undefined;
  const name = formatIpAddress({ family: set.family, value: interval[0] });
  const single = ipSetOf({ family: set.family, first: interval[0], last: interval[0] });
  const isWhole = policies.cluster.clusterPolicies.length > 0;
  const addresses: Endpoint = { type: "addresses", sets: [isWhole ? set : single], name };
  const { direction } = first;
  const [from, to] = direction === "ingress" ? [addresses, pods] : [pods, addresses];
  const answer = evaluateFlow(policies, {
    from,
    to,
    protocols: [port.protocol],
    ports: { type: "numbers", ports: portRange(port.port, port.port) },
    families: [set.family],
  });
  const workload = pods.type === "workload" ? workloadName(pods.workload) : "";
  const [source, destination] = direction === "ingress" ? [name, workload] : [workload, name];
  return { witness: { from: source, to: destination, ...port }, isDenied: answer[direction].verdict === "deny" };
}

