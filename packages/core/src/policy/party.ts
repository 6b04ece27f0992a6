import { type Cluster, labelsOfNamespace, namespaceNameLabel, type Pod } from "../cluster/cluster.js";
import type { NodeResource } from "../resources/node.js";
import type { IpAddress } from "../sets/ip-address.js";
import type { Labels } from "../sets/label-selector.js";

/** What a policy is compared with on the other side of a flow, without its address. */
export type Party =
  | { readonly type: "pod"; readonly pod: Pod; readonly namespaceLabels: Labels }
  /** `name` where it stands for one address that is known by name only. */
  | { readonly type: "address"; readonly name: string | undefined }
  /** `node` where it stands for one of the nodes in the input. */
  | { readonly type: "node"; readonly node?: NodeResource }
  | { readonly type: "apiserver" }
  | { readonly type: "unknown"; readonly name: string; readonly settle: string };

/** A party at one address. `candidate`: one of several addresses of which it is not known which it has. */
export interface LocatedParty {
  readonly party: Party;
  /** Undefined where it has no address of the family that is asked about: no ipBlock matches it there. */
  readonly address: IpAddress | undefined;
  readonly candidate: boolean;
}

export function podParty(cluster: Cluster, pod: Pod): Party {
  return { type: "pod", pod, namespaceLabels: labelsOfNamespace(cluster, pod.namespace) };
}

/** A namespace that stands for traffic from nodes and from pods in their network. */
export interface HostNetworkNamespace {
  readonly labels: Labels;
  /** The label by which a selector asks for it. */
  readonly key: string;
}

const hostNetworkGroup = "policy-group.network.openshift.io/host-network";

const onOpenShift: HostNetworkNamespace = {
  labels: { entries: new Map([[hostNetworkGroup, ""]]), complete: true },
  key: hostNetworkGroup,
};

const onOvnKubernetes: HostNetworkNamespace = {
  labels: { entries: new Map([[namespaceNameLabel, "ovn-host-network"]]), complete: true },
  key: namespaceNameLabel,
};

/** OpenShift has one that has only its label; elsewhere OVN-Kubernetes has one that is known by its name. */
export function hostNetworkNamespace({ settings }: Cluster): HostNetworkNamespace | undefined {
  if (settings.platform === "openshift") return onOpenShift;
  return settings.cni === "ovn-kubernetes" ? onOvnKubernetes : undefined;
}

/** The namespaces whose pods are the API server, which runs in the network of its nodes. */
export function apiServerNamespaces(cluster: Cluster): readonly string[] {
  const usual = ["kube-system"];
  if (cluster.settings.platform !== "openshift") return usual;
  return [...usual, "openshift-kube-apiserver", "openshift-apiserver"];
}

