import {
  behindPort,
  type CheckedFlow,
  type Cluster,
  type CompiledPolicies,
  defineRule,
  endpointName,
  fieldOf,
  formatPath,
  intersectPortSets,
  isEmptyPortSet,
  type JsonValue,
  objectName,
  placeOf,
  portRange,
  portsOpenedBy,
  type PortSet,
  type RuleFinding,
  type Service,
  subtractPortSets,
  unionPortSets,
  emptyPortSet,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { containersOf, declaredTcpPorts } from "./container-ports.js";
import { type DirectedRule, directedRules } from "./directed-rule.js";
import { groupBy } from "./group-by.js";
import { portsInWords } from "./port-words.js";
import { workloadsSurelySelected } from "./workload-index.js";

/** The kubelet asks from the node on which a pod runs, and that is let in without a rule. */
export const probesNote = defineRule({
  id: "probes-note",
  summary: "A rule opens a port for probes of the kubelet, which get in without one",
  severity: "info",
  category: "too-open",
  precision: "medium",
  messages: {
    needless: {
      message:
        "{rule} of NetworkPolicy {policy} opens {ports}, where the input knows of nobody but the kubelet that probes {workload}; probes come from the pods' own node, which gets in without a rule.",
      help: "Remove the rule if it was written for probes.",
    },
  },
  check: ({ policies, checkedFlows }) => {
    const candidates = directedRules(policies, "ingress").filter(isForAddresses);
    return candidates.flatMap((directed) => findingsOf(policies, checkedFlows, directed));
  },
});

/** A rule that names pods is for them. */
function isForAddresses({ rule: { peers, ports } }: DirectedRule): boolean {
  return ports.length > 0 && ports.every(({ protocol }) => protocol === "TCP") && peers.every(({ ipBlock }) => ipBlock);
}

function findingsOf(
  policies: CompiledPolicies,
  flows: readonly CheckedFlow[],
  { policy, rule }: DirectedRule,
): readonly RuleFinding<"needless">[] {
  const workloads = workloadsSurelySelected(policies.cluster, policy.meta.namespace, policy.podSelector);
  const probed = workloads.find((workload) => !isEmptyPortSet(probedPorts(workload)) && isForProbesOnly(workload, openedAt(rule, workload)));
  if (!probed || workloads.some((workload) => isUsed(policies, flows, workload, probed, openedAt(rule, workload)))) return [];
  return [
    {
      ...placeOf(policy.meta, rule.path),
      messageId: "needless",
      data: {
        rule: `\`${formatPath(rule.path)}\``,
        policy: `\`${objectName(policy.meta)}\``,
        ports: portsInWords(rule.ports),
        workload: `\`${workloadName(probed)}\``,
      },
      suggestions: [{ title: "Remove the rule", edits: [{ meta: policy.meta, edit: { type: "remove", path: rule.path } }] }],
    },
  ];
}

function openedAt({ ports }: DirectedRule["rule"], { pods }: Workload): PortSet {
  const names = pods.flatMap(({ namedPorts }) => namedPorts ?? []);
  return ports.map((item) => portsOpenedBy(item, names)).reduce(unionPortSets, emptyPortSet());
}

/** Pods that are probed where they serve nothing else, and that serve at another port. */
function isForProbesOnly(workload: Workload, opened: PortSet): boolean {
  if (isEmptyPortSet(opened) || !isEmptyPortSet(subtractPortSets(opened, probedPorts(workload)))) return false;
  return !isEmptyPortSet(subtractPortSets(setOf(declaredTcpPorts(workload)), opened));
}

/** Somebody in the input connects to one of the ports, or other pods than those that are probed declare it. */
function isUsed(
  { cluster }: CompiledPolicies,
  flows: readonly CheckedFlow[],
  workload: Workload,
  probed: Workload,
  opened: PortSet,
): boolean {
  const name = workloadName(workload);
  const isOpened = (port: number, last = port): boolean => !isEmptyPortSet(intersectPortSets(opened, portRange(port, last)));
  if (workload !== probed && !isForProbesOnly(workload, opened) && declaredTcpPorts(workload).some((port) => isOpened(port))) return true;
  if (flows.some(({ flow }) => flow.protocol === "TCP" && endpointName(flow.to) === name && isOpened(flow.port, flow.endPort))) return true;
  return servicesIn(cluster, workload.namespace).some((service) =>
    service.ports.some((port) => {
      const behind = behindPort(cluster, service, port);
      return "backends" in behind && behind.backends.some((one) => endpointName(one.endpoint) === name && isOpened(one.port));
    }),
  );
}

const servicesByNamespace = new WeakMap<Cluster, ReadonlyMap<string, readonly Service[]>>();

function servicesIn(cluster: Cluster, namespace: string): readonly Service[] {
  const selecting = (): readonly Service[] => [...cluster.services.values()].filter(({ selector }) => selector);
  const known = servicesByNamespace.get(cluster) ?? groupBy(selecting(), ({ meta }) => meta.namespace);
  servicesByNamespace.set(cluster, known);
  return known.get(namespace) ?? [];
}

const probeFields = ["livenessProbe", "readinessProbe", "startupProbe"];
const handlerFields = ["httpGet", "tcpSocket", "grpc"];

const probes = new WeakMap<Workload, PortSet>();

function probedPorts(workload: Workload): PortSet {
  const known = probes.get(workload) ?? readProbedPorts(workload);
  probes.set(workload, known);
  return known;
}

/** Named ones are those of the pods. A probe of another host is not about the pod. */
function readProbedPorts(workload: Workload): PortSet {
  const handlers = containersOf(workload)
    .flatMap((container) => probeFields.map((field) => fieldOf(container, field)))
    .flatMap((probe) => handlerFields.map((field) => fieldOf(probe, field)))
    .filter((handler) => handler !== undefined && fieldOf(handler, "host") === undefined);
  return setOf(handlers.flatMap((handler) => numbersOf(workload, fieldOf(handler, "port"))));
}

function numbersOf({ pods }: Workload, port: JsonValue | undefined): readonly number[] {
  if (typeof port === "number") return [port];
  return pods.flatMap(({ namedPorts = [] }) => namedPorts.filter(({ name }) => name === port).map(({ number }) => number));
}

function setOf(numbers: readonly number[]): PortSet {
  return numbers.map((number) => portRange(number, number)).reduce(unionPortSets, emptyPortSet());
}
