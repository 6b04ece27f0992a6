import {
  type Cluster,
  type Endpoint,
  labelsOfNamespace,
  type Labels,
  type LabelSelector,
  matchesLabels,
  namespaceNameLabel,
  type NetworkPolicyPeer,
  type Pod,
  type PolicyDirection,
  type ReasonCode,
  type SelectorRequirement,
} from "@netpolint/core";
import { joinWords } from "./join-words.js";

/** Why a peer does not match one end of a flow. */
export interface PeerMismatch {
  /** How much is wrong, in parts of the peer: the fewer, the nearer it comes. */
  readonly parts: number;
  /** A clause. */
  readonly text: string;
}

export interface MismatchContext {
  readonly cluster: Cluster;
  readonly direction: PolicyDirection;
  /** The namespace of the policy. */
  readonly namespace: string;
}

/** What never matches, whatever is changed of the selector or block, comes less near than any label that is missing. */
const neverMatches = 100;

export function describeMismatch(
  peer: NetworkPolicyPeer,
  code: ReasonCode,
  far: Endpoint,
  context: MismatchContext,
): PeerMismatch {
  if (peer.ipBlock) return describeBlockMismatch(peer.ipBlock.text, code);
  const pod = podOf(far);
  if (!pod || code === "peer-not-a-pod") {
    const text = `${endWords(far, context.direction)} is no pod in a namespace, so no selector matches it`;
    return { parts: neverMatches, text };
  }
  const ofNamespace = namespaceMismatch(peer, pod, context);
  const ofPod = selectorMismatch("pod", peer.podSelector, pod.labels);
  const parts = ofNamespace.parts + ofPod.parts;
  return {
    parts: Math.max(1, parts),
    // Of several peers that do not match, one is named.
    get text() {
      return parts === 0 ? "its selectors contradict themselves" : joinWords([...ofNamespace.clauses(), ...ofPod.clauses()]);
    },
  };
}

/** What is wrong with one selector, and that in words. */
interface SelectorMismatch {
  readonly parts: number;
  readonly clauses: () => readonly string[];
}

/**
 * For a selector that matches the API server's pods or the nodes with some network plugins only. Undefined for ends that
 * are ordinary pods.
 */
export function describeDoubt(far: Endpoint, direction: PolicyDirection): PeerMismatch | undefined {
  if (far.type !== "apiserver" && far.type !== "node") return undefined;
  const text = `${endWords(far, direction)} is no pod in a namespace, so no selector is sure to match it`;
  return { parts: neverMatches, text };
}

/** For a block that a pod's address may be in. Undefined for ends that have addresses. */
export function describeBlockDoubt(block: string, far: Endpoint, direction: PolicyDirection): PeerMismatch | undefined {
  if (!podOf(far)) return undefined;
  const text = `whether the address of ${endWords(far, direction)} is in the ipBlock \`${block}\` is not known`;
  return { parts: 1, text };
}

function describeBlockMismatch(block: string, code: ReasonCode): PeerMismatch {
  switch (code) {
    case "address-in-except":
      return { parts: 1, text: `the address is in an \`except\` of the ipBlock \`${block}\`` };
    case "address-family":
      return { parts: neverMatches, text: `the address is of another family than the ipBlock \`${block}\`` };
    default:
      return { parts: 1, text: `the address is outside the ipBlock \`${block}\`` };
  }
}

export function podOf(endpoint: Endpoint): Pod | undefined {
  if (endpoint.type === "hypothetical") return endpoint.pod;
  return endpoint.type === "workload" ? endpoint.workload.pods[0] : undefined;
}

function endWords({ type }: Endpoint, direction: PolicyDirection): string {
  if (type === "apiserver") return "the API server";
  if (type === "node") return "a node";
  if (type === "addresses" || type === "outside") return "an address";
  return direction === "ingress" ? "the source" : "the destination";
}

function namespaceMismatch(
  { namespaceSelector }: NetworkPolicyPeer,
  { namespace }: Pod,
  context: MismatchContext,
): SelectorMismatch {
  if (namespaceSelector) {
    return selectorMismatch("namespace", namespaceSelector, labelsOfNamespace(context.cluster, namespace));
  }
  if (namespace === context.namespace) return nothingWrong;
  return { parts: 1, clauses: () => [`without a namespaceSelector the peer is of namespace \`${context.namespace}\` only`] };
}

const nothingWrong: SelectorMismatch = { parts: 0, clauses: () => [] };

function selectorMismatch(
  what: "pod" | "namespace",
  selector: LabelSelector | undefined,
  labels: Labels,
): SelectorMismatch {
  if (!selector) return nothingWrong;
  const failing = selector.requirements.filter(
    (requirement) => matchesLabels({ requirements: [requirement] }, labels) === "no",
  );
  return { parts: failing.length, clauses: () => failing.map((requirement) => requirementClause(what, requirement, labels)) };
}

function requirementClause(
  what: "pod" | "namespace",
  { key, operator, values }: SelectorRequirement,
  { entries }: Labels,
): string {
  const found = entries.get(key);
  const wanted = values.map((value) => `\`${value}\``).join(" or ");
  if (operator === "DoesNotExist") return `${what} label \`${key}\` is there and must not be`;
  if (operator === "NotIn") return `${what} label \`${key}\` is \`${found ?? ""}\`, which is excluded`;
  if (what === "namespace" && key === namespaceNameLabel) return `the namespace is \`${found ?? ""}\`, not ${wanted}`;
  if (found !== undefined) return `${what} label \`${key}\` is \`${found}\`, not ${wanted}`;
  const [value] = values;
  return `${what} label \`${operator === "In" && values.length === 1 ? `${key}=${value}` : key}\` is missing`;
}
