import type { JsonObject, JsonValue } from "../../src/source/json-value.js";

/** Objects that the API takes, with some fields of `spec` replaced; undefined leaves one out. */
type Changes = Readonly<Record<string, JsonValue | undefined>>;

const alpha1 = "policy.networking.k8s.io/v1alpha1";
const alpha2 = "policy.networking.k8s.io/v1alpha2";

export function anp(changes: Changes = {}, metadata: JsonValue = { name: "p" }): JsonObject {
  const spec = changed({ priority: 10, subject: { namespaces: {} } }, changes);
  return { apiVersion: alpha1, kind: "AdminNetworkPolicy", metadata, spec };
}

export function banp(changes: Changes = {}, metadata: JsonValue = { name: "default" }): JsonObject {
  const spec = changed({ subject: { namespaces: {} } }, changes);
  return { apiVersion: alpha1, kind: "BaselineAdminNetworkPolicy", metadata, spec };
}

export function cnp(changes: Changes = {}, metadata: JsonValue = { name: "p" }): JsonObject {
  const spec = changed({ tier: "Admin", priority: 10, subject: { namespaces: {} } }, changes);
  return { apiVersion: alpha2, kind: "ClusterNetworkPolicy", metadata, spec };
}

function changed(fields: JsonObject, changes: Changes): JsonObject {
  const entries = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/** One egress rule to all pods. */
export function anpTo(rule: Changes): JsonObject {
  return anp({ egress: [changed({ action: "Allow", to: [{ namespaces: {} }] }, rule)] });
}

export function banpTo(rule: Changes): JsonObject {
  return banp({ egress: [changed({ action: "Allow", to: [{ namespaces: {} }] }, rule)] });
}

export function cnpTo(rule: Changes): JsonObject {
  return cnp({ egress: [changed({ action: "Accept", to: [{ namespaces: {} }] }, rule)] });
}

/** One ingress rule from all pods. */
export function cnpFrom(rule: Changes): JsonObject {
  return cnp({ ingress: [changed({ action: "Accept", from: [{ namespaces: {} }] }, rule)] });
}

export function anpFrom(rule: Changes): JsonObject {
  return anp({ ingress: [changed({ action: "Allow", from: [{ namespaces: {} }] }, rule)] });
}

export function times(count: number, make: (index: number) => JsonValue): JsonValue[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
