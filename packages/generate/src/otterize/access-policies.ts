import {
  type Cluster,
  formatIpAddress,
  type IpAddress,
  ipSetOf,
  ipSetToCidrs,
  type JsonObject,
  parseCidr,
  parseIpAddress,
  type PolicyDirection,
} from "@netpolint/core";
import { callerNamespaces, type Declared, type EffectivePolicy, isEnforced } from "./effective-policies.js";
import { hashedName, hashedNameWithKind, policyNamePart } from "./identity.js";
import { bothPorts, dnsPorts, objectTitle, type OperatorPolicy, podsPeer, targetPorts } from "./operator-policy.js";
import { labelKeys } from "./otterize-labels.js";
import type { OtterizeSettings } from "./otterize-settings.js";
import type { Intent } from "./read-intents.js";

/** The policies of today's operator: one for each workload or Service that calls or is called. */
export function accessPolicies(declared: Declared): readonly OperatorPolicy[] {
  return declared.effective.flatMap((effective) => {
    const podLabels = podLabelsOf(declared, effective);
    if (!podLabels) return [];
    const ingress = isEnforced(declared, effective.identity) ? ingressRules(declared, effective) : [];
    const egress = isolatesEgress(declared) ? egressRules(declared, effective) : [];
    return policiesOf(declared, effective, podLabels, { ingress, egress });
  });
}

function isolatesEgress({ settings }: Declared): boolean {
  return settings.egress && settings.enforcement === "active";
}

/** A Service is its pods, as it selects them; where it is not there, there is no policy. */
function podLabelsOf({ pods }: Declared, { identity }: EffectivePolicy): ReadonlyMap<string, string> | undefined {
  if (identity.kind === "Service") {
    const selector = pods.serviceOf(identity)?.selector;
    return selector && selector.size > 0 ? selector : undefined;
  }
  const service: [string, string] = [labelKeys.service, hashedName(identity)];
  return new Map(identity.kind === undefined ? [service] : [[labelKeys.ownerKind, identity.kind], service]);
}

type Rules = Readonly<Record<PolicyDirection, readonly JsonObject[]>>;

function policiesOf(
  { settings }: Declared,
  { identity, calls, calledBy }: EffectivePolicy,
  podLabels: ReadonlyMap<string, string>,
  rules: Rules,
): readonly OperatorPolicy[] {
  const directions = (["ingress", "egress"] as const).filter((direction) => rules[direction].length > 0);
  const [intent] = [...(rules.ingress.length > 0 ? calledBy : []), ...calls];
  if (directions.length === 0 || !intent) return [];
  const parts = settings.separatePolicies ? directions.map((one) => [one]) : [directions];
  return parts.map((part) => ({
    namespace: identity.namespace,
    name: `${policyNamePart(identity)}-${settings.separatePolicies ? part.join("") : "access"}`,
    labels: { [labelKeys.networkPolicy]: hashedNameWithKind(identity) },
    podLabels,
    directions: part,
    ...rules,
    because: `Otterize's operator makes it for ${objectTitle(intent.of)}`,
    remedy: "declare the call in ClientIntents of the client",
    of: intent.of,
    path: intent.path,
  }));
}

function ingressRules({ pods }: Declared, { identity, calledBy }: EffectivePolicy): readonly JsonObject[] {
  const asPods = callerNamespaces(calledBy.filter(({ target }) => target.type === "pods"));
  const asService = callerNamespaces(calledBy.filter(({ target }) => target.type === "service"));
  const service = pods.serviceOf(identity);
  const hashed = hashedNameWithKind(identity);
  const isDns = identity.name.endsWith("dns") && identity.namespace === "kube-system";
  return [
    ...asPods.map((namespace) => ({ from: [podsPeer(`${labelKeys.access}${hashed}`, "true", namespace)] })),
    ...asService.map((namespace) => ({
      from: [podsPeer(`${labelKeys.serviceAccess}${hashed}`, "true", namespace)],
      ...(service ? { ports: targetPorts(service) } : {}),
    })),
    ...(isDns && calledBy.length > 0 ? [{ ports: dnsPorts }] : []),
  ];
}

function egressRules(declared: Declared, { calls }: EffectivePolicy): readonly JsonObject[] {
  const of = (type: Intent["target"]["type"]): readonly Intent[] => calls.filter(({ target }) => target.type === type);
  const rules = [
    ...of("pods").flatMap(({ target }) => (target.type === "pods" ? podRules(declared, target.identity) : [])),
    ...of("internet").flatMap(({ target }) => internetRule(target, declared.settings)),
    ...of("service").flatMap(({ target }) => serviceRule(declared, target)),
    ...(of("apiserver").length > 0 ? apiServerRule(declared.pods.cluster) : []),
  ];
  const dns = declared.settings.egressDns && rules.length > 0 ? [{ ports: dnsPorts }] : [];
  return [...rules, ...dns];
}

/** The AWS VPC CNI compares the Service's selector, so that Services in front of the pods are named too. */
function podRules({ pods }: Declared, identity: EffectivePolicy["identity"]): readonly JsonObject[] {
  const { namespace } = identity;
  const targets = pods.workloadsOf(identity).flatMap((workload) => workload.pods);
  const services = [...pods.cluster.services.values()].filter(({ meta, selector }) => {
    if (meta.namespace !== namespace || !selector || selector.size === 0) return false;
    return targets.some(({ labels }) => [...selector].every(([key, value]) => labels.entries.get(key) === value));
  });
  const inNamespace = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
  return [
    { to: [podsPeer(labelKeys.service, hashedName(identity), namespace)] },
    ...services.map(({ selector }) => ({
      to: [{ podSelector: { matchLabels: Object.fromEntries(selector ?? []) }, ...inNamespace }],
    })),
  ];
}

/** Ports without a protocol, which is TCP. Nothing where no address is known. */
function internetRule(target: Intent["target"], { mostAddresses }: OtterizeSettings): readonly JsonObject[] {
  if (target.type !== "internet") return [];
  const single = [...new Set(target.addresses.flatMap((text) => cidrOf(text) ?? []))];
  const cidrs = [...new Set(single.length > mostAddresses ? single.map(networkAround) : single)].sort();
  if (cidrs.length === 0) return [];
  const ports = target.ports.map((port) => ({ port }));
  return [{ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ...(ports.length === 0 ? {} : { ports }) }];
}

/** The 256 addresses around one of IPv4; networks and IPv6 stay as they are. */
function networkAround(cidr: string): string {
  return cidr.endsWith("/32") && !cidr.includes(":") ? `${cidr.slice(0, cidr.lastIndexOf("."))}.0/24` : cidr;
}

/** Canonical; an address is the network of its own. */
export function cidrOf(text: string): string | undefined {
  const block = parseCidr(text);
  if (block) return ipSetToCidrs(ipSetOf(block)).join(",");
  const address = parseIpAddress(text);
  return address && `${formatIpAddress(address)}/${address.family === 4 ? 32 : 128}`;
}

function serviceRule({ pods }: Declared, target: Intent["target"]): readonly JsonObject[] {
  const service = target.type === "service" ? pods.serviceOf(target.identity) : undefined;
  if (!service?.selector || service.selector.size === 0) return [];
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": service.meta.namespace } };
  const podSelector = { matchLabels: Object.fromEntries(service.selector) };
  return [{ to: [{ podSelector, namespaceSelector }], ports: bothPorts(service) }];
}

/** Nothing selects the API server; its addresses are those of its Service and those behind it. */
function apiServerRule(cluster: Cluster): readonly JsonObject[] {
  const service = cluster.services.get("default/kubernetes");
  const behind = cluster.environment.apiServer.facts.map(({ value }: { readonly value: IpAddress }) =>
    formatIpAddress(value),
  );
  const cidrs = [...new Set([...(service?.clusterIPs ?? []), ...behind].flatMap((text) => cidrOf(text) ?? []))];
  if (cidrs.length === 0) return [];
  const ports = (service?.ports ?? []).map(({ protocol, targetPort }) => ({ protocol, port: targetPort }));
  return [{ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ...(ports.length === 0 ? {} : { ports }) }];
}
