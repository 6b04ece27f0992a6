import { type AssumedPolicy, type Cluster, ipSetOf, ipSetToCidrs, type JsonValue, type UncheckedRow } from "@netpolint/core";
import { valueOf } from "../document/data-pack.js";
import { instanceOf } from "../document/instances.js";
import { findField } from "../document/field-values.js";
import type { Scope } from "../document/scope.js";
import { parameters } from "./parameters.js";

/** The peers and ports of a rule as NetObserv's operator writes it; without ports every port. */
interface BuiltInRule {
  readonly peers: readonly JsonValue[];
  readonly ports?: readonly number[];
}

interface BuiltInRules {
  readonly ingress: readonly BuiltInRule[];
  readonly egress: readonly BuiltInRule[];
}

/** The two policies that the operator of NetObserv 1.11 makes, for this FlowCollector, plugin and platform. */
export function builtInPolicies(scope: Scope): readonly JsonValue[] {
  const namespace = valueOf(scope, "namespace") ?? "netobserv";
  const all = { podSelector: {} };
  const own: BuiltInRules = { ingress: [{ peers: [all] }], egress: [{ peers: [all] }] };
  const main = joinRules([own, isOpenShift(scope) ? openShiftRules(scope) : hostRules(scope), namespaceRules(scope)]);
  // Agents are in the host network, so that this one only fences their namespace.
  const privileged: BuiltInRules = { ingress: namespacesRule(monitoringNamespaces(scope)), egress: [] };
  return [
    policy(namespace, { matchLabels: { "part-of": "netobserv-operator" } }, main),
    policy(`${namespace}-privileged`, {}, privileged),
  ];
}

function isOpenShift({ cluster }: Scope): boolean {
  return cluster.settings.platform === "openshift";
}

function joinRules(parts: readonly BuiltInRules[]): BuiltInRules {
  return { ingress: parts.flatMap((part) => part.ingress), egress: parts.flatMap((part) => part.egress) };
}

function policy(namespace: string, podSelector: JsonValue, { ingress, egress }: BuiltInRules): JsonValue {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "netobserv", namespace },
    spec: {
      podSelector,
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress.map((rule) => ruleValue(rule, "from")),
      egress: egress.map((rule) => ruleValue(rule, "to")),
    },
  };
}

function ruleValue({ peers, ports }: BuiltInRule, field: "from" | "to"): JsonValue {
  const opened = ports?.map((port) => ({ protocol: "TCP", port }));
  return { [field]: peers, ...(opened ? { ports: opened } : {}) };
}

/** Only a port that is not understood has no value; `doubtsIn` keeps it from counting. */
function numberOf(scope: Scope, parameter: string): number {
  return Number(valueOf(scope, parameter) ?? parameters[parameter]?.default);
}

const webhookPort = 9443;
const apiServerPort = 6443;

function openShiftRules(scope: Scope): BuiltInRules {
  const usesPlugin = valueOf(scope, "usesPlugin") === "true";
  const sendsToService = valueOf(scope, "deploymentModel") === "Service";
  const consoleRule = { peers: [namespaceNamed("openshift-console")], ports: [numberOf(scope, "pluginPort")] };
  const hosts = {
    peers: [{ namespaceSelector: { matchLabels: { "policy-group.network.openshift.io/host-network": "" } } }],
    ports: [webhookPort, ...(sendsToService ? [numberOf(scope, "processorPort")] : [])],
  };
  const apiServer = { peers: [namespacesIn(["openshift-apiserver", "openshift-kube-apiserver"])], ports: [apiServerPort] };
  return {
    ingress: [...(usesPlugin ? [consoleRule] : []), hosts],
    egress: [apiServer, ...apiServerAddresses(scope.cluster)],
  };
}

/** Where the addresses of the API server are known, as in hosted control planes, one rule opens them. */
function apiServerAddresses({ settings }: Cluster): readonly BuiltInRule[] {
  const cidrs = settings.apiServer.flatMap((block) => ipSetToCidrs(ipSetOf(block)));
  return cidrs.length === 0 ? [] : [{ peers: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [apiServerPort] }];
}

/** OVN-Kubernetes outside OpenShift puts traffic from nodes into a namespace of its own. */
function hostRules(scope: Scope): BuiltInRules {
  const applies = scope.cluster.settings.cni === "ovn-kubernetes" && valueOf(scope, "deploymentModel") === "Service";
  if (!applies) return { ingress: [], egress: [] };
  return { ingress: [{ peers: [namespaceNamed("ovn-host-network")], ports: [numberOf(scope, "processorPort")] }], egress: [] };
}

/** The namespaces that are let in and out whole, the user's own last. */
function namespaceRules(scope: Scope): BuiltInRules {
  const loki = lokiStackNamespaces(scope);
  const additional = additionalNamespaces(scope);
  const platform = isOpenShift(scope) ? ["openshift-dns", "openshift-monitoring"] : ["kube-system"];
  return {
    ingress: namespacesRule([...loki, ...monitoringNamespaces(scope), ...additional]),
    egress: namespacesRule([...loki, ...platform, ...additional]),
  };
}

function namespacesRule(names: readonly string[]): readonly BuiltInRule[] {
  return names.length === 0 ? [] : [{ peers: [namespacesIn(names)] }];
}

function lokiStackNamespaces(scope: Scope): readonly string[] {
  const uses = valueOf(scope, "usesLoki") === "true" && valueOf(scope, "lokiMode") === "LokiStack";
  const namespace = valueOf(scope, "lokiStackNamespace");
  return uses && namespace !== undefined && namespace !== valueOf(scope, "namespace") ? [namespace] : [];
}

function monitoringNamespaces(scope: Scope): readonly string[] {
  if (!isOpenShift(scope)) return [];
  const isUpstream = valueOf(scope, "monitoring") === "upstream";
  return [isUpstream ? "openshift-user-workload-monitoring" : "openshift-monitoring"];
}

function additionalNamespaces(scope: Scope): readonly string[] {
  const found = findField(instanceOf(scope, "collector").object?.value, "spec.networkPolicy.additionalNamespaces");
  const list: readonly JsonValue[] = found && Array.isArray(found.value) ? (found.value as readonly JsonValue[]) : [];
  return list.filter((item) => typeof item === "string");
}

function namespaceNamed(name: string): JsonValue {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/** With an empty podSelector, so that pods in the host network count on OpenShift. */
function namespacesIn(values: readonly string[]): JsonValue {
  const expression = { key: "kubernetes.io/metadata.name", operator: "In", values };
  return { namespaceSelector: { matchExpressions: [expression] }, podSelector: {} };
}

/** Whether the operator makes its policies; undefined where that hangs on a network plugin that is not known. */
function areMade(scope: Scope): boolean | undefined {
  const { cni } = scope.cluster.settings;
  const { object } = instanceOf(scope, "collector");
  const enable = findField(object?.value, "spec.networkPolicy.enable")?.value;
  if (enable === false || cni === "openshift-sdn") return false;
  if (cni === undefined) return enable === true && !isOpenShift(scope) ? true : undefined;
  const isTested = cni === "kindnet" || cni === "ovn-kubernetes" || isOpenShift(scope);
  return isTested || enable === true;
}

/** The built-in policies where the FlowCollector and the network plugin have the operator make them. */
export function assumeBuiltInPolicies(scope: Scope): readonly AssumedPolicy[] {
  const { object } = instanceOf(scope, "collector");
  if (!object || areMade(scope) !== true || doubtsIn(scope).length > 0) return [];
  const because = `NetObserv's operator makes it for FlowCollector \`${object.meta.name}\`${buildText(scope)}`;
  const remedy = "add the namespace to `spec.networkPolicy.additionalNamespaces` of the FlowCollector";
  const path = ["spec", "networkPolicy"];
  return builtInPolicies(scope).map((manifest) => ({ manifest, because, remedy, of: object.meta, path }));
}

/** Which namespace of OpenShift's monitoring is let in depends on how the operator was built. */
function buildText(scope: Scope): string {
  if (!isOpenShift(scope) || scope.given.has("monitoring")) return "";
  return " (taken for Red Hat's build; `--param netobserv.monitoring=upstream` says otherwise)";
}

/** What the policies hang on, is written in the FlowCollector and is not understood. */
function doubtsIn(scope: Scope): readonly string[] {
  const own: Scope = { ...scope, doubts: new Set() };
  builtInPolicies(own);
  return [...own.doubts];
}

const whether = "Whether NetObserv's operator makes its own NetworkPolicies is not known";

/** Policies that may be there and were not looked at are said. */
export function unknownBuiltInPolicies(scope: Scope): readonly Omit<UncheckedRow, "pack">[] {
  const { object } = instanceOf(scope, "collector");
  const { cluster } = scope;
  const made = areMade(scope);
  if (!object || cluster.settings.world === "closed" || made === false) return [];
  if (made) return doubtsIn(scope).map((reason) => ({ id: "built-in policy", reason: `${reason} The policies of NetObserv's operator were not assumed.` }));
  const namespace = valueOf(scope, "namespace");
  const isWritten = cluster.networkPolicies.some(({ meta }) => meta.name === "netobserv" && meta.namespace === namespace);
  if (isWritten) return [];
  return [{ id: "built-in policy", reason: `${whether}; write spec.networkPolicy.enable, or add the manifests of the network plugin.` }];
}
