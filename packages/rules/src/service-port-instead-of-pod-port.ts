import {
  type Cluster,
  defineRule,
  matchesLabels,
  type NetworkPolicy,
  objectName,
  placeOf,
  type Pod,
  type PolicyDirection,
  type Protocol,
  type RuleFinding,
  type Service,
  type ServicePort,
  selectorOf,
} from "@netpolint/core";
import { declaresContainerPort } from "./container-ports.js";
import { pathText, type PolicyPeer, type PolicyPort, policyTitle } from "./network-policy-words.js";
import { podIndexOf } from "./pod-index.js";
import { portsInForce } from "./rules-in-force.js";

/** Policies see the port of the pod, after the Service has translated its own. */
export const servicePortInsteadOfPodPort = defineRule({
  id: "service-port-instead-of-pod-port",
  summary: "A rule names the port of a Service whose pods listen on another",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "policy",
  messages: {
    servicePort: {
      message:
        "{port} of {policy} names port {number}, which is the port of Service `{service}`; its pods are reached on {target}, and that is the port that policies see, so connections through the Service are not allowed by it.",
      help: "Write the pods' port, {target}.",
    },
  },
  check: ({ cluster }) => {
    const translated = translatedPorts(cluster);
    if (translated.size === 0) return [];
    return portsInForce(cluster).flatMap(({ policy, direction, rule, port }) =>
      typeof port.port === "number" && port.endPort === undefined
        ? findingsOf(cluster, translated, { policy, direction, peers: rule.peers, ports: rule.ports, port })
        : [],
    );
  },
});

interface PortItem {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
  readonly port: PolicyPort;
}

/** A port of a Service that leads to another number, the same for all its pods. */
interface TranslatedPort {
  readonly service: Service;
  readonly servicePort: ServicePort;
  readonly target: number;
}

/** Services of one namespace and port: all of them, and by each label that they ask for. */
interface TranslatedGroup {
  readonly all: TranslatedPort[];
  readonly byLabel: Map<string, TranslatedPort[]>;
}

type TranslatedPorts = ReadonlyMap<string, TranslatedGroup>;

function portKey(namespace: string, protocol: Protocol, port: PolicyPort["port"]): string {
  return `${namespace} ${protocol} ${port}`;
}

/** By namespace, protocol and port of the Service. */
function translatedPorts(cluster: Cluster): TranslatedPorts {
  const found = new Map<string, TranslatedGroup>();
  for (const service of cluster.services.values()) {
    if (!isTranslating(service)) continue;
    for (const servicePort of service.ports) {
      const target = targetOf(cluster, service, servicePort);
      if (target === undefined || target === servicePort.port) continue;
      const key = portKey(service.meta.namespace, servicePort.protocol, servicePort.port);
      const group = found.get(key) ?? { all: [], byLabel: new Map<string, TranslatedPort[]>() };
      found.set(key, group);
      addTranslated(group, { service, servicePort, target });
    }
  }
  return found;
}

function addTranslated({ all, byLabel }: TranslatedGroup, one: TranslatedPort): void {
  all.push(one);
  for (const label of one.service.selector ?? []) {
    const key = JSON.stringify(label);
    const list = byLabel.get(key);
    if (list) list.push(one);
    else byLabel.set(key, [one]);
  }
}

/** Those that can be meant: Services ask for a label of the selector, or for labels of any pod that it selects. */
function candidatesIn(
  cluster: Cluster,
  { all, byLabel }: TranslatedGroup,
  namespace: string,
  podSelector: NetworkPolicy["podSelector"],
): readonly TranslatedPort[] {
  const wanted = podSelector.requirements.find(({ operator, values }) => operator === "In" && values.length === 1);
  if (!wanted) return all;
  const [first] = podIndexOf(cluster).select(namespace, podSelector);
  const labels = [[wanted.key, wanted.values[0]], ...(first?.labels.entries ?? [])];
  return [...new Set(labels.flatMap((label) => byLabel.get(JSON.stringify(label)) ?? []))];
}

/** A Service without an address of its own gives out those of its pods, and translates no port. */
function isTranslating({ serviceType, selector, clusterIPs }: Service): boolean {
  return serviceType !== "ExternalName" && (selector?.size ?? 0) > 0 && !clusterIPs.includes("None");
}

function podsBehind(cluster: Cluster, { meta, selector }: Service): readonly Pod[] {
  return podIndexOf(cluster).select(meta.namespace, selectorOf(selector ?? new Map()));
}

function targetOf(cluster: Cluster, service: Service, { targetPort, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  const declared = podsBehind(cluster, service)
    .flatMap(({ namedPorts }) => namedPorts ?? [])
    .filter((one) => one.name === targetPort && one.protocol === protocol);
  const [only, ...others] = new Set(declared.map(({ number }) => number));
  return others.length === 0 ? only : undefined;
}

function findingsOf(cluster: Cluster, translated: TranslatedPorts, item: PortItem): readonly RuleFinding<"servicePort">[] {
  const { port, policy, ports } = item;
  const meant = sidesOf(cluster, item)
    .flatMap(({ namespace, podSelector }) => {
      const group = translated.get(portKey(namespace, port.protocol, port.port));
      const candidates = group ? candidatesIn(cluster, group, namespace, podSelector) : [];
      return candidates.filter(({ service }) => areBehind(cluster, podSelector, service));
    })
    .at(0);
  if (!meant || !isSurelyMeant(cluster, item, meant)) return [];
  const { service, servicePort, target } = meant;
  const path = [...port.path, "port"];
  const isListed = ports.some((one) => one.protocol === port.protocol && one.port === target);
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: "servicePort",
      data: {
        port: pathText(port.path),
        policy: policyTitle(policy),
        number: servicePort.port,
        service: objectName(service.meta),
        target,
      },
      related: [{ ...placeOf(service.meta, [...servicePort.path, "port"]), message: "this is the port of the Service" }],
      suggestions: isListed
        ? []
        : [{ title: `Write ${target}`, edits: [{ meta: policy.meta, edit: { type: "set", path, value: target } }] }],
    },
  ];
}

/** The pods that connections under the item are to, by namespace. */
function sidesOf(
  cluster: Cluster,
  { policy, direction, peers }: PortItem,
): readonly { readonly namespace: string; readonly podSelector: NetworkPolicy["podSelector"] }[] {
  const { namespace } = policy.meta;
  if (direction === "ingress") return [{ namespace, podSelector: policy.podSelector }];
  return peers.flatMap(({ podSelector, namespaceSelector }) => {
    if (!podSelector) return [];
    const namespaces = namespaceSelector ? podIndexOf(cluster).namespaces(namespaceSelector) : [namespace];
    return namespaces.map((name) => ({ namespace: name, podSelector }));
  });
}

/** A policy for every pod of a namespace is about more than those behind one Service. */
function areBehind(cluster: Cluster, podSelector: NetworkPolicy["podSelector"], service: Service): boolean {
  if (podSelector.requirements.length === 0) return false;
  const labels = { entries: service.selector ?? new Map<string, string>(), complete: false };
  if (matchesLabels(podSelector, labels) === "yes") return true;
  const wanted = selectorOf(service.selector ?? new Map());
  const selected = podIndexOf(cluster).select(service.meta.namespace, podSelector);
  return selected.length > 0 && selected.every((pod) => matchesLabels(wanted, pod.labels) === "yes");
}

/** Not where the pods themselves have something at the port, by what they declare or by another Service. */
function isSurelyMeant(cluster: Cluster, { port }: PortItem, { service }: TranslatedPort): boolean {
  const pods = podsBehind(cluster, service);
  const number = Number(port.port);
  return !pods.some((pod) => declaresContainerPort(cluster, pod, port.protocol, number) || isTarget(cluster, pod, number));
}

function isTarget(cluster: Cluster, { namespace, labels }: Pod, number: number): boolean {
  const services = targetsOf(cluster).get(`${namespace} ${number}`) ?? [];
  return services.some(({ selector }) => selector && matchesLabels(selectorOf(selector), labels) !== "no");
}

const knownTargets = new WeakMap<Cluster, ReadonlyMap<string, readonly Service[]>>();

/** Services by namespace and number of the pods' port that they lead to. */
function targetsOf(cluster: Cluster): ReadonlyMap<string, readonly Service[]> {
  const known = knownTargets.get(cluster);
  if (known) return known;
  const targets = new Map<string, Service[]>();
  for (const service of cluster.services.values()) {
    for (const { targetPort } of service.ports) {
      const key = `${service.meta.namespace} ${targetPort}`;
      const list = targets.get(key);
      if (list) list.push(service);
      else targets.set(key, [service]);
    }
  }
  knownTargets.set(cluster, targets);
  return targets;
}
