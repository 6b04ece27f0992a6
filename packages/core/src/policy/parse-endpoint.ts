import { type Cluster, type Pod, podName, type Workload, workloadName } from "../cluster/cluster.js";
import { protocols } from "../resources/network-policy.js";
import { formatIpAddress, type IpAddress, parseCidr, parseIpAddress } from "../sets/ip-address.js";
import { fullIpSet, ipSetOf, ipSetToCidrs } from "../sets/ip-set.js";
import { fullPortSet, portRange } from "../sets/port-set.js";
import type { AskedPorts, AskedProtocol, Endpoint } from "./flow.js";

/** A question that cannot be understood: one sentence that says what would be. */
export interface NotUnderstood {
  readonly problem: string;
}

export function isNotUnderstood(value: object): value is NotUnderstood {
  return "problem" in value;
}

/**
 * Reads an endpoint: `namespace/name`, `namespace/Kind/name`, `namespace[key=value,...]`, an address or CIDR,
 * `@apiserver`, `@node` or `@external`.
 */
export function parseEndpoint(cluster: Cluster, text: string): Endpoint | NotUnderstood {
  if (text.startsWith("@")) return parseSpecial(text);
  if (looksLikeAddress(text)) return parseAddress(cluster, text);
  const hypothetical = /^([^/[\]]+)\[(.*)\]$/.exec(text);
  if (hypothetical) return parseHypothetical(hypothetical[1] ?? "", hypothetical[2] ?? "");
  return findWorkload(cluster, text);
}

/** The endpoint as output writes it. */
export function endpointName(endpoint: Endpoint): string {
  switch (endpoint.type) {
    case "workload":
      return workloadName(endpoint.workload);
    case "apiserver":
      return "@apiserver";
    case "node":
      return "@node";
    default:
      return endpoint.name;
  }
}

function parseSpecial(text: string): Endpoint | NotUnderstood {
  if (text === "@apiserver") return { type: "apiserver" };
  if (text === "@node") return { type: "node" };
  if (text === "@external") return { type: "addresses", sets: [fullIpSet(4), fullIpSet(6)], name: text };
  return { problem: `\`${text}\` is not an endpoint; known are @apiserver, @node and @external.` };
}

/** A namespace or pod name has no colon, and `1.2.3.4` alone is no name of a pod in a namespace. */
function looksLikeAddress(text: string): boolean {
  return text.includes(":") ? !text.includes("[") : /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/.test(text);
}

function parseAddress(cluster: Cluster, text: string): Endpoint | NotUnderstood {
  const block = parseCidr(text);
  if (block) {
    const set = ipSetOf(block);
    return { type: "addresses", sets: [set], name: ipSetToCidrs(set).join(",") };
  }
  const address = parseIpAddress(text);
  if (!address) return { problem: `\`${text}\` is neither an address nor a CIDR.` };
  const owner = podWithAddress(cluster, address);
  if (owner) return owner;
  const { family, value } = address;
  return { type: "addresses", sets: [ipSetOf({ family, first: value, last: value })], name: formatIpAddress(address) };
}

/** The address of a pod in the input is that pod: selectors match it. */
function podWithAddress(cluster: Cluster, address: IpAddress): Endpoint | undefined {
  const has = (pod: Pod): boolean =>
    pod.addresses.some(({ family, value }) => family === address.family && value === address.value);
  for (const workload of cluster.workloads) {
    const pod = workload.pods.find((one) => !one.hostNetwork && has(one));
    if (pod) return { type: "workload", workload: onlyPod(workload, pod) };
  }
  return undefined;
}

/** One pod of a workload as an endpoint of its own. */
function onlyPod(workload: Workload, pod: Pod): Workload {
  if (workload.single) return workload;
  return { ...workload, kind: "Pod", name: pod.name, pods: [pod], single: true };
}

function parseHypothetical(namespace: string, text: string): Endpoint | NotUnderstood {
  const entries = new Map<string, string>();
  for (const part of text === "" ? [] : text.split(",")) {
    const [key, value, ...rest] = part.split("=").map((piece) => piece.trim());
    if (!key || value === undefined || rest.length > 0) {
      return { problem: `\`${part}\` is not a label; write \`${namespace}[key=value,...]\`.` };
    }
    entries.set(key, value);
  }
  return hypotheticalEndpoint(hypotheticalPod(namespace, entries));
}

/** A pod that the input does not hold: some labels, no address, containers unknown. */
export function hypotheticalPod(
  namespace: string,
  entries: ReadonlyMap<string, string>,
  options: { readonly hostNetwork?: boolean; readonly name?: string } = {},
): Pod {
  const labels = [...entries].map(([key, value]) => `${key}=${value}`).join(",");
  return {
    namespace,
    name: options.name ?? `[${labels}]`,
    labels: { entries, complete: false },
    hostNetwork: options.hostNetwork ?? false,
    nodeName: undefined,
    addresses: [],
    namedPorts: undefined,
  };
}

/** `namespace[key=value,...]`, or `namespace/name` where the pod has a name. */
export function hypotheticalEndpoint(pod: Pod): Endpoint {
  return { type: "hypothetical", pod, name: podName(pod) };
}

function findWorkload(cluster: Cluster, text: string): Endpoint | NotUnderstood {
  const steps = text.split("/");
  if (steps.length < 2 || steps.length > 3 || steps.includes("")) {
    return { problem: `\`${text}\` is not an endpoint; write \`namespace/name\` or \`namespace/Kind/name\`.` };
  }
  const [namespace, name] = [steps[0] ?? "", steps.at(-1) ?? ""];
  const kind = steps.length === 3 ? steps[1] : undefined;
  const found = matchingWorkloads(cluster, namespace, kind, name);
  const [only] = found;
  if (only && found.length === 1) return { type: "workload", workload: only };
  if (found.length > 1) {
    return { problem: `\`${text}\` is ambiguous; there are ${listNames(found.map(workloadName))}.` };
  }
  return { problem: `The input has no workload or pod \`${text}\`${suggestion(cluster, namespace, name)}.` };
}

function matchingWorkloads(
  cluster: Cluster,
  namespace: string,
  kind: string | undefined,
  name: string,
): readonly Workload[] {
  const inNamespace = cluster.workloads.filter((workload) => workload.namespace === namespace);
  const byName = inNamespace.filter(
    (workload) =>
      (kind === undefined || kind === workload.kind) && (workload.name === name || workload.name.startsWith(`${name}@`)),
  );
  if (byName.length > 0 || (kind !== undefined && kind !== "Pod")) return byName;
  return inNamespace.flatMap((workload) =>
    workload.pods
      .filter((pod) => pod.name === name && pod.name !== workload.meta.name)
      .map((pod) => onlyPod(workload, pod)),
  );
}

function listNames(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function suggestion(cluster: Cluster, namespace: string, name: string): string {
  const named = cluster.workloads.filter((workload) => workload.name === name);
  if (named.length > 0) return `; there is ${listNames(named.map(workloadName))}`;
  const there = cluster.workloads.filter((workload) => workload.namespace === namespace);
  if (there.length === 0) return "";
  return `; namespace \`${namespace}\` has ${listNames(there.slice(0, 5).map(workloadName))}${there.length > 5 ? " and more" : ""}`;
}

export interface AskedPort {
  readonly ports: AskedPorts;
  readonly protocols: readonly AskedProtocol[];
}

/**
 * Reads `port[/protocol]`: a number, an inclusive range `8000-8080`, a container port's name, or nothing for every port
 * of every protocol. The protocol is TCP where not written; `icmp` takes no port.
 */
export function parseAskedPort(text: string | undefined): AskedPort | NotUnderstood {
  if (text === undefined || text === "") return { ports: allPorts, protocols };
  const [port = "", protocolText = "TCP", ...rest] = text.split("/");
  if (/^icmp(?:v6)?$/i.test(port) && text === port) return { ports: allPorts, protocols: ["ICMP"] };
  const protocol = protocols.find((known) => known === protocolText.toUpperCase());
  if (!protocol || rest.length > 0) {
    return { problem: `\`${text}\` names no protocol; write \`443\`, \`53/udp\`, \`9000/sctp\` or \`icmp\`.` };
  }
  const ports = parsePorts(port);
  return isNotUnderstood(ports) ? ports : { ports, protocols: [protocol] };
}

const allPorts: AskedPorts = { type: "numbers", ports: fullPortSet() };

function parsePorts(text: string): AskedPorts | NotUnderstood {
  if (text === "") return allPorts;
  const range = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!range) return /[a-z]/.test(text) ? { type: "name", name: text } : notAPort(text);
  const first = Number(range[1]);
  const last = Number(range[2] ?? range[1]);
  if (first < 1 || last > 65535 || last < first) return notAPort(text);
  return { type: "numbers", ports: portRange(first, last) };
}

function notAPort(text: string): NotUnderstood {
  return { problem: `\`${text}\` is not a port; write a number from 1 to 65535, a range or a container port's name.` };
}
