import {
  type ClusterPolicy,
  formatIpAddress,
  labelsOfNamespace,
  mapConnections,
  matchesLabels,
  type NetworkPolicy,
  objectName,
  type PolicyDirection,
  policiesFor,
  selectorOf,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { type AddressFacts, addressFacts } from "./address-facts.js";
import type { AnswerContext } from "./answer-context.js";
import { type CanvasPeer, clusterPolicyPeers, networkPolicyPeers } from "./canvas.js";
import { type ShownPolicy, shownPolicy } from "./shown-policy.js";
import { type LinkPorts, linkPorts, type LinkState, stateOf } from "./state.js";
import { type WorkloadRow, workloadRows } from "./workload-row.js";

/** Everything about one workload. */
export interface WorkloadPage {
  readonly row: WorkloadRow;
  readonly file: string;
  readonly line: number;
  readonly labels: readonly (readonly [key: string, value: string])[];
  /** False where its pods may have more labels. */
  readonly labelsComplete: boolean;
  readonly hostNetwork: boolean;
  readonly addresses: readonly AddressFacts[];
  readonly namedPorts: readonly string[];
  /** The Services that select it, as `namespace/name`. */
  readonly services: readonly string[];
  readonly ingress: CanvasSide;
  readonly egress: CanvasSide;
  /** All that select it, or may, in either direction. */
  readonly policies: readonly ShownPolicy[];
}

/** What is suggested for a workload, and what would change with everything that is suggested; or why nothing is. */
export type SuggestedPolicies =
  | {
      readonly type: "policies";
      readonly how: "beside" | "instead";
      readonly madeFrom: string;
      /** Only what is new. */
      readonly policies: readonly ShownPolicy[];
      readonly changes: readonly SuggestedChange[];
      readonly remarks: readonly string[];
    }
  | { readonly type: "none"; readonly because: string };

export interface SuggestedChange {
  readonly direction: PolicyDirection;
  readonly name: string;
  readonly before: Pick<SideConnection, "state" | "ports">;
  readonly after: Pick<SideConnection, "state" | "ports">;
}

/** One side of the canvas: what policies say, and what comes of it. */
export interface CanvasSide {
  readonly isolated: boolean | null;
  /** The policies that isolate it, or may. */
  readonly isolatedBy: readonly string[];
  readonly peers: readonly CanvasPeer[];
  /** What the other ends can do, from the engine: never denied. */
  readonly connections: readonly SideConnection[];
  /** Of each group of other ends, what comes of all policies together; null where the input has nobody there. */
  readonly summary: Readonly<Record<"outside" | "namespace" | "cluster", LinkState | null>>;
}

/** A connection with a workload of the namespace, with a whole other namespace or with addresses. */
export interface SideConnection {
  readonly group: "outside" | "namespace" | "cluster";
  readonly name: string;
  readonly workload: number | null;
  readonly state: LinkState;
  readonly ports: LinkPorts;
}

export function workloadPage(context: AnswerContext, index: number): WorkloadPage | undefined {
  const workload = context.workloads[index];
  const row = workloadRows(context)[index];
  if (!workload || !row) return undefined;
  const { cluster } = context.policies;
  const { meta, pods } = workload;
  const [first] = pods;
  const policies = policiesOf(context, workload);
  const connections = connectionsOf(context, workload, row);
  const side = (direction: PolicyDirection): CanvasSide => ({
    isolated: row.isolated[direction],
    isolatedBy: isolating(context, workload, direction).map((policy) => objectName(policy.meta)),
    peers: policies.flatMap((policy, at) =>
      policy.type === "NetworkPolicy"
        ? networkPolicyPeers(cluster, policy, direction, at)
        : clusterPolicyPeers(cluster, policy, direction, at),
    ),
    ...connections[direction],
  });
  return {
    row,
    file: meta.origin.file,
    line: meta.origin.locate(["metadata", "name"]).start.line,
    labels: [...(first?.labels.entries ?? [])],
    labelsComplete: first?.labels.complete ?? false,
    hostNetwork: pods.some((pod) => pod.hostNetwork),
    addresses: pods
      .flatMap((pod) => pod.addresses.map((one) => addressFacts(cluster, formatIpAddress(one))))
      .slice(0, 20),
    namedPorts: (first?.namedPorts ?? []).map(({ name, protocol, number }) => `${name}: ${protocol} ${number}`),
    services: servicesOf(context, workload),
    ingress: side("ingress"),
    egress: side("egress"),
    policies: policies.map((policy) => shownPolicy(context, policy)),
  };
}

export function suggestedPolicies(current: AnswerContext, index: number): SuggestedPolicies | null {
  if (!current.suggested) return null;
  const { given, context } = current.suggested;
  if (given.type === "none") return given;
  const before = connectionsOfNumber(current, index);
  const after = context && connectionsOfNumber(context, index);
  const workload = context?.workloads[index];
  if (!context || !workload || !before || !after) return null;
  const isNew = new Set<NetworkPolicy | ClusterPolicy>(given.policies);
  const policies = policiesOf(context, workload).filter((policy) => given.how === "instead" || isNew.has(policy));
  return {
    type: "policies",
    how: given.how,
    madeFrom: given.madeFrom,
    policies: policies.map((policy) => shownPolicy(context, policy)),
    changes: (["ingress", "egress"] as const).flatMap((one) => changesOf(one, before[one], after[one])),
    remarks: given.remarks.get(workloadName(workload).split("@", 1)[0] ?? "") ?? [],
  };
}

function connectionsOfNumber(
  context: AnswerContext,
  index: number,
): Readonly<Record<PolicyDirection, Connections>> | undefined {
  const [workload, row] = [context.workloads[index], workloadRows(context)[index]];
  return workload && row && connectionsOf(context, workload, row);
}

const nothing = { state: "denied", ports: { allowed: "", partly: "", undecided: "" } } as const;

/** Addresses count as one: each side cuts them into ranges of its own, which cannot be compared by name. */
function changesOf(direction: PolicyDirection, before: Connections, after: Connections): readonly SuggestedChange[] {
  const [old, now] = [pairsOf(before), pairsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name) ?? nothing, now.get(name) ?? nothing];
    const isSame = JSON.stringify(was) === JSON.stringify(is);
    return isSame ? [] : [{ direction, name, before: was, after: is }];
  });
}

function pairsOf({ connections, summary }: Connections): ReadonlyMap<string, SuggestedChange["before"]> {
  const pods = connections.filter(({ group }) => group !== "outside");
  const outside = { state: summary.outside ?? "denied", ports: nothing.ports } as const;
  return new Map([
    ...pods.map(({ name, state, ports }) => [name, { state, ports }] as const),
    ["addresses outside", outside] as const,
  ]);
}

function isolating(
  { policies }: AnswerContext,
  { pods }: Workload,
  direction: PolicyDirection,
): readonly NetworkPolicy[] {
  return [
    ...new Set(pods.flatMap((pod) => policiesFor(policies, pod, direction).map(({ compiled }) => compiled.policy))),
  ];
}

/** Administrators' policies by tier and priority around the NetworkPolicies. */
function policiesOf(context: AnswerContext, workload: Workload): readonly (NetworkPolicy | ClusterPolicy)[] {
  const { cluster } = context.policies;
  const over = cluster.clusterPolicies.filter((policy) => isSubject(context, workload, policy));
  const tier = (wanted: ClusterPolicy["tier"]): readonly ClusterPolicy[] =>
    over.filter((policy) => policy.tier === wanted).toSorted((a, b) => a.priority - b.priority);
  const own = [...isolating(context, workload, "ingress"), ...isolating(context, workload, "egress")];
  return [...tier("admin"), ...new Set(own), ...tier("baseline")];
}

function isSubject({ policies }: AnswerContext, { namespace, pods }: Workload, { subject }: ClusterPolicy): boolean {
  const inNamespace = matchesLabels(subject.namespaceSelector, labelsOfNamespace(policies.cluster, namespace));
  if (inNamespace === "no") return false;
  return pods.some((pod) => !pod.hostNetwork && matchesLabels(subject.podSelector, pod.labels) !== "no");
}

function servicesOf({ policies: { cluster } }: AnswerContext, { namespace, pods }: Workload): readonly string[] {
  return [...cluster.services.values()]
    .filter(({ meta, selector }) => meta.namespace === namespace && selector && selector.size > 0)
    .filter(({ selector = new Map() }) => pods.some((pod) => matchesLabels(selectorOf(selector), pod.labels) === "yes"))
    .map(({ meta }) => `${meta.namespace}/${meta.name}`);
}

type Connections = Pick<CanvasSide, "connections" | "summary">;

/** More of one namespace are put together: nobody reads a list of thousands. */
const mostOfNamespace = 150;

function connectionsOf(
  context: AnswerContext,
  workload: Workload,
  row: WorkloadRow,
): Readonly<Record<PolicyDirection, Connections>> {
  const { policies, workloads, connectivity } = context;
  const beside = workloads.filter(({ namespace }) => namespace === workload.namespace);
  const apart = new Set(beside.length > mostOfNamespace ? [workload] : beside);
  const source = { cluster: policies.cluster, connectivity: connectivity() };
  const { endpoints, connections } = mapConnections(source, { by: "namespace", isApart: (one) => apart.has(one) });
  const numbers = new Map(workloads.map((one, index) => [workloadName(one), index]));
  const own = workloadName(workload);
  const found = (direction: PolicyDirection): Connections => {
    const [here, there] = direction === "ingress" ? (["to", "from"] as const) : (["from", "to"] as const);
    const byName = new Map(connections.flatMap((one) => (one[here] === own ? [[one[there], one] as const] : [])));
    const all = endpoints.flatMap(({ name, type, namespace }): readonly SideConnection[] => {
      if (name === own && workload.single) return [];
      const group = type === "addresses" ? "outside" : namespace === workload.namespace ? "namespace" : "cluster";
      const one = byName.get(name);
      const end = { group, name, workload: numbers.get(name) ?? null } as const;
      if (!one) return [{ ...end, state: "denied", ports: { allowed: "", partly: "", undecided: "" } }];
      return [{ ...end, state: stateOf(one), ports: linkPorts(one) }];
    });
    const reach = direction === "ingress" ? row.fromOutside : row.toOutside;
    const summary = {
      outside: outsideStates[reach],
      namespace: summaryOf(all, "namespace"),
      cluster: summaryOf(all, "cluster"),
    };
    return { connections: all.filter(({ state }) => state !== "denied"), summary };
  };
  return { ingress: found("ingress"), egress: found("egress") };
}

/** Ranges of addresses that nothing connects with are not in the listing, so it does not tell. */
const outsideStates = { all: "allowed", some: "partly", undecided: "undecided", none: "denied" } as const;

function summaryOf(all: readonly SideConnection[], group: SideConnection["group"]): LinkState | null {
  const states = new Set(all.filter((one) => one.group === group).map(({ state }) => state));
  if (states.has("undecided")) return "undecided";
  const [only] = states;
  if (only === undefined) return null;
  return states.size === 1 ? only : "partly";
}
