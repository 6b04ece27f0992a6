import {
  backendsOf,
  type Cluster,
  type CompiledPolicies,
  type FlowPack,
  type PackContext,
  placeOf,
  policiesFor,
  type RequiredFlow,
  type RequiredRows,
  type UncheckedRow,
  type Webhook,
  type Workload,
} from "@netpolint/core";
import { type DnsPods, findDnsPods } from "./dns-pods.js";
import { isAssumed, workloadEndpoint } from "./known-pods.js";

const webhookLink = "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/";
const dnsLink = "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/";

/** What every cluster needs: the API server reaches its webhooks, and pods that may talk to anybody resolve names. */
export const kubernetes: FlowPack = {
  id: "kubernetes",
  title: "Kubernetes itself: webhooks and DNS",
  link: webhookLink,
  parameters: [],
  occurs: () => true,
  require: (context) => joinRows([requireWebhooks(context.cluster), requireDns(context)]),
};

function joinRows(rows: readonly RequiredRows[]): RequiredRows {
  return { flows: rows.flatMap((row) => row.flows), unchecked: rows.flatMap((row) => row.unchecked) };
}

/** Webhooks that share a Service and port are one flow; it is a `must` if one of them is. */
function requireWebhooks(cluster: Cluster): RequiredRows {
  const groups = new Map<string, Webhook[]>();
  const unchecked: UncheckedRow[] = [];
  for (const webhook of cluster.webhooks) {
    if (webhook.service) {
      const key = JSON.stringify(webhook.service);
      groups.set(key, [...(groups.get(key) ?? []), webhook]);
    } else unchecked.push(uncheckedWebhook(webhook, withoutService(webhook)));
  }
  return joinRows([{ flows: [], unchecked }, ...[...groups.values()].map((group) => requireWebhookGroup(cluster, group))]);
}

function withoutService({ url }: Webhook): string {
  return url === undefined ? "it names neither a Service nor a URL" : `it is called at ${url}, not through a Service`;
}

function uncheckedWebhook(webhook: Webhook, reason: string): UncheckedRow {
  return { pack: "kubernetes", id: "webhook", reason: `${nameOf(webhook)} was not checked: ${reason}.` };
}

function nameOf({ purpose, name }: Webhook): string {
  return purpose === "conversion" ? `The conversion webhook of \`${name}\`` : `Webhook \`${name}\` (${purpose})`;
}

function requireWebhookGroup(cluster: Cluster, group: readonly Webhook[]): RequiredRows {
  const first = group.find((webhook) => webhook.failurePolicy === "Fail") ?? group[0];
  if (!first?.service) return { flows: [], unchecked: [] };
  const found = backendsOf(cluster, first.service);
  if ("unknown" in found) {
    return { flows: [], unchecked: group.map((webhook) => uncheckedWebhook(webhook, found.unknown)) };
  }
  return { flows: found.backends.map(({ endpoint, port }) => webhookFlow(first, group.length, endpoint, port)), unchecked: [] };
}

function webhookFlow(webhook: Webhook, count: number, to: RequiredFlow["to"], port: number): RequiredFlow {
  const others = count > 1 ? ` and ${count - 1} more` : "";
  return {
    pack: "kubernetes",
    ids: ["webhook"],
    level: webhook.failurePolicy === "Ignore" ? "may" : "must",
    from: { type: "apiserver" },
    to,
    protocol: "TCP",
    port,
    why: `the API server calls ${webhook.purpose} webhook \`${webhook.name}\`${others}`,
    link: webhookLink,
    assumed: isAssumed(to) ? [assumedBackend(webhook)] : [],
    evidence: {
      ...placeOf(webhook.meta, webhook.path),
      message: `the webhook is registered here${webhook.purpose === "conversion" ? "" : `, failurePolicy ${webhook.failurePolicy}`}`,
    },
  };
}

function assumedBackend({ service }: Webhook): string {
  const name = `${service?.namespace}/${service?.name}`;
  return `The pods behind Service \`${name}\` are not in the input; pods with the labels it selects were assumed.`;
}

/** Every pod that is isolated for egress needs DNS, unless it may not connect to anything at all. */
function requireDns({ cluster, policies }: PackContext): RequiredRows {
  const isolated = cluster.workloads.filter((workload) => isIsolated(policies, workload));
  if (isolated.length === 0) return { flows: [], unchecked: [] };
  const dns = findDnsPods(cluster);
  if ("unknown" in dns) return { flows: [], unchecked: [{ pack: "kubernetes", id: "dns", reason: dns.unknown }] };
  return { flows: isolated.flatMap((workload) => dnsFlows(policies, workload, dns)), unchecked: [] };
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
