import {
  labelsOfNamespace,
  type LabelSelector,
  matchesLabels,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type PackRemark,
  type Path,
  placeOf,
  type UncheckedRow,
} from "@netpolint/core";
import { holds } from "./conditions.js";
import type { AdviceDocument } from "./flow-pack-document.js";
import type { Scope } from "./scope.js";
import { uniqueRows } from "./require-rows.js";
import { expand } from "./templates.js";

/** What the advisory rows of a pack find in the policies of the input. */
export interface Advice {
  readonly remarks: readonly PackRemark[];
  /** Rows that hang on something which is written and not understood. */
  readonly unchecked: readonly UncheckedRow[];
}

export function adviceOn(scope: Scope): Advice {
  const found = (scope.document.advice ?? []).map((advice) => adviceOfRow({ ...scope, doubts: new Set() }, advice));
  return { remarks: found.flatMap(({ remarks }) => remarks), unchecked: uniqueRows(found.flatMap(({ unchecked }) => unchecked)) };
}

function adviceOfRow(scope: Scope, advice: AdviceDocument): Advice {
  const { document, cluster, doubts } = scope;
  const asked = !advice.when || holds(scope, advice.when) ? askedBy(scope, advice) : undefined;
  const unchecked = [...doubts].map((reason) => ({ pack: document.id, id: advice.id, reason }));
  if (!asked || unchecked.length > 0) return { remarks: [], unchecked };
  const remarks = cluster.networkPolicies.flatMap((policy) =>
    selectorsOf(scope, advice, policy, asked)
      .filter(({ selector }) => asksFor(selector, asked))
      .map(({ path }) => remarkOn(scope, advice, policy, path, asked)),
  );
  return { remarks, unchecked: [] };
}

/** What a row looks for, with its references filled in. */
interface Asked {
  readonly labels: ReadonlyMap<string, string>;
  readonly unless: ReadonlyMap<string, string> | undefined;
  readonly namespaces: readonly string[];
}

function askedBy(scope: Scope, { labels, unless, namespaces }: AdviceDocument): Asked | undefined {
  const meant = labelsIn(scope, labels);
  if (!meant) return undefined;
  const places = namespaces.flatMap((text) => expand(scope, text) ?? []);
  return { labels: meant, unless: unless && labelsIn(scope, unless), namespaces: places };
}

function labelsIn(scope: Scope, labels: Readonly<Record<string, string>>): ReadonlyMap<string, string> | undefined {
  const known = Object.entries(labels).flatMap(([key, text]) => {
    const value = expand(scope, text);
    return value === undefined ? [] : [[key, value] as const];
  });
  return known.length === Object.keys(labels).length ? new Map(known) : undefined;
}

interface FoundSelector {
  readonly path: Path;
  readonly selector: LabelSelector;
}

function selectorsOf(
  scope: Scope,
  { part }: AdviceDocument,
  policy: NetworkPolicy,
  { namespaces }: Asked,
): readonly FoundSelector[] {
  const { namespace } = policy.meta;
  if (part === "subject") {
    return namespaces.includes(namespace) ? [{ path: ["spec", "podSelector"], selector: policy.podSelector }] : [];
  }
  const peers = [...policy.ingress, ...policy.egress].flatMap((rule) => rule.peers);
  return peers.flatMap((peer) =>
    peer.podSelector && namespaces.some((name) => mayBeIn(scope, peer, namespace, name))
      ? [{ path: peer.path, selector: peer.podSelector }]
      : [],
  );
}

function mayBeIn({ cluster }: Scope, { namespaceSelector }: NetworkPolicyPeer, own: string, name: string): boolean {
  if (!namespaceSelector) return own === name;
  return matchesLabels(namespaceSelector, labelsOfNamespace(cluster, name)) !== "no";
}

/** By name: a selector of everything does not mean these pods. */
function asksFor(selector: LabelSelector, { labels, unless }: Asked): boolean {
  const isNamed = [...labels].every(([key, value]) =>
    selector.requirements.some((one) => one.key === key && one.operator === "In" && one.values.includes(value)),
  );
  return isNamed && !(unless && matchesLabels(selector, { entries: new Map([...labels, ...unless]), complete: false }) !== "no");
}

function remarkOn({ document }: Scope, advice: AdviceDocument, policy: NetworkPolicy, path: Path, asked: Asked): PackRemark {
  const { id, part, rows = [], why, help } = advice;
  const { labels, unless: instead } = asked;
  const place = placeOf(policy.meta, path);
  return { type: "advice", place, pack: document.id, id, rows, policy, part, labels, ...(instead ? { instead } : {}), why, help };
}
