import type { AssumedPolicy, Endpoint, JsonValue, ObjectMeta } from "@netpolint/core";
import { valueOf } from "../document/data-pack.js";
import { findField, isMapping } from "../document/field-values.js";
import { instanceOf } from "../document/instances.js";
import { findPods } from "../document/pods.js";
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

/** The policy that an operator makes for its own pods, unless it is turned off. The first object there is shows it. */
export function assumeOperatorPolicy(
  scope: Scope,
  operator: string,
  resources: readonly string[],
  policyIn: (namespace: string) => OperatorPolicy,
): readonly AssumedPolicy[] {
  if (valueOf(scope, "deployOperatorNetworkPolicy") === "false") return [];
  const object = resources.map((resource) => instanceOf(scope, resource).object).find((one) => one !== undefined);
  const [end] = findPods(scope, "operator").endpoints;
  const namespace = end && namespaceOf(end);
  if (!object || namespace === undefined) return [];
  return [
    {
      manifest: operatorPolicyManifest(policyIn(namespace)),
      because: `${operator} makes it for itself, and ${objectTitle(object.meta)} does not turn it off`,
      remedy: "have the operator not make its policy (deployOperatorNetworkPolicy) and write one",
      of: object.meta,
      path: ["metadata", "name"],
    },
  ];
}

function namespaceOf(end: Endpoint): string | undefined {
  if (end.type === "workload") return end.workload.namespace;
  return end.type === "hypothetical" ? end.pod.namespace : undefined;
}

/** `EventProcessing \`ep/main\``, as clauses name an object. */
export function objectTitle({ kind, namespace, name }: ObjectMeta): string {
  return `${kind} \`${namespace === "" ? name : `${namespace}/${name}`}\``;
}
