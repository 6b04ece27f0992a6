import {
  backendsOf,
  type Cluster,
  placeOf,
  type RequiredFlow,
  type RequiredRows,
  type UncheckedRow,
  type Webhook,
} from "@netpolint/core";
import { assumedBackends } from "./assumed-backends.js";
import { joinRows } from "./join-rows.js";

const webhookLink = "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/";

/** Webhooks that share a Service and port are one flow; it is a `must` if one of them is. */
export function requireWebhooks(cluster: Cluster): RequiredRows {
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
    assumed: webhook.service ? assumedBackends(webhook.service, to) : [],
    evidence: {
      ...placeOf(webhook.meta, webhook.path),
      message: `the webhook is registered here${webhook.purpose === "conversion" ? "" : `, failurePolicy ${webhook.failurePolicy}`}`,
    },
  };
}
