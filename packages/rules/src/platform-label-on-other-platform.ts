import {
  type Cluster,
  defineRule,
  namespaceNameLabel,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { isOpenShiftKey } from "./platform-labels.js";
import { pathText, policyTitle } from "./network-policy-words.js";
import { type PeerInForce, peersInForce, type Requirement, requirementPath } from "./rules-in-force.js";
import { nothingSelected } from "./said-by-others.js";

/** A label or namespace that one platform has and another has not. */
export const platformLabelOnOtherPlatform = defineRule({
  id: "platform-label-on-other-platform",
  summary: "A selector asks for what another platform has",
  severity: "warning",
  category: "cluster",
  precision: "high",
  messages: {
    elsewhere: {
      message: "{field} of {policy} asks for {what}, which {owner} has and {platform} has not, so that it matches nothing unless somebody made it by hand.",
      help: "{help}.",
    },
    unknownPlatform: {
      message: "{field} of {policy} asks for {what}, which only {owner} has, and it is not known whether this is one.",
      help: "Name the platform with `--platform`, and the network plugin with `--cni`.",
    },
  },
  check: ({ cluster }) => {
    const known = labelsInUse(cluster);
    return peersInForce(cluster).flatMap((one) => findingsOf(one, cluster, known));
  },
});

/** Keys of the labels that namespaces of the input have, and names of namespaces that anything in the input is in. */
interface LabelsInUse {
  readonly keys: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

function labelsInUse({ namespaceLabels, objects }: Cluster): LabelsInUse {
  return {
    keys: new Set([...namespaceLabels.values()].flatMap((labels) => [...labels.keys()])),
    names: new Set([...namespaceLabels.keys(), ...objects.map(({ namespace }) => namespace)]),
  };
}

/** What only one platform or plugin has. `here`: whether this is one; undefined where that is not known. */
interface Foreign {
  readonly requirement: Requirement;
  readonly what: string;
  readonly owner: string;
  readonly platform: string;
  readonly here: boolean | undefined;
  readonly help: string;
}

type LabelFinding = RuleFinding<"elsewhere" | "unknownPlatform">;

function findingsOf({ policy, peer }: PeerInForce, cluster: Cluster, known: LabelsInUse): readonly LabelFinding[] {
  const selector = peer.namespaceSelector;
  if (!selector) return [];
  const path = [...peer.path, "namespaceSelector"];
  return selector.requirements.flatMap((requirement): readonly LabelFinding[] => {
    const foreign = foreignOf(requirement, peer, cluster, known);
    if (!foreign || foreign.here === true) return [];
    const { what, owner, platform, here, help } = foreign;
    const place = placeOf(policy.meta, requirementPath(policy.meta, { selector, path }, requirement));
    const data = { field: pathText(path), policy: policyTitle(policy), what, owner };
    if (here === undefined) return [{ ...place, messageId: "unknownPlatform", severity: "info", data }];
    const covers = nothingSelected(policy.meta, path);
    return [{ ...place, messageId: "elsewhere", data: { ...data, platform, help }, covers }];
  });
}

function foreignOf(
  requirement: Requirement,
  peer: PeerInForce["peer"],
  { settings }: Cluster,
  { keys, names }: LabelsInUse,
): Foreign | undefined {
  const { key, operator, values } = requirement;
  const isOpenShift = settings.platform === undefined ? undefined : settings.platform === "openshift";
  const onOpenShift = { owner: "OpenShift", platform: "this cluster", here: isOpenShift, help: kubernetesHelp };
  if (operator === "Exists" || operator === "In") {
    if (isOpenShiftKey(key) && !keys.has(key)) return { requirement, what: `the label \`${key}\``, ...onOpenShift };
  }
  const only = key === namespaceNameLabel && operator === "In" && values.length === 1 ? values[0] : undefined;
  if (only === undefined || names.has(only)) return undefined;
  const what = `the namespace \`${only}\``;
  if (only.startsWith("openshift-")) return { requirement, what, ...onOpenShift };
  if (only === ovnHostNetwork) return { requirement, what, ...ofOvn(settings) };
  const isDns = only === "kube-system" && asksForKubeDns(peer) && isOpenShift;
  return isDns ? { requirement, what: `the pods of \`kube-dns\` in ${what}`, ...ofKubernetes } : undefined;
}

const kubernetesHelp = "Select the labels or namespaces that stand for the same here, or leave the peer out";

const ovnHostNetwork = "ovn-host-network";

function ofOvn({ cni, platform }: Cluster["settings"]): Omit<Foreign, "requirement" | "what"> {
  const here = cni === undefined ? undefined : cni === "ovn-kubernetes" && platform !== "openshift";
  const text = platform === "openshift" ? "OpenShift" : "the network plugin of this cluster";
  const help = "Name the addresses of the nodes with ipBlock";
  return { owner: "OVN-Kubernetes outside OpenShift", platform: text, here, help };
}

const ofKubernetes = {
  owner: "Kubernetes as its own projects install it",
  platform: "OpenShift",
  here: false,
  help: "On OpenShift the DNS servers are in namespace `openshift-dns`, with the label `dns.operator.openshift.io/daemonset-dns: default`, and listen on port 5353",
} as const;

function asksForKubeDns({ podSelector }: PeerInForce["peer"]): boolean {
  return podSelector?.requirements.some(({ key, values }) => key === "k8s-app" && values.includes("kube-dns")) ?? false;
}
