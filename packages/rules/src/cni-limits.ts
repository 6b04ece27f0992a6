import type { Cni } from "@netpolint/core";

/** What a policy may use and some network plugin does not apply as the API says. */
export type CniFeature =
  | "both-families"
  | "egress"
  | "end-port"
  | "except"
  | "inner-block"
  | "ipv6"
  | "many-blocks"
  | "many-ports"
  | "named-port"
  | "named-port-from-addresses"
  | "negative-selector"
  | "sctp";

/** `some`: with some releases, settings or nodes of it, as the words say. */
export type LimitScope = "all" | "some" | "windows";

export interface CniLimit {
  readonly cni: Cni;
  readonly feature: CniFeature;
  readonly scope: LimitScope;
  /** The plugin and what it does with the feature, the end of a sentence. */
  readonly consequence: string;
  readonly help: string;
}

const listPorts = "List the ports one by one, or make sure that the plugin applies ranges";
const numberPorts = "Write the ports' numbers";
const noSctp = "Do not rely on the item, and test what the plugin does with it";
const ownPool = "Select pods that run on Linux nodes only, or write the policy without it";

/** After the documentation and the issues of the plugins. */
export const cniLimits: readonly CniLimit[] = [
  {
    cni: "cilium",
    feature: "end-port",
    scope: "some",
    consequence: "Cilium before 1.17 applies `port` alone",
    help: listPorts,
  },
  {
    cni: "azure-npm",
    feature: "end-port",
    scope: "some",
    consequence: "older releases of Azure NPM apply `port` alone",
    help: listPorts,
  },
  { cni: "weave", feature: "end-port", scope: "all", consequence: "Weave Net applies `port` alone", help: listPorts },
  {
    cni: "cilium",
    feature: "sctp",
    scope: "some",
    consequence: "Cilium applies SCTP only where its support for it is turned on",
    help: "Turn it on in Cilium's configuration, and test it",
  },
  { cni: "kube-router", feature: "sctp", scope: "all", consequence: "kube-router does not know SCTP", help: noSctp },
  { cni: "weave", feature: "sctp", scope: "all", consequence: "Weave Net does not know SCTP", help: noSctp },
  {
    cni: "azure-npm",
    feature: "sctp",
    scope: "windows",
    consequence: "Azure NPM does not know SCTP on Windows nodes",
    help: ownPool,
  },
  {
    cni: "weave",
    feature: "named-port",
    scope: "all",
    consequence: "Weave Net cannot apply a policy that names ports",
    help: numberPorts,
  },
  {
    cni: "azure-npm",
    feature: "named-port",
    scope: "windows",
    consequence: "Azure NPM does not know named ports on Windows nodes",
    help: numberPorts,
  },
  {
    cni: "aws-vpc-cni",
    feature: "named-port-from-addresses",
    scope: "all",
    consequence: "the Amazon VPC CNI leaves ipBlocks out of ingress rules that name ports",
    help: numberPorts,
  },
  {
    cni: "azure-npm",
    feature: "except",
    scope: "windows",
    consequence: "Azure NPM does not know exceptions on Windows nodes",
    help: "Write the blocks that are left without the exceptions",
  },
  {
    cni: "openshift-sdn",
    feature: "except",
    scope: "all",
    consequence: "OpenShift SDN ignores an ipBlock with exceptions as a whole",
    help: "Write the blocks that are left without the exceptions",
  },
  {
    cni: "openshift-sdn",
    feature: "egress",
    scope: "some",
    consequence: "OpenShift SDN applies no egress rules in OpenShift 4.9 and before",
    help: "Use an EgressNetworkPolicy there, or OVN-Kubernetes",
  },
  {
    cni: "azure-npm",
    feature: "ipv6",
    scope: "all",
    consequence: "Azure NPM does not apply policies to IPv6",
    help: "Do not rely on the block",
  },
  {
    cni: "weave",
    feature: "ipv6",
    scope: "all",
    consequence: "Weave Net does not apply policies to IPv6",
    help: "Do not rely on the block",
  },
  {
    cni: "aws-vpc-cni",
    feature: "both-families",
    scope: "all",
    consequence: "the Amazon VPC CNI applies the blocks of the cluster's own address family only",
    help: "Leave out the blocks of the other family",
  },
  {
    cni: "azure-npm",
    feature: "negative-selector",
    scope: "windows",
    consequence: "Azure NPM does not know such expressions on Windows nodes",
    help: "Select by what the labels are",
  },
  {
    cni: "cilium",
    feature: "inner-block",
    scope: "all",
    consequence: "Cilium compares ipBlocks with addresses outside the cluster, so that it matches nothing",
    help: "Select pods by their labels; for nodes set `policy-cidr-match-mode` to `nodes`",
  },
  {
    cni: "aws-vpc-cni",
    feature: "many-ports",
    scope: "all",
    consequence: "the Amazon VPC CNI takes no more than 24 for a protocol",
    help: "Put neighbouring ports into ranges with endPort, or open fewer",
  },
  {
    cni: "azure-npm",
    feature: "many-blocks",
    scope: "some",
    consequence: "with more than four Azure NPM may apply them late",
    help: "Put neighbouring blocks together",
  },
];

/** What the plugins that are known to apply policies differ in, of what is plain to see in a policy. */
export const plainFeatures: ReadonlySet<CniFeature> = new Set(["end-port", "sctp", "named-port"]);
