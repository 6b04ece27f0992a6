import { type Cluster, labelsOfNamespace, type Pod, podName, type Workload } from "../../cluster/cluster.js";
import { mentionedFamilies } from "../../cluster/used-families.js";
import type { CompiledPolicies } from "../../policy/compile.js";
import { evaluateFlow } from "../../policy/evaluate-flow.js";
import type { FlowAnswer } from "../../policy/flow-answer.js";
import type { Endpoint, FlowQuestion } from "../../policy/flow.js";
import { type AskedPort, endpointName, hypotheticalPod } from "../../policy/parse-endpoint.js";
import {
  complementIpSet,
  emptyIpSet,
  fullIpSet,
  type IpSet,
  ipSetOf,
  ipSetToCidrs,
  isEmptyIpSet,
  subtractIpSets,
  unionIpSets,
} from "../../sets/ip-set.js";
import type { IpAddress, IpFamily } from "../../sets/ip-address.js";
import { countCombinations, labelChoices, labelCombinations, tellingSelectors } from "./possible-pods.js";

/** A flow of which one end is fixed and the other is whoever it may be. */
export interface StrangerQuestion {
  readonly near: Endpoint;
  /** Which way: strangers connect to the near end, or it connects to them. */
  readonly side: "source" | "destination";
  readonly port: AskedPort;
  /** Who may. */
  readonly except: readonly Endpoint[];
  /** Only pods of this namespace with at least these labels are asked about; everybody where not given. */
  readonly scope?: Pod;
}

/** Who gets through, or why it cannot be said. */
export type Stranger =
  | { readonly outcome: "nobody" }
  | { readonly outcome: "somebody"; readonly who: string; readonly answer: FlowAnswer }
  | { readonly outcome: "undecided"; readonly why: string };

const nobody: Stranger = { outcome: "nobody" };

/**
 * Looks for anybody who gets through: workloads and addresses of the input's world, and in the open world pods that
 * could exist, with any labels in any namespace. "Nobody" is only answered where every kind of stranger was asked about.
 */
export function findStranger(policies: CompiledPolicies, question: StrangerQuestion): Stranger {
  const searches = [workloadsGetThrough, addressesGetThrough, possiblePodsGetThrough];
  let undecided: Stranger | undefined;
  for (const search of searches) {
    const found = search(policies, question);
    if (found.outcome === "somebody") return found;
    if (found.outcome === "undecided") undecided ??= found;
  }
  return undecided ?? nobody;
}

function ask(policies: CompiledPolicies, { near, side, port }: StrangerQuestion, far: Endpoint): FlowAnswer {
  const ends = side === "source" ? { from: far, to: near } : { from: near, to: far };
  const question: FlowQuestion = { ...ends, ...port };
  return evaluateFlow(policies, question);
}

function judge(answer: FlowAnswer, who: string): Stranger {
  if (answer.verdict === "deny") return nobody;
  if (answer.verdict === "allow" || answer.parts.some(({ verdict }) => verdict === "allow")) {
    return { outcome: "somebody", who, answer };
  }
  const fact = answer.notes.find(({ settle }) => settle !== undefined);
  return { outcome: "undecided", why: `${fact?.message ?? "it cannot be decided"} (${who})` };
}

function firstThrough<T>(candidates: readonly T[], judgeOne: (candidate: T) => Stranger): Stranger {
  let undecided: Stranger | undefined;
  for (const candidate of candidates) {
    const stranger = judgeOne(candidate);
    if (stranger.outcome === "somebody") return stranger;
    if (stranger.outcome === "undecided") undecided ??= stranger;
  }
  return undecided ?? nobody;
}

function workloadsGetThrough(policies: CompiledPolicies, question: StrangerQuestion): Stranger {
  const { near, except, scope } = question;
  const isNear = (workload: Workload): boolean => near.type === "workload" && near.workload === workload && workload.single;
  const strangers = policies.cluster.workloads.filter(
    (one) => !isNear(one) && !isExcepted(one, except) && (!scope || one.pods.some((pod) => isLike(pod, scope))),
  );
  const free = addressesOfStrangers(policies, question);
  return firstThrough(strangers, (workload) => {
    const far: Endpoint = { type: "workload", workload: withAddresses(workload, free) };
    return judge(ask(policies, question, far), `\`${endpointName(far)}\``);
  });
}

/** Gives addresses to pods of unknown address; those that have some keep them. */
function withAddresses(workload: Workload, addresses: readonly IpAddress[]): Workload {
  return { ...workload, pods: workload.pods.map((pod) => (pod.addresses.length > 0 ? pod : { ...pod, addresses })) };
}

function isExcepted(workload: Workload, except: readonly Endpoint[]): boolean {
  return workload.pods.every((pod) =>
    except.some((one) => {
      if (one.type === "workload") return one.workload.pods.includes(pod);
      return one.type === "hypothetical" && isLike(pod, one.pod);
    }),
  );
}

/** Of the same namespace, with at least the labels that are asked for. */
function isLike(pod: Pod, { namespace, labels }: Pod): boolean {
  return pod.namespace === namespace && hasLabels(pod.labels.entries, labels.entries);
}

function hasLabels(labels: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): boolean {
  return [...wanted].every(([key, value]) => labels.get(key) === value);
}

function addressesGetThrough(policies: CompiledPolicies, question: StrangerQuestion): Stranger {
  if (question.scope) return nobody;
  const excepted = question.except.flatMap(setsOf);
  const sets = mentionedFamilies(policies.cluster).map((family) =>
    excepted.filter((set) => set.family === family).reduce(subtractIpSets, fullIpSet(family)),
  );
  const strangers = sets.filter((set) => !isEmptyIpSet(set));
  if (strangers.length === 0) return nobody;
  const answer = ask(policies, question, { type: "addresses", sets: strangers, name: "@external" });
  return judge(answer, addressText(question, answer));
}

/** Whoever may get through may from the addresses that it is known to have. */
function setsOf(one: Endpoint): readonly IpSet[] {
  if (one.type === "addresses") return one.sets;
  return one.type === "workload" ? one.workload.pods.flatMap(({ addresses }) => addresses.map(onlyAddress)) : [];
}

function onlyAddress({ family, value }: IpAddress): IpSet {
  return ipSetOf({ family, first: value, last: value });
}

/** The addresses that get through, as CIDRs; many are counted. */
function addressText({ side }: StrangerQuestion, { parts }: FlowAnswer): string {
  const allowed = parts.filter(({ verdict }) => verdict === "allow");
  const sets = allowed.flatMap((part) => (side === "source" ? part.from : part.to) ?? []);
  const cidrs = [...new Set(sets.flatMap(ipSetToCidrs))];
  if (cidrs.length === 0) return "addresses outside the cluster";
  const shown = cidrs.slice(0, 3).join(", ");
  return cidrs.length > 3 ? `${shown} and ${cidrs.length - 3} more ranges` : shown;
}

/** Above this the search would take longer than anybody waits. */
const mostCombinations = 4_096;

/** Pods that the input does not hold. */
function possiblePodsGetThrough(policies: CompiledPolicies, question: StrangerQuestion): Stranger {
  const { cluster } = policies;
  if (cluster.settings.world === "closed") return nobodyElse(policies, question);
  const addresses = addressesOfStrangers(policies, question);
  return firstThrough(possibleNamespaces(cluster, question), (namespace) =>
    namespaceGetsThrough(policies, question, namespace, addresses),
  );
}

/** A closed world has no pods but its own. A line about pods that it does not have still asks something. */
function nobodyElse(policies: CompiledPolicies, question: StrangerQuestion): Stranger {
  const { scope } = question;
  if (!scope || policies.cluster.workloads.some(({ pods }) => pods.some((pod) => isLike(pod, scope)))) return nobody;
  return judge(ask(policies, question, endpointOf(scope)), `\`${podName(scope)}\``);
}

/** A namespace that nobody has named: its labels are anybody's choice. */
const otherNamespace = "any-other-namespace";

function possibleNamespaces(
  { namespaceLabels, workloads, networkPolicies }: Cluster,
  { except, scope }: StrangerQuestion,
): readonly string[] {
  if (scope) return [scope.namespace];
  const named = [...networkPolicies.map(({ meta }) => meta.namespace), ...workloads.map(({ namespace }) => namespace)];
  const excepted = except.flatMap((one) => (one.type === "hypothetical" ? [one.pod.namespace] : []));
  return [...new Set([...namespaceLabels.keys(), ...named, ...excepted, otherNamespace])].sort();
}

function namespaceGetsThrough(
  policies: CompiledPolicies,
  question: StrangerQuestion,
  namespace: string,
  addresses: readonly IpAddress[],
): Stranger {
  const anyPod = { ...hypotheticalPod(namespace, question.scope?.labels.entries ?? new Map()), addresses };
  const atLarge = ask(policies, question, endpointOf(anyPod));
  if (atLarge.verdict === "deny") return nobody;
  return firstThrough(possibleClusters(policies, question, namespace), (possible) =>
    podsGetThrough(possible, question, namespace, addresses),
  );
}

function endpointOf(pod: Pod): Endpoint {
  return { type: "hypothetical", pod, name: podName(pod) };
}

/** The cluster with each set of labels that the namespace may have; as it is where they are known. */
function possibleClusters(
  policies: CompiledPolicies,
  { near }: StrangerQuestion,
  namespace: string,
): readonly (CompiledPolicies | undefined)[] {
  const { cluster } = policies;
  const known = labelsOfNamespace(cluster, namespace);
  if (known.complete) return [policies];
  const choices = labelChoices(tellingSelectors(cluster, namespaceOf(near), namespace).namespaces);
  if (countCombinations(choices) > mostCombinations) return [undefined];
  return labelCombinations(choices, new Map()).map((labels) => ({
    ...policies,
    cluster: { ...cluster, namespaceLabels: new Map([...cluster.namespaceLabels, [namespace, labels]]) },
  }));
}

function namespaceOf(endpoint: Endpoint): string {
  if (endpoint.type === "workload") return endpoint.workload.namespace;
  return endpoint.type === "hypothetical" ? endpoint.pod.namespace : "";
}

function podsGetThrough(
  policies: CompiledPolicies | undefined,
  question: StrangerQuestion,
  namespace: string,
  addresses: readonly IpAddress[],
): Stranger {
  if (!policies) return tooManyLabels(namespace);
  const choices = labelChoices(tellingSelectors(policies.cluster, namespaceOf(question.near), namespace).pods);
  if (countCombinations(choices) > mostCombinations) return tooManyLabels(namespace);
  const fixed = question.scope?.labels.entries ?? new Map<string, string>();
  const pods = labelCombinations(choices, fixed).map((labels) => possiblePod(namespace, labels, addresses, question));
  const strangers = pods.filter((pod) => !question.except.some((one) => isExceptedPod(pod, one)));
  return firstThrough(strangers, (pod) =>
    judge(ask(policies, question, endpointOf(pod)), describePod(policies.cluster, pod)),
  );
}

function tooManyLabels(namespace: string): Stranger {
  const why = `the policies tell more combinations of labels apart than are tried (namespace \`${namespace}\`)`;
  return { outcome: "undecided", why };
}

/** A pod of the input stands for pods with all its labels. */
function isExceptedPod(pod: Pod, one: Endpoint): boolean {
  if (one.type === "hypothetical") return isLike(pod, one.pod);
  return one.type === "workload" && one.workload.pods.some((other) => isLike(pod, other));
}

/** Its labels are these and no others. As destination its containers give every name to the port that is asked for. */
function possiblePod(
  namespace: string,
  labels: ReadonlyMap<string, string>,
  addresses: readonly IpAddress[],
  { side }: StrangerQuestion,
): Pod {
  const pod = hypotheticalPod(namespace, labels);
  return { ...pod, labels: { entries: labels, complete: true }, addresses, namedPorts: side === "source" ? [] : undefined };
}

function describePod(cluster: Cluster, { namespace, labels }: Pod): string {
  const own = labels.entries.size === 0 ? "any labels" : `the labels ${listLabels(labels.entries)}`;
  if (namespace !== otherNamespace) return `a pod with ${own} in namespace \`${namespace}\``;
  const known = cluster.namespaceLabels.get(namespace);
  const where = known && known.size > 0 ? `a namespace with the labels ${listLabels(known)}` : "any other namespace";
  return `a pod with ${own} in ${where}`;
}

function listLabels(labels: ReadonlyMap<string, string>): string {
  return [...labels].map(([key, value]) => `\`${key}=${value}\``).join(", ");
}

/**
 * A pod of unknown address may have any. Where everybody is asked about, whoever has one that ipBlocks speak of was
 * asked about by address, so that the others have none of them. Otherwise nobody knows.
 */
function addressesOfStrangers(policies: CompiledPolicies, { except, scope }: StrangerQuestion): readonly IpAddress[] {
  return scope ? [] : addressesOutsideBlocks(policies, except);
}

/** One address of each family that no ipBlock and no excepted range holds: those that do were asked about as addresses. */
function addressesOutsideBlocks({ cluster }: CompiledPolicies, except: readonly Endpoint[]): readonly IpAddress[] {
  const blocks = [...cluster.networkPolicies, ...cluster.assumedPolicies]
    .flatMap(({ ingress, egress }) => [...ingress, ...egress].flatMap((rule) => rule.peers))
    .flatMap(({ ipBlock }) => (ipBlock ? [ipSetOf(ipBlock.cidr)] : []));
  const networks = cluster.clusterPolicies.flatMap(({ egress }) =>
    egress.flatMap((rule) => rule.peers.flatMap((peer) => (peer.type === "networks" ? peer.networks.map(ipSetOf) : []))),
  );
  const excepted = except.flatMap((one) => (one.type === "addresses" ? one.sets : []));
  return mentionedFamilies(cluster).flatMap((family) => freeAddress(family, [...blocks, ...networks, ...excepted]));
}

function freeAddress(family: IpFamily, sets: readonly IpSet[]): readonly IpAddress[] {
  const taken = sets.filter((set) => set.family === family).reduce(unionIpSets, emptyIpSet(family));
  const [first] = complementIpSet(taken).intervals;
  return first ? [{ family, value: first[1] }] : [];
}
