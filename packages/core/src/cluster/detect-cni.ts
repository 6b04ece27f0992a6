import type { Resource } from "../resources/read-resources.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { Fact, Facts } from "./environment.js";
import type { Cni } from "./settings.js";

interface KnownAgent {
  readonly cni: Cni;
  /** Of the DaemonSet that runs it on every node. */
  readonly name: string;
  readonly namespaces: readonly string[];
}

const system = "kube-system";

/** The agents of well-known network plugins, as their projects install them. */
const knownAgents: readonly KnownAgent[] = [
  { cni: "calico", name: "calico-node", namespaces: [system, "calico-system"] },
  // Flannel's network with Calico's policies.
  { cni: "calico", name: "canal", namespaces: [system] },
  { cni: "cilium", name: "cilium", namespaces: [system, "cilium"] },
  // GKE Dataplane V2.
  { cni: "cilium", name: "anetd", namespaces: [system] },
  { cni: "ovn-kubernetes", name: "ovnkube-node", namespaces: ["ovn-kubernetes", "openshift-ovn-kubernetes"] },
  { cni: "openshift-sdn", name: "sdn", namespaces: ["openshift-sdn"] },
  { cni: "antrea", name: "antrea-agent", namespaces: [system] },
  { cni: "kindnet", name: "kindnet", namespaces: [system] },
  { cni: "aws-vpc-cni", name: "aws-node", namespaces: [system] },
  { cni: "azure-npm", name: "azure-npm", namespaces: [system] },
  { cni: "kube-router", name: "kube-router", namespaces: [system] },
  { cni: "weave", name: "weave-net", namespaces: [system] },
  { cni: "flannel", name: "kube-flannel-ds", namespaces: [system, "kube-flannel"] },
  { cni: "flannel", name: "kube-flannel", namespaces: [system, "kube-flannel"] },
];

const openShiftTypes: ReadonlyMap<string, Cni> = new Map<string, Cni>([
  ["OVNKubernetes", "ovn-kubernetes"],
  ["OpenShiftSDN", "openshift-sdn"],
  ["Calico", "calico"],
  ["Cilium", "cilium"],
]);

/** The plugins of which the input holds the agents, a mark on a node, or OpenShift's configuration. */
export function detectCni(resources: readonly Resource[]): Facts<Cni> {
  const byCni = new Map<Cni, Fact<Cni>>();
  for (const resource of resources) {
    const fact = factOf(resource);
    if (fact && !byCni.has(fact.value)) byCni.set(fact.value, fact);
  }
  const facts = [...byCni.values()];
  const several = applying(facts).length > 1;
  return { facts, unused: several ? "they name several network plugins" : undefined };
}

/** The one plugin that applies policies: others may only connect pods, beside one that adds policies. */
export function onlyCni({ facts, unused }: Facts<Cni>): Cni | undefined {
  return unused === undefined ? applying(facts)[0]?.value : undefined;
}

function applying(facts: readonly Fact<Cni>[]): readonly Fact<Cni>[] {
  const [own, connecting] = [
    facts.filter(({ value }) => value !== "flannel" && value !== "aws-vpc-cni"),
    facts.filter(({ value }) => value === "aws-vpc-cni"),
  ];
  if (own.length > 0) return own;
  return connecting.length > 0 ? connecting : facts;
}

function factOf(resource: Resource): Fact<Cni> | undefined {
  const { meta } = resource;
  if (resource.type === "NetworkRanges" && resource.plugin) {
    const value = openShiftTypes.get(resource.plugin.value);
    return value && { value, meta, path: resource.plugin.path };
  }
  if (resource.type === "Node") return ovnMark(meta);
  const agent = resource.type === "Workload" && meta.kind === "DaemonSet" ? meta.name : agentOfPod(resource);
  if (agent === undefined || !("network" in resource) || !resource.network.hostNetwork) return undefined;
  const known = knownAgents.find(({ name, namespaces }) => name === agent && namespaces.includes(meta.namespace));
  return known && { value: known.cni, meta, path: ["metadata", "name"] };
}

/** A dump of pods alone names the DaemonSet as their owner. */
function agentOfPod({ type, meta }: Resource): string | undefined {
  return type === "Pod" ? meta.owners.find(({ kind }) => kind === "DaemonSet")?.name : undefined;
}

/** OVN-Kubernetes writes on every node what it has given to it. */
function ovnMark(meta: ObjectMeta): Fact<Cni> | undefined {
  const key = ["k8s.ovn.org/node-subnets", "k8s.ovn.org/host-cidrs"].find((name) => meta.annotations.has(name));
  return key === undefined ? undefined : { value: "ovn-kubernetes", meta, path: ["metadata", "annotations", key] };
}
