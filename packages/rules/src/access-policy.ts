import {
  type AddedObject,
  type CheckedFlow,
  checkFlows,
  type Cluster,
  compareText,
  describeEffect,
  fieldOf,
  findService,
  isObject,
  type JsonObject,
  type JsonValue,
  type NetworkPolicy,
  policiesWith,
  selectorOf,
  type Service,
  shortenEffect,
} from "@netpolint/core";
import type { BlockedGroup } from "./blocked-flow.js";
import { mostEffectLines, type SuggestionContext } from "./flow-suggestion.js";
import { groupBy } from "./group-by.js";
import { peersFor } from "./peers-for.js";
import { denialOf } from "./policy-place.js";
import { isSelectorWithin } from "./selector-relation.js";

/**
 * A policy of its own that lets clients outside in to the pods of a Service, on the ports that it leads to. It selects
 * none but pods that some policy isolates already: alone for a pod, it would close what others use.
 */
export function suggestAccessPolicy({ cluster, policies }: SuggestionContext, group: BlockedGroup): readonly AddedObject[] {
  const [first] = group;
  const { namespace, name } = first.flow.exposure?.service ?? { namespace: "", name: "" };
  const service = findService(cluster, namespace, name);
  const beside = isolatingPolicy(group, service);
  if (!service?.selector || !beside) return [];
  const added = freeName(cluster, service);
  const manifest = accessPolicy(cluster, service, { beside, name: added }, group);
  const after = manifest && policiesWith(policies, beside, manifest);
  const checked = after && checkFlows(after, group.map(({ flow }) => flow));
  if (!after || !checked?.every(({ outcome }) => outcome === "kept")) return [];
  const effect = describeEffect({ cluster, policies }, { cluster: after.cluster, policies: after });
  return [
    {
      title: `Add NetworkPolicy \`${namespace}/${added}\` for these connections`,
      file: beside.meta.origin.file,
      manifest,
      effect: effect && shortenEffect(effect, mostEffectLines),
    },
  ];
}

/** One that selects all pods of the Service where there is one; undefined where more than ingress stands in the way. */
function isolatingPolicy(group: BlockedGroup, service: Service | undefined): NetworkPolicy | undefined {
  const sides = group.flatMap(({ blockedBy }) => blockedBy);
  if (sides.some((side) => side.direction !== "ingress" || denialOf(side))) return undefined;
  const own = (sides[0]?.isolatedBy ?? []).filter(({ assumed, refusals }) => !assumed && refusals.length === 0);
  const selector = selectorOf(service?.selector ?? new Map());
  const rank = ({ podSelector }: NetworkPolicy): number => (isSelectorWithin(selector, podSelector) ? 0 : 1);
  return own.toSorted((a, b) => rank(a) - rank(b) || compareText(a.meta.name, b.meta.name))[0];
}

function accessPolicy(
  cluster: Cluster,
  service: Service,
  { beside, name }: { readonly beside: NetworkPolicy; readonly name: string },
  group: BlockedGroup,
): JsonObject | undefined {
  const { namespace, namespaceWritten } = beside.meta;
  const rules = rulesFor(cluster, namespace, group);
  if (!rules) return undefined;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, ...(namespaceWritten ? { namespace } : {}) },
    spec: { podSelector: selectorFor(service, beside), policyTypes: ["Ingress"], ingress: rules },
  };
}

function freeName(cluster: Cluster, { meta: { namespace, name } }: Service): string {
  const taken = new Set(cluster.networkPolicies.filter(({ meta }) => meta.namespace === namespace).map(({ meta }) => meta.name));
  const wanted = `external-access-to-${name}`;
  for (let index = 1; ; index += 1) {
    const free = index === 1 ? wanted : `${wanted}-${index}`;
    if (!taken.has(free)) return free;
  }
}

/** Those of the Service's pods that the other policy isolates. */
function selectorFor({ selector = new Map<string, string>() }: Service, { podSelector, meta }: NetworkPolicy): JsonObject {
  const matchLabels = Object.fromEntries(selector);
  if (isSelectorWithin(selectorOf(selector), podSelector)) return { matchLabels };
  const written = meta.origin.valueAt(["spec", "podSelector"]);
  const labels = fieldOf(written, "matchLabels");
  const expressions = fieldOf(written, "matchExpressions");
  return {
    matchLabels: { ...(isObject(labels) ? labels : {}), ...matchLabels },
    ...(Array.isArray(expressions) ? { matchExpressions: expressions as JsonValue } : {}),
  };
}

/** A rule for each set of ports: who sends, and on which. Undefined where nothing is known to write for a sender. */
function rulesFor(cluster: Cluster, namespace: string, group: BlockedGroup): readonly JsonObject[] | undefined {
  const bySender = groupBy(group, (checked) => JSON.stringify(peersOf(cluster, namespace, checked)));
  const rules = [...bySender].map(([peers, flows]): JsonObject | undefined => {
    const from = JSON.parse(peers) as JsonValue[] | null;
    if (from === null) return undefined;
    return { ...(from.length === 0 ? {} : { from }), ports: portsOf(flows) };
  });
  return rules.every((rule) => rule !== undefined) ? rules : undefined;
}

/** Clients outside have no name; what takes their connections at the edge may have one. */
function peersOf(cluster: Cluster, namespace: string, { flow: { from } }: CheckedFlow): readonly JsonObject[] | null {
  if (from.type === "addresses") return [];
  return peersFor(cluster, from, "ingress", namespace)[0]?.peers ?? null;
}

function portsOf(flows: readonly CheckedFlow[]): JsonObject[] {
  const items = new Map(flows.map(({ flow: { protocol, port } }) => [`${protocol} ${port}`, { protocol, port }]));
  return [...items.values()].toSorted((a, b) => compareText(a.protocol, b.protocol) || a.port - b.port);
}
