import { fieldOf, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import { listOf, numberOf, stringOf } from "./read-meta.js";
import type { ObjectMeta } from "./resource.js";
import type { Webhook, WebhookService } from "./webhook.js";

/** The webhooks of a ValidatingWebhookConfiguration or MutatingWebhookConfiguration. */
export function readAdmissionWebhooks(value: JsonValue, meta: ObjectMeta): readonly Webhook[] {
  const purpose = meta.kind === "ValidatingWebhookConfiguration" ? "validating" : "mutating";
  return listOf(fieldOf(value, "webhooks")).map((webhook, index) => ({
    type: "Webhook",
    meta,
    name: stringOf(fieldOf(webhook, "name")) ?? `webhooks[${index}]`,
    path: ["webhooks", index],
    purpose,
    failurePolicy: fieldOf(webhook, "failurePolicy") === "Ignore" ? "Ignore" : "Fail",
    ...readClientConfig(fieldOf(webhook, "clientConfig")),
  }));
}

/** The conversion webhook of a CustomResourceDefinition, if it has one. Reading any object of the kind calls it. */
export function readConversionWebhook(value: JsonValue, meta: ObjectMeta): readonly Webhook[] {
  const conversion = valueAt(value, ["spec", "conversion"]);
  if (fieldOf(conversion, "strategy") !== "Webhook") return [];
  const path: Path = ["spec", "conversion", "webhook"];
  const config = readClientConfig(valueAt(conversion, ["webhook", "clientConfig"]));
  return [{ type: "Webhook", meta, name: meta.name, path, purpose: "conversion", failurePolicy: "Fail", ...config }];
}

function readClientConfig(config: JsonValue | undefined): Pick<Webhook, "service" | "url"> {
  return { service: readServiceReference(fieldOf(config, "service")), url: stringOf(fieldOf(config, "url")) };
}

/** `namespace`, `name` and `port` (443 where not written) of a Service that the API server calls. */
export function readServiceReference(value: JsonValue | undefined): WebhookService | undefined {
  const namespace = stringOf(fieldOf(value, "namespace"));
  const name = stringOf(fieldOf(value, "name"));
  if (namespace === undefined || name === undefined) return undefined;
  return { namespace, name, port: numberOf(fieldOf(value, "port")) ?? 443 };
}
