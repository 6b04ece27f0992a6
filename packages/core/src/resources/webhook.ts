import type { Path } from "../source/json-value.js";
import type { ObjectMeta } from "./resource.js";

/** One webhook that the API server calls: of an admission configuration, or the conversion of a CRD. */
export interface Webhook {
  readonly type: "Webhook";
  readonly meta: ObjectMeta;
  readonly name: string;
  readonly path: Path;
  readonly purpose: "validating" | "mutating" | "conversion";
  /** `Ignore` only where written for an admission webhook: everything else makes the API server refuse the request. */
  readonly failurePolicy: "Fail" | "Ignore";
  readonly service: WebhookService | undefined;
  readonly url: string | undefined;
}

export interface WebhookService {
  readonly namespace: string;
  readonly name: string;
  /** 443 where not written. */
  readonly port: number;
}
