import type { WorkloadResource } from "../resources/pod.js";
import type { Resource } from "../resources/read-resources.js";
import type { Service } from "../resources/service.js";
import { type IpAddress, parseIpAddress } from "../sets/ip-address.js";
import { isList, type Path } from "../source/json-value.js";
import type { DnsService, Fact, Facts } from "./environment.js";

const system = "kube-system";

/** The cluster's DNS Service: `kube-dns`, whatever a distribution calls it, or OpenShift's `dns-default`. */
export function detectDns(resources: readonly Resource[]): Facts<DnsService> {
  const services = resources.filter((resource) => resource.type === "Service").filter(isDnsService);
  return {
    facts: services.map(({ meta }) => ({ value: { namespace: meta.namespace, name: meta.name }, meta, path: ["metadata", "name"] })),
    unused: undefined,
  };
}

function isDnsService({ meta, ports, selector }: Service): boolean {
  if (!selector || !ports.some(({ port, protocol }) => port === 53 && protocol === "UDP")) return false;
  if (meta.namespace === "openshift-dns") return meta.name === "dns-default";
  // NodeLocal DNSCache has a second Service with the same label, for its own questions to the servers.
  if (meta.namespace !== system || meta.name === "kube-dns-upstream") return false;
  return meta.name === "kube-dns" || meta.labels.get("k8s-app") === "kube-dns";
}

/** The addresses after `-localip` of the DaemonSet of NodeLocal DNSCache. */
export function detectNodeLocalDns(resources: readonly Resource[]): Facts<IpAddress> {
  const workloads = resources.filter((resource) => resource.type === "Workload").filter(isNodeLocalDns);
  return { facts: workloads.flatMap(localAddresses), unused: undefined };
}

function isNodeLocalDns({ meta, network }: WorkloadResource): boolean {
  return meta.kind === "DaemonSet" && meta.namespace === system && network.labels.get("k8s-app") === "node-local-dns";
}

const containers: Path = ["spec", "template", "spec", "containers"];

function localAddresses({ meta }: WorkloadResource): readonly Fact<IpAddress>[] {
  const found = meta.origin.valueAt(containers);
  if (!isList(found)) return [];
  return found.flatMap((_, index) => {
    const path: Path = [...containers, index, "args"];
    const args = meta.origin.valueAt(path);
    const words = isList(args) ? args.map((word) => (typeof word === "string" ? word : "")) : [];
    return localIpTexts(words).flatMap(({ text, at }) => {
      const value = parseIpAddress(text);
      return value ? [{ value, meta, path: [...path, at] }] : [];
    });
  });
}

/** `-localip a,b` as two words or with `=`, with one dash or two. */
function localIpTexts(words: readonly string[]): readonly { readonly text: string; readonly at: number }[] {
  return words.flatMap((word, index) => {
    const [, inline] = /^--?localip(?:=(.*))?$/.exec(word) ?? [];
    if (!/^--?localip(?:=|$)/.test(word)) return [];
    const at = inline === undefined ? index + 1 : index;
    const list = inline ?? words[index + 1] ?? "";
    return list.split(",").map((text) => ({ text: text.trim(), at }));
  });
}
