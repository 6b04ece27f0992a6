import {
  type CompiledPolicies,
  type CoveredField,
  type Endpoint,
  evaluateFlow,
  hypotheticalEndpoint,
  hypotheticalPod,
  type IpFamily,
  type IpSet,
  ipSetOf,
  type Path,
  type PolicyDirection,
  portRange,
  type Protocol,
  type RuleFinding,
  unionIpSets,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { type DirectedRule, selectsEveryNamespace } from "./directed-rule.js";
import { publicPart, publicShare } from "./public-addresses.js";

type Peer = DirectedRule["rule"]["peers"][number];

/** Less than this share of the internet is somebody that was chosen. */
export const openShare = 0.5;

/** Whom a rule lets in without choosing: everybody, most of the internet, the pods of every namespace. */
export interface WidePeers {
  readonly words: "everybody" | "most of the internet" | "the pods of every namespace";
  /** What stands for somebody that no other peer of the rule could mean. */
  readonly stranger: Endpoint;
  /** The peers, or the rule where it names none. */
  readonly paths: readonly [Path, ...Path[]];
}

export function widePeersOf(rule: DirectedRule["rule"]): WidePeers | undefined {
  if (rule.peers.length === 0) return { words: "everybody", stranger: someAddress, paths: [rule.path] };
  const [first, ...others] = rule.peers.filter(({ addresses }) => addresses && publicPart(addresses).intervals.length > 0);
  if (first && isMostOfTheInternet([first, ...others])) {
    return { words: "most of the internet", stranger: someAddress, paths: [first.path, ...others.map(({ path }) => path)] };
  }
  const [wide, ...rest] = rule.peers.filter(isEveryNamespace).map(({ path }) => path);
  if (!wide) return undefined;
  return { words: "the pods of every namespace", stranger: hypotheticalEndpoint(somePod), paths: [wide, ...rest] };
}

function isMostOfTheInternet(peers: readonly Peer[]): boolean {
  return ([4, 6] as const).some((family) => {
    const sets = peers.flatMap(({ addresses }) => (addresses?.family === family ? [addresses] : []));
    return sets.length > 0 && publicShare(sets.reduce(unionIpSets)) >= openShare;
  });
}

function isEveryNamespace({ namespaceSelector, podSelector }: Peer): boolean {
  if (!namespaceSelector || !selectsEveryNamespace(namespaceSelector)) return false;
  return (podSelector?.requirements.length ?? 0) === 0;
}

const address: IpSet = ipSetOf({ family: 4, first: 2n ** 24n, last: 2n ** 24n });
const someAddress: Endpoint = { type: "addresses", sets: [address], name: "@external" };

/** In a namespace that no object can have: names hold no slash. */
const somePod = hypotheticalPod("another/namespace", new Map());

/** What rules on openness say of these peers, whatever they are open for. */
export function opennessCovered({ policy, rule }: DirectedRule, { paths }: WidePeers): readonly CoveredField[] {
  const { meta } = policy;
  const fields = paths.flatMap((path): readonly CoveredField[] => [
    { ruleId: "any-namespace", meta, path: [...path, "namespaceSelector"] },
    { ruleId: "empty-braces", meta, path: [...path, "namespaceSelector"] },
    { ruleId: "world-open-ingress", meta, path: [...path, "ipBlock", "cidr"] },
  ]);
  const lists: readonly Path[] = [rule.path, [...rule.path, "from"]];
  return [...fields, ...lists.map((path): CoveredField => ({ ruleId: "world-open-ingress", meta, path }))];
}

/** A flow from somebody outside to a workload; undefined where a cluster-scoped policy denies it. */
export function strangersFlow(
  policies: CompiledPolicies,
  { stranger, words }: WidePeers,
  workload: Workload,
  { protocol, port }: { readonly protocol: Protocol; readonly port: number },
): NonNullable<RuleFinding["witness"]> | undefined {
  const direction: PolicyDirection = "ingress";
  const families: readonly IpFamily[] = [4];
  const answer = evaluateFlow(policies, {
    from: stranger,
    to: { type: "workload", workload },
    protocols: [protocol],
    ports: { type: "numbers", ports: portRange(port, port) },
    families,
  });
  if (answer[direction].verdict === "deny") return undefined;
  const from = words === "the pods of every namespace" ? "a pod of any namespace" : "@external";
  return { from, to: workloadName(workload), protocol, port };
}
