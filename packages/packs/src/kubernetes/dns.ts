import {
  type CompiledPolicies,
  type PackContext,
  policiesFor,
  type RequiredFlow,
  type RequiredRows,
  type Workload,
  workloadEndpoint,
} from "@netpolint/core";
import { type DnsPods, findDnsPods } from "../dns-pods.js";

const dnsLink = "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/";

/** Every pod that is isolated for egress needs DNS, unless it may not connect to anything at all. */
export function requireDns({ cluster, policies }: PackContext): RequiredRows {
  const isolated = cluster.workloads.filter((workload) => isIsolated(policies, workload));
  if (isolated.length === 0) return { flows: [], unchecked: [] };
  const dns = findDnsPods(cluster);
  if ("unknown" in dns) return { flows: [], unchecked: [{ pack: "kubernetes", id: "dns", reason: dns.unknown }] };
  const unchecked = dns.withoutTcp === undefined ? [] : [{ pack: "kubernetes", id: "dns-tcp", reason: dns.withoutTcp }];
  return { flows: isolated.flatMap((workload) => dnsFlows(policies, workload, dns)), unchecked };
}

function isIsolated(policies: CompiledPolicies, { pods: [pod] }: Workload): boolean {
  return pod !== undefined && policiesFor(policies, pod, "egress").length > 0;
}

function isDeniedEverything(policies: CompiledPolicies, { pods: [pod] }: Workload): boolean {
  if (!pod) return false;
  return policiesFor(policies, pod, "egress").every(
    ({ compiled, selects }) => selects === "yes" && !compiled.refused && compiled.egress?.length === 0,
  );
}

function dnsFlows(policies: CompiledPolicies, workload: Workload, dns: DnsPods): readonly RequiredFlow[] {
  const from = workloadEndpoint(workload);
  const denied = isDeniedEverything(policies, workload);
  return dns.targets
    .filter(({ endpoint }) => !(endpoint.type === "workload" && endpoint.workload === workload))
    .filter(({ protocol }) => !denied || protocol === "UDP")
    .map(({ endpoint, port, protocol }) => ({
      pack: "kubernetes",
      ids: [protocol === "UDP" ? "dns-udp" : "dns-tcp"],
      level: protocol === "UDP" ? "must" : "may",
      ...(denied ? { severity: "info" as const } : {}),
      from,
      to: endpoint,
      protocol,
      port,
      why: protocol === "UDP" ? "pods resolve names" : "answers that do not fit into a datagram come over TCP",
      link: dnsLink,
      assumed: dns.assumed,
    }));
}
