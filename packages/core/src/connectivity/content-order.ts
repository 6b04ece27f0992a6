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
  return inOrder(policy, rules.some(hasSeveralParts) ? rules.map((rule) => withPartsInOrder(policy, rule)) : rules, ruleText);
}

function hasSeveralParts({ peers, ports }: CompiledRule): boolean {
  return peers.length > 1 || ports.length > 1;
}

function withPartsInOrder(policy: NetworkPolicy, rule: CompiledRule): CompiledRule {
  const [peers, ports] = [inOrder(policy, rule.peers, peerText), inOrder(policy, rule.ports, portText)];
  return peers === rule.peers && ports === rule.ports ? rule : { ...rule, peers, ports };
}

function inOrder<T extends { readonly path: Path }>(
  policy: NetworkPolicy,
  parts: readonly T[],
  textOf: (part: T) => string,
): readonly T[] {
  if (parts.length < 2) return parts;
  if (parts.length === 2) return twoInOrder(policy, parts[0] as T, parts[1] as T, parts, textOf);
  const named = parts.map((part) => ({ part, text: textOf(part) }));
  const compare = (a: Named<T>, b: Named<T>): number =>
    compareText(a.text, b.text) || compareText(writtenText(policy, a.part), writtenText(policy, b.part));
  return named.sort(compare).map(({ part }) => part);
}

/** As most lists are, and mostly they are in order. */
function twoInOrder<T extends { readonly path: Path }>(
  policy: NetworkPolicy,
  a: T,
  b: T,
  parts: readonly T[],
  textOf: (part: T) => string,
): readonly T[] {
  const order = compareText(textOf(a), textOf(b)) || compareText(writtenText(policy, a), writtenText(policy, b));
  return order > 0 ? [b, a] : parts;
}

interface Named<T> {
  readonly part: T;
  readonly text: string;
}

/** Of parts that mean the same, such as an empty list of ports and none: seldom asked for, and read from the text. */
function writtenText({ meta }: NetworkPolicy, { path }: { readonly path: Path }): string {
  return JSON.stringify(canonicalValue(meta.origin.valueAt(path) ?? null, false));
}

/** What a rule asks for: two rules of one text open the same to the same, wherever they stand. */
export function ruleText({ peers, ports }: NetworkPolicyRule): string {
  const [ofPeers, ofPorts] = [listText(peers.map(textOfPeer)), listText(ports.map(textOfPort))];
  return `[${peers.length > 0},${ports.length > 0},${ofPeers},${ofPorts}]`;
}

/** As JSON writes a list of the texts in their order. */
function listText(texts: readonly PartText[]): string {
  const ordered = texts.length < 2 ? texts : texts.toSorted((a, b) => compareText(a.text, b.text));
  return `[${ordered.map(({ quoted }) => quoted).join(",")}]`;
}

/** What a peer or a port asks for, and that as JSON writes a text. */
interface PartText {
  readonly text: string;
  readonly quoted: string;
}

/** Worked out once: policies that ask for the same in the same place share what was read of it. */
function textsOnce<Part extends object>(write: (part: Part) => string): (part: Part) => PartText {
  const known = new WeakMap<Part, PartText>();
  return (part) => {
    const before = known.get(part);
    if (before) return before;
    const text = write(part);
    const made = { text, quoted: JSON.stringify(text) };
    known.set(part, made);
    return made;
  };
}

const textOfPeer = textsOnce(({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer) => {
  const asked = [namespaceSelector, podSelector].map((selector) => sortable(selector?.requirements.length ?? 0));
  const block = ipBlock && [sortable(ipBlock.cidr.prefixLength), blockText(ipBlock.cidr), ipBlock.except.map(blockText).sort()];
  return JSON.stringify([...asked, block ?? null, selectorText(namespaceSelector), selectorText(podSelector)]);
});

const textOfPort = textsOnce(({ protocol, port, endPort }: NetworkPolicyPort) =>
  JSON.stringify([protocol, port ?? null, endPort ?? null]),
);

function peerText(peer: NetworkPolicyPeer): string {
  return textOfPeer(peer).text;
}

function portText(port: NetworkPolicyPort): string {
  return textOfPort(port).text;
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
