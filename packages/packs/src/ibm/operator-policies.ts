import type { JsonValue, ObjectMeta } from "@netpolint/core";
import { findField, isMapping } from "../document/field-values.js";
import type { Scope, ValueReader } from "../document/scope.js";

/** One rule of a policy that an operator makes: everybody, where no peer is given. */
export interface OpenedPorts {
  readonly ports: readonly number[];
  readonly from?: JsonValue;
}

export interface OperatorPolicy {
  /** Ours: IBM's pages do not name the policies. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly OpenedPorts[];
}

/** The manifest of a policy for ingress. */
export function operatorPolicyManifest({ name, namespace, labels, ingress }: OperatorPolicy): JsonValue {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ["Ingress"],
      ingress: ingress.map(({ ports, from }) => ({
        ports: ports.map((port) => ({ protocol: "TCP", port })),
        ...(from === undefined ? {} : { from: [from] }),
      })),
    },
  };
}

/** On OpenShift only nodes get to the webhook, elsewhere everybody. */
export function webhookPorts({ cluster }: Scope, port: number): OpenedPorts {
  if (cluster.settings.platform !== "openshift") return { ports: [port] };
  return {
    ports: [port],
    from: { namespaceSelector: { matchLabels: { "policy-group.network.openshift.io/host-network": "" } } },
  };
}

/** What `spec.config.env` of a Subscription says of DEPLOY_OPERATOR_NETWORK_POLICY. */
export const deployOperatorNetworkPolicy: ValueReader = (object) => {
  const found = findField(object, "spec.config.env")?.value;
  const list: readonly JsonValue[] = Array.isArray(found) ? (found as readonly JsonValue[]) : [];
  const entry = list.find((item) => isMapping(item) && item["name"] === "DEPLOY_OPERATOR_NETWORK_POLICY");
  const value = isMapping(entry) ? entry["value"] : undefined;
  return typeof value === "string" && /^(?:true|false)$/i.test(value) ? [value.toLowerCase()] : undefined;
};

/** `EventProcessing \`ep/main\``, as clauses name an object. */
export function objectTitle({ kind, namespace, name }: ObjectMeta): string {
  return `${kind} \`${namespace === "" ? name : `${namespace}/${name}`}\``;
}
