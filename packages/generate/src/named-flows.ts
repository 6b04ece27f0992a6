import {
  type Cluster,
  everything,
  labelsOfNamespace,
  matchesLabels,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  objectName,
  formatPath,
  type PolicyDirection,
  protocols,
  type Workload,
  workloadEndpoint,
  workloadsSelectedBy,
} from "@netpolint/core";
import type { WantedFlow } from "./wanted-flow.js";

/** More would make policies that nobody reads, and take long. */
const mostFlows = 5_000;

/**
 * The flows between workloads of the cluster that rules of its NetworkPolicies name, where nothing isolates the other
 * end of the rule: that end needs them once it is isolated. A rule for everybody names nobody. Rules with which there
 * would be more than 5,000 flows are left out.
 */
export function namedFlows(
  cluster: Cluster,
  isIsolated: (workload: Workload, direction: PolicyDirection) => boolean,
): readonly WantedFlow[] {
  const flows: WantedFlow[] = [];
  for (const policy of cluster.networkPolicies.filter(({ refusals }) => refusals.length === 0)) {
    for (const direction of ["ingress", "egress"] as const) {
      if (!policy.policyTypes[direction]) continue;
      for (const own of flowsOfPolicy(cluster, policy, direction, isIsolated)) {
        if (flows.length + own.length <= mostFlows) flows.push(...own);
      }
    }
  }
  return flows;
}

/** By peer of its rules. */
function flowsOfPolicy(
  cluster: Cluster,
  policy: NetworkPolicy,
  direction: PolicyDirection,
  isIsolated: (workload: Workload, direction: PolicyDirection) => boolean,
): readonly (readonly WantedFlow[])[] {
  const subjects = workloadsSelectedBy(cluster, policy.meta.namespace, policy.podSelector).filter(isSelectable);
  const opposite = direction === "ingress" ? "egress" : "ingress";
  return policy[direction].flatMap(({ peers, ports }) =>
    peers.map((peer) => {
      const others = namedWorkloads(cluster, policy.meta.namespace, peer).filter((one) => !isIsolated(one, opposite));
      const because = `${formatPath(peer.path)} of ${objectName(policy.meta)} names it`;
      // One more than fits is enough to know that they do not.
      const pairs = subjects.length * others.length > mostFlows ? [] : pairsOf(subjects, others);
      return pairs.flatMap(([subject, other]) => {
        const [from, to] = direction === "ingress" ? [other, subject] : [subject, other];
        return portsOf(ports, to).map((port): WantedFlow => {
          return { from: workloadEndpoint(from), to: workloadEndpoint(to), ...port, because: [because] };
        });
      });
    }),
  );
}

function isSelectable({ pods }: Workload): boolean {
  return !pods.some((pod) => pod.hostNetwork);
}

/** Those that the peer selects for sure. */
function namedWorkloads(
  cluster: Cluster,
  namespace: string,
  { ipBlock, podSelector, namespaceSelector }: NetworkPolicyPeer,
): readonly Workload[] {
  const pods = podSelector ?? everything;
  const isForEverybody = namespaceSelector?.requirements.length === 0 && pods.requirements.length === 0;
  if (ipBlock || isForEverybody) return [];
  const found = workloadsSelectedBy(cluster, namespaceSelector ? undefined : namespace, pods);
  return found.filter((one) => {
    const isThere = !namespaceSelector || isNamespaceSelected(cluster, namespaceSelector, one.namespace);
    return isThere && isSelectable(one) && one.pods.every(({ labels }) => matchesLabels(pods, labels) === "yes");
  });
}

function isNamespaceSelected(
  cluster: Cluster,
  selector: NonNullable<NetworkPolicyPeer["namespaceSelector"]>,
  namespace: string,
): boolean {
  return matchesLabels(selector, labelsOfNamespace(cluster, namespace)) === "yes";
}

function pairsOf(subjects: readonly Workload[], others: readonly Workload[]): readonly (readonly [Workload, Workload])[] {
  return subjects.flatMap((subject) =>
    others.filter((other) => other !== subject || !subject.single).map((other) => [subject, other] as const),
  );
}

type FlowPort = Pick<WantedFlow, "protocol" | "port" | "endPort">;

/** As numbers: a named port is the one that the pods of the destination declare. */
function portsOf(ports: readonly NetworkPolicyPort[], { pods }: Workload): readonly FlowPort[] {
  if (ports.length === 0) return protocols.map((protocol) => ({ protocol, port: null }));
  return ports.flatMap(({ protocol, port, endPort }): readonly FlowPort[] => {
    if (typeof port !== "string") return [{ protocol, port: port ?? null, ...(endPort === undefined ? {} : { endPort }) }];
    const declared = pods.flatMap(({ namedPorts = [] }) => namedPorts);
    const numbers = declared.filter((one) => one.name === port && one.protocol === protocol);
    return [...new Set(numbers.map(({ number }) => number))].map((number) => ({ protocol, port: number }));
  });
}
