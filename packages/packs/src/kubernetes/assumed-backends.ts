import type { Endpoint } from "@netpolint/core";
import { isAssumed } from "../known-pods.js";

/** What a flow to a Service takes for granted where its pods are not in the input. */
export function assumedBackends(
  service: { readonly namespace: string; readonly name: string },
  to: Endpoint,
): readonly string[] {
  if (!isAssumed(to)) return [];
  const name = `${service.namespace}/${service.name}`;
  return [`The pods behind Service \`${name}\` are not in the input; pods with the labels it selects were assumed.`];
}
