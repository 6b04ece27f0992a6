import type { AssumedPolicy, Endpoint, JsonValue, ObjectMeta, UncheckedRow } from "@netpolint/core";
import { valueOf } from "../document/data-pack.js";
import { findField, isMapping } from "../document/field-values.js";
import { instanceOf, instancesOf } from "../document/instances.js";
import { findPods } from "../document/pods.js";
import { bind, type Scope, type ValueReader } from "../document/scope.js";

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
  const entry = list.findLast((item) => isMapping(item) && item["name"] === "DEPLOY_OPERATOR_NETWORK_POLICY");
  if (!isMapping(entry)) return undefined;
  const { value } = entry;
  if (typeof value === "string" && /^(?:true|false)$/i.test(value)) return [value.toLowerCase()];
  const text = value === undefined ? "is not written there" : "is neither `'true'` nor `'false'`";
  return { notUnderstood: `the value of DEPLOY_OPERATOR_NETWORK_POLICY in \`spec.config.env\` ${text}` };
};

/** The policy that an operator makes for its own pods, unless it is turned off. The first object there is shows it. */
export function assumeOperatorPolicy(
  scope: Scope,
  operator: string,
  resources: readonly string[],
  policyIn: (namespace: string) => OperatorPolicy,
): readonly AssumedPolicy[] {
  // Where it is not known whether it is made, `unknownOperatorPolicies` says so.
  if (valueOf(scope, "deployOperatorNetworkPolicy") !== "true") return [];
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

/** Where a setting says whether policies are made, and is not understood, none were assumed. */
export function unknownOperatorPolicies(
  scope: Scope,
  asked: readonly { readonly resource: string; readonly parameter: string }[],
): readonly Omit<UncheckedRow, "pack">[] {
  if (scope.cluster.settings.world === "closed") return [];
  const doubts = asked.flatMap(({ resource, parameter }) =>
    instancesOf(scope, resource).flatMap((instance) => {
      const own: Scope = { ...bind(scope, [instance]), doubts: new Set() };
      valueOf(own, parameter);
      return [...own.doubts];
    }),
  );
  return [...new Set(doubts)].map((reason) => ({ id: "operator's policy", reason: `${reason} No policy of the operator's was assumed.` }));
}

function namespaceOf(end: Endpoint): string | undefined {
  if (end.type === "workload") return end.workload.namespace;
  return end.type === "hypothetical" ? end.pod.namespace : undefined;
}

/** `EventProcessing \`ep/main\``, as clauses name an object. */
export function objectTitle({ kind, namespace, name }: ObjectMeta): string {
  return `${kind} \`${namespace === "" ? name : `${namespace}/${name}`}\``;
}
