import { fieldOf, type JsonValue, type Path } from "../source/json-value.js";
import type { ObjectMeta } from "./resource.js";
import { readServiceReference } from "./read-webhooks.js";
import type { WebhookService } from "./webhook.js";

/** An APIService whose requests the API server passes on to a Service (apiregistration.k8s.io). */
export interface ApiService {
  readonly type: "ApiService";
  readonly meta: ObjectMeta;
  readonly path: Path;
  readonly service: WebhookService;
}

/** None where the API server answers itself. */
export function readApiService(value: JsonValue, meta: ObjectMeta): readonly ApiService[] {
  const service = readServiceReference(fieldOf(fieldOf(value, "spec"), "service"));
  return service ? [{ type: "ApiService", meta, path: ["spec", "service"], service }] : [];
}
