import { compareText } from "../cluster/compare-text.js";
import type { CompiledRule } from "../policy/compile.js";
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule } from "../resources/network-policy.js";
import { canonicalSelector, type LabelSelector } from "../sets/label-selector.js";
import { canonicalValue } from "../source/canonical-value.js";
import type { Path } from "../source/json-value.js";

/**
 * The rules of a NetworkPolicy with their peers and ports in an order that does not hang on where in their lists they
 * stand: who looks for one of several that can go finds the same after lists were put in another order. What asks for
 * less comes first; parts that are written alike stay in the order of the list.
 */
export function rulesInOrder(policy: NetworkPolicy, rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const ordered = rules.map((rule): CompiledRule => {
    const [peers, ports] = [inOrder(policy, rule.peers, peerText), inOrder(policy, rule.ports, portText)];
    return peers === rule.peers && ports === rule.ports ? rule : { ...rule, peers, ports };
  });
  return inOrder(policy, ordered, ruleText);
}

function inOrder<T extends { readonly path: Path }>(
  policy: NetworkPolicy,
  parts: readonly T[],
  textOf: (part: T) => string,
): readonly T[] {
  if (parts.length < 2) return parts;
  const texts = new Map(parts.map((part) => [part, textOf(part)]));
  return parts.toSorted(
    (a, b) =>
      compareText(texts.get(a) ?? "", texts.get(b) ?? "") || compareText(writtenText(policy, a), writtenText(policy, b)),
  );
}

/** Of parts that mean the same, such as an empty list of ports and none: seldom asked for, and read from the text. */
function writtenText({ meta }: NetworkPolicy, { path }: { readonly path: Path }): string {
  return JSON.stringify(canonicalValue(meta.origin.valueAt(path) ?? null, false));
}

/** What a rule asks for: two rules of one text open the same to the same, wherever they stand. */
export function ruleText({ peers, ports }: NetworkPolicyRule): string {
  const texts = [peers.map(peerText).sort(), ports.map(portText).sort()];
  return JSON.stringify([peers.length > 0, ports.length > 0, ...texts]);
}

function peerText({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string {
  const asked = [namespaceSelector, podSelector].map((selector) => sortable(selector?.requirements.length ?? 0));
  const block = ipBlock && [sortable(ipBlock.cidr.prefixLength), blockText(ipBlock.cidr), ipBlock.except.map(blockText).sort()];
  return JSON.stringify([...asked, block ?? null, selectorText(namespaceSelector), selectorText(podSelector)]);
}

function portText({ protocol, port, endPort }: NetworkPolicyPort): string {
  return JSON.stringify([protocol, port ?? null, endPort ?? null]);
}

function selectorText(selector: LabelSelector | undefined): string | null {
  return selector ? canonicalSelector(selector) : null;
}

function sortable(count: number): string {
  return String(count).padStart(3, "0");
}

function blockText({ family, first, prefixLength }: NonNullable<NetworkPolicyPeer["ipBlock"]>["cidr"]): string {
  return `${family} ${first}/${prefixLength}`;
}
