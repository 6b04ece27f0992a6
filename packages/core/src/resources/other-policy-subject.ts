import { everything, type LabelSelector, type SelectorRequirement } from "../sets/label-selector.js";
import { fieldOf, isObject, type JsonValue, valueAt } from "../source/json-value.js";
import type { PodsOfNamespaces } from "./cluster-policy.js";
import type { PolicyDirection } from "./network-policy.js";
import { listOf, stringMap, stringOf } from "./read-meta.js";
import { readSelector } from "./read-network-policy.js";

/** Which pods a policy that is not evaluated may be about, and in which directions. Rather too many than too few. */
export interface OtherPolicySubject {
  /** Any of these. */
  readonly pods: readonly PodsOfNamespaces[];
  readonly directions: Readonly<Record<PolicyDirection, boolean>>;
}

const anyPod: PodsOfNamespaces = { namespaceSelector: everything, podSelector: everything };
const bothDirections = { ingress: true, egress: true } as const;

/** Reads the subject of a policy of Cilium, Calico, Antrea or Istio by the group of its API. */
export function readOtherPolicySubject(value: JsonValue, group: string): OtherPolicySubject {
  if (group === "cilium.io") return ciliumSubject(value);
  if (group.endsWith("projectcalico.org")) return calicoSubject(fieldOf(value, "spec"));
  if (group === "security.istio.io") return { pods: [istioPods(value)], directions: { ingress: true, egress: false } };
  return { pods: antreaPods(valueAt(value, ["spec", "appliedTo"])), directions: bothDirections };
}

/** `spec` or each of `specs`. One with a nodeSelector is about nodes, not pods. */
function ciliumSubject(value: JsonValue): OtherPolicySubject {
  const specs = [fieldOf(value, "spec"), ...listOf(fieldOf(value, "specs"))].filter(isObject);
  if (specs.length === 0) return { pods: [anyPod], directions: bothDirections };
  const aboutPods = specs.filter((spec) => fieldOf(spec, "endpointSelector") !== undefined || fieldOf(spec, "nodeSelector") === undefined);
  const has = (...fields: readonly string[]): boolean =>
    specs.some((spec) => fields.some((field) => fieldOf(spec, field) !== undefined));
  const [ingress, egress] = [has("ingress", "ingressDeny"), has("egress", "egressDeny")];
  return {
    pods: aboutPods.map((spec) => ({ namespaceSelector: everything, podSelector: ciliumSelector(fieldOf(spec, "endpointSelector")) })),
    directions: ingress || egress ? { ingress, egress } : bothDirections,
  };
}

/** Cilium's labels have a source before the key; those of other sources than Kubernetes' pods are left out of account. */
function ciliumSelector(value: JsonValue | undefined): LabelSelector {
  const requirements = readSelector(value).requirements.flatMap((requirement): SelectorRequirement[] => {
    const key = requirement.key.replace(/^(?:k8s|any)[:.]/, "");
    const ofPod = !key.includes(":") && !key.startsWith("io.kubernetes.") && !key.startsWith("io.cilium.");
    return ofPod ? [{ ...requirement, key }] : [];
  });
  return { requirements };
}

function istioPods(value: JsonValue): PodsOfNamespaces {
  const labels = stringMap(valueAt(value, ["spec", "selector", "matchLabels"]));
  const requirements = [...labels].map(([key, item]): SelectorRequirement => ({ key, operator: "In", values: [item] }));
  return { namespaceSelector: everything, podSelector: { requirements } };
}

/** Without appliedTo the rules have their own, which are not looked at. */
function antreaPods(appliedTo: JsonValue | undefined): readonly PodsOfNamespaces[] {
  const items = listOf(appliedTo);
  if (items.length === 0) return [anyPod];
  return items.map((item) => ({
    namespaceSelector: readSelector(fieldOf(item, "namespaceSelector")),
    podSelector: readSelector(fieldOf(item, "podSelector")),
  }));
}

function calicoSubject(spec: JsonValue | undefined): OtherPolicySubject {
  const types = listOf(fieldOf(spec, "types"));
  const directions = types.length === 0 ? bothDirections : { ingress: types.includes("Ingress"), egress: types.includes("Egress") };
  const podSelector = calicoSelector(stringOf(fieldOf(spec, "selector")));
  const namespaceSelector = calicoSelector(stringOf(fieldOf(spec, "namespaceSelector")));
  return { pods: [{ namespaceSelector, podSelector }], directions };
}

/** The conjunctions of Calico's selector language; a selector with anything else in it may select everything. */
export function calicoSelector(text: string | undefined): LabelSelector {
  if (text === undefined) return everything;
  const parts = text.split("&&").map((part) => calicoRequirement(part.trim()));
  if (parts.includes(undefined)) return everything;
  return { requirements: parts.flatMap((part) => part ?? []) };
}

const calicoKey = "([A-Za-z0-9_./-]+)";
const quoted = /["']([^"']*)["']/g;

/** One requirement, none for `all()`, undefined for what is not understood. */
function calicoRequirement(text: string): readonly SelectorRequirement[] | undefined {
  if (text === "all()" || text === "") return [];
  const [, negated, present] = new RegExp(`^(!?)\\s*has\\(\\s*${calicoKey}\\s*\\)$`).exec(text) ?? [];
  if (present !== undefined) return [{ key: present, operator: negated === "!" ? "DoesNotExist" : "Exists", values: [] }];
  const [, key, comparison, value] = new RegExp(`^${calicoKey}\\s*(==|!=)\\s*["']([^"']*)["']$`).exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [{ key, operator: comparison === "==" ? "In" : "NotIn", values: [value] }];
  const [, listKey, not, list] = new RegExp(`^${calicoKey}\\s+(not\\s+)?in\\s*\\{([^{}]*)\\}$`).exec(text) ?? [];
  if (listKey === undefined || list === undefined) return undefined;
  const values = [...list.matchAll(quoted)].map(([, item]) => item ?? "");
  return [{ key: listKey, operator: not === undefined ? "In" : "NotIn", values }];
}
